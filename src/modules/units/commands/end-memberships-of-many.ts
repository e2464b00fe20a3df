import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { MembershipReferences } from '../contract.ts'
import { stopLeadingElsewhere } from '../leader-row.ts'
import { keepPrimaryMoves } from '../primary-row.ts'
import { command } from '../room.ts'

/** What `endMembership` does for one. Nobody's last membership ends, and those that are over are passed over. */
export const endMembershipsOfMany = command({
  name: 'units.endMembershipsOfMany',
  summary: 'End memberships of many people, in as many statements as of one',
  permission: 'system',
  input: MembershipReferences,
  output: z.strictObject({ ended: z.int() }),
  severity: 'notable',
  async run(context, { membershipIds }) {
    const { tx, actor, now, record } = context
    const wanted = new Set(membershipIds)
    // All memberships of these people, in one order, so that departures at once cannot leave nothing.
    const held = await tx.sql<{ id: string; personId: string; unitId: string; isPrimary: boolean }>(sql`
      SELECT id, person_id AS "personId", unit_id AS "unitId", is_primary AS "isPrimary" FROM memberships
      WHERE tenant_id = ${actor.tenantId}::uuid AND ended_at IS NULL AND person_id IN (
        SELECT person_id FROM memberships WHERE tenant_id = ${actor.tenantId}::uuid AND id = ANY(${membershipIds}::uuid[]))
      ORDER BY joined_at, id FOR UPDATE`)
    const stays = new Map<string, { id: string; unitId: string }>()
    for (const { id, personId, unitId } of held)
      if (!wanted.has(id) && !stays.has(personId)) stays.set(personId, { id, unitId })
    const ending = held.filter(({ id, personId }) => wanted.has(id) && stays.has(personId))
    await tx.sql(sql`
      UPDATE memberships SET ended_at = greatest(joined_at, ${now}), is_primary = false WHERE id = ANY(${ending.map(({ id }) => id)}::uuid[])`)
    const next = ending.flatMap(({ isPrimary, personId, unitId: fromUnitId }) => {
      const to = stays.get(personId)
      return isPrimary && to ? [{ id: to.id, personId, fromUnitId, toUnitId: to.unitId }] : []
    })
    if (next.length > 0)
      await tx.sql(
        sql`UPDATE memberships SET is_primary = true WHERE id = ANY(${next.map(({ id }) => id)}::uuid[])`,
      )
    await keepPrimaryMoves(
      context as never,
      actor.tenantId as string,
      next.map(({ id: _id, ...move }) => move),
    )
    for (const { id, unitId, personId } of ending)
      record({ type: 'membership', id }, { unitId, personId }, null)
    const left = [...new Set(ending.map(({ personId }) => personId))]
    if (left.length > 0) await stopLeadingElsewhere(context, actor.tenantId as string, left)
    return { ended: ending.length }
  },
})
