import { sql } from '../../../platform/db/sql.ts'
import { definedErrors } from '../../../platform/errors.ts'
import { sayAct } from '../../../platform/slots/acts.ts'
import { actorKinds, categories, outcomes, severities } from '../contract.ts'
import { sayReason } from '../entry-row.ts'
import { visibleEntries } from '../policy.ts'
import { list } from '../room.ts'
import { aboutWhom, actedFor, whoDidIt } from '../who-row.ts'
import { offerPeople } from './people.ts'
import { roleNames } from './roles.ts'

/** Without personal values: those are shown one entry at a time, and that is recorded. */
export const entryList = list({
  name: 'audit.listEntries',
  summary: 'List what was done in the association, and what was refused',
  permission: 'audit.read',
  path: '/audit',
  exportPage: '/audit/export',
  isWatched: true,
  words: { title: 'audit.title', none: 'audit.none', noneHelp: 'audit.noneHelp' },
  icon: 'eye',
  from: sql`audit_trail a LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id`,
  id: sql`a.entry_id`,
  visible: visibleEntries,
  columns: {
    act: { type: 'text', label: 'audit.act', sql: sql`a.operation`, said: true, shown: 'always' },
    operation: { type: 'code', label: 'audit.operation', sql: sql`a.operation`, shown: 'no' },
    occurredAt: { type: 'instant', label: 'audit.occurredAt', sql: sql`a.occurred_at`, sortable: true },
    personId: { type: 'id', sql: sql`a.person_id`, nullable: true, shown: 'never' },
    person: { type: 'name', label: 'audit.person', sql: whoDidIt, nullable: true },
    about: {
      type: 'text',
      label: 'audit.about',
      sql: sql`(SELECT string_agg(w.name, ', ' ORDER BY w.name, w.id) FROM ${aboutWhom} w)`,
      nullable: true,
    },
    onBehalfOfId: { type: 'id', sql: actedFor(sql`b.person_id`), nullable: true, shown: 'never' },
    onBehalfOf: {
      type: 'name',
      label: 'audit.onBehalfOf',
      sql: actedFor(sql`b.display_name`),
      nullable: true,
    },
    actorKind: {
      type: 'choice',
      label: 'audit.actorKind',
      sql: sql`a.actor_kind`,
      options: actorKinds,
      words: 'audit.actorKinds',
      shown: 'no',
    },
    outcome: {
      type: 'status',
      label: 'audit.outcome',
      sql: sql`a.outcome`,
      options: outcomes,
      words: 'audit.outcomes',
      tones: { done: 'success', refused: 'danger' },
    },
    reason: { type: 'code', label: 'audit.reasonCode', sql: sql`a.reason`, nullable: true, shown: 'no' },
    reasonText: {
      type: 'text',
      label: 'audit.reason',
      sql: sql`a.reason`,
      nullable: true,
      said: true,
      shown: 'no',
    },
    severity: {
      type: 'choice',
      label: 'audit.severity',
      sql: sql`a.severity`,
      options: severities,
      words: 'audit.severities',
    },
    category: {
      type: 'choice',
      label: 'audit.category',
      sql: sql`a.category`,
      options: categories,
      words: 'audit.categories',
      shown: 'no',
    },
    compliance: { type: 'boolean', label: 'audit.compliance', sql: sql`a.compliance`, shown: 'no' },
    role: { type: 'code', sql: sql`a.role`, nullable: true, shown: 'never' },
    roleName: {
      type: 'text',
      label: 'audit.role',
      sql: sql`a.role`,
      nullable: true,
      said: true,
      shown: 'no',
    },
    tokenId: { type: 'id', sql: sql`a.token_id`, nullable: true, shown: 'never' },
    suppressed: { type: 'integer', label: 'audit.suppressed', sql: sql`a.suppressed`, shown: 'no' },
  },
  filters: {
    search: {
      type: 'search',
      label: 'audit.search',
      in: [sql`a.operation`, sql`p.display_name`, sql`a.reason`, sql`a.request_id`, sql`a.token_id::text`],
      named: { sql: sql`a.operation`, as: 'act' },
    },
    resource: { type: 'search', label: 'audit.resource', in: [sql`a.changes::text`] },
    period: { type: 'dates', label: 'audit.period', sql: sql`a.occurred_at`, of: 'instant' },
    person: {
      type: 'one',
      label: 'audit.person',
      matches: (personId) => sql`a.person_id = ${personId}::uuid`,
      offer: offerPeople,
    },
    onBehalfOf: {
      type: 'one',
      label: 'audit.onBehalfOf',
      matches: (personId) =>
        sql`a.on_behalf_of = (SELECT b.account_id::text FROM people b WHERE b.tenant_id = a.tenant_id AND b.person_id = ${personId}::uuid)`,
      offer: offerPeople,
    },
    outcome: {
      type: 'choice',
      label: 'audit.outcome',
      sql: sql`a.outcome`,
      options: outcomes,
      words: 'audit.outcomes',
    },
    severity: {
      type: 'choice',
      label: 'audit.severity',
      sql: sql`a.severity`,
      options: severities,
      words: 'audit.severities',
    },
    category: {
      type: 'choice',
      label: 'audit.category',
      sql: sql`a.category`,
      options: categories,
      words: 'audit.categories',
    },
    compliance: { type: 'flag', label: 'audit.compliance', sql: sql`a.compliance` },
  },
  sort: '-occurredAt',
  named: async (context) => ({
    act: Object.fromEntries(
      [...context.slots.acts.keys()].map((name) => [name, sayAct(context.slots.acts, name, context.text)]),
    ),
    roleName: await roleNames(context),
    reasonText: Object.fromEntries(
      [...definedErrors().keys()].map((code) => [code, sayReason(code, context.text)]),
    ),
  }),
  href: ({ id }) => `/audit/${id}`,
})
