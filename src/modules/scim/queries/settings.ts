import { sql } from '../../../platform/db/sql.ts'
import { messageKeyOf } from '../../../platform/errors.ts'
import { type Actor, pathsWith } from '../../../platform/policy/actor.ts'
import { lackingOf } from '../../../platform/slots/eligibility.ts'
import { listProviders } from '../../identity/index.ts'
import { tokensWithScope } from '../../tokens/index.ts'
import { GroupDetail, GroupReference, Nothing, Settings } from '../contract.ts'
import { findGroup } from '../group-row.ts'
import { associationOf, baseOf } from '../place.ts'
import { visibleGroups } from '../policy.ts'
import { list, query } from '../room.ts'

interface Counts {
  users: number
  groups: number
  unmapped: number
  providerId: string | null
}

export const readSettings = query({
  name: 'scim.readSettings',
  summary:
    'Read how an identity provider keeps members in step: its address here, who uses it, and what it was refused',
  permission: 'scim.manage',
  input: Nothing,
  output: Settings,
  http: { method: 'get', path: '/scim-settings' },
  target: async ({ actor }) => associationOf(actor),
  async run({ db, ask, request, services, text }, _input, { tenantId }) {
    const [[counts], tokens, refusals, { items: providers }] = await Promise.all([
      db.sql<Counts>(sql`
        SELECT (SELECT count(*)::int FROM scim_users WHERE tenant_id = ${tenantId}::uuid AND deleted_at IS NULL) AS users,
          (SELECT count(*)::int FROM scim_groups WHERE tenant_id = ${tenantId}::uuid) AS groups,
          (SELECT count(*)::int FROM scim_groups g WHERE g.tenant_id = ${tenantId}::uuid
            AND NOT EXISTS (SELECT 1 FROM scim_group_targets t WHERE t.tenant_id = g.tenant_id AND t.group_id = g.id)) AS unmapped,
          (SELECT provider_id FROM scim_rules WHERE tenant_id = ${tenantId}::uuid) AS "providerId"`),
      tokensWithScope(db.sql, tenantId, 'scim.provision'),
      db.sql<Omit<Settings['refusals'][number], 'words'>>(sql`
        SELECT id, refused_at AS "refusedAt", operation, status, code, scim_type AS "scimType", at_attribute AS attribute
        FROM scim_refusals WHERE tenant_id = ${tenantId}::uuid ORDER BY id DESC LIMIT 20`),
      ask(listProviders, {}),
    ])
    return {
      baseUrl: baseOf(request, services),
      users: counts?.users ?? 0,
      groups: counts?.groups ?? 0,
      unmapped: counts?.unmapped ?? 0,
      providerId: providers.find(({ id }) => id === counts?.providerId)?.id ?? null,
      providers: providers.map(({ id, name }) => ({ id, name })),
      tokens,
      refusals: refusals.map((each) => ({
        ...each,
        words: text(messageKeyOf(each.code), {
          at: each.attribute ?? '…',
          scope: '…',
          minutes: 1,
          seconds: 0,
        }),
      })),
    }
  },
})

/** The groups that the provider told of, for those who say what they bring. */
export const groupList = list({
  name: 'scim.listDirectoryGroups',
  namesNobody: true,
  summary: 'List the groups of the identity provider and what they bring',
  permission: 'scim.manage',
  path: '/scim-groups',
  words: { title: 'scim.groups.title', none: 'scim.groups.none', noneHelp: 'scim.groups.noneHelp' },
  icon: 'people',
  from: () => sql`(
    SELECT e.*, (SELECT count(*)::int FROM scim_group_members m WHERE m.tenant_id = e.tenant_id AND m.group_id = e.id) AS members,
      (SELECT count(*)::int FROM scim_group_targets t WHERE t.tenant_id = e.tenant_id AND t.group_id = e.id) AS targets FROM scim_groups e) g`,
  id: sql`g.id`,
  visible: visibleGroups,
  columns: {
    name: {
      type: 'name',
      label: 'scim.groups.name',
      sql: sql`g.display_name`,
      sortable: true,
      shown: 'always',
    },
    members: { type: 'integer', label: 'scim.groups.members', sql: sql`g.members` },
    state: {
      type: 'status',
      label: 'scim.groups.state',
      sql: sql`CASE WHEN g.targets > 0 THEN 'mapped' ELSE 'unmapped' END`,
      options: ['mapped', 'unmapped'],
      words: 'scim.groups.states',
      tones: { mapped: 'success', unmapped: 'neutral' },
    },
    updatedAt: { type: 'instant', label: 'scim.groups.changed', sql: sql`g.updated_at`, sortable: true },
  },
  filters: {
    search: { type: 'search', label: 'scim.groups.search', in: [sql`g.display_name`] },
    state: {
      type: 'choice',
      label: 'scim.groups.state',
      sql: sql`CASE WHEN g.targets > 0 THEN 'mapped' ELSE 'unmapped' END`,
      options: ['mapped', 'unmapped'],
      words: 'scim.groups.states',
    },
  },
  sort: 'name',
  href: ({ id }) => `/scim-groups/${id}`,
})

