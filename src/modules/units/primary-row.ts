import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import { notInUnit } from './unit.ts'

export interface PrimaryMove {
  personId: string
  fromUnitId: string
  toUnitId: string
}

/** Keeps which unit was somebody's primary one before: whoever looks back sees each, also where a departure chose the next. */
export async function keepPrimaryMoves(
  { tx, actor, now }: Pick<CommandContext<never, unknown>, 'tx' | 'actor' | 'now'>,
  tenantId: string,
  moves: readonly PrimaryMove[],
): Promise<void> {
  if (moves.length === 0) return
  const chooser = personBehind(actor)
  const rows = moves.map((move) => ({ ...move, id: newId(now.getTime()) }))
  await tx.sql(sql`
    INSERT INTO primary_choices (id, tenant_id, person_id, from_unit_id, to_unit_id, chosen_by, chosen_at)
    SELECT n.id, ${tenantId}::uuid, n."personId", n."fromUnitId", n."toUnitId", nullif(${chooser}::uuid, n."personId"), ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, "personId" uuid, "fromUnitId" uuid, "toUnitId" uuid)`)
}

/** Calls one of somebody's units their first one. What it was before stays as history; what it is already stays so. */
export async function makePrimary(
  context: CommandContext<'membership' | 'primaryChoice', unknown, 'membership'>,
  { tenantId, personId, unitId }: { tenantId: string; personId: string; unitId: string },
): Promise<void> {
  const { tx, record } = context
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
  if (left)
    await keepPrimaryMoves(context as never, tenantId, [
      { personId, fromUnitId: left.unitId, toUnitId: unitId },
    ])
  record(
    { type: 'membership', id: chosen.id },
    { personId, primaryUnitId: left?.unitId ?? null },
    { personId, primaryUnitId: unitId },
  )
}
