import { sql } from '../../../platform/db/sql.ts'
import { textInSql } from '../../../platform/db/translated.ts'
import { type AppError, notFound } from '../../../platform/errors.ts'
import { isId } from '../../../platform/ids.ts'
import { refusalInWords } from '../../../platform/run/refusal-words.ts'
import { changeRole } from '../commands/change-role.ts'
import { requireSecondFactor } from '../commands/require-second-factor.ts'
import { restoreRole } from '../commands/restore-role.ts'
import { retireRole } from '../commands/retire-role.ts'
import {
  AnyRoleReference,
  GrantPlaceReply,
  ListGrants,
  Nothing,
  PeopleFound,
  PermissionCatalogue,
  PersonAt,
  PreviewRole,
  RoleChange,
  RoleDetail,
  RolesAt,
} from '../contract.ts'
import { findPlace } from '../grant-row.ts'
import { rolesToOffer } from '../handing-out-row.ts'
import { visibleGrants, visibleRoles } from '../policy.ts'
import { differenceOf, isBuiltIn, isOnlyAtRoot, objectionToChange, refuseUndeclared } from '../role.ts'
import { builtInNeedsFactor, findRole, holdersOf } from '../role-row.ts'
import { list, query } from '../room.ts'

/** Those of staff's making. The built-in ones stand beside them, and in no table. */
export const roleList = list({
  name: 'access.listRoles',
  namesNobody: true,
  summary: 'List the roles that staff put together, as far as you may see them',
  permission: 'access.read',
  path: '/roles',
  words: { title: 'access.made.title', none: 'access.made.none', noneHelp: 'access.made.noneHelp' },
  icon: 'key',
  from: (now, locale) => sql`(
      SELECT e.*, ${textInSql(sql`e.name`, locale)} AS words, ${textInSql(sql`e.description`, locale)} AS says,
        CASE WHEN e.retired_at IS NULL THEN 'given' ELSE 'retired' END AS state,
        (SELECT count(DISTINCT g.person_id)::int FROM grants g WHERE g.tenant_id = e.tenant_id AND g.role_id = e.id
           AND (g.ends_at IS NULL OR g.ends_at > greatest(g.starts_at, ${now}))) AS holders
      FROM roles e) r
    JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id`,
  id: sql`r.id`,
  visible: visibleRoles,
  columns: {
    name: { type: 'name', label: 'access.made.name', sql: sql`r.words`, sortable: true, shown: 'always' },
    description: { type: 'text', label: 'access.made.description', sql: sql`r.says`, nullable: true },
    unitId: { type: 'id', sql: sql`r.unit_id`, shown: 'never' },
    unit: { type: 'name', label: 'access.made.unit', sql: sql`p.name`, sortable: true },
    permissions: {
      type: 'integer',
      label: 'access.made.permissions',
      sql: sql`cardinality(r.permissions)`,
      shown: 'no',
    },
    holders: { type: 'integer', label: 'access.made.holders', sql: sql`r.holders` },
    state: {
      type: 'status',
      label: 'access.made.state',
      sql: sql`r.state`,
      options: ['given', 'retired'],
      words: 'access.made.states',
      tones: { given: 'success', retired: 'neutral' },
    },
    version: { type: 'integer', sql: sql`r.version`, shown: 'never' },
    updatedAt: {
      type: 'instant',
      label: 'access.made.changed',
      sql: sql`r.updated_at`,
      sortable: true,
      shown: 'no',
    },
  },
  filters: {
    search: { type: 'search', label: 'access.made.search', in: [sql`r.words`, sql`r.says`] },
    state: {
      type: 'choice',
      label: 'access.made.state',
      sql: sql`r.state`,
      options: ['given', 'retired'],
      words: 'access.made.states',
      counted: true,
    },
  },
  sort: 'name',
  href: ({ id }) => `/roles/${id}`,
})

export const listRolesAt = query({
  name: 'access.listRolesAt',
  summary: 'List the roles that exist at a unit and are still given, and which of them you could give there',
  permission: 'access.read',
  input: ListGrants,
  output: RolesAt,
  http: { method: 'get', path: '/units/:unitId/roles' },
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now, roles }, _input, place) {
    const offered = await rolesToOffer(db.sql, roles, actor, place, now)
    return {
      items: offered.map(({ role, made, mayGive }) => ({
        role,
        isBuiltIn: made === null,
        name: made?.name ?? null,
        description: made?.description ?? null,
        permissions: made?.permissions ?? roles.chosenFor(role),
        mayGive,
      })),
    }
  },
})

