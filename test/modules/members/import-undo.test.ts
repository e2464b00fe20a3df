import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { undoImport } from '../../../jobs/members/undo-import.ts'
import type { ImportReference, ImportReply } from '../../../src/modules/members/contract.ts'
import { listUndoRows } from '../../../src/modules/members/index.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { auditEntries } from '../../factories/audit.ts'
import { makeImport } from '../../factories/members.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Reply = ImportReply & { code?: string }

let portal: Portal
let tenantId: string
let unitId: string
let manager: MadePerson
let beside: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  unitId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  const other = await makeUnit(portal, tenantId, tenantId, 'Beside')
  beside = await makePerson(portal, { tenantId, at: [{ unitId: other, role: 'manager' }] })
  const admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  await admin.client.call('POST', '/fields', {
    seenBy: 'person',
    key: 'card',
    type: 'text',
    label: { en: 'Card number' },
  })
})
afterAll(() => portal.close())

/** Brings people in as the manager, by their given names. */
async function bringIn(names: readonly string[]): Promise<string> {
  const cookie = [...manager.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await fetch(`${portal.url}/api/v1/members/import/${unitId}`, {
    method: 'POST',
    body: `Given name,Card number\n${names.map((name) => `${name},card ${name}\n`).join('')}`,
    headers: { 'Content-Type': 'text/csv', Cookie: cookie },
  })
  const { fileId, ticket } = (await reply.json()) as ImportReference
  const started = await manager.client.call<{ taskId: string }>(
    'POST',
    `/members/import/${unitId}/${fileId}/start`,
    { ticket, columns: ['givenName', 'field:card'] },
  )
  await portal.runJobs()
  return started.body.taskId
}

const read = async (importId: string) =>
  (await manager.client.call<Reply>('GET', `/members/imports/${importId}`)).body
const undo = (importId: string, { client } = manager) =>
  client.call<{ taskId: string; code?: string }>('POST', `/members/imports/${importId}/undo`)
const rows = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await portal.app.database.pool.query<Row>(text, values)).rows
const idOf = async (name: string) =>
  (await rows<{ id: string }>('SELECT id FROM persons WHERE given_name = $1', [name]))[0]?.id ?? ''
const belong = async (importId: string) =>
  (
    await rows<{ name: string | null }>(
      `SELECT p.given_name AS name FROM member_import_rows r JOIN persons p ON p.id = r.person_id
       JOIN memberships m ON m.person_id = p.id AND m.ended_at IS NULL
       WHERE r.import_id = $1 AND p.deleted_at IS NULL ORDER BY r.row`,
      [importId],
    )
  ).map(({ name }) => name)

/** The undo as a worker takes it from its queue. */
async function take(): Promise<JobData> {
  const [queued] = await portal.app.boss.fetch<JobData>(undoImport.name)
  if (!queued) throw new Error('No undo waits.')
  return queued.data
}
const run = (data: JobData) => handleOnce(portal.app, undoImport, data, new AbortController().signal)

