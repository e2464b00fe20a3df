import type { z } from 'zod'
import type { AuditCategory, AuditedResources } from '../audit/resources.ts'
import type { Config } from '../config.ts'
import type { ModelName, Reader, RunSql, Transaction } from '../db/database.ts'
import type { AppError } from '../errors.ts'
import type { Bulk } from '../lists/bulk.ts'
import type { Log } from '../log.ts'
import type { Actor } from '../policy/actor.ts'
import type { RoleBook } from '../policy/permissions.ts'
import type { StoppedState, TakesTokens } from '../policy/token-scopes.ts'
import type { Translate } from '../presentation/view.ts'
import type { Services } from '../services.ts'
import type { Slots } from '../slots/slots.ts'
import type { Fact } from './fact.ts'
import type { Surface } from './surface.ts'

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** The place of an operation in the JSON API, below /api/v1, or on another surface. */
export interface HttpPlace {
  method: HttpMethod
  /** Express path; each `:name` is a field of the input. */
  path: string
  status?: number
  /** Where it stands, if not in the JSON API. */
  surface?: Surface
  /** Where the work may only have begun when it is answered: the path at which it is followed, with status 202; null where it is done. */
  follow?(output: never): string | null
  /** The body is not JSON but a file; its bytes are the input's field `bytes`. */
  upload?: Upload
}

export interface Upload {
  mediaTypes: readonly string[]
  limitBytes: number
}

export interface RequestFacts {
  id: string
  ipAddress: string | null
  userAgent: string | null
  /** Where the browser sees the portal: `https://portal.example.org`. Whoever asks can write what they like there. */
  origin?: string | null
  /** What an earlier answer left with this browser. */
  flow?: string | null
  device?: string | null
}

/** A token that a browser keeps beside its session: `flow` for minutes, `device` for long. */
export type Keepsake = 'flow' | 'device'

/** What a check of the resource's own state says: null lets it pass. */
export type Rule<Target> = (actor: Actor, target: Target, now: Date) => AppError | null

/** Something at a place in the tree of units: what permissions are checked against. */
export interface Placed {
  unitPath: string
}

export interface SharedContext {
  actor: Actor
  /** When the request arrived. Deadlines are judged by it, not by when its turn came. */
  now: Date
  request: RequestFacts
  services: Services
  /** What the rooms put into the slots that the platform declares. */
  slots: Slots
  /** What built-in roles carry. */
  roles: RoleBook
  log: Log
  /** The language of whoever asks. */
  locale(): string
  /** The words of a locale key in that language: a reply says them beside the key. */
  text: Translate
}

/** What preparation may read; it happens outside the transaction and writes nothing. */
export interface PrepareContext extends SharedContext {
  sql: RunSql
  /** Counts the limits that the command declares as spent later. */
  spend(): Promise<void>
}

export interface QueryContext<Models extends ModelName> extends SharedContext {
  db: Reader<Models>
  ask<Query extends AnyQuery>(query: Query, input: InputOf<Query>): Promise<OutputOf<Query>>
  /** Whether the actor could call an operation on a target: what a page offers is what would work. */
  able<Target>(
    operation: AnyCommand & { rule?: (actor: Actor, target: Target, now: Date) => AppError | null },
    target: Target,
  ): boolean
}

export interface TargetContext<Models extends ModelName> extends SharedContext {
  tx: Transaction<Models>
}

export interface ResourceReference<Type extends string = string> {
  type: Type
  id: string
}

/** What a command does to the session of whoever called it. It takes effect once the command is committed. */
export interface SessionPort {
  /** Keeps the association that a visitor chose, where the host name does not say it. */
  choose(tenantId: string): void
  /** Hands the browser a new session; the one it came with is no longer used. */
  begin(token: string, expiresAt: Date): void
  end(): void
  /** Keeps the session aside that the browser came with: it is taken up again when the one that begins now is over. */
  setAside(): void
  keep(keepsake: Keepsake, token: string, expiresAt: Date): void
  forget(keepsake: Keepsake): void
  /** Name, language or the like of the caller changed: their next request looks again. */
  renew(): void
}

