import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, pathsWith, personBehind, system } from '../../platform/policy/actor.ts'
import { startOfDay } from '../../platform/presentation/dates.ts'
import { grantRole, hasMoreRights, requireOtherAdministrator } from '../access/index.ts'
import { stopLeadingUnits } from '../units/index.ts'
import type { StandingReply } from './contract.ts'
import { standingChanged } from './facts.ts'
import { giveNumbers } from './number-row.ts'
import {
  isWaiting,
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

type Context = CommandContext<
  'standing' | 'joinRequest',
  unknown,
  'standing' | 'membershipNumber' | 'joinRequest'
>

type Whom = Pick<PlacedPerson, 'tenantId' | 'personId' | 'since'>

export interface Decision {
  to: Standing
  reason: string | null
  /** A day, where it is another one than today. */
  from: string | null
}

/** Decides how somebody stands from a time on. The person is locked. What was planned until now is dropped. */
export async function decide(
  context: Context,
  person: PlacedPerson,
  decision: Decision,
): Promise<{ standingId: string; from: Date }> {
  const { tx, actor, now, roles } = context
  if (await hasMoreRights(tx.sql, roles, actor, person, now)) throw moreRights()
  return stand(context, person, decision)
}

/** Writes how somebody stands from a time on; who may say so was asked before. The person is locked. */
export async function stand(
  context: Context,
  { tenantId, personId, since }: Whom,
  { to, reason, from: day }: Decision,
): Promise<{ standingId: string; from: Date }> {
  const { tx, actor, now, record, emit, call } = context
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
  if (from <= now && standingsOfThoseWhoLeft.includes(to)) {
    await withdrawRequests(context, own)
    await call(
      stopLeadingUnits,
      { personIds: [personId] },
      { as: system('they have left', tenantId, actor.kind === 'account' ? actor.accountId : undefined) },
    )
  }
  if (to === standingOfMembers) await becomeMember(context, own)
  await answerAdmission(context, own, { to, reason })
  record(
    { type: 'standing', id: standingId },
    { personId, standing: current.standing },
    { personId, standing: to, from, reason },
  )
  emit(standingChanged, { standingId, personId })
  return { standingId, from }
}

/** What every member has and somebody who waited, or whose entry had no account, may lack: a number, and the role. */
async function becomeMember(
  { tx, now, record, call }: Context,
  { tenantId, personId }: Pick<Whom, 'tenantId' | 'personId'>,
): Promise<void> {
  const [given] = await giveNumbers(tx.sql, tenantId, now, [personId])
  if (given) record({ type: 'membershipNumber', id: personId }, null, given)
  const [lacks] = await tx.sql(sql`
    SELECT 1 FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ${personId}::uuid AND p.account_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM grant_standings g WHERE g.tenant_id = p.tenant_id AND g.person_id = p.person_id
        AND g.role = 'member' AND (g.ends_at IS NULL OR g.ends_at > ${now}))`)
  if (lacks)
    await call(
      grantRole,
      { unitId: tenantId, personId, role: 'member' },
      { as: system('whoever is let in is a member', tenantId) },
    )
}

/** Whoever has left comes into no unit any more. */
async function withdrawRequests(
  { tx, now, record }: Context,
  { tenantId, personId }: Pick<Whom, 'tenantId' | 'personId'>,
): Promise<void> {
  const withdrawn = await tx.sql<{ id: string }>(sql`
    UPDATE join_requests SET state = 'withdrawn', decided_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND unit_id <> ${tenantId}::uuid AND person_id = ${personId}::uuid AND state = 'requested' RETURNING id`)
  for (const { id } of withdrawn)
    record({ type: 'joinRequest', id }, { personId, state: 'requested' }, { personId, state: 'withdrawn' })
}

/** Whoever asked to come into the association is answered by what was decided about them, wherever it was decided. */
async function answerAdmission(
  { tx, actor, now, record }: Context,
  { tenantId, personId }: Pick<Whom, 'tenantId' | 'personId'>,
  { to, reason: answer }: Pick<Decision, 'to' | 'reason'>,
): Promise<void> {
  if (to === 'pending') return
  const decidedBy = personBehind(actor)
  const state = to === standingOfMembers ? 'approved' : decidedBy === personId ? 'withdrawn' : 'declined'
  const [waiting] = await tx.sql<{ id: string }>(sql`
    UPDATE join_requests SET state = ${state}, answer = ${answer}, decided_by = ${state === 'withdrawn' ? null : decidedBy}::uuid, decided_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND state = 'requested' RETURNING id`)
  if (waiting)
    record(
      { type: 'joinRequest', id: waiting.id },
      { personId, state: 'requested' },
      { personId, state, answer },
    )
}

/** Whoever asks to come into an association, or was let in there by nobody yet, as they stand; held. Null for everybody else. */
export async function lockWaiting(
  run: RunSql,
  { tenantId, personId }: Pick<Whom, 'tenantId' | 'personId'>,
  now: Date,
): Promise<(Whom & { standing: Standing }) | null> {
  const [person] = await run<Whom>(sql`
    SELECT p.tenant_id AS "tenantId", p.person_id AS "personId", p.created_at AS since FROM people p
    WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ${personId}::uuid ${lockPerson}`)
  if (!person) return null
  const { standing } = standingsAt(now, await periodsOf(run, person), person.since).current
  return isWaiting(standing) ? { ...person, standing } : null
}

/** From the first moment of a day where the one who decides is; today means now. */
function beginOf(day: string | null, actor: Actor, now: Date): Date {
  if (day === null) return now
  const timeZone = (actor.kind === 'account' && actor.timeZone) || 'UTC'
  const begin = startOfDay(day, timeZone)
  return begin <= now && now < startOfDay(day, timeZone, 1) ? now : begin
}
