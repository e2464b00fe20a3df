import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, pathsWith, personBehind, system } from '../../platform/policy/actor.ts'
import { startOfDay } from '../../platform/presentation/dates.ts'
import { hasMoreRights, requireOtherAdministrator } from '../access/index.ts'
import { stopLeadingUnits } from '../units/index.ts'
import type { StandingReply } from './contract.ts'
import { standingChanged } from './facts.ts'
import { giveNumbers } from './number-row.ts'
import {
  moreRights,
  objectionToMove,
  type PlacedPerson,
  requireLater,
  type Standing,
  type StandingPeriod,
  standingOfMembers,
  standingsAt,
  standingsOfThoseWhoLeft,
} from './standing.ts'

/**
 * Somebody whose standing the actor may see: at a unit that they belong to, or at the root. Of several such places it is one
 * where the actor holds the permission, else the highest.
 */
export async function findPlacedPerson(
  run: RunSql,
  of: { personId: string } | { membershipId: string },
  { actor, now, permission }: { actor: Actor; now: Date; permission: string },
  lock: Sql = empty,
): Promise<PlacedPerson | null> {
  const who =
    'personId' in of
      ? sql`p.person_id = ${of.personId}::uuid`
      : sql`p.person_id = (SELECT m.person_id FROM unit_members m WHERE m.membership_id = ${of.membershipId}::uuid AND m.ended_at IS NULL)`
  const seen =
    actor.kind === 'system'
      ? sql`true`
      : sql`u.path <@ ANY(${pathsWith(actor, 'membership.read', now)}::ltree[])`
  const [person] = await run<PlacedPerson>(sql`
    SELECT p.tenant_id AS "tenantId", p.person_id AS "personId", p.display_name AS name, p.created_at AS since, q.path::text AS "unitPath"
    FROM people p CROSS JOIN LATERAL (
      SELECT u.path FROM (
        SELECT m.unit_id FROM unit_members m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL
        UNION SELECT p.tenant_id) b JOIN unit_places u ON u.unit_id = b.unit_id
      WHERE ${seen}
      ORDER BY u.path <@ ANY(${pathsWith(actor, permission, now)}::ltree[]) DESC, nlevel(u.path), u.unit_id LIMIT 1) q
    WHERE ${who} AND (${actor.tenantId}::uuid IS NULL OR p.tenant_id = ${actor.tenantId}::uuid) ${lock}`)
  return person ?? null
}

/** Decisions about one person follow one another: each sees what the one before has made. */
export const lockPerson: Sql = sql`FOR NO KEY UPDATE OF p`

export function periodsOf(
  run: RunSql,
  { tenantId, personId }: Pick<PlacedPerson, 'tenantId' | 'personId'>,
): Promise<StandingPeriod[]> {
  return run<StandingPeriod>(sql`
    SELECT id, standing, starts_at AS "startsAt", ends_at AS "endsAt" FROM standings
    WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND withdrawn_at IS NULL ORDER BY starts_at, id`)
}

export type Decided = StandingReply['history'][number]

/** All that was ever decided about somebody, the newest first. */
export function decisionsAbout(
  run: RunSql,
  { tenantId, personId }: Pick<PlacedPerson, 'tenantId' | 'personId'>,
): Promise<Decided[]> {
  return run<Decided>(sql`
    SELECT s.id, s.standing, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.reason, s.decided_at AS "decidedAt",
      s.withdrawn_at AS "withdrawnAt",
      CASE WHEN d.person_id IS NOT NULL THEN json_build_object('personId', d.person_id, 'name', d.display_name) END AS "decidedBy"
    FROM standings s LEFT JOIN people d ON d.tenant_id = s.tenant_id AND d.person_id = s.decided_by
    WHERE s.tenant_id = ${tenantId}::uuid AND s.person_id = ${personId}::uuid ORDER BY s.starts_at DESC, s.id DESC LIMIT 200`)
}

type Context = CommandContext<'standing', unknown, 'standing' | 'membershipNumber'>

export interface Decision {
  to: Standing
  reason: string
  /** A day, where it is another one than today. */
  from: string | null
}

/** Decides how somebody stands from a time on. The person is locked. What was planned until now is dropped. */
export async function decide(
  { tx, actor, now, roles, record, emit, call }: Context,
  { tenantId, personId, since }: PlacedPerson,
  { to, reason, from: day }: Decision,
): Promise<{ standingId: string; from: Date }> {
  if (await hasMoreRights(tx.sql, roles, actor, { tenantId, personId }, now)) throw moreRights()
  const { current, planned } = standingsAt(now, await periodsOf(tx.sql, { tenantId, personId }), since)
  const objection = objectionToMove(current.standing, to)
  if (objection) throw objection
  const from = beginOf(day, actor, now)
  requireLater(from, current)
  if (current.standing === standingOfMembers)
    await requireOtherAdministrator(tx.sql, { tenantId, personId }, from > now ? from : now)
  if (planned?.id) await tx.standing.update({ where: { id: planned.id }, data: { withdrawnAt: now } })
  const own = { tenantId, personId }
  if (current.id === null)
    await tx.standing.create({
      data: {
        ...own,
        id: newId(now.getTime()),
        standing: current.standing,
        startsAt: since,
        endsAt: from,
        decidedAt: since,
      },
    })
  else await tx.standing.update({ where: { id: current.id }, data: { endsAt: from } })
  const standingId = newId(now.getTime())
  const decidedBy = personBehind(actor)
  await tx.standing.create({
    data: { ...own, id: standingId, standing: to, startsAt: from, reason, decidedBy, decidedAt: now },
  })
  // What is decided for a later day is looked after then.
  if (from <= now && standingsOfThoseWhoLeft.includes(to))
    await call(
      stopLeadingUnits,
      { personIds: [personId] },
      { as: system('they have left', tenantId, actor.kind === 'account' ? actor.accountId : undefined) },
    )
  if (to === standingOfMembers) {
    const [given] = await giveNumbers(tx.sql, tenantId, now, [personId])
    if (given) record({ type: 'membershipNumber', id: personId }, null, given)
  }
  record(
    { type: 'standing', id: standingId },
    { personId, standing: current.standing },
    { personId, standing: to, from, reason },
  )
  emit(standingChanged, { standingId, personId })
  return { standingId, from }
}

/** From the first moment of a day where the one who decides is; today means now. */
function beginOf(day: string | null, actor: Actor, now: Date): Date {
  if (day === null) return now
  const timeZone = (actor.kind === 'account' && actor.timeZone) || 'UTC'
  const begin = startOfDay(day, timeZone)
  return begin <= now && now < startOfDay(day, timeZone, 1) ? now : begin
}
