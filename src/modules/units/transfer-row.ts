import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { TransferReply } from './contract.ts'
import { transferRequested } from './facts.ts'
import { placesToAdmit } from './policy.ts'
import type { TransferRow } from './transfer.ts'

export async function lockTransfer(
  run: RunSql,
  transferId: string,
  actor: Actor,
  now: Date,
): Promise<TransferRow | null> {
  const [transfer] = await run<TransferRow>(sql`
    SELECT t.id, t.tenant_id AS "tenantId", t.person_id AS "personId", t.from_unit_id AS "fromUnitId", t.to_unit_id AS "toUnitId", t.state,
      u.path::text AS "unitPath"
    FROM transfers t JOIN units u ON u.tenant_id = t.tenant_id AND u.id = t.to_unit_id
    WHERE t.id = ${transferId}::uuid AND ${placesToAdmit(actor, now)} FOR NO KEY UPDATE OF t`)
  return transfer ?? null
}

interface Wish {
  tenantId: string
  personId: string
  fromUnitId: string
  toUnitId: string
  reason: string | null
}

/** That somebody is to belong to another unit is asked for, by them or by staff for them; those of that unit decide. */
export async function openTransfer(
  { tx, actor, now, record, emit }: CommandContext<'transfer', unknown, 'transfer'>,
  { tenantId, ...wish }: Wish,
): Promise<string> {
  const id = newId(now.getTime())
  const requestedBy = actor.kind === 'account' && actor.personId !== wish.personId ? actor.personId : null
  await tx.transfer.create({ data: { id, tenantId, ...wish, requestedAt: now, requestedBy } })
  record({ type: 'transfer', id }, null, requestedBy ? { ...wish, requestedBy } : wish)
  emit(transferRequested, { transferId: id, unitId: wish.toUnitId, personId: wish.personId })
  return id
}

export function listTransfersWhere<More = object>(
  run: RunSql,
  where: Sql,
  limit: number,
  { order = empty, more = empty }: { order?: Sql; more?: Sql } = {},
): Promise<Array<TransferReply & More>> {
  return run<TransferReply & More>(sql`
    SELECT t.id, t.state, t.reason, t.answer, t.requested_at AS "requestedAt", t.decided_at AS "decidedAt",
      json_build_object('personId', t.person_id, 'name', coalesce(p.display_name, '')) AS person,
      CASE WHEN d.person_id IS NOT NULL THEN json_build_object('personId', d.person_id, 'name', d.display_name) END AS "decidedBy",
      CASE WHEN b.person_id IS NOT NULL THEN json_build_object('personId', b.person_id, 'name', b.display_name) END AS "requestedBy",
      json_build_object('id', f.id, 'name', f.name) AS "from", json_build_object('id', u.id, 'name', u.name) AS "to" ${more}
    FROM transfers t JOIN units f ON f.tenant_id = t.tenant_id AND f.id = t.from_unit_id
    JOIN units u ON u.tenant_id = t.tenant_id AND u.id = t.to_unit_id
    LEFT JOIN people p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id
    LEFT JOIN people d ON d.tenant_id = t.tenant_id AND d.person_id = t.decided_by
    LEFT JOIN people b ON b.tenant_id = t.tenant_id AND b.person_id = t.requested_by
    WHERE ${where} ORDER BY ${order} t.id DESC LIMIT ${limit}`)
}
