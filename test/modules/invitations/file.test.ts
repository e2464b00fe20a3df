import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { FilePreview } from '../../../src/modules/invitations/contract.ts'
import {
  discardDrafts,
  draftInvitation,
  judgeFile,
  sendDrafts,
} from '../../../src/modules/invitations/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reference {
  unitId: string
  fileId: string
  ticket: string
}

interface Answer {
  code?: string
  taskId: string
  issues?: Array<{ pointer: string; code: string }>
  [name: string]: unknown
}

let portal: Portal
let tenantId: string
let unitId: string
let admin: MadePerson
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Guild')
  unitId = await makeUnit(portal, tenantId, tenantId, 'North')
  await makeUnit(portal, tenantId, unitId, 'Bay')
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

async function handIn(content: string, { client } = manager) {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await fetch(`${portal.url}/api/v1/invitations/files/${unitId}`, {
    method: 'POST',
    body: content,
    headers: { 'Content-Type': 'text/csv', Cookie: cookie },
  })
  return { status: reply.status, body: (await reply.json()) as Reference & Answer }
}

async function previewed(content: string, by = manager) {
  const { status, body } = await handIn(content, by)
  expect(status).toBe(201)
  const { fileId, ticket } = body
  const preview = await by.client.call<FilePreview>(
    'GET',
    `/invitations/files/${unitId}/${fileId}?ticket=${ticket}`,
  )
  return { fileId, ticket, preview: preview.body }
}

async function sent(content: string, mode: 'all' | 'good', by = manager) {
  const { fileId, ticket } = await previewed(content, by)
  const reply = await by.client.call<Answer>('POST', `/invitations/files/${unitId}/${fileId}/start`, {
    ticket,
    mode,
    greeting: 'Come along.',
  })
  expect({ status: reply.status, body: reply.body }).toMatchObject({ status: 202 })
  await portal.runJobs()
  const { taskId } = reply.body
  return { taskId, task: (await by.client.call<Answer>('GET', `/tasks/${taskId}`)).body }
}

const codesOf = (preview: FilePreview) =>
  Object.fromEntries(preview.rows.map(({ row, issues }) => [row, issues.map(({ code }) => code)]))

async function statesOf(...addresses: string[]): Promise<string[]> {
  const rows = await portal.app.database.sql<{ state: string }>(
    sql`SELECT state FROM person_invitations WHERE address = ANY(${addresses}::text[]) ORDER BY address`,
  )
  return rows.map(({ state }) => state)
}

