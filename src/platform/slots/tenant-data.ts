import { type Sql, sql, trusted } from '../db/sql.ts'
import type { Joined } from './personal-data.ts'

/** Rows of a closed association that go. */
export interface TenantRows {
  table: string
  /** Clears some of them away, in a transaction that is short, and says how many there were. */
  batch(context: Joined, tenantId: string): Promise<number>
}

/**
 * What a room keeps of an association, and what becomes of it once that is closed for good. Before, each of its people has been
 * erased through the slot `personalData`.
 */
export interface TenantData {
  /** In this order: what refers to others goes before them. Where a table is named alone, all its rows go. */
  goes: ReadonlyArray<string | TenantRows>
  /** Tables that stay, each with the reason. */
  stays?: Readonly<Record<string, string>>
  /** What an export of the association does not tell, or not yet. */
  heldBack?: readonly HeldBack[]
  /** Ids of files that it does not hold for the same reason. */
  heldFiles?(tenantId: string, now: Date): Sql
}

/** Columns that an export leaves empty. */
export interface HeldBack {
  table: string
  columns: readonly string[]
  /** Of which rows; `t` is the table. */
  where(now: Date): Sql
  /** Stands in the manifest of the export. */
  why: string
}

/** Nobody waits for long behind so many rows. */
const rowsAtOnce = 500

/** All rows of a table. */
export function tenantRows(table: string): TenantRows {
  return {
    table,
    async batch({ tx }, tenantId) {
      const gone = await tx.sql(sql`
        DELETE FROM ${trusted(table)} WHERE ctid = ANY(ARRAY(
          SELECT r.ctid FROM ${trusted(table)} r WHERE r.tenant_id = ${tenantId}::uuid LIMIT ${rowsAtOnce}))
        RETURNING 1`)
      return gone.length
    },
  }
}

/** What the ground floor itself keeps of associations. */
export const platformTenantData: TenantData = {
  goes: [],
  stays: { audit_entries: 'proves who did what; what is personal in it is under keys that are no more' },
}