describe('undoing an import', () => {
  test('says beforehand who stays and why, takes the others back, and tells of each in the audit', async () => {
    const importId = await bringIn(['Gone', 'Claimed', 'Changed', 'Joined', 'Erased', 'Away'])
    const [claimed, changed, joined, erased] = await Promise.all(
      ['Claimed', 'Changed', 'Joined', 'Erased'].map(idOf),
    )
    const account = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    await rows('UPDATE persons SET account_id = $1 WHERE id = $2', [account.accountId, claimed])
    await manager.client.call('PUT', `/people/${changed}/fields`, { values: { card: 'another' } })
    await rows(
      `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
       VALUES (gen_random_uuid(), $1, $1, $2, false, now())`,
      [tenantId, joined],
    )
    await rows('UPDATE persons SET deleted_at = now() WHERE id = $1', [erased])
    const before = await read(importId)
    expect(before).toMatchObject({
      unitName: 'Chapter',
      startedBy: expect.any(String),
      added: 6,
      goes: 2,
      stays: 4,
      taken: 0,
      undoneAt: null,
      abilities: { undo: true },
    })
    expect(before.rows.map(({ row, name, reason, text }) => [row, name, reason, text])).toEqual([
      [3, 'Claimed', 'claimed', 'They sign in themselves.'],
      [4, 'Changed', 'changed', 'Changed since: More about you.'],
      [5, 'Joined', 'changed', 'Changed since: Places in units.'],
      [6, null, 'gone', 'They are no longer here: erased, or merged with somebody.'],
    ])
    expect(await belong(importId)).toEqual(['Gone', 'Claimed', 'Changed', 'Joined', 'Joined', 'Away'])

    const { status, body } = await undo(importId)
    expect(status).toBe(202)
    await portal.runJobs()
    expect(await belong(importId)).toEqual(['Claimed', 'Changed', 'Joined', 'Joined'])
    expect(await idOf('Gone')).toBe('')
    const { body: task } = await manager.client.call('GET', `/tasks/${body.taskId}`)
    expect(task).toMatchObject({
      state: 'done',
      done: 6,
      total: 6,
      summary: { values: { taken: 2, kept: 4 } },
      page: { href: `/members/imports/${importId}` },
    })
    const { text } = await manager.client.download(`/tasks/${body.taskId}/result`)
    expect(text.trim().split('\r\n').slice(1)).toEqual([
      '3,They sign in themselves.',
      '4,Changed since: More about you.',
      '5,Changed since: Places in units.',
      '6,"They are no longer here: erased, or merged with somebody."',
    ])
    expect(await read(importId)).toMatchObject({ taken: 2, kept: 4, goes: 0, abilities: { undo: false } })
    expect((await undo(importId)).body.code).toBe('members.importUndone')
    const entries = await auditEntries(portal, { operation: 'members.takeBackRows' })
    expect(entries.map(({ person_id, outcome }) => [person_id, outcome])).toEqual([
      [manager.personId, 'done'],
    ])
    expect(entries.flatMap(({ changes }) => changes.map(({ type, after }) => [type, after]))).toEqual([
      ['person', null],
      ['person', null],
    ])
  })

  test('goes on where a killed run was, and counts nobody twice', async () => {
    const importId = await bringIn(Array.from({ length: 110 }, (_none, index) => `Half${index}`))
    await undo(importId)
    const job = await take()
    await withClient(portal.databaseUrl, (client) =>
      client.query(`
        CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the power is away'; END $$;
        CREATE TRIGGER fall BEFORE UPDATE ON member_import_rows FOR EACH ROW WHEN (OLD.row = 104) EXECUTE FUNCTION fall()`),
    )
    await expect(run(job)).rejects.toThrow()
    expect(await read(importId)).toMatchObject({ taken: 100, undoneAt: null, isUndoing: true })
    await withClient(portal.databaseUrl, (client) => client.query('DROP FUNCTION fall CASCADE'))
    expect((await undo(importId)).body.code).toBe('members.importUndoing')
    // A run may die before it has noted how far it came.
    await rows(`UPDATE tasks SET checkpoint = NULL WHERE kind = 'members.undoImport' AND ended_at IS NULL`)
    await run(job)
    expect(await read(importId)).toMatchObject({ taken: 110, kept: 0, undoneAt: expect.any(String) })
    const [task] = await rows<{ values: object }>(
      `SELECT summary_values AS values FROM tasks WHERE kind = 'members.undoImport' ORDER BY id DESC LIMIT 1`,
    )
    expect(task?.values).toEqual({ taken: 110, kept: 0 })
    expect(await belong(importId)).toEqual([])
  })

  test('goes through the rows by their numbers, from where it was', async () => {
    const importId = await bringIn(['One', 'Two', 'Three'])
    const ask = (after: number) =>
      portal.app.runner.ask(
        listUndoRows,
        { importId, after, limit: 2 },
        portal.app.asSystem('test', tenantId),
      )
    expect(await ask(0)).toEqual({ rows: [2, 3], changed: 0 })
    expect(await ask(3)).toEqual({ rows: [4], changed: 0 })
  })

  test('that two begin at once is one', async () => {
    const importId = await bringIn(['Both', 'Hands'])
    const replies = await Promise.all([undo(importId), undo(importId)])
    expect(replies.map(({ status, body }) => [status, body.code]).sort()).toEqual([
      [202, undefined],
      [409, 'members.importUndoing'],
    ])
    await portal.runJobs()
    expect(await read(importId)).toMatchObject({ taken: 2, kept: 0 })
  })

  test('that is cancelled can be begun again, and adds nobody where the import is tried again', async () => {
    const importId = await bringIn(['Later', 'Still'])
    const { body } = await undo(importId)
    await manager.client.call('POST', `/tasks/${body.taskId}/cancel`)
    expect(await read(importId)).toMatchObject({ taken: 0, isUndoing: false, abilities: { undo: true } })
    expect((await undo(importId)).status).toBe(202)
    await portal.runJobs()
    expect(await read(importId)).toMatchObject({ taken: 2 })
  })
})

