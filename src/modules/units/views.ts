import { type Sql, sql } from '../../platform/db/sql.ts'
import type { UnitReply } from './contract.ts'
import type { UnitKind, UnitStatus } from './unit.ts'

/** A unit as commands and replies need it. */
export interface UnitRow {
  id: string
  tenantId: string
  parentId: string | null
  unitPath: string
  kind: UnitKind
  name: string
  status: UnitStatus
  version: number
  /** Open units right below; only where the unit is locked to change it. */
  openBelow?: number
}

/** The columns of a UnitRow; `u` is the units table. */
export const unitColumns: Sql = sql`u.id, u.tenant_id AS "tenantId", u.parent_id AS "parentId", u.path::text AS "unitPath",
  u.kind, u.name, u.status, u.version`

export function toReply({ id, parentId, kind, name, status, version }: UnitRow): UnitReply {
  return { id, parentId, kind, name, status, version }
}
