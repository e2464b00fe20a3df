import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { ClientBase } from 'pg'
import { addPerson } from '../../../src/modules/people/index.ts'
import { modules } from '../../../src/modules.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { mergedTables, snapshotOf } from '../../../src/platform/slots/merge-record.ts'
import { isLeaving, type PersonalTable, type Subject } from '../../../src/platform/slots/personal-data.ts'
import { runPurges } from '../../../src/platform/slots/purges.ts'
import { slotsOf } from '../../../src/platform/slots/slots.ts'
import { makeApplication } from '../../factories/applications.ts'
import { auditEntries } from '../../factories/audit.ts'
import { makeCourse } from '../../factories/courses.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

interface Undone {
  code?: string
  keptId: string
  mergedId: string
  left: Array<{ title: string; count: number; reason: string }>
}
interface Merge {
  back: Array<{ title: string; count: number }>
  left: Undone['left']
  refusal: string | null
  abilities: { undo: boolean }
}

const slots = slotsOf(modules(testConfig()))
const tables = mergedTables(slots)

let portal: Portal
let here: string
let staff: MadePerson
let first: MadePerson
let second: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId: here, roles: ['administrator'] })
})
beforeEach(async () => {
  first = await makePerson(portal, { tenantId: here })
  second = await makePerson(portal, { tenantId: here })
})
afterAll(() => portal.close())

const merge = async (keptId: string, mergedId: string) => {
  const { status, body } = await staff.client.call<{ mergeId: string; code?: string }>(
    'POST',
    '/people/merges',
    {
      keptId,
      mergedId,
    },
  )
  expect({ status, code: body.code }).toEqual({ status: 201, code: undefined })
  return body.mergeId
}
const undo = (mergeId: string, by = staff) => by.client.call<Undone>('POST', `/merges/${mergeId}/undo`)
const read = async (mergeId: string) => (await staff.client.call<Merge>('GET', `/merges/${mergeId}`)).body
const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await portal.app.database.pool.query<Row>(text, values)).rows
const subject = ({ personId, accountId }: MadePerson): Subject => ({ tenantId: here, personId, accountId })

/** A value of each type, for columns that must have one. */
const ofType: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  'uuid[]': `'{}'`,
  text: `'t' || gen_random_uuid()`,
  citext: `'t' || gen_random_uuid()`,
  'text[]': `'{}'`,
  'timestamp with time zone': 'now()',
  integer: '1',
  bigint: '1',
  boolean: 'false',
  jsonb: `'{}'`,
  bytea: `decode(md5(random()::text), 'hex')`,
}

/** What checks of the tables ask for beyond that. A new table that has such a check needs a line here. */
const asked: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  accounts: { email: `gen_random_uuid() || '@example.org'` },
  agencies: { powers: `'{view}'` },
  api_tokens: { expires_at: `now() + interval '1 day'`, scopes: `'{members.read}'` },
  bids: { hash: `sha256('x')` },
  course_versions: {
    number: '2',
    status: `'replaced'`,
    lessons: '1',
    published_at: 'now()',
    replaced_at: 'now()',
  },
  classifications: { facet: `'grade'` },
  companies: { country: `'UA'` },
  field_values: { text_value: `'C-1'` },
  grants: { role: `'member'` },
  memberships: { unit_id: 'gen_random_uuid()' },
  notification_choices: { channel: `'email'` },
  person_invitations: { state: `'withdrawn'`, channel: `'email'`, ended_at: 'now()' },
  project_watches: { rhythm: `'daily'` },
  questions: { kind: `'essay'` },
  question_revisions: { content: `'{"v": 1, "kind": "essay"}'` },
  review_decisions: { outcome: `'reserve'`, status: `'proposed'` },
  review_sheets: { status: `'open'` },
  second_step_resets: { status: `'expired'`, ended_at: 'now()' },
  spoken_languages: { language: `'uk'`, level: `'good'` },
  standings: { standing: `'active'`, starts_at: `now() - interval '1 day'` },
  terms: { way: `'elected'` },
  tenancies: { tenant_id: 'gen_random_uuid()' },
  tenant_visits: { ends_at: `now() + interval '1 hour'` },
  verifications: { kind: `'document'` },
}

