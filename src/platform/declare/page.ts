import type { ComponentType } from 'preact'
import type { SavedViews } from '../lists/saved-views.ts'
import type { StoppedState } from '../policy/token-scopes.ts'
import type { Flash, FormState, Translate } from '../presentation/view.ts'
import type { Caller } from '../run/runner.ts'
import type { LinkedPlace } from '../slots/links.ts'
import type { Place } from '../slots/navigation.ts'
import type { AnyCommand, AnyQuery, Cost, InputOf, OutputOf } from './operation.ts'

/** Words for the next page, shown once. */
export type Notice = Flash

export interface Redirect {
  kind: 'redirect'
  to: string
  notice?: Notice
  /** Sends the form on to there, as it was posted. */
  again?: boolean
}

export interface Drawing {
  kind: 'drawing'
  component: ComponentType<never>
  model: object
  status: number
}

export type PageResult = Redirect | Drawing

export interface PageContext {
  caller: Caller
  /** Where the page is, without what stands after the question mark. */
  path: string
  params: Record<string, string>
  query: Record<string, string>
  /** The same as it was sent: a name may stand there several times. */
  queryFields: ReadonlyArray<readonly [string, string]>
  /** Words in the reader's language. */
  t: Translate
  /** Languages of the installation, the first one first. */
  locales: readonly string[]
  /** The reader's own zone, else the one that the browser told. */
  timeZone: string
  ask<Query extends AnyQuery>(query: Query, input: InputOf<Query>): Promise<OutputOf<Query>>
  /** The views that the reader may open of a list; nothing where no room keeps any. */
  views(list: string): Promise<SavedViews | null>
  /** What rooms link to from a place, as far as the reader may go there; `params` fill their addresses. */
  links(on: LinkedPlace, params?: Record<string, string>): Array<{ label: string; href: string }>
  /** The state of the page's form: what was typed and what was wrong with it, or these first values. */
  form(initial?: object): FormState
  /** What was typed into the form of another page, which waits until the caller has shown who they are. */
  carried: ReadonlyArray<readonly [string, string]>
}

export interface Submission<Command extends AnyCommand> {
  command: Command
  /** Adds what the form itself does not hold. */
  fill?: (context: PageContext) => Partial<InputOf<Command>>
  /** Leaves out what a form sends only because it cannot help it: empty lines kept for more. */
  tidy?: (input: Record<string, unknown>) => Record<string, unknown>
  /** Takes fields as multipart/form-data as well: mail programs post so. */
  multipart?: true
  /** Where it leads; or what is drawn once and kept nowhere, such as codes that nobody shows again. */
  done(result: OutputOf<Command>, context: PageContext): PageResult
}

export interface PageDeclaration<Submit extends AnyCommand> {
  name: string
  path: string
  permission: string
  /** As of what its form does, or what it shows. */
  whileStopped?: readonly StoppedState[]
  navigation?: Place
  /** Of showing it; its form costs what its command costs. */
  cost?: Cost
  /** Asks of whoever opens it to have shown their strongest factor a few minutes ago. */
  stepUp?: boolean
  show(context: PageContext): Promise<PageResult>
  /** The form on the page, posted to its own address. */
  submit?: Submission<Submit>
}

export interface ActionDeclaration<Submit extends AnyCommand> extends Submission<Submit> {
  name: string
  path: string
  permission: string
  /** As of what its form does, or what it shows. */
  whileStopped?: readonly StoppedState[]
  /** Where a refusal is told. */
  back(context: PageContext): string
}

export interface AnyPage {
  kind: 'page' | 'action'
  name: string
  path: string
  permission: string
  /** As of what its form does, or what it shows. */
  whileStopped?: readonly StoppedState[]
  navigation?: Place
  cost?: Cost
  stepUp?: boolean
  show?(context: PageContext): Promise<PageResult>
  submit?: Submission<AnyCommand>
  back?(context: PageContext): string
}

/** A page of the portal, with or without a form. */
export function page<Submit extends AnyCommand>(declaration: PageDeclaration<Submit>): AnyPage {
  return { kind: 'page', ...declaration } as AnyPage
}

/** A button: a form without a page of its own. */
export function action<Submit extends AnyCommand>(declaration: ActionDeclaration<Submit>): AnyPage {
  const { command, fill, tidy, done, ...rest } = declaration
  return { kind: 'action', ...rest, submit: { command, fill, tidy, done } } as AnyPage
}

export function draw<Props extends object>(
  component: ComponentType<Props>,
  model: NoInfer<Props>,
  status = 200,
): Drawing {
  return { kind: 'drawing', component: component as ComponentType<never>, model, status }
}

export function go(to: string, notice?: Notice): Redirect {
  return { kind: 'redirect', to, notice }
}

export function success(message: string, values?: Flash['values']): Notice {
  return { kind: 'success', message, values }
}
