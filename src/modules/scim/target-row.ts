import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { type Actor, authorityFor, isWithin } from '../../platform/policy/actor.ts'
import {
  endGrantsOfMany,
  giveRoleToMany,
  holdRole,
  isBuiltIn,
  isOnlyAtRoot,
  mayHandOut,
} from '../access/index.ts'
import { makerOf } from '../tokens/index.ts'
import { addMembers, endMembershipsOfMany } from '../units/index.ts'
import { beyondMaker, notGivenThere } from './errors.ts'
import { asDirectory } from './standing-row.ts'

type Context = CommandContext<never, unknown>

/** Locks these, in one order, and says which of them are there: what groups bring to somebody is worked out one after the other. */
export async function lockUsers(
  { tx }: Context,
  tenantId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }>(sql`
    SELECT id FROM scim_users WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND deleted_at IS NULL
    ORDER BY id FOR NO KEY UPDATE`)
  return new Set(rows.map(({ id }) => id))
}

/** Something that is to be given to, or taken from, many people at a place. */
interface Lot<Each> {
  unitId: string
  unitPath: string
  isOpen: boolean
  /** Null for belonging to the unit. */
  role: string | null
  each: Each[]
}

/**
 * Whoever changes groups does not give, or take, what they could not by hand: a token no more than its maker. Answers false
 * where the role is one that nobody is given any more, or not there.
 */
async function mayPass(
  { tx, roles, now }: Context,
  maker: Actor,
  tenantId: string,
  lot: Lot<unknown>,
): Promise<boolean> {
  const { role, unitPath } = lot
  if (role === null) {
    if (maker.kind !== 'system' && !authorityFor(maker, 'units.admit', unitPath, now)) throw beyondMaker()
    return lot.isOpen
  }
  const made = await holdRole(tx.sql, tenantId, role)
  if (!mayHandOut(maker, roles.permissionsOf(role, made?.permissions), unitPath, now, null))
    throw beyondMaker()
  if (!lot.isOpen) return false
  if (isBuiltIn(role)) return !isOnlyAtRoot(role) || !unitPath.includes('.')
  return made !== null && made.retiredAt === null && isWithin(unitPath, made.unitPath)
}

/** Before staff say that a group brings something: they hold it themselves, and it is there to be given. */
export async function requireTarget(
  context: Context,
  tenantId: string,
  place: { unitId: string; unitPath: string; isOpen: boolean },
  role: string | null,
): Promise<void> {
  if (!(await mayPass(context, context.actor, tenantId, { ...place, role, each: [] }))) throw notGivenThere()
}

/**
 * Brings to these people what their groups bring, and ends what no group brings any more. What somebody was given by hand
 * stays theirs by hand; the last administrator stays one. The people are locked.
 */