/** A row with what its table asks for, and these values. */
async function insertRow(client: Pick<ClientBase, 'query'>, table: string, given: Record<string, string>) {
  const { rows: columns } = await client.query<{ name: string; type: string; must: boolean }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type, attnotnull AND NOT atthasdef AS must FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  )
  const values = Object.fromEntries(
    columns.flatMap(({ name, type, must }) =>
      name in places ? [[name, places[name]]] : must ? [[name, ofType[type] ?? 'NULL']] : [],
    ),
  )
  // An invitation is of one, a person or a company, and was taken back where somebody did so.
  if (table === 'project_invitations')
    Object.assign(
      values,
      'person_id' in given ? {} : { company_id: 'gen_random_uuid()' },
      'ended_by' in given ? { ended_at: 'now()' } : {},
    )
  Object.assign(values, asked[table], given)
  await client.query(
    `INSERT INTO ${table} (${Object.keys(values).join(', ')}) VALUES (${Object.values(values).join(', ')})`,
  )
}

/** Where rows stand: what goes whole and comes back is checked again. */
let places: Record<string, string> = {}
let applicationId = ''

/** Rows that lead to somebody by each of the columns that a room declares, without what else they would lead to. */
async function plant({ table, of, columns }: PersonalTable, { personId, accountId }: Subject): Promise<void> {
  // These are there already, are two people at once, or stand in a tree.
  if (['persons', 'accounts', 'distinct_people', 'units'].includes(table)) return
  await withClient(portal.databaseUrl, async (client) => {
    await client.query('SET session_replication_role = replica')
    for (const column of columns) {
      // An account is looked for in the tables of people as well; addresses are no ids.
      if (column === 'id' || column === 'recipient' || column === 'caller' || column === 'address') continue
      if (of === 'person' && column === 'account_id') continue
      const state: Record<string, string> = column === 'accepted_by' ? { state: `'accepted'` } : {}
      // It is of a person or of a company.
      if (table === 'applications' && column !== 'person_id') state.company_id = 'gen_random_uuid()'
      if (table === 'match_ratings') state.application_id = `'${applicationId}'`
      await insertRow(client, table, { ...state, [column]: `'${of === 'person' ? personId : accountId}'` })
    }
  })
}

/** All that there is of two people, without what counts edits and what rooms leave out. */
async function holdings(from: Subject, into: Subject) {
  const left = new Map(
    tables.flatMap(({ table, unmerge }) => (isLeaving(unmerge) ? [[table, unmerge.leaves] as const] : [])),
  )
  const snapshot = await snapshotOf(portal.app.database.sql, tables, { from, into })
  return Object.fromEntries(
    [...snapshot].map(([table, found]) => [
      table,
      [...found.values()]
        .map((row) =>
          JSON.stringify(
            Object.entries(row).filter(
              ([column]) => !['version', 'updated_at', ...(left.get(table) ?? [])].includes(column),
            ),
          ),
        )
        .sort(),
    ]),
  )
}