describe('is refused', () => {
  test('members.importUndoOver: once its time is over, when what it needs is cleared away', async () => {
    const importId = await bringIn(['Late'])
    const { undoUntil } = await read(importId)
    expect(new Date(undoUntil).getTime() - portal.clock.now().getTime()).toBeGreaterThan(29 * 86_400_000)
    await rows('UPDATE member_imports SET undo_until = $1 WHERE id = $2', [portal.clock.now(), importId])
    expect((await undo(importId)).body.code).toBe('members.importUndoOver')
    expect(await read(importId)).toMatchObject({ goes: 0, abilities: { undo: false } })
  })

  test('members.importUnderWay, members.importAddedNobody: while people come in, and where nobody did', async () => {
    const importId = await makeImport(portal, { tenantId, unitId })
    expect((await undo(importId)).body.code).toBe('members.importAddedNobody')
    await rows(
      `INSERT INTO tasks (id, tenant_id, kind, title, title_values, input, cancellable, locale, time_zone, created_at)
       VALUES ($1, $2, 'members.importPersons', 'x', '{}', '{}', true, 'en', 'UTC', now())`,
      [importId, tenantId],
    )
    expect((await undo(importId)).body.code).toBe('members.importUnderWay')
    await rows('DELETE FROM tasks WHERE id = $1', [importId])
  })

  test('to those who look after other units, who do not find it either', async () => {
    const importId = await bringIn(['Ours'])
    expect((await undo(importId, beside)).status).toBe(404)
    expect((await beside.client.call('GET', `/members/imports/${importId}`)).status).toBe(404)
    const { body } = await beside.client.call<{ items: unknown[] }>('GET', '/members/imports')
    expect(body.items).toEqual([])
  })
})

test('the pages list imports, say what would happen, and undo', async () => {
  const importId = await bringIn(['Paged'])
  expect((await manager.client.get('/members/import')).text).toContain('href="/members/imports"')
  expect((await manager.client.get('/members/imports')).text).toContain(`href="/members/imports/${importId}"`)
  const page = await manager.client.get(`/members/imports/${importId}`)
  expect(page.text).toContain('Take back 1 person')
  const sent = await manager.client.form(`/members/imports/${importId}/undo`, {})
  expect(sent.headers.get('location')).toMatch(/^\/tasks\//)
  await portal.runJobs()
  expect((await manager.client.get(`/members/imports/${importId}`)).text).toContain('This import is undone.')
  expect((await manager.client.get(`/members/imports/${'0'.repeat(8)}`)).status).toBe(404)
})
