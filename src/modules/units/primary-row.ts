import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import { notInUnit } from './unit.ts'

/** Calls one of somebody's units their first one. What it was before stays as history; what it is already stays so. */
export async function makePrimary(
  { tx, actor, now, record }: CommandContext<'membership' | 'primaryChoice', unknown, 'membership'>,
  { tenantId, personId, unitId }: { tenantId: string; personId: string; unitId: string },
): Promise<void> {
  // All of the person's memberships, in the order in which those who leave lock them.
  const memberships = await tx.sql<{ id: string; unitId: string; isPrimary: boolean }>(sql`
    SELECT id, unit_id AS "unitId", is_primary AS "isPrimary" FROM memberships
    WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL ORDER BY joined_at, id FOR UPDATE`)
  const chosen = memberships.find((membership) => membership.unitId === unitId)
  if (!chosen) throw notInUnit()
  if (chosen.isPrimary) return
  const left = memberships.find(({ isPrimary }) => isPrimary)
  // First the one, then the other: at no moment there are two.
  if (left) await tx.membership.update({ where: { id: left.id }, data: { isPrimary: false } })
  await tx.membership.update({ where: { id: chosen.id }, data: { isPrimary: true } })
  if (left) {
    const chooser = personBehind(actor)
    await tx.primaryChoice.create({
      data: {
        id: newId(now.getTime()),
        tenantId,
        personId,
        fromUnitId: left.unitId,
        toUnitId: unitId,
        chosenBy: chooser === personId ? null : chooser,
        chosenAt: now,
      },
    })
  }
  record(
    { type: 'membership', id: chosen.id },
    { personId, primaryUnitId: left?.unitId ?? null },
    { personId, primaryUnitId: unitId },
  )
}
