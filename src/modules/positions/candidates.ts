import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, authorityFor } from '../../platform/policy/actor.ts'
import type { Place } from './position.ts'

/**
 * Whom an actor may appoint at a place. `h` is people. Whoever appoints in the whole association may take anybody of it; others
 * take those who belong to the unit or below.
 */
export function candidatesOf(actor: Actor, { tenantId, unitPath }: Place, now: Date): Sql {
  const [root = ''] = unitPath.split('.')
  const anybody = actor.kind === 'system' || authorityFor(actor, 'positions.appoint', root, now) !== null
  return sql`h.tenant_id = ${tenantId}::uuid AND (${anybody} OR EXISTS (
    SELECT FROM unit_members m JOIN unit_places w ON w.unit_id = m.unit_id
    WHERE m.tenant_id = h.tenant_id AND m.person_id = h.person_id AND m.ended_at IS NULL AND w.path <@ ${unitPath}::ltree))`
}