declare const refusedMark: unique symbol
export interface Refused {
  [refusedMark]: true
  error: AppError
}

/** Whose deed something is, as the audit names them. */
export interface ProvenAccount {
  accountId: string
  /** The account's person in the tenant that the command is called in. */
  personId: string | null
  sessionId: string | null
}

export interface CommandContext<Models extends ModelName, Prepared, Resource extends string = string>
  extends TargetContext<Models> {
  prepared: Prepared
  /** Says for the audit what changed. What is personal or secret about it, the room declares in room.ts. */
  record(resource: ResourceReference<Resource>, before: object | null, after: object | null): void
  /** Says for the audit whose deed it is, where a visitor has shown that just now. */
  actsAs(account: ProvenAccount): void
  /**
   * Says of which association it is that somebody acts who runs the installation, or a job that has its time: the entry in the
   * audit, and what has happened, are of that one. Where nothing is said they are of none. Others may say `null`: of no association at all, where
   * that of the caller has nothing to do with it.
   */
  within(tenantId: string | null): void
  /** Says what has happened; the jobs that react are written with the commit. */
  emit<Payload extends z.ZodObject>(fact: Fact<Payload>, payload: z.input<Payload>): void
  /** Runs another command in this transaction, with its own check of permission. */
  call<Command extends AnyCommand>(
    command: Command,
    input: InputOf<Command>,
    as?: { as: Actor },
  ): Promise<OutputOf<Command>>
  /** Commits what was written so far and still answers the error: `return refused(...)`. */
  refused(error: AppError): Refused
  session: SessionPort
}

export type Severity = 'routine' | 'notable' | 'critical'

/**
 * How much a call takes from what its caller may ask in a minute: 1, where nothing is said. A report that keeps the
 * database busy for a second says 50. It is taken even where less is left, so that the caller then waits longer.
 */
export type Cost = number

export interface WorkedOut {
  name: string
  of(input: Readonly<Record<string, unknown>>, config: Config): string | null
}

export interface RateLimit {
  /**
   * What is counted: requests from one address, of one account, with one value of an input field, or with one value
   * that is worked out from the input. Where that is null there is nothing to count.
   */
  by: 'address' | 'account' | { field: string } | WorkedOut
  count: number | ((config: Config) => number)
  seconds: number
  /** Counted when `prepare` spends it, instead of at the door: what comes to nothing before that uses up no try. */
  isSpentLater?: true
}

interface OperationDeclaration<Permission extends string, Input extends z.ZodType, Answer, Reply> {
  /** `<room>.<verbNoun>` */
  name: string
  summary: string
  permission: Permission
  input: Input
  output: z.ZodType<Answer, Reply>
  http?: HttpPlace
  /** Asks of whoever calls it to have shown their strongest factor a few minutes ago. */
  stepUp?: boolean
  /** Whether API tokens may do it. Where nothing is said: what needs no `stepUp`, as far as the room takes tokens. */
  tokens?: TakesTokens
  /**
   * Of an association that is suspended, or about to close: when it is open all the same. Where nothing is said, what
   * concerns an account alone always is (`anyone`, `signed-in`), and what only reads while it is closing.
   */
  whileStopped?: readonly StoppedState[]
  /** A command that platform administrators may call who look into an association. */
  whileVisiting?: boolean
  cost?: Cost
}

/** By their fields; several of a kind by one field. Null where nothing was. */
export type WhatWasRead = Readonly<Record<string, string | readonly string[]>> | null

export interface QueryDeclaration<
  Models extends ModelName,
  Permission extends string,
  Input extends z.ZodType,
  Answer,
  Reply,
  Target,
> extends OperationDeclaration<Permission, Input, Answer, Reply> {
  /**
   * Whoever reads it stands in the audit for it: once an hour; or each time, where it names by their fields (`applicationId`) what
   * was read. Null where a reading is nobody's business.
   */
  isWatched?: true | ((input: z.output<Input>, target: NoInfer<Target>, reply: NoInfer<Reply>) => WhatWasRead)
  /** Loads what is asked about, as far as the actor may see it. Null answers 404. */
  target?: (context: QueryContext<Models>, input: z.output<Input>) => Promise<Target | null>
  run: (
    context: QueryContext<Models>,
    input: z.output<Input>,
    target: NoInfer<Target>,
  ) => Promise<NoInfer<Reply>>
}

