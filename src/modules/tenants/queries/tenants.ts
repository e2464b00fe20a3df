import { sql } from '../../../platform/db/sql.ts'
import { linkToFile } from '../../files/index.ts'
import { Nothing, TenancyReply, TenantDetail, TenantReference, tenantStates } from '../contract.ts'
import { rootOf } from '../policy.ts'
import { list, query } from '../room.ts'
import { findTenancy, type TenancyRow, toReply } from '../tenancy-row.ts'

/** Names and states: who belongs to an association, only a visit shows. */
export const tenantList = list({
  name: 'tenants.listTenants',
  summary: 'List the associations of the installation',
  permission: 'platform',
  path: '/platform/tenants',
  words: { title: 'tenants.all.title', none: 'tenants.all.none', noneHelp: 'tenants.all.noneHelp' },
  icon: 'home',
  from: sql`unit_places t LEFT JOIN tenancies y ON y.tenant_id = t.unit_id LEFT JOIN tenant_states s ON s.tenant_id = t.unit_id`,
  id: sql`t.unit_id`,
  visible: () => sql`t.tenant_id = t.unit_id`,
  columns: {
    name: { type: 'name', sql: sql`t.name`, label: 'tenants.name', sortable: true, shown: 'always' },
    slug: { type: 'code', sql: sql`y.slug`, label: 'tenants.slug', nullable: true, sortable: true },
    state: {
      type: 'status',
      sql: sql`coalesce(s.state, 'active')`,
      label: 'tenants.state',
      options: tenantStates,
      words: 'tenants.states',
      tones: { active: 'success', suspended: 'danger', closing: 'warning' },
    },
    hosts: {
      type: 'text',
      sql: sql`(SELECT string_agg(h.host, ' ' ORDER BY h.host) FROM association_hosts h WHERE h.tenant_id = t.unit_id)`,
      label: 'tenants.hosts',
      nullable: true,
    },
  },
  filters: {
    search: { type: 'search', label: 'tenants.all.search', in: [sql`t.name`, sql`y.slug`] },
    state: {
      type: 'choice',
      sql: sql`coalesce(s.state, 'active')`,
      label: 'tenants.state',
      options: tenantStates,
      words: 'tenants.states',
      counted: true,
    },
  },
  sort: 'name',
  href: ({ id }) => `/platform/tenants/${id}`,
})

const mostShown = 20

export const readTenant = query({
  name: 'tenants.readTenant',
  summary: 'Read the state of an association, and who has looked into it',
  permission: 'platform',
  input: TenantReference,
  output: TenantDetail,
  http: { method: 'get', path: '/platform/tenants/:tenantId' },
  target: ({ db }, { tenantId }) => findTenancy(db.sql, tenantId),
  async run({ db, actor, now, services }, { tenantId }, tenancy) {
    const accountId = actor.kind === 'account' ? actor.accountId : null
    const [hosts, [counts], visits, exports] = await Promise.all([
      db.sql<{ host: string }>(
        sql`SELECT host FROM association_hosts WHERE tenant_id = ${tenantId}::uuid ORDER BY host`,
      ),
      db.sql<{ people: number; administrators: number }>(sql`
        SELECT (SELECT count(*)::int FROM people WHERE tenant_id = ${tenantId}::uuid) AS people,
          (SELECT count(DISTINCT a.person_id)::int FROM authorities a WHERE a.tenant_id = ${tenantId}::uuid AND a.role = 'administrator'
             AND a.starts_at <= ${now} AND (a.ends_at IS NULL OR a.ends_at > ${now})) AS administrators`),
      db.sql<TenantDetail['visits'][number]>(sql`
        SELECT v.id, coalesce(a.email::text, a.phone) AS by, v.reason, v.began_at AS "beganAt", v.ends_at AS "endsAt",
          coalesce(v.ended_at, CASE WHEN v.ends_at <= ${now} THEN v.ends_at END) AS "endedAt"
        FROM tenant_visits v LEFT JOIN account_addresses a ON a.account_id = v.account_id
        WHERE v.tenant_id = ${tenantId}::uuid ORDER BY v.id DESC LIMIT ${mostShown}`),
      db.sql<Omit<TenantDetail['exports'][number], 'href'> & { isOwn: boolean; fileId: string | null }>(sql`
        SELECT x.id, coalesce(a.email::text, a.phone) AS by, x.reason, x.asked_at AS "askedAt", k.state, k.result_file_id AS "fileId",
          x.account_id IS NOT DISTINCT FROM ${accountId}::uuid AS "isOwn"
        FROM tenant_exports x LEFT JOIN account_addresses a ON a.account_id = x.account_id
        LEFT JOIN task_results k ON k.task_id = x.task_id
        WHERE x.tenant_id = ${tenantId}::uuid ORDER BY x.id DESC LIMIT ${mostShown}`),
    ])
    return {
      ...toReply(tenancy, services),
      hosts: hosts.map(({ host }) => host),
      people: counts?.people ?? 0,
      administrators: counts?.administrators ?? 0,
      visits,
      exports: exports.map(({ isOwn, fileId, ...row }) => ({
        ...row,
        href: isOwn && fileId ? linkToFile(services, { links: 'person' }, fileId, accountId, now) : null,
      })),
    }
  },
})

/** The own association, for its administrators: also while it is suspended, which is when they want to know. */
export const readTenancy = query({
  name: 'tenants.readTenancy',
  summary: 'Read whether your association is open, and why not',
  permission: 'tenants.read',
  whileStopped: ['suspended', 'closing'],
  input: Nothing,
  output: TenancyReply,
  http: { method: 'get', path: '/tenancy' },
  target: ({ db, actor }) => findTenancy(db.sql, rootOf(actor)?.tenantId ?? null),
  run: async ({ services }, _input, tenancy: TenancyRow) => toReply(tenancy, services),
})
