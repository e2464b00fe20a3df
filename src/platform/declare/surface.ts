import type { RunSql } from '../db/database.ts'
import type { AppError } from '../errors.ts'
import type { Translate } from '../presentation/view.ts'

/** What came with a request, before it is the input of an operation. */
export interface SentToSurface {
  /** The parts of the path that have names. */
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** Undefined where there was none. */
  body: unknown
}

export interface SurfaceAnswer {
  status: number
  headers?: Readonly<Record<string, string>>
  /** Undefined for an answer without one. */
  body?: unknown
}

/** Somebody who is known was refused something. */
export interface SurfaceRefusal {
  tenantId: string
  /** Null where it was no API token that asked. */
  tokenId: string | null
  operation: string
  error: AppError
  now: Date
}

/**
 * Another way than the JSON API to reach operations: a protocol that others have written down, with addresses, media types,
 * errors and conditions of its own. An operation says in `http` on which surface it stands; everything else about it, from its
 * permission to its entry in the audit, is as everywhere.
 */
export interface Surface {
  name: string
  /** What all of its addresses begin with. */
  prefix: string
  /** What a body may come as; it answers as the first one. */
  mediaTypes: readonly [string, ...string[]]
  bodyLimit: string
  /** By an API token alone: a browser that is signed in is nobody here, so that no other site reads by its cookie. */
  byToken?: true
  input(sent: SentToSurface): Record<string, unknown>
  /** The versions that a condition of this text lets pass; null where it lets pass any. */
  versionsIn(condition: string): readonly number[] | null
  reply(output: unknown, declared: { status: number; ifNoneMatch: string | null }): SurfaceAnswer
  problem(error: AppError, say: Translate): SurfaceAnswer
  /** Keeps what was refused, for whoever looks why something is not in step. */
  note?(run: RunSql, refusal: SurfaceRefusal): Promise<void>
}
