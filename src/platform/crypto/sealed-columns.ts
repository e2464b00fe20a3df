import { personKeyColumn } from './person-keys.ts'

export const replyPurpose = 'idempotency reply'

/** A column of sealed values. Key rotation goes through all that are declared, so one that is not stays behind. */
export interface SealedColumn {
  table: string
  /** The columns of the table's key. */
  keys: readonly [string, ...string[]]
  /** Its name begins with `sealed_`. */
  column: string
  /** The purpose that its values are sealed for. */
  purpose: string
}

/** Of the platform's own tables. Rooms declare theirs in module.ts. */
export const platformSealedColumns: readonly SealedColumn[] = [
  {
    table: 'idempotency_records',
    keys: ['operation', 'caller', 'key'],
    column: 'sealed_reply',
    purpose: replyPurpose,
  },
  personKeyColumn,
]