/** Also where it was made further up: it exists there. */
export const readRole = query({
  name: 'access.readRole',
  summary: 'Read a role: what it carries, and how many hold it',
  permission: 'access.read',
  input: AnyRoleReference,
  output: RoleDetail,
  http: { method: 'get', path: '/roles/:role' },
  async run({ db, actor, now, roles, able }, { role }) {
    const made = isId(role) ? await findRole(db.sql, role, actor, now) : null
    if (!made && !isBuiltIn(role)) throw notFound()
    const [{ holders = 0, withoutSecondFactor = 0 } = {}] = await db.sql<{
      holders: number
      withoutSecondFactor: number
    }>(sql`
      SELECT count(DISTINCT g.person_id)::int AS holders,
        (count(DISTINCT g.person_id) FILTER (WHERE f.has_second_factor IS NOT TRUE))::int AS "withoutSecondFactor"
      FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
      LEFT JOIN people h ON h.tenant_id = g.tenant_id AND h.person_id = g.person_id
      LEFT JOIN account_states f ON f.account_id = h.account_id
      WHERE g.role = ${made?.id ?? role} AND (g.ends_at IS NULL OR g.ends_at > greatest(g.starts_at, ${now})) AND ${visibleGrants(actor, now)}`)
    const permissions = made ? made.permissions : roles.chosenFor(role)
    const all = roles.withImplied(permissions)
    const decidedAt = made ?? (actor.tenantId ? await findPlace(db.sql, actor.tenantId, actor, now) : null)
    return {
      role: made?.id ?? role,
      isBuiltIn: made === null,
      unitId: made?.unitId ?? null,
      unitName: made?.unitName ?? null,
      name: made?.name ?? null,
      description: made?.description ?? null,
      permissions: permissions.filter((name) => roles.isDeclared(name)).sort(),
      implied: [...all].filter((name) => !permissions.includes(name)).sort(),
      gone: permissions.filter((name) => !roles.isDeclared(name)).sort(),
      onlyAtRoot: isOnlyAtRoot(role),
      holders,
      needsSecondFactor: made
        ? made.needsSecondFactor
        : await builtInNeedsFactor(db.sql, actor.tenantId, role),
      withoutSecondFactor,
      version: made?.version ?? null,
      retiredAt: made?.retiredAt ?? null,
      abilities: {
        change: made !== null && able(changeRole, made),
        retire: made !== null && made.retiredAt === null && able(retireRole, made),
        restore: made !== null && made.retiredAt !== null && able(restoreRole, made),
        requireSecondFactor: decidedAt !== null && able(requireSecondFactor, decidedAt),
      },
    }
  },
})

/** Said before it is done. */
export const previewRole = query({
  name: 'access.previewRole',
  summary:
    'Say what a change of the permissions of a role would give to those who hold it, and take from them',
  permission: 'access.makeRoles',
  input: PreviewRole,
  output: RoleChange,
  http: { method: 'get', path: '/roles/:roleId/change' },
  target: ({ db, actor, now }, { roleId }) => findRole(db.sql, roleId, actor, now),
  async run({ db, actor, now, roles, text }, { permissions }, role) {
    refuseUndeclared(roles, permissions, role.permissions)
    const difference = differenceOf(roles, role.permissions, permissions)
    const { count, until } = await holdersOf(db.sql, role, now)
    const objection: AppError | null = objectionToChange(actor, role, difference, until, now)
    return {
      holders: count,
      ...difference,
      refusal: objection?.issues?.[0]?.code ?? null,
      refusalText: objection && refusalInWords(objection, text),
    }
  },
})

export const listPermissions = query({
  name: 'access.listPermissions',
  summary: 'List all that may be allowed, what brings what along, and which built-in roles carry it',
  permission: 'access.read',
  input: Nothing,
  output: PermissionCatalogue,
  http: { method: 'get', path: '/permissions' },
  run: async ({ roles }) => ({
    items: Object.entries(roles.permissions).map(
      ([name, { may, heldBy, implies = [], onlyAtRoot = false }]) => ({
        name,
        may,
        implies: [...implies],
        heldBy: [...heldBy],
        onlyAtRoot,
      }),
    ),
  }),
})

/** Where a role is put together, given or asked about; for pages. */
export const readPlace = query({
  name: 'access.readPlace',
  summary: 'Read a unit as the place of roles',
  permission: 'access.read',
  input: ListGrants,
  output: GrantPlaceReply,
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  run: async (_context, _input, { unitId, unitName, unitPath }) => ({ id: unitId, name: unitName, unitPath }),
})

/** Whom a role is to be given to, or asked about; for pages. */
export const readPerson = query({
  name: 'access.readPerson',
  summary: 'Read the name of a person of the association',
  permission: 'access.read',
  input: PersonAt,
  output: PeopleFound,
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db }, { personId }, place) {
    return {
      items: await db.sql<{ personId: string; name: string }>(sql`
        SELECT h.person_id AS "personId", h.display_name AS name FROM people h
        WHERE h.tenant_id = ${place.tenantId}::uuid AND h.person_id = ${personId}::uuid`),
    }
  },
})