describe('undoing a merge', () => {
  test('gives back what rooms keep, in every table that they declare', async () => {
    const [from, into] = [subject(second), subject(first)]
    const providerId = randomUUID()
    places = { tenant_id: `'${here}'`, unit_id: `'${await makeUnit(portal, here)}'` }
    await withClient(portal.databaseUrl, (client) =>
      insertRow(client, 'identity_providers', { id: `'${providerId}'` }),
    )
    places.provider_id = `'${providerId}'`
    // What somebody keeps of a project comes back as long as there is the project.
    const { projectId } = await makeProject(staff, { unitId: here })
    places.project_id = `'${projectId}'`
    const { courseId } = await makeCourse(staff, { unitId: here })
    places.course_id = `'${courseId}'`
    places.version_id = `(SELECT id FROM course_versions WHERE course_id = '${courseId}' AND number = 1)`
    const applicant = await makePerson(portal, { tenantId: here })
    ;({ applicationId } = await makeApplication(applicant, projectId))
    await portal.app.database.sql(sql`
      INSERT INTO sealings (tenant_id, project_id, threshold, created_at) VALUES (${here}::uuid, ${projectId}::uuid, 2, now())`)
    for (const table of tables) await plant(table, from)
    const third = await makePerson(portal, { tenantId: here })
    await staff.client.call('PUT', `/people/${second.personId}/different/${third.personId}`)
    await rows('UPDATE units SET leader_id = $1 WHERE id = $2', [
      second.personId,
      await makeUnit(portal, here),
    ])
    // What both have comes together in the merge, and apart again.
    const shared = tables.filter(({ table }) =>
      ['spoken_languages', 'grants', 'memberships', 'standings'].includes(table),
    )
    for (const table of shared) await plant(table, into)
    await second.client.call('PUT', '/me/about', { title: 'Rigger', bio: 'Rigs.', skills: ['Knots'] })
    const before = await holdings(from, into)
    for (const { table, of, columns } of tables)
      if (of === 'person' || columns.includes('account_id'))
        expect({ table, planted: before[table]?.length ?? 0 }).not.toEqual({ table, planted: 0 })

    const mergeId = await merge(first.personId, second.personId)
    expect(await holdings(from, into)).not.toEqual(before)
    const told = await read(mergeId)
    expect(told).toMatchObject({ left: [], refusal: null, abilities: { undo: true } })
    expect(told.back.length).toBeGreaterThan(10)
    const { status, body } = await undo(mergeId)
    expect({ status, left: body.left }).toEqual({ status: 200, left: [] })
    expect(await holdings(from, into)).toEqual(before)
  })

  test('lets both sign in again, each as themselves', async () => {
    const mergeId = await merge(first.personId, second.personId)
    expect((await second.client.call('GET', '/me/profile')).status).toBe(401)
    expect((await undo(mergeId)).status).toBe(200)
    const visitor = portal.visitor()
    const signedIn = await visitor.call('POST', '/sign-in', { address: second.email, password })
    expect(signedIn.status).toBe(200)
    expect((await visitor.call('GET', '/me/profile')).body).toMatchObject({ personId: second.personId })
    expect((await first.client.call('GET', '/me/profile')).body).toMatchObject({ personId: first.personId })
  })

  test('gives the account back to the entry that it came from', async () => {
    const { personId } = await portal.app.runner.call(
      addPerson,
      { accountId: null, givenName: 'Imported', locale: 'en', timeZone: 'UTC' },
      portal.app.asSystem('test', here),
    )
    const mergeId = await merge(personId, second.personId)
    expect((await undo(mergeId)).status).toBe(200)
    expect((await second.client.call('GET', '/me/profile')).body).toMatchObject({ personId: second.personId })
    expect(await rows('SELECT account_id AS account FROM persons WHERE id = $1', [personId])).toEqual([
      { account: null },
    ])
  })

  test('leaves what has changed hands since, and says so, beforehand as well', async () => {
    const unitId = await makeUnit(portal, here)
    await rows('UPDATE units SET leader_id = $1 WHERE id = $2', [second.personId, unitId])
    await second.client.call('PUT', '/me/contact', { phone: '+1 510 555 0100' })
    await second.client.call('POST', '/me/certifications', { name: 'Crane licence' })
    const mergeId = await merge(first.personId, second.personId)
    // Another leader, another phone, and a paper that is gone.
    await rows('UPDATE units SET leader_id = $1 WHERE id = $2', [staff.personId, unitId])
    await first.client.call('PUT', '/me/contact', { phone: '+1 510 555 0199' })
    await rows('DELETE FROM certifications WHERE person_id = $1', [first.personId])
    const left = [
      expect.objectContaining({ title: 'Units that one leads', count: 1, reason: 'changed' }),
      expect.objectContaining({ title: 'Profile', count: 1, reason: 'changed' }),
      expect.objectContaining({ reason: 'gone', count: 1 }),
    ]
    expect((await read(mergeId)).left).toEqual(expect.arrayContaining(left))
    expect((await undo(mergeId)).body.left).toEqual(expect.arrayContaining(left))
    const [unit] = await rows('SELECT leader_id AS leader FROM units WHERE id = $1', [unitId])
    expect(unit).toEqual({ leader: staff.personId })
    const phones = await rows('SELECT phone FROM persons WHERE id = ANY($1) ORDER BY id', [
      [first.personId, second.personId],
    ])
    expect(phones).toEqual([{ phone: '+1 510 555 0199' }, { phone: '+1 510 555 0100' }])
  })

  test('brings the entry back without its account, where the address has another one by now', async () => {
    const mergeId = await merge(first.personId, second.personId)
    await rows('UPDATE accounts SET email = $1 WHERE id = $2', [second.email, staff.accountId])
    const { status, body } = await undo(mergeId)
    expect(status).toBe(200)
    expect(body.left).toContainEqual(expect.objectContaining({ title: 'Account', reason: 'taken' }))
    expect((await staff.client.call('GET', `/people/${second.personId}`)).body).toMatchObject({
      personId: second.personId,
    })
    await rows('UPDATE accounts SET email = $1 WHERE id = $2', [staff.email, staff.accountId])
  })

  test('is on record for both entries, and leaves nothing of what it needed', async () => {
    const mergeId = await merge(first.personId, second.personId)
    await undo(mergeId)
    const [entry] = await auditEntries(portal, { operation: 'privacy.undoMerge' })
    expect(entry).toMatchObject({ person_id: staff.personId, outcome: 'done', severity: 'critical' })
    expect(JSON.stringify(entry?.changes)).toContain(second.personId)
    expect(await rows('SELECT 1 FROM person_merge_parts WHERE merge_id = $1', [mergeId])).toEqual([])
  })
})

