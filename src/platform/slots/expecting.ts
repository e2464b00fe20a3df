import type { RunSql } from '../db/database.ts'
import type { Services } from '../services.ts'

export interface Expected {
  tenantId: string
  /** Confirmed, in small letters. */
  email: string
}

/**
 * A room that expects people in an association who are nobody there yet says where somebody goes on to come in, by an
 * address that is known to be theirs; null where it does not expect them.
 */
export type Expecting = (
  context: { sql: RunSql; services: Services; now: Date },
  whom: Expected,
) => Promise<string | null>