export async function followGroups(
  context: Context,
  tenantId: string,
  userIds: readonly string[],
): Promise<void> {
  const { tx, actor, roles, now } = context
  const ids = [...userIds]
  const ending = await tx.sql<Lot<string>>(sql`
    SELECT b.unit_id AS "unitId", p.path::text AS "unitPath", p.status = 'open' AS "isOpen", b.role, json_agg(b.id) AS each FROM (
      SELECT grant_id AS id, tenant_id, user_id, unit_id, role FROM scim_grants WHERE tenant_id = ${tenantId}::uuid AND user_id = ANY(${ids}::uuid[])
      UNION ALL
      SELECT membership_id, tenant_id, user_id, unit_id, NULL FROM scim_memberships WHERE tenant_id = ${tenantId}::uuid AND user_id = ANY(${ids}::uuid[])) b
    JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id
    WHERE NOT EXISTS (SELECT 1 FROM scim_group_members m JOIN scim_group_targets t ON t.tenant_id = m.tenant_id AND t.group_id = m.group_id
      WHERE m.tenant_id = b.tenant_id AND m.user_id = b.user_id AND t.unit_id = b.unit_id AND t.role IS NOT DISTINCT FROM b.role)
    GROUP BY 1, 2, 3, 4 ORDER BY 2, 4`)
  const beginning = await tx.sql<Lot<{ userId: string; personId: string }>>(sql`
    SELECT w.unit_id AS "unitId", p.path::text AS "unitPath", p.status = 'open' AS "isOpen", w.role,
      json_agg(json_build_object('userId', w.user_id, 'personId', w.person_id)) AS each
    FROM (SELECT DISTINCT t.tenant_id, t.unit_id, t.role, u.id AS user_id, u.person_id FROM scim_group_members m
      JOIN scim_group_targets t ON t.tenant_id = m.tenant_id AND t.group_id = m.group_id
      JOIN scim_users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id AND u.deleted_at IS NULL
      WHERE m.tenant_id = ${tenantId}::uuid AND m.user_id = ANY(${ids}::uuid[])) w
    JOIN unit_places p ON p.tenant_id = w.tenant_id AND p.unit_id = w.unit_id
    WHERE CASE WHEN w.role IS NULL
      THEN NOT EXISTS (SELECT 1 FROM unit_members m WHERE m.tenant_id = w.tenant_id AND m.person_id = w.person_id AND m.unit_id = w.unit_id AND m.ended_at IS NULL)
      ELSE NOT EXISTS (SELECT 1 FROM grant_standings g WHERE g.tenant_id = w.tenant_id AND g.person_id = w.person_id AND g.unit_id = w.unit_id AND g.role = w.role
        AND (g.ends_at IS NULL OR (g.starts_at <= ${now} AND g.ends_at > ${now}))) END
    GROUP BY 1, 2, 3, 4 ORDER BY 2, 4`)
  if (ending.length + beginning.length === 0) return
  const maker = await makerOf(tx.sql, actor, now, roles)
  // What begins comes first: whoever changes from one place to another keeps a place meanwhile.
  for (const lot of beginning)
    if (await mayPass(context, maker, tenantId, lot)) await begin(context, tenantId, lot)
  for (const lot of ending) {
    await mayPass(context, maker, tenantId, lot)
    await end(context, tenantId, lot)
  }
}

async function begin(
  { tx, call, services, locale }: Context,
  tenantId: string,
  { unitId, role, each }: Lot<{ userId: string; personId: string }>,
): Promise<void> {
  const as = asDirectory(tenantId)
  const personIds = each.map(({ personId }) => personId)
  const userOf = new Map(each.map(({ userId, personId }) => [personId, userId]))
  if (role === null) {
    const { added } = await call(addMembers, { unitId, personIds }, as)
    await tx.sql(sql`
      INSERT INTO scim_memberships (membership_id, tenant_id, user_id, unit_id)
      SELECT n.id, ${tenantId}::uuid, n.user_id, ${unitId}::uuid
      FROM unnest(${added.map(({ membershipId }) => membershipId)}::uuid[], ${added.map(({ personId }) => userOf.get(personId))}::uuid[]) AS n(id, user_id)`)
    return
  }
  const reason = services.words.in(locale())('scim.groups.reason')
  const { given } = await call(giveRoleToMany, { unitId, role, personIds, reason }, as)
  await tx.sql(sql`
    INSERT INTO scim_grants (grant_id, tenant_id, user_id, unit_id, role)
    SELECT n.id, ${tenantId}::uuid, n.user_id, ${unitId}::uuid, ${role}
    FROM unnest(${given.map(({ grantId }) => grantId)}::uuid[], ${given.map(({ personId }) => userOf.get(personId))}::uuid[]) AS n(id, user_id)`)
}

async function end({ tx, call }: Context, tenantId: string, { role, each }: Lot<string>): Promise<void> {
  const as = asDirectory(tenantId)
  if (role === null) {
    await call(endMembershipsOfMany, { membershipIds: each }, as)
    await tx.sql(sql`DELETE FROM scim_memberships WHERE membership_id = ANY(${each}::uuid[])`)
  } else {
    await call(endGrantsOfMany, { grantIds: each }, as)
    await tx.sql(sql`DELETE FROM scim_grants WHERE grant_id = ANY(${each}::uuid[])`)
  }
}
