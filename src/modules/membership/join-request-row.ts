import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { MyJoinRequest } from './contract.ts'
import { joinRequested } from './facts.ts'
import type { AskedPlace, JoinRequestRow } from './join-request.ts'
import { visibleJoinRequests } from './policy.ts'

const placeColumns: Sql = sql`p.unit_id AS "unitId", p.tenant_id AS "tenantId", p.path::text AS "unitPath", p.name, p.status,
  (SELECT j.joining FROM unit_joinings j WHERE j.tenant_id = p.tenant_id AND j.unit_id = p.unit_id) AS joining`

/** A unit as far as the actor sees it. Held, it stays as it is until the commit: it does not close meanwhile. */
export async function findAskedPlace(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
  held = false,
): Promise<AskedPlace | null> {
  const seen =
    actor.kind === 'system' ? sql`true` : sql`p.path <@ ANY(${pathsWith(actor, 'units.read', now)}::ltree[])`
  const [place] = await run<AskedPlace>(sql`
    SELECT ${placeColumns} FROM unit_places p
    WHERE p.unit_id = ${unitId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid AND ${seen} ${held ? sql`FOR SHARE OF p` : empty}`)
  return place ?? null
}

/** How people come into an association by themselves: what its root says. */
export async function joiningOf(run: RunSql, tenantId: string): Promise<'open' | 'request' | 'closed'> {
  const [root] = await run<{ joining: 'open' | 'request' | 'closed' }>(
    sql`SELECT joining FROM unit_joinings WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${tenantId}::uuid`,
  )
  return root?.joining ?? 'open'
}

/** Whether somebody belongs to a unit, and when they were last declined there. */
export async function readHistory(
  run: RunSql,
  { tenantId, unitId }: AskedPlace,
  personId: string,
): Promise<{ belongs: boolean; declinedAt: Date | null }> {
  const [found] = await run<{ belongs: boolean; declinedAt: Date | null }>(sql`
    SELECT EXISTS (SELECT 1 FROM unit_members m WHERE m.tenant_id = ${tenantId}::uuid AND m.unit_id = ${unitId}::uuid
        AND m.person_id = ${personId}::uuid AND m.ended_at IS NULL) AS belongs,
      (SELECT max(r.decided_at) FROM join_requests r WHERE r.tenant_id = ${tenantId}::uuid AND r.unit_id = ${unitId}::uuid
        AND r.person_id = ${personId}::uuid AND r.state = 'declined') AS "declinedAt"`)
  return found ?? { belongs: false, declinedAt: null }
}

type Context = CommandContext<'joinRequest', unknown, 'joinRequest'>

/** Writes a request down, and lets those hear of it who decide. */
export async function writeJoinRequest(
  { tx, now, record, emit }: Context,
  { tenantId, unitId }: AskedPlace,
  { personId, message }: { personId: string; message: string | null },
): Promise<string> {
  const id = newId(now.getTime())
  await tx.joinRequest.create({ data: { id, tenantId, unitId, personId, message, requestedAt: now } })
  record({ type: 'joinRequest', id }, null, { personId, unitId, message })
  emit(joinRequested, { requestId: id, unitId, personId })
  return id
}

/** Locked: of two members of staff who decide at once the second one finds it decided. */
export async function lockJoinRequest(
  run: RunSql,
  requestId: string,
  actor: Actor,
  now: Date,
): Promise<JoinRequestRow | null> {
  // Decisions about a person hold the person first: an answer that is such a decision does so as well.
  await run(sql`
    SELECT 1 FROM people p WHERE p.person_id = (SELECT r.person_id FROM join_requests r WHERE r.id = ${requestId}::uuid) FOR NO KEY UPDATE OF p`)
  const [request] = await run<JoinRequestRow>(sql`
    SELECT r.id, r.tenant_id AS "tenantId", r.person_id AS "personId", r.unit_id AS "unitId", r.state, p.path::text AS "unitPath"
    FROM join_requests r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id
    WHERE r.id = ${requestId}::uuid AND ${visibleJoinRequests(actor, now)} FOR NO KEY UPDATE OF r`)
  return request ?? null
}

/** What somebody asked for, the newest first. */
export function listRequestsOf(
  run: RunSql,
  personId: string,
  where: Sql,
  limit: number,
): Promise<MyJoinRequest[]> {
  return run<MyJoinRequest>(sql`
    SELECT r.id, r.state, json_build_object('id', p.unit_id, 'name', p.name) AS unit, r.message, r.answer,
      r.requested_at AS "requestedAt", r.decided_at AS "decidedAt"
    FROM join_requests r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id
    WHERE r.person_id = ${personId}::uuid AND ${where} ORDER BY r.id DESC LIMIT ${limit}`)
}

/**
 * A unit as a stranger finds it who follows its link to join: no more than its name, and only where it takes people who come
 * by themselves.
 */
export async function findDoorway(
  run: RunSql,
  tenantId: string | null,
  unitId: string,
): Promise<{ id: string; name: string; asks: boolean } | null> {
  const [unit] = await run<{ id: string; name: string; asks: boolean }>(sql`
    SELECT p.unit_id AS id, p.name, j.joining = 'request' AS asks FROM unit_places p
    JOIN unit_joinings j ON j.tenant_id = p.tenant_id AND j.unit_id = p.unit_id
    WHERE p.unit_id = ${unitId}::uuid AND p.tenant_id = ${tenantId}::uuid AND p.unit_id <> p.tenant_id
      AND p.status = 'open' AND j.joining <> 'closed'`)
  return unit ?? null
}
