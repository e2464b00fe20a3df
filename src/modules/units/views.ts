import { type Sql, sql } from '../../platform/db/sql.ts'
import type { UnitReply } from './contract.ts'
import type { Joining } from './kind.ts'
import type { UnitStatus } from './unit.ts'

/** A unit as replies tell of it, with its place for the check of rights. */
export interface UnitSummary {
  id: string
  parentId: string | null
  unitPath: string
  kind: string
  code: string | null
  name: string
  status: UnitStatus
  /** The unit that this one has gone into. */
  mergedIntoId: string | null
  version: number
}

/** A unit as commands need it. */
export interface UnitRow extends UnitSummary {
  tenantId: string
  description: string | null
  /** How one comes in: what the unit itself says, else the nearest one above it, else its kind. */
  joining: Joining
  ownJoining: Joining | null
  leaderId: string | null
  /** Open units right below; only where the unit is locked to change it. */
  openBelow?: number
  /** Of the unit right above; only where the unit is to be opened again. */
  parentStatus?: UnitStatus | null
}

/** The columns of a UnitSummary; `u` is the units table. */
export const summaryColumns: Sql = sql`u.id, u.parent_id AS "parentId", u.path::text AS "unitPath", u.kind, u.code, u.name, u.status,
  u.merged_into_id AS "mergedIntoId", u.version`

/** How people come into the unit `u`, whoever says it: the unit, one above it or its kind. */
export const joiningOf: Sql = sql`(SELECT j.joining FROM unit_joinings j WHERE j.tenant_id = u.tenant_id AND j.unit_id = u.id)`

/** The columns of a UnitRow. */
export const unitColumns: Sql = sql`${summaryColumns}, u.tenant_id AS "tenantId", u.description, u.joining AS "ownJoining", u.leader_id AS "leaderId",
  ${joiningOf} AS joining`

export function toReply({
  id,
  parentId,
  kind,
  code,
  name,
  status,
  mergedIntoId,
  version,
}: Omit<UnitSummary, 'unitPath'>): UnitReply {
  return { id, parentId, kind, code, name, status, mergedIntoId, version }
}
