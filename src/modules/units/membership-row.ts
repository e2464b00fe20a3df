import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { stopLeadingElsewhere } from './leader-row.ts'
import { placesToAdmit } from './policy.ts'
import { keepPrimaryMoves } from './primary-row.ts'
import { lastMembership } from './unit.ts'

/** A current membership at its place in the tree. */
export interface MembershipRow {
  id: string
  tenantId: string
  unitId: string
  unitPath: string
  personId: string
}

/** A current membership of a unit that the actor looks after. */
export async function findMembership(
  run: RunSql,
  membershipId: string,
  actor: Actor,
  now: Date,
): Promise<MembershipRow | null> {
  const [membership] = await run<MembershipRow>(sql`
    SELECT m.id, m.tenant_id AS "tenantId", m.unit_id AS "unitId", u.path::text AS "unitPath", m.person_id AS "personId"
    FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
    WHERE m.id = ${membershipId}::uuid AND m.ended_at IS NULL AND ${placesToAdmit(actor, now)}`)
  return membership ?? null
}

/** Ends a membership; another one becomes the primary one if this was it, and who led the unit leads it no more. The last one stays. */
export async function endMembershipOf(
  context: CommandContext<'membership' | 'unitChange', unknown, 'unit' | 'membership'>,
  { tenantId, personId, unitId }: Pick<MembershipRow, 'tenantId' | 'personId' | 'unitId'>,
): Promise<void> {
  const { tx, now, record } = context
  // All of the person's memberships are locked, so that two departures at once cannot leave nothing.
  const memberships = await tx.sql<{ id: string; unitId: string; isPrimary: boolean }>(sql`
    SELECT id, unit_id AS "unitId", is_primary AS "isPrimary" FROM memberships
    WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL
    ORDER BY joined_at, id FOR UPDATE`)
  const leaving = memberships.find((membership) => membership.unitId === unitId)
  if (!leaving) throw notFound()
  const next = memberships.find((membership) => membership.id !== leaving.id)
  if (!next) throw lastMembership()
  await tx.membership.update({ where: { id: leaving.id }, data: { endedAt: now, isPrimary: false } })
  if (leaving.isPrimary) {
    await tx.membership.update({ where: { id: next.id }, data: { isPrimary: true } })
    await keepPrimaryMoves(context as never, tenantId, [
      { personId, fromUnitId: unitId, toUnitId: next.unitId },
    ])
  }
  record({ type: 'membership', id: leaving.id }, { unitId, personId }, null)
  await stopLeadingElsewhere(context, tenantId, [personId])
}
