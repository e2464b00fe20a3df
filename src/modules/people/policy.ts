import { empty, type Sql, sql, trusted } from '../../platform/db/sql.ts'
import { type AccountActor, type Actor, isResting, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { audiences } from './audience.ts'

export const permissions = {
  'people.read': {
    may: 'see the whole profile of those who belong to their units',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** How much of a person an actor sees: everything of oneself and of those in one's charge, else what they show. */
export type Sight = 'self' | 'staff' | 'member'

/** What of a person somebody reads: `p` is the table persons, or the view directory_people with its own key. */
export interface PersonSql {
  id: Sql
}

export const inPersons: PersonSql = { id: sql`p.id` }
/** For `p` as the view directory_people. */
export const inDirectory: PersonSql = { id: sql`p.person_id` }

/**
 * SQL that says how close an actor is to a person of their own association (see audience.ts): 4 themselves, 3 in charge of
 * a unit of theirs, 2 in one of their units, 1 a member, 0 anybody. Whose own membership rests is nobody in particular.
 */
export function closenessTo(actor: Actor, now: Date, { id }: PersonSql = inPersons): Sql {
  if (actor.kind === 'system') return sql`3`
  if (!isMember(actor, now)) return sql`0`
  const paths = pathsWith(actor, 'people.read', now)
  return sql`CASE WHEN ${id} = ${actor.personId}::uuid THEN 4
    ${paths.length === 0 ? empty : sql`WHEN EXISTS (${peopleBelow(actor.tenantId, paths)} AND b.person_id = ${id}) THEN 3`}
    WHEN EXISTS (${fellowsOf(actor)} AND f.person_id = ${id}) THEN 2 ELSE 1 END`
}

/** All audiences in SQL, the widest one first. */
export const audienceOrder: Sql = trusted(`ARRAY[${audiences.map((each) => `'${each}'`).join(', ')}]`)

/** SQL for the place of an audience among them, from 1 on: the higher, the fewer see it. */
export function narrownessOf(audience: Sql): Sql {
  return sql`array_position(${audienceOrder}, ${audience})`
}

/** Whether everybody who belongs to the association is in an actor's charge: nobody has to be looked for in their units. */
export function isInChargeOfAll(actor: AccountActor, now: Date): boolean {
  return (
    actor.tenantId !== null &&
    pathsWith(actor, 'people.read', now).includes(actor.tenantId.replaceAll('-', ''))
  )
}

/** SQL that holds where an actor is among those whom a column names. */
export function isShownTo(audience: Sql, actor: Actor, now: Date, person: PersonSql = inPersons): Sql {
  if (actor.kind !== 'system' && !isMember(actor, now)) return sql`${audience} = 'public'`
  // Most say what all members see: nobody is asked about then.
  return sql`CASE WHEN ${audience} IN ('public', 'members') THEN true
    ELSE ${narrownessOf(audience)} - 1 <= ${closenessTo(actor, now, person)} END`
}

/** The ids of those who belong to a unit at or below some paths. */
export function peopleBelow(tenantId: string | null, paths: readonly string[]): Sql {
  return sql`SELECT b.person_id FROM unit_members b JOIN unit_places w ON w.tenant_id = b.tenant_id AND w.unit_id = b.unit_id
    WHERE b.tenant_id = ${tenantId}::uuid AND b.ended_at IS NULL AND w.path <@ ANY(${paths}::ltree[])`
}

/**
 * The ids of those who are in a unit that a member is in. The association itself is none of them, though its root is a unit:
 * whoever joins is in it, and 'members' says that.
 */
export function fellowsOf({ tenantId, personId }: { tenantId: string | null; personId: string | null }): Sql {
  return sql`SELECT f.person_id FROM unit_members o JOIN unit_members f ON f.tenant_id = o.tenant_id AND f.unit_id = o.unit_id
    WHERE o.tenant_id = ${tenantId}::uuid AND o.person_id = ${personId}::uuid AND o.unit_id <> o.tenant_id
      AND o.ended_at IS NULL AND f.ended_at IS NULL`
}

/** Whether an actor is a member in good standing of the association that they look at. */
export function isMember(actor: Actor, now: Date): actor is AccountActor & { personId: string } {
  return actor.kind === 'account' && actor.personId !== null && !isResting(actor, now)
}

/** Whose membership rests stands in no directory. `id` leads to the person. */
export function isInGoodStanding(now: Date, { id }: PersonSql = inPersons): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM person_standings s WHERE s.tenant_id = p.tenant_id AND s.person_id = ${id}
    AND s.standing <> 'active' AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now}))`
}

/**
 * SQL that gives the sight of a person, or NULL where the actor sees nothing of them. `p` is the persons table.
 * Members see of each other what somebody shows them, and only within their association.
 */
export function sightOf(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null
      ? sql`'staff'`
      : sql`CASE WHEN p.tenant_id = ${actor.tenantId}::uuid THEN 'staff' END`
  if (actor.kind === 'visitor') return sql`NULL::text`
  return sql`CASE
    WHEN p.tenant_id IS DISTINCT FROM ${actor.tenantId}::uuid THEN NULL
    WHEN p.id = ${actor.personId}::uuid THEN 'self'
    WHEN EXISTS (SELECT 1 FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
      WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id AND m.ended_at IS NULL AND u.path <@ ANY(${pathsWith(actor, 'people.read', now)}::ltree[])) THEN 'staff'
    WHEN ${actor.personId}::uuid IS NOT NULL AND ${isShownTo(sql`p.shown_to`, actor, now)} AND ${isInGoodStanding(now)} THEN 'member'
  END`
}