describe('is refused', () => {
  test('privacy.mergeUndone: a second time, also at the same moment', async () => {
    const mergeId = await merge(first.personId, second.personId)
    const replies = await Promise.all([undo(mergeId), undo(mergeId)])
    expect(replies.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [200, undefined],
      [409, 'privacy.mergeUndone'],
    ])
    expect((await read(mergeId)).refusal).toBe('privacy.mergeUndone')
  })

  test('privacy.mergedSince: while the kept entry is merged itself, until that is undone', async () => {
    const third = await makePerson(portal, { tenantId: here })
    const inner = await merge(first.personId, second.personId)
    const outer = await merge(third.personId, first.personId)
    expect((await undo(inner)).body.code).toBe('privacy.mergedSince')
    expect((await undo(outer)).status).toBe(200)
    expect((await undo(inner)).status).toBe(200)
    for (const { personId } of [first, second, third])
      expect((await staff.client.call('GET', `/people/${personId}`)).body).toMatchObject({ personId })
  })

  test('or goes first, where somebody merges the kept entry at the same moment', async () => {
    const third = await makePerson(portal, { tenantId: here })
    const mergeId = await merge(first.personId, second.personId)
    const [undone, merged] = await Promise.all([
      undo(mergeId),
      staff.client.call('POST', '/people/merges', { keptId: third.personId, mergedId: first.personId }),
    ])
    expect(merged.status).toBe(201)
    expect([undone.status, undone.body.code]).toEqual(
      undone.status === 200 ? [200, undefined] : [409, 'privacy.mergedSince'],
    )
    const [entry] = await rows<{ into: string | null }>(
      'SELECT merged_into_id AS into FROM persons WHERE id = $1',
      [second.personId],
    )
    expect(entry?.into).toBe(undone.status === 200 ? null : third.personId)
  })

  test('privacy.mergeUndoOver: once its time is over, when what it needs is cleared away, or one is erased', async () => {
    const mergeId = await merge(first.personId, second.personId)
    await rows('UPDATE person_merges SET undo_until = $1 WHERE id = $2', [portal.clock.now(), mergeId])
    expect((await undo(mergeId)).body.code).toBe('privacy.mergeUndoOver')
    const { registry, database, services, runner, log } = portal.app
    await runPurges({ registry, database, services, runner, log }, portal.app.asSystem('test'))
    expect(await rows('SELECT 1 FROM person_merge_parts WHERE merge_id = $1', [mergeId])).toEqual([])
  })

  test('privacy.mergeStays: where the merged entry cannot live again nothing is changed', async () => {
    const mergeId = await merge(first.personId, second.personId)
    await rows('UPDATE persons SET deleted_at = $1 WHERE id = $2', [new Date(0), second.personId])
    expect((await undo(mergeId)).body.code).toBe('privacy.mergeStays')
    expect((await read(mergeId)).refusal).toBeNull()
  })

  test('privacy.notYourself: to whom the merge has made who they are', async () => {
    const boss = await makePerson(portal, { tenantId: here, roles: ['administrator'] })
    const mergeId = await merge(boss.personId, second.personId)
    expect((await undo(mergeId, boss)).body.code).toBe('privacy.notYourself')
  })

  test('to those who may not merge', async () => {
    const mergeId = await merge(first.personId, second.personId)
    expect((await undo(mergeId, first)).status).toBe(404)
  })
})

