import { AppError, alreadyExists, malformed, stillInUse } from '../errors.ts'

/** The named error that a broken constraint stands for; rooms register theirs by constraint name. */
export type ConstraintErrors = Record<string, () => AppError>

interface DatabaseFault {
  code?: string
  constraint?: string
}

/** The one place where a database error becomes a named one. What is not known stays as it is: a fault of ours. */
export function translateDatabaseError(error: unknown, known: ConstraintErrors): unknown {
  if (error instanceof AppError) return error
  const fault = databaseFault(error)
  if (!fault) return error
  const named = fault.constraint === undefined ? undefined : known[fault.constraint]
  if (named) return named()
  // Text holds no NUL and no broken UTF-16; what came with one cannot have been meant.
  if (fault.code === '22021' || fault.code === '22P05') return malformed()
  if (fault.code === '23505') return alreadyExists()
  // Since PostgreSQL 18 a reference with ON DELETE RESTRICT has a code of its own.
  if (fault.code === '23503' || fault.code === '23001') return stillInUse()
  return error
}

/** Worth another try from the start: the database gave way to another transaction. */
export function isRetryable(error: unknown): boolean {
  const code = databaseFault(error)?.code
  return code === '40001' || code === '40P01'
}

function databaseFault(error: unknown): DatabaseFault | null {
  if (typeof error !== 'object' || error === null) return null
  const plain = error as {
    code?: unknown
    constraint?: unknown
    meta?: { driverAdapterError?: { cause?: Record<string, unknown> } }
  }
  if (typeof plain.code === 'string' && /^[0-9A-Z]{5}$/.test(plain.code) && !plain.code.startsWith('P2'))
    return {
      code: plain.code,
      constraint: typeof plain.constraint === 'string' ? plain.constraint : undefined,
    }
  const cause = plain.meta?.driverAdapterError?.cause
  if (!cause) return null
  const constraint = cause.constraint as { index?: string; foreignKey?: unknown } | undefined
  return {
    code: typeof cause.originalCode === 'string' ? cause.originalCode : undefined,
    constraint: constraint?.index ?? /constraint "([^"]+)"/.exec(String(cause.originalMessage ?? ''))?.[1],
  }
}
