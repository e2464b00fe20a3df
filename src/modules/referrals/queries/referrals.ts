import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { type Actor, pathsWith, personOf } from '../../../platform/policy/actor.ts'
import { peopleBelow } from '../../people/index.ts'
import {
  CodeCounts,
  CodeReference,
  MyReferrals,
  Nothing,
  PersonReference,
  ReferralRule,
  ReferralsOfPerson,
} from '../contract.ts'
import { rootOf, visibleReferrals } from '../policy.ts'
import { readCode } from '../referral.ts'
import { countBroughtBy, findReferrer, listBroughtBy, readRule } from '../referral-row.ts'
import { list, query } from '../room.ts'

export const readMyReferrals = query({
  name: 'referrals.readMyReferrals',
  summary: 'Read your link by which people join, how many came by it, and those who show themselves to you',
  permission: 'member',
  input: Nothing,
  output: MyReferrals,
  http: { method: 'get', path: '/me/referrals' },
  async run({ db, actor, now, request, services }) {
    const { tenantId } = actor
    const referrerId = personOf(actor)
    const [[code], { isOff }, count, items] = await Promise.all([
      db.sql<{ code: string }>(
        sql`SELECT code FROM referral_codes WHERE person_id = ${referrerId}::uuid AND ended_at IS NULL`,
      ),
      readRule(db.sql, tenantId),
      countBroughtBy(db.sql, { tenantId, referrerId }),
      listBroughtBy(db.sql, { tenantId, referrerId }, actor, now),
    ])
    const path = code ? `/sign-up?ref=${code.code}` : null
    const link = path && (request.origin ? request.origin + path : services.link(path))
    return { isOff, code: code?.code ?? null, link, count, items }
  },
})

/** For the page on which strangers sign up by a link. Whose it is they are not told. */
export const checkCode = query({
  name: 'referrals.checkCode',
  summary: 'Read whether the code of a member’s link counts by now',
  permission: 'anyone',
  input: CodeReference,
  output: CodeCounts,
  http: { method: 'get', path: '/referral-codes' },
  run: async ({ db, actor, now }, { code }) => ({
    counts: (await findReferrer(db.sql, actor.tenantId, readCode(code), now)) !== null,
  }),
})

export const referralList = list({
  name: 'referrals.listReferrals',
  summary: 'List who brought whom, among the people of the units that you look after',
  permission: 'referrals.read',
  path: '/referrals',
  words: { title: 'referrals.title', none: 'referrals.none', noneHelp: 'referrals.noneHelp' },
  icon: 'people',
  from: sql`referrals r LEFT JOIN people h ON h.tenant_id = r.tenant_id AND h.person_id = r.person_id
    LEFT JOIN people b ON b.tenant_id = r.tenant_id AND b.person_id = r.referrer_id`,
  id: sql`r.id`,
  visible: visibleReferrals,
  person: 'personId',
  columns: {
    personId: { type: 'id', sql: sql`r.person_id`, shown: 'never' },
    referrerId: { type: 'id', sql: sql`r.referrer_id`, shown: 'never' },
    name: {
      type: 'name',
      label: 'referrals.who',
      sql: sql`coalesce(h.display_name, '')`,
      sortedBy: sql`coalesce(h.sort_name, '')`,
      sortable: true,
      shown: 'always',
    },
    referrer: {
      type: 'name',
      label: 'referrals.by',
      sql: sql`coalesce(b.display_name, '')`,
      sortedBy: sql`coalesce(b.sort_name, '')`,
      sortable: true,
    },
    broughtAt: {
      type: 'instant',
      precision: 'day',
      label: 'referrals.at',
      sql: sql`r.brought_at`,
      sortable: true,
    },
    count: {
      type: 'integer',
      label: 'referrals.count',
      sql: sql`(SELECT count(*) FROM referrals o WHERE o.tenant_id = r.tenant_id AND o.referrer_id = r.referrer_id)`,
    },
  },
  filters: {
    search: { type: 'search', label: 'referrals.search', in: [sql`h.display_name`, sql`b.display_name`] },
    by: {
      type: 'one',
      label: 'referrals.by',
      matches: (personId) => sql`r.referrer_id = ${personId}::uuid`,
      offer: async ({ db, actor, now }, chosen) => {
        const rows = await db.sql<{ id: string; name: string; count: number }>(sql`
          SELECT r.referrer_id AS id, coalesce(b.display_name, '') AS name, count(*)::int AS count FROM referrals r
          LEFT JOIN people b ON b.tenant_id = r.tenant_id AND b.person_id = r.referrer_id
          WHERE ${visibleReferrals(actor, now)} GROUP BY r.referrer_id, b.display_name
          ORDER BY r.referrer_id IS DISTINCT FROM ${chosen}::uuid, count DESC, r.referrer_id LIMIT 100`)
        return rows.map(({ id, name, count }) => ({ id, name: `${name} (${count})` }))
      },
    },
    brought: { type: 'dates', label: 'referrals.at', sql: sql`r.brought_at`, of: 'instant' },
  },
  sort: '-broughtAt',
  href: ({ personId }) => `/people/${personId}/referrals`,
})

/** Whether somebody belongs to a unit that the actor looks after. */
const inCharge = (actor: Actor, now: Date) =>
  actor.kind === 'system'
    ? sql`true`
    : sql`p.person_id IN (${peopleBelow(actor.tenantId, pathsWith(actor, 'referrals.read', now))})`

export const readReferralsOfPerson = query({
  name: 'referrals.readReferralsOfPerson',
  summary: 'Read who brought somebody, how many they brought, and whom',
  permission: 'referrals.read',
  input: PersonReference,
  output: ReferralsOfPerson,
  http: { method: 'get', path: '/people/:personId/referrals' },
  async run({ db, actor, now }, { personId }) {
    const { tenantId } = actor
    const [person] = await db.sql<{ name: string }>(sql`
      SELECT p.display_name AS name FROM people p
      WHERE p.person_id = ${personId}::uuid AND p.tenant_id = ${tenantId}::uuid AND ${inCharge(actor, now)}`)
    if (!person) throw notFound()
    const [[broughtBy], count, items] = await Promise.all([
      db.sql<{ personId: string; name: string; at: Date }>(sql`
        SELECT p.person_id AS "personId", p.display_name AS name, r.brought_at AS at FROM referrals r
        JOIN people p ON p.tenant_id = r.tenant_id AND p.person_id = r.referrer_id
        WHERE r.tenant_id = ${tenantId}::uuid AND r.person_id = ${personId}::uuid AND ${inCharge(actor, now)}`),
      countBroughtBy(db.sql, { tenantId, referrerId: personId }),
      listBroughtBy(db.sql, { tenantId, referrerId: personId }, actor, now),
    ])
    return { person: { personId, name: person.name }, broughtBy: broughtBy ?? null, count, items }
  },
})

export const readReferralRule = query({
  name: 'referrals.readReferralRule',
  summary: 'Read whether links of members count, and how many came by them',
  permission: 'referrals.manage',
  input: Nothing,
  output: ReferralRule,
  http: { method: 'get', path: '/referral-rule' },
  target: async ({ actor }) => rootOf(actor),
  run: async ({ db }, _input, { tenantId }) => readRule(db.sql, tenantId),
})
