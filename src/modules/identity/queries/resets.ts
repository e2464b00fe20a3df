import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import {
  HelpPreview,
  MyReset,
  Nothing,
  ResetReference,
  ResetReply,
  ResetWait,
  WithPerson,
} from '../contract.ts'
import { visibleResets } from '../policy.ts'
import { findHelped, findReset, hasSecondStep, waitOf } from '../reset-row.ts'
import { list, query } from '../room.ts'
import { resetStates, resetTones, stateOf, waitHours } from '../second-step-reset.ts'

export const resetList = list({
  name: 'identity.listResets',
  summary: 'List the second steps that are being reset, and those that were',
  permission: 'identity.help',
  path: '/second-step-resets',
  words: {
    title: 'identity.resets.title',
    none: 'identity.resets.none',
    noneHelp: 'identity.resets.noneHelp',
  },
  icon: 'lock',
  from: (now) => sql`(
    SELECT s.*, CASE WHEN s.status IN ('asked', 'waiting') AND s.expires_at <= ${now} THEN 'expired'
      WHEN s.status = 'waiting' AND s.due_at <= ${now} THEN 'ready' ELSE s.status END AS state
    FROM second_step_resets s) r
    JOIN people p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
    LEFT JOIN people b ON b.tenant_id = r.tenant_id AND b.person_id = r.begun_by`,
  id: sql`r.id`,
  visible: visibleResets,
  columns: {
    personId: { type: 'id', sql: sql`r.person_id`, shown: 'never' },
    name: {
      type: 'name',
      label: 'identity.resets.person',
      sql: sql`p.display_name`,
      sortedBy: sql`p.sort_name`,
      sortable: true,
      shown: 'always',
    },
    state: {
      type: 'status',
      label: 'identity.resets.state',
      sql: sql`r.state`,
      options: resetStates,
      words: 'identity.resets.states',
      tones: resetTones,
    },
    openedAt: { type: 'instant', label: 'identity.resets.opened', sql: sql`r.opened_at`, sortable: true },
    dueAt: { type: 'instant', label: 'identity.resets.due', sql: sql`r.due_at`, nullable: true },
    begunBy: { type: 'name', label: 'identity.resets.begunBy', sql: sql`b.display_name`, nullable: true },
  },
  filters: {
    search: { type: 'search', label: 'identity.resets.search', in: [sql`p.display_name`] },
    state: {
      type: 'choice',
      label: 'identity.resets.state',
      sql: sql`r.state`,
      options: resetStates,
      words: 'identity.resets.states',
      counted: true,
    },
  },
  sort: '-openedAt',
  person: 'personId',
  href: ({ id }) => `/second-step-resets/${id}`,
})

interface Row {
  name: string
  reason: string | null
  openedAt: Date
  begunAt: Date | null
  begunBy: string | null
}

export const readReset = query({
  name: 'identity.readReset',
  summary: 'Read how far the reset of a second step has come',
  permission: 'identity.help',
  input: ResetReference,
  output: ResetReply,
  http: { method: 'get', path: '/second-step-resets/:resetId' },
  target: ({ db, actor, now }, { resetId }) => findReset(db.sql, resetId, actor, now),
  async run({ db, actor, now }, { resetId }, reset) {
    const [row] = await db.sql<Row>(sql`
      SELECT p.display_name AS name, r.reason, r.opened_at AS "openedAt", r.begun_at AS "begunAt", b.display_name AS "begunBy"
      FROM second_step_resets r JOIN people p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
      LEFT JOIN people b ON b.tenant_id = r.tenant_id AND b.person_id = r.begun_by
      WHERE r.id = ${resetId}::uuid`)
    if (!row) throw new Error(`The reset ${resetId} was just there.`)
    const { personId, accountId, dueAt, expiresAt, endedAt } = reset
    const isOwn = actor.kind === 'account' && actor.accountId === accountId
    return { id: resetId, personId, ...row, dueAt, expiresAt, endedAt, state: stateOf(reset, now), isOwn }
  },
})

/** Before anything is begun: whose it is, and for how long it will wait. */
export const previewHelp = query({
  name: 'identity.previewHelp',
  summary: 'Whether somebody has a second step that could be reset, and how long it would take',
  permission: 'identity.help',
  stepUp: true,
  input: WithPerson,
  output: HelpPreview,
  http: { method: 'get', path: '/people/:personId/second-step-reset' },
  target: ({ db, actor, now }, { personId }) => findHelped(db.sql, personId, actor, now),
  async run({ db }, _input, { personId, name, tenantId, accountId }) {
    return {
      personId,
      name,
      hasSecondStep: accountId !== null && (await hasSecondStep(db.sql, accountId)),
      hours: await waitOf(db.sql, tenantId),
    }
  },
})

export const readResetWait = query({
  name: 'identity.readResetWait',
  summary: 'Read how long the association waits before it resets a second step',
  permission: 'identity.help',
  input: Nothing,
  output: ResetWait,
  http: { method: 'get', path: '/settings/second-step-resets' },
  run: async ({ db, actor }) => ({
    hours: await waitOf(db.sql, actor.tenantId ?? ''),
    least: waitHours.least,
    most: waitHours.most,
  }),
})

export const readMyReset = query({
  name: 'identity.readMyReset',
  summary: 'Read whether somebody is resetting your second step',
  permission: 'signed-in',
  input: Nothing,
  output: MyReset,
  http: { method: 'get', path: '/account/second-step-reset' },
  async run({ db, actor, now }) {
    const [reset] = await db.sql<{ state: 'asked' | 'waiting'; dueAt: Date | null }>(sql`
      SELECT status AS state, due_at AS "dueAt" FROM second_step_resets
      WHERE account_id = ${accountOf(actor)}::uuid AND status IN ('asked', 'waiting') AND expires_at > ${now}
      ORDER BY due_at NULLS LAST LIMIT 1`)
    return { underWay: reset ?? null }
  },
})