export interface CommandDeclaration<
  Models extends ModelName,
  Permission extends string,
  Resource extends string,
  Input extends z.ZodType,
  Answer,
  Reply,
  Target,
  Prepared,
> extends OperationDeclaration<Permission, Input, Answer, Reply> {
  severity?: Severity
  /** What its entries in the audit are about, where it is something else than what the room is about. */
  category?: AuditCategory
  /** Whether auditors will want to see its entries; what is critical or about access and money they always do. */
  compliance?: boolean
  limits?: RateLimit[]
  /** False where a repeat must act again, or visitors share their keys (sessions, single-use codes, passwords). */
  idempotent?: boolean
  /** Its reply holds a secret that is kept nowhere: a repeat does not act again and is told so by 409. */
  secretReply?: boolean
  /** Nobody learns who did it: neither the audit nor the jobs that follow name anybody. */
  isUnnamed?: true
  /** Slow or outside work before the transaction: hashing, uploads. Writes no rows. */
  prepare?: (context: PrepareContext, input: z.output<Input>) => Promise<Prepared>
  /** Loads and locks what it is about, as far as the actor may see it. Null answers 404. */
  target?: (context: TargetContext<Models>, input: z.output<Input>) => Promise<Target | null>
  /** The rule in the room's policy that the state of the target must satisfy. */
  rule?: Rule<Target>
  run: (
    context: CommandContext<Models, NoInfer<Prepared>, Resource>,
    input: z.output<Input>,
    target: NoInfer<Target>,
  ) => Promise<NoInfer<Reply> | Refused>
}

export interface Query<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Target = unknown,
> {
  kind: 'query'
  /** What a list is asked by. */
  isList?: true
  isWatched?: true | ((input: never, target: never, reply: never) => WhatWasRead)
  room: string
  name: string
  summary: string
  permission: string
  stepUp?: boolean
  tokens?: TakesTokens
  whileStopped?: readonly StoppedState[]
  whileVisiting?: boolean
  glossary?: Readonly<Record<string, string>>
  input: Input
  output: Output
  http?: HttpPlace
  cost?: Cost
  target?: (context: QueryContext<never>, input: never) => Promise<Target | null>
  run: (context: QueryContext<never>, input: never, target: never) => Promise<unknown>
}

export interface Command<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Target = unknown,
> {
  kind: 'command'
  room: string
  name: string
  summary: string
  permission: string
  stepUp?: boolean
  tokens?: TakesTokens
  whileStopped?: readonly StoppedState[]
  whileVisiting?: boolean
  glossary?: Readonly<Record<string, string>>
  input: Input
  output: Output
  http?: HttpPlace
  cost?: Cost
  severity: Severity
  category: AuditCategory
  compliance: boolean
  resources: AuditedResources
  limits: RateLimit[]
  idempotent: boolean
  secretReply?: boolean
  isUnnamed?: true
  prepare?: (context: PrepareContext, input: never) => Promise<unknown>
  target?: (context: TargetContext<never>, input: never) => Promise<Target | null>
  rule?: (actor: Actor, target: Target, now: Date) => AppError | null
  run: (context: CommandContext<never, never>, input: never, target: never) => Promise<unknown>
  /** Runs another command for each of many rows, each in a transaction of its own. */
  bulk?: Bulk
}

// biome-ignore lint/suspicious/noExplicitAny: the target's type is invariant; a list of commands has many
export type AnyCommand = Command<z.ZodType, z.ZodType, any>
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyQuery = Query<z.ZodType, z.ZodType, any>
export type AnyOperation = AnyCommand | AnyQuery

export type InputOf<Operation extends AnyOperation> = z.input<Operation['input']>
export type OutputOf<Operation extends AnyOperation> = z.output<Operation['output']>