describe('the preview of a file', () => {
  test('says for each line what would happen, or all that is wrong with it', async () => {
    await admin.client.call('POST', '/invitations', { unitId, address: 'asked@example.org' })
    const { preview } = await previewed(
      [
        'E-mail,Given name,Unit,Role,Shoe size',
        'good@example.org,Ada,,,42',
        'below@example.org,Bo,bay,member,',
        'nonsense,Cy,,,',
        ',Di,,,',
        'good@example.org,Ed,North,,',
        'far@example.org,Fi,Guild,,',
        'boss@example.org,Gi,,manager,',
        'odd@example.org,Hu,,wizard,',
        'asked@example.org,Io,,,',
        `${manager.email},Jo,,,`,
        'wide@example.org,Ka,,,,more',
        'link@example.org,http://evil.example,,,',
      ].join('\n'),
    )
    expect(preview).toMatchObject({ ready: 3, refused: 9, leftOut: ['Shoe size'], unitName: 'North' })
    expect(codesOf(preview)).toMatchObject({
      2: [],
      3: [],
      4: ['identity.error.address'],
      5: ['required'],
      6: ['invitations.error.fileRepeated'],
      7: ['invitations.error.fileUnit'],
      8: ['access.error.notYours'],
      9: ['invitations.error.fileRole'],
      10: ['invitations.error.alreadyInvited'],
      11: [],
      12: ['members.error.importTooWide'],
      13: ['invalid'],
    })
  })

  test('invitations.error.fileAddressless: a table without addresses is refused when it is handed in', async () => {
    const { status, body } = await handIn('Given name\nAda\n')
    expect([status, body.issues?.[0]?.code]).toEqual([422, 'invitations.error.fileAddressless'])
  })

  test('is for nobody but who handed it in, and nobody hands in for units of others', async () => {
    const { fileId, ticket } = await previewed('email\na@example.org\n')
    const path = `/invitations/files/${unitId}/${fileId}?ticket=${ticket}`
    expect((await admin.client.call('GET', path)).status).toBe(404)
    expect((await handIn('email\na@example.org\n', member)).status).toBe(404)
  })

  test('stands on a page, with a form that starts it', async () => {
    expect((await manager.client.get('/invitations/file')).text).toContain('Check the table')
    const { fileId, ticket } = await previewed('email\npage@example.org\n')
    const path = `/invitations/file/${unitId}/${fileId}/${ticket}`
    expect((await manager.client.get(path)).text).toContain('page@example.org')
    const reply = await manager.client.form(path, { mode: 'all', days: '7', locale: 'uk', greeting: '' })
    expect(reply.headers.get('location')).toMatch(/^\/tasks\//)
    await portal.runJobs()
    expect(await statesOf('page@example.org')).toEqual(['open'])
  })
})

describe('a file that is sent', () => {
  test('invites those whose lines are good, and gives the others back with reasons', async () => {
    const { taskId, task } = await sent('email,unit\none@example.org,Bay\nbad,\ntwo@example.org,\n', 'good')
    expect(task).toMatchObject({ state: 'done' })
    expect(await statesOf('one@example.org', 'two@example.org')).toEqual(['open', 'open'])
    const file = await manager.client.download(`/tasks/${taskId}/result`)
    const [, line] = parse(file.text, { bom: true }) as string[][]
    expect(line?.slice(0, 2)).toEqual([
      '3',
      'E-mail or phone: Enter an e-mail address like name@example.org or a phone number like +1 510 555 0100.',
    ])
    const mails = await portal.app.database.sql(
      sql`SELECT 1 FROM kept_mails WHERE recipient = 'one@example.org' AND text LIKE '%Come along.%'`,
    )
    expect(mails).toHaveLength(1)
  })

  test('sends all or nothing', async () => {
    const { task } = await sent('email\nthree@example.org\nbad\n', 'all')
    expect(task.state).toBe('done')
    expect(await statesOf('three@example.org')).toEqual([])
    await sent('email\nthree@example.org\nfour@example.org\n', 'all')
    expect(await statesOf('three@example.org', 'four@example.org')).toEqual(['open', 'open'])
  })

  test('request.stepUpNeeded: with roles it takes having stepped up', async () => {
    const { fileId, ticket } = await previewed('email,role\nchief@example.org,manager\n', admin)
    portal.clock.advance({ hours: 1 })
    const start = () =>
      admin.client.call<Answer>('POST', `/invitations/files/${unitId}/${fileId}/start`, {
        ticket,
        mode: 'all',
      })
    expect((await start()).body.code).toBe('request.stepUpNeeded')
    await admin.client.call('POST', '/step-up', { password })
    expect((await start()).status).toBe(202)
    await portal.runJobs()
    const [row] = await portal.app.database.sql(
      sql`SELECT role, state FROM person_invitations WHERE address = 'chief@example.org'`,
    )
    expect(row).toEqual({ role: 'manager', state: 'open' })
  })

  test('of 300 lines goes out in one transaction, its letters one after the other', async () => {
    const lines = Array.from({ length: 300 }, (_none, index) => `p${index}@many.example`)
    const { task } = await sent(`email\n${lines.join('\n')}\n`, 'all')
    expect(task.state).toBe('done')
    const [count] = await portal.app.database.sql<{ open: number; later: number }>(sql`
      SELECT count(*)::int AS open, (SELECT count(*)::int FROM pgboss.job WHERE name = 'invitations.sendInvitation'
        AND state = 'created' AND start_after > now() + interval '20 seconds') AS later
      FROM person_invitations WHERE address LIKE '%@many.example' AND state = 'open'`)
    expect(count?.open).toBe(300)
    expect(count?.later).toBeGreaterThan(100)
  })

  test('invitations.judgeFile, invitations.draftInvitation, invitations.sendDrafts, invitations.discardDrafts: a run that is repeated sends nobody twice', async () => {
    const caller = () => portal.app.asSystem('test', tenantId)
    const { runner } = portal.app
    const { fileId } = await previewed('email\nonce@example.org\n')
    const startedBy = manager.personId
    const { lines } = await runner.ask(judgeFile, { unitId, fileId, startedBy }, caller())
    expect(lines.map(({ address }) => address)).toEqual(['once@example.org'])
    const batchId = randomUUID()
    const line = {
      batchId,
      startedBy,
      row: 2,
      unitId,
      channel: 'email',
      address: 'once@example.org',
    } as const
    const letter = { role: null, greeting: null, days: 7, locale: 'en' }
    await runner.call(draftInvitation, { ...line, ...letter }, caller())
    await expect(runner.call(draftInvitation, { ...line, ...letter }, caller())).rejects.toMatchObject({
      code: 'invitations.fileRepeated',
    })
    expect((await manager.client.call('GET', '/invitations?search=once')).text).not.toContain(
      'once@example.org',
    )
    const send = () => runner.call(sendDrafts, { batchId, all: true, before: 0, step: 0 }, caller())
    const replies = await Promise.all([send(), send()])
    expect(replies.map((reply) => reply.sent).sort()).toEqual([0, 1])
    expect(await runner.call(discardDrafts, { batchId }, caller())).toEqual({ discarded: 0 })
    expect(await statesOf('once@example.org')).toEqual(['open'])
  })
})