describe('different people', () => {
  const candidates = async ({ personId }: MadePerson) => {
    const { body } = await staff.client.call<Record<'items' | 'different', Array<{ personId: string }>>>(
      'GET',
      `/people/${personId}/duplicates`,
    )
    const ids = (items: Array<{ personId: string }>) => items.map((item) => item.personId)
    return { items: ids(body.items), different: ids(body.different) }
  }
  const say = (method: string, one: MadePerson, other: MadePerson) =>
    staff.client.call<{ distinct: boolean; code?: string }>(
      method,
      `/people/${one.personId}/different/${other.personId}`,
    )

  test('privacy.saidDifferent: are offered no more from either side, and merged by nobody, until it is taken back', async () => {
    for (const { client } of [first, second])
      await client.call('PUT', '/me/names', { givenName: 'Solomiia', familyName: 'Unlike' })
    expect((await candidates(first)).items).toEqual([second.personId])
    expect((await say('PUT', second, first)).body).toEqual({ distinct: true })
    expect((await say('PUT', first, second)).body).toEqual({ distinct: true })
    expect(
      await rows('SELECT 1 FROM distinct_people WHERE first_id = $1 AND second_id = $2', [
        ...[first.personId, second.personId].sort(),
      ]),
    ).toHaveLength(1)
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const { items, different } = await candidates(one)
      expect(items).not.toContain(other.personId)
      expect(different).toEqual([other.personId])
    }
    const refused = await staff.client.call<{ code: string }>('POST', '/people/merges', {
      keptId: first.personId,
      mergedId: second.personId,
    })
    expect(refused.body.code).toBe('privacy.saidDifferent')
    expect((await say('DELETE', first, second)).body).toEqual({ distinct: false })
    expect((await candidates(first)).items).toContain(second.personId)
    expect((await say('PUT', first, first)).body.code).toBe('privacy.sameEntry')
  })

  test('stay different from the one that an entry turned out to be', async () => {
    const third = await makePerson(portal, { tenantId: here })
    await say('PUT', second, third)
    const mergeId = await merge(first.personId, second.personId)
    expect((await candidates(first)).different).toEqual([third.personId])
    await undo(mergeId)
    expect((await candidates(first)).different).toEqual([])
    expect((await candidates(second)).different).toEqual([third.personId])
  })
})

test('the pages list merges, say what would go back, undo, and keep pairs apart', async () => {
  const mergeId = await merge(first.personId, second.personId)
  const path = `/people/${first.personId}/merge`
  expect((await staff.client.get(path)).text).toContain('href="/merges/done"')
  expect((await staff.client.get('/merges/done')).text).toContain(`href="/merges/${mergeId}"`)
  const { body } = await staff.client.call<{ items: Array<{ id: string; state: string }> }>(
    'GET',
    '/merges/done',
  )
  expect(body.items[0]).toMatchObject({ id: mergeId, state: 'merged' })
  const page = await staff.client.get(`/merges/${mergeId}`)
  expect(page.text).toContain('What goes back')
  const undone = await staff.client.form(`/merges/${mergeId}/undo`, {})
  expect(undone.headers.get('location')).toBe(`/people/${second.personId}`)
  expect((await staff.client.get(`/merges/${mergeId}`)).text).toContain('This merge is undone already.')
  expect((await staff.client.get('/merges/nothing')).status).toBe(404)

  const apart = await staff.client.form(`/people/${first.personId}/different/${second.personId}`, {})
  expect(apart.headers.get('location')).toBe(path)
  expect((await staff.client.get(path)).text).toContain('Said to be different people')
  await staff.client.form(`/people/${first.personId}/same/${second.personId}`, {})
  expect((await staff.client.get(path)).text).not.toContain('Said to be different people')
})
