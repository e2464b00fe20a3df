import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { SentFile } from '../http/send-file.ts'
import type { StoppedState, TakesTokens } from '../policy/token-scopes.ts'
import type { Translate } from '../presentation/view.ts'
import type { Caller } from '../run/runner.ts'
import type { AnyQuery, Cost, HttpMethod, InputOf, OutputOf } from './operation.ts'

export interface EndpointContext {
  caller: Caller
  ask<Query extends AnyQuery>(query: Query, input: InputOf<Query>): Promise<OutputOf<Query>>
  /** Sends a file of the storage. */
  send(file: SentFile): Promise<void>
  request: Request
  response: Response
  /** What stood in the address, as it was sent. */
  fields: ReadonlyArray<[string, string]>
  /** What stood in path and address, checked; undefined where the endpoint says no `input`. */
  input: unknown
  /** Words in the language of whoever asks. */
  t: Translate
}

/** What is neither JSON in and out nor a page: streams, uploads, downloads, feeds, webhooks. */
export interface Endpoint {
  kind: 'endpoint'
  name: string
  summary: string
  permission: string
  method: HttpMethod
  path: string
  /** Stands beside the pages, for people who follow a link, rather than in the API: what goes wrong is shown as a page. */
  inPortal?: true
  /** Whether API tokens may ask for it; they may where nothing is said. */
  tokens?: TakesTokens
  /** Asks of whoever calls it to have shown their strongest factor a few minutes ago. */
  stepUp?: boolean
  whileStopped?: readonly StoppedState[]
  /** What names in its input mean, for the API's description. */
  glossary?: Readonly<Record<string, string>>
  cost?: Cost
  /**
   * A download: who asks for it, and may have it, is led on to a link that is good for a few minutes and for them alone.
   * What stands in histories and mails then opens nothing. `itself`: to the same address with a signature, and the
   * handler answers only there. `elsewhere`: the handler itself leads to the link of a file.
   */
  linked?: 'itself' | 'elsewhere'
  /** What else must be right before somebody is led on to `itself`; throws what is not. */
  check?(context: EndpointContext): Promise<unknown>
  /** Media type of the answer, for the API's description. */
  produces: string
  /** What may stand in path and address. What does not fit answers 422 with all issues. */
  input?: z.ZodType
  handle(context: EndpointContext): Promise<void>
}

export function endpoint(declaration: Omit<Endpoint, 'kind'>): Endpoint {
  return { kind: 'endpoint', ...declaration }
}