export const readGroupDetail = query({
  name: 'scim.readGroupDetail',
  summary: 'Read what a group of the identity provider brings, and where it could bring something',
  permission: 'scim.manage',
  input: GroupReference,
  output: GroupDetail,
  http: { method: 'get', path: '/scim-groups/:groupId' },
  target: ({ db, actor }, { groupId }) =>
    findGroup(db.sql, actor, groupId, { selection: { excludedAttributes: 'members' } }),
  async run(context, _input, { id, tenantId, displayName }) {
    const { db, actor, now } = context
    const [[{ members } = { members: 0 }], targets, units] = await Promise.all([
      db.sql<{ members: number }>(sql`
        SELECT count(*)::int AS members FROM scim_group_members WHERE tenant_id = ${tenantId}::uuid AND group_id = ${id}::uuid`),
      db.sql<GroupDetail['targets'][number]>(sql`
        SELECT t.id, t.unit_id AS "unitId", p.name AS "unitName", t.role, r.name AS "roleName" FROM scim_group_targets t
        JOIN unit_places p ON p.tenant_id = t.tenant_id AND p.unit_id = t.unit_id
        LEFT JOIN role_names r ON r.tenant_id = t.tenant_id AND r.role_id::text = t.role
        WHERE t.tenant_id = ${tenantId}::uuid AND t.group_id = ${id}::uuid ORDER BY p.path, t.role NULLS FIRST`),
      unitsOf(db.sql, actor, now),
    ])
    const lacking = await lackingOf(
      { ...context, tx: { sql: db.sql } },
      tenantId,
      await withoutRoleOf(db.sql, tenantId, id, now),
    )
    return {
      id,
      displayName,
      members,
      targets,
      units,
      waiting: lacking.length,
      waits: lacking.slice(0, mostWaits),
    }
  },
})

const mostWaits = 100

/** Who is in a group and does not hold a role that it brings. */
function withoutRoleOf(run: Parameters<typeof findGroup>[0], tenantId: string, groupId: string, now: Date) {
  return run<Omit<GroupDetail['waits'][number], 'missing'>>(sql`
    SELECT p.person_id AS "personId", p.display_name AS name, t.role, r.name AS "roleName", w.name AS "unitName"
    FROM scim_group_targets t JOIN scim_group_members m ON m.tenant_id = t.tenant_id AND m.group_id = t.group_id
    JOIN scim_users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id AND u.deleted_at IS NULL
    JOIN people p ON p.tenant_id = u.tenant_id AND p.person_id = u.person_id
    JOIN unit_places w ON w.tenant_id = t.tenant_id AND w.unit_id = t.unit_id
    LEFT JOIN role_names r ON r.tenant_id = t.tenant_id AND r.role_id::text = t.role
    WHERE t.tenant_id = ${tenantId}::uuid AND t.group_id = ${groupId}::uuid AND t.role IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM grant_standings g WHERE g.tenant_id = p.tenant_id AND g.person_id = p.person_id AND g.unit_id = t.unit_id AND g.role = t.role
        AND (g.ends_at IS NULL OR (g.starts_at <= ${now} AND g.ends_at > ${now})))
    ORDER BY p.sort_name, p.person_id, t.id`)
}

function unitsOf(run: Parameters<typeof findGroup>[0], actor: Actor, now: Date) {
  const seen =
    actor.kind === 'system'
      ? sql`p.tenant_id = ${actor.tenantId}::uuid`
      : sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'units.read', now)}::ltree[])`
  return run<GroupDetail['units'][number]>(sql`
    SELECT p.unit_id AS "unitId", p.name FROM unit_places p WHERE p.status = 'open' AND ${seen} ORDER BY p.path LIMIT 500`)
}
