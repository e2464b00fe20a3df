import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { startDueSourceRuns } from '../../../jobs/sources/start-due-source-runs.ts'
import { momentOf, readCsv } from '../../../src/modules/sources/adapters/csv.ts'
import { readSamgov, samgovAddress } from '../../../src/modules/sources/adapters/samgov.ts'
import { caltrans } from '../../../src/modules/sources/source.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import { scheduledData } from '../../../src/platform/jobs/worker.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

const sample = (name: string) => readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8')
const csv = sample('caltrans-advertised.csv')
const samgov = sample('samgov-search.json')

interface Run {
  id: string
  endedAt: string | null
  added: number
  changed: number
  same: number
  passed: number
  failed: number
  vanished: number
  error: string | null
  errorText: string | null
  faults: Array<{ record: string; reason: string }>
}
interface Source {
  version: number
  hasKey: boolean
  nextRunAt: string | null
  runs: Run[]
}
interface Project {
  id: string
  slug: string
  status: string
  title: string
  deadlineThere: string
  addenda: number
  estimate: number | null
  currency: string | null
  original: { source: string; url: string | null; goneAt: string | null } | null
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let member: MadePerson
let server: Server
let answers: { status: number; body: string; next?: string }
const asked: string[] = []

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response
      .writeHead(answers.status, { 'Content-Type': 'text/plain' })
      .end((request.url?.includes('offset=100') && answers.next) || answers.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await portal.close()
})
beforeEach(() => {
  answers = { status: 200, body: csv }
})

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/list`

async function declared(more: object = {}): Promise<string> {
  const { status, text, body } = await staff.client.call<{ sourceId: string }>('POST', '/project-sources', {
    unitId: await makeUnit(portal, tenantId),
    name: `Source ${randomUUID().slice(0, 8)}`,
    kind: 'csv',
    address: address(),
    columns: caltrans.columns,
    dayOrder: 'mdy',
    timeZone: 'America/Los_Angeles',
    currency: 'USD',
    contactEmail: 'bids@example.org',
    publishes: true,
    ...more,
  })
  expect([status, text]).toEqual([201, text])
  return body.sourceId
}

const read = async (id: string) => (await staff.client.call<Source>('GET', `/project-sources/${id}`)).body

async function ran(id: string): Promise<Run> {
  const started = await staff.client.call('POST', `/project-sources/${id}/runs`)
  expect(started.status).toBe(202)
  await portal.runJobs()
  const [run] = (await read(id)).runs
  return run as Run
}

async function projectsOf(id: string): Promise<Project[]> {
  const rows = await portal.app.database.sql<{ projectId: string }>(sql`
    SELECT project_id AS "projectId" FROM source_items WHERE source_id = ${id}::uuid ORDER BY external_id`)
  return Promise.all(
    rows.map(
      async ({ projectId }) => (await staff.client.call<Project>('GET', `/projects/${projectId}`)).body,
    ),
  )
}

describe('adapters', () => {
  test('read the search of SAM.gov, and tell what cannot be read', () => {
    const page = readSamgov(samgov, { timeZone: 'America/Los_Angeles' })
    expect(page).toMatchObject({
      total: 4,
      records: [
        {
          title: 'Z--Repair boiler plant, building 1',
          deadline: '2998-12-01T14:00',
          city: 'Sacramento',
          region: 'California',
          country: 'US',
          contactName: 'Robin Example',
          contactEmail: 'contracting@example.gov',
        },
        { deadline: null },
        { deadline: '2998-12-05T23:59', contactEmail: null, city: null },
      ],
      faults: [{ record: 'broken', reason: 'title' }],
    })
    expect(readSamgov('<html>', { timeZone: 'UTC' })).toBeNull()
    const url = new URL(
      samgovAddress(
        { address: 'https://api.sam.gov/opportunities/v2/search?ncode=238220' },
        'key',
        100,
        new Date(0),
      ),
    )
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      ncode: '238220',
      postedTo: '01/01/1970',
      offset: '100',
      api_key: 'key',
    })
  })

  test('read a table by its mapping', () => {
    const page = readCsv(csv, { mapping: caltrans, currency: 'USD' })
    expect(page?.records[0]).toMatchObject({
      externalId: '03-1J0304',
      title: '03-1J0304: Cold plane asphalt concrete pavement, place HMA (Type A)',
      deadline: '2998-12-15T14:00',
      estimate: 1_234_500_000,
      region: 'SAC',
      url: 'https://ppmoe.dot.ca.gov/03-1J0304',
    })
    expect([page?.faults, page?.total]).toEqual([[{ record: '4', reason: 'deadline: soon' }], 3])
    const rows = Array.from({ length: 5_003 }, (_, index) => `"${index}\nof many",Wall\n\n`)
    const long = readCsv(`Number,Title\n${rows.join('')}`, {
      mapping: { v: 1, columns: { externalId: 'Number', title: 'Title' }, dayOrder: 'ymd' },
      currency: null,
    })
    expect([long?.records.length, long?.total]).toEqual([5_000, 5_003])
  })

  test.each([
    ['31.12.2026 14:00', 'dmy', '2026-12-31T14:00'],
    ['12/31/26 12:05 am', 'mdy', '2026-12-31T00:05'],
    ['2026-12-31', 'mdy', '2026-12-31T23:59'],
    ['02/31/2026', 'mdy', null],
    ['next week', 'mdy', null],
  ] as const)('dates: %s as %s is %s', (text, order, wall) => {
    expect(momentOf(text, order)).toBe(wall)
  })
})

describe('a run', () => {
  describe('projects.importProject', () => {
    test('brings in, links to the original, and brings nothing in twice', async () => {
      const id = await declared()
      expect(await ran(id)).toMatchObject({ added: 2, failed: 1, error: null, vanished: 0 })
      const [first] = await projectsOf(id)
      expect(first).toMatchObject({
        status: 'published',
        estimate: 1_234_500_000,
        deadlineThere: '2998-12-15T14:00',
        original: { url: 'https://ppmoe.dot.ca.gov/03-1J0304', goneAt: null },
      })
      expect((await portal.visitor().get(`/projects/${first?.slug}`)).text).toContain(
        'href="https://ppmoe.dot.ca.gov/03-1J0304"',
      )
      expect(await ran(id)).toMatchObject({ added: 0, same: 2, failed: 1 })
      expect(await projectsOf(id)).toHaveLength(2)
    })
  })

  describe('projects.amendImported', () => {
    test('tells changes by addenda, keeps what staff wrote, and follows an earlier deadline', async () => {
      const id = await declared()
      await ran(id)
      const [first] = await projectsOf(id)
      await staff.client.call('POST', `/projects/${first?.id}/addenda`, {
        title: 'Pavement at Hood',
        addendum: { text: 'A shorter title', isMaterial: false },
      })
      answers.body = csv.replace('12/15/2998 2:00 PM', '12/10/2998 2:00 PM')
      expect(await ran(id)).toMatchObject({ changed: 1, same: 1 })
      expect((await projectsOf(id))[0]).toMatchObject({
        title: 'Pavement at Hood',
        deadlineThere: '2998-12-10T14:00',
        addenda: 2,
      })
      // Without an estimate, bids and papers are in the same money still.
      answers.body = csv.replace('$12,345,000', '')
      expect(await ran(id)).toMatchObject({ changed: 1, same: 1 })
      expect((await projectsOf(id))[0]).toMatchObject({ estimate: null, currency: 'USD', addenda: 3 })
    })
  })

  test('tells an id twice: the second is a fault each time, and the project is not changed back and forth', async () => {
    const id = await declared()
    answers.body = `${csv.trimEnd()}\n04-0K8104,01/07/2999 2:00 PM,SOL,There,"Something else","$1",90,\n`
    const preview = await staff.client.call<{ faults: object[] }>('POST', `/project-sources/${id}/preview`)
    expect(preview.body.faults).toContainEqual({
      record: '04-0K8104',
      reason: expect.stringContaining('more than once'),
    })
    expect(await ran(id)).toMatchObject({ added: 2, changed: 0, failed: 2 })
    expect(await ran(id)).toMatchObject({ same: 2, changed: 0, failed: 2 })
    expect((await projectsOf(id)).map(({ addenda }) => addenda)).toEqual([0, 0])
  })

  test('sources.toldTwice: an id that another page tells otherwise changes nothing either', async () => {
    const id = await declared({ kind: 'samgov', apiKey: 'key' })
    const [first] = (JSON.parse(samgov) as { opportunitiesData: object[] }).opportunitiesData
    const page = (notice: object) => JSON.stringify({ totalRecords: 101, opportunitiesData: [notice] })
    answers = { status: 200, body: page({ ...first }), next: page({ ...first, title: 'Another' }) }
    expect(await ran(id)).toMatchObject({ added: 1, changed: 0, failed: 100 })
    const [project] = await projectsOf(id)
    expect(project).toMatchObject({ title: 'Z--Repair boiler plant, building 1', addenda: 0 })
  })

  test('sources.columnsMissing: an answer that is not the table, or holds nothing any more, marks nothing and says so', async () => {
    const id = await declared()
    const [head = ''] = csv.split('\n')
    await ran(id)
    answers.body = csv.replace('Bid Opening Date', 'Opening')
    expect(await ran(id)).toMatchObject({
      error: 'sources.columnsMissing',
      faults: [{ record: '1', reason: 'Bid Opening Date' }],
    })
    answers.body = '<!doctype html><title>Sorry</title>'
    expect(await ran(id)).toMatchObject({ error: 'sources.columnsMissing', vanished: 0 })
    answers.body = `${head}\n`
    expect(await ran(id)).toMatchObject({ error: 'sources.empty', vanished: 0 })
    expect((await projectsOf(id)).map(({ original }) => original?.goneAt)).toEqual([null, null])
    expect((await staff.client.get(`/project-sources/${id}`)).text).toContain('holds nothing at all')
  })

  test('of SAM.gov brings in nothing that nobody can bid for, and marks what is over now', async () => {
    const id = await declared({ kind: 'samgov', apiKey: 'key' })
    const search = JSON.parse(samgov) as { opportunitiesData: object[] }
    const [first, second] = search.opportunitiesData
    answers.body = JSON.stringify({
      totalRecords: 3,
      opportunitiesData: [first, second, { ...second, noticeId: 'award', type: 'Award Notice' }],
    })
    expect(await ran(id)).toMatchObject({ added: 2, failed: 0 })
    answers.body = JSON.stringify({
      totalRecords: 2,
      opportunitiesData: [{ ...first, active: 'No' }, second],
    })
    expect(await ran(id)).toMatchObject({ same: 1, failed: 0, vanished: 1 })
  })

  describe('projects.noteOriginal', () => {
    test('marks what has vanished, deletes nothing, and takes the mark away when it is back', async () => {
      const id = await declared()
      answers.body = csv.split('\n').slice(0, 3).join('\n')
      await ran(id)
      answers.body = csv.split('\n').slice(0, 2).join('\n')
      expect(await ran(id)).toMatchObject({ same: 1, vanished: 1 })
      const [, gone] = await projectsOf(id)
      expect(gone).toMatchObject({ status: 'published', original: { goneAt: expect.any(String) } })
      expect((await portal.visitor().get(`/projects/${gone?.slug}`)).text).toContain('no longer')
      answers.body = csv.split('\n').slice(0, 3).join('\n')
      await ran(id)
      expect((await projectsOf(id))[1]?.original?.goneAt).toBeNull()
    })
  })

  test('of a source that is larger than what was read marks nothing as vanished, and says how much was not read', async () => {
    const id = await declared({ kind: 'samgov', apiKey: 'key' })
    const search = JSON.parse(samgov) as { totalRecords: number; opportunitiesData: object[] }
    const [first, second] = search.opportunitiesData
    answers.body = JSON.stringify({ totalRecords: 2, opportunitiesData: [first, second] })
    expect(await ran(id)).toMatchObject({ added: 2, failed: 0 })
    answers.body = JSON.stringify({ totalRecords: 7, opportunitiesData: [first] })
    expect(await ran(id)).toMatchObject({ same: 1, failed: 6, vanished: 0 })
    answers.body = JSON.stringify({ totalRecords: 1, opportunitiesData: [first] })
    expect(await ran(id)).toMatchObject({ same: 1, failed: 0, vanished: 1 })
  })

  describe('sources.takeRecord', () => {
    test('passes over what is over here', async () => {
      const id = await declared()
      await ran(id)
      const [first] = await projectsOf(id)
      await staff.client.call('POST', `/projects/${first?.id}/cancellation`, { reason: 'Not for us' })
      answers.body = csv.replace('$12,345,000', '$13,000,000')
      expect(await ran(id)).toMatchObject({ changed: 0, passed: 1, same: 1 })
    })
  })

  describe('sources.endRun', () => {
    test('sources.notFetched, sources.notReadable: says why it ended, marks nothing, and names no key', async () => {
      const id = await declared()
      await ran(id)
      answers = { status: 503, body: '' }
      expect(await ran(id)).toMatchObject({ error: 'sources.notFetched', vanished: 0 })
      const sam = await declared({ kind: 'samgov', apiKey: 'very-secret-key' })
      answers = { status: 200, body: '<html>' }
      expect(await ran(sam)).toMatchObject({ error: 'sources.notReadable', errorText: expect.any(String) })
      const reply = await staff.client.call<Source>('GET', `/project-sources/${sam}`)
      expect([reply.body.hasKey, reply.text.includes('very-secret-key')]).toEqual([true, false])
      expect(asked.some((url) => url.includes('api_key=very-secret-key'))).toBe(true)
    })
  })

  describe('sources.fetchSourcePage', () => {
    test('of SAM.gov becomes projects; what lacks a deadline or a contact stays a draft', async () => {
      const id = await declared({ kind: 'samgov', apiKey: 'key', contactEmail: null })
      answers.body = samgov
      expect(await ran(id)).toMatchObject({ added: 3, failed: 1 })
      expect((await projectsOf(id)).map(({ status }) => status)).toEqual(['published', 'draft', 'draft'])
    })
  })

  test('sources.running: goes on alone, and one that died makes room', async () => {
    const id = await declared()
    const both = await Promise.all(
      [1, 2].map(() => staff.client.call<{ code?: string }>('POST', `/project-sources/${id}/runs`)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('sources.running')
    await portal.app.database.sql(sql`
      UPDATE source_runs SET ended_at = NULL, started_at = started_at - interval '4 hours' WHERE source_id = ${id}::uuid`)
    await portal.runJobs()
    expect((await staff.client.call('POST', `/project-sources/${id}/runs`)).status).toBe(202)
    await portal.runJobs()
  })

  describe('sources.startDueRuns', () => {
    test('sources.startDueRuns: begins by itself when it is time, and has its next time then', async () => {
      const id = await declared({ everyHours: 2 })
      const runClock = () =>
        handleOnce(
          portal.app,
          startDueSourceRuns,
          scheduledData(portal.app, startDueSourceRuns, randomUUID()),
          new AbortController().signal,
        )
      await runClock()
      expect((await read(id)).runs).toEqual([])
      portal.clock.advance({ hours: 2 })
      await runClock()
      await portal.runJobs()
      const { runs, nextRunAt } = await read(id)
      expect([runs.length, runs[0]?.added]).toEqual([1, 2])
      expect(new Date(nextRunAt ?? 0) > portal.clock.now()).toBe(true)
      // It died without a word: the clock waits for it no longer than somebody who asks.
      await portal.app.database.sql(sql`UPDATE source_runs SET ended_at = NULL WHERE source_id = ${id}::uuid`)
      portal.clock.advance({ hours: 2 })
      await runClock()
      expect((await read(id)).runs).toHaveLength(1)
      portal.clock.advance({ hours: 2 })
      await runClock()
      await portal.runJobs()
      expect((await read(id)).runs).toMatchObject([{ same: 2 }, { error: 'sources.abandoned' }])
    })
  })
})

describe('staff', () => {
  test('look at what a source holds before they bring it in', async () => {
    const id = await declared()
    const { status, body } = await staff.client.call<{ records: object[]; faults: object[]; total: number }>(
      'POST',
      `/project-sources/${id}/preview`,
    )
    expect([status, body.records.length, body.faults.length]).toEqual([200, 2, 1])
    expect(await projectsOf(id)).toEqual([])
    answers = { status: 404, body: '' }
    const failed = await staff.client.call<{ code: string }>('POST', `/project-sources/${id}/preview`)
    expect([failed.status, failed.body.code]).toEqual([409, 'sources.notFetched'])
  })

  test('sources.nameTaken; a table says which columns tell id and title; members see none', async () => {
    const id = await declared({ name: 'Caltrans' })
    const said = { kind: 'csv', address: address(), publishes: true, unitId: tenantId }
    const twice = await staff.client.call<{ code: string }>('POST', '/project-sources', {
      ...said,
      name: 'caltrans',
      columns: caltrans.columns,
    })
    expect([twice.status, twice.body.code]).toEqual([409, 'sources.nameTaken'])
    const bare = await staff.client.call<{ issues: Array<{ pointer: string }> }>('POST', '/project-sources', {
      ...said,
      name: 'Other',
    })
    expect(bare.body.issues.map(({ pointer }) => pointer)).toEqual(['/columns/externalId', '/columns/title'])
    expect((await member.client.call('GET', `/project-sources/${id}`)).status).toBe(404)
    expect((await member.client.call('GET', '/project-sources')).status).toBe(403)
    const list = await staff.client.call<{ items: Array<{ id: string }> }>('GET', '/project-sources')
    expect(list.body.items.map((each) => each.id)).toContain(id)
  })

  test('make, preview, change and run one in the portal', async () => {
    const { client } = staff
    expect((await client.get('/project-sources/new?preset=caltrans')).text).toContain(
      'value="Bid Opening Date"',
    )
    const made = await client.form('/project-sources/new', {
      unitId: tenantId,
      name: 'Roads',
      kind: 'csv',
      address: address(),
      'columns.externalId': 'Contract Number',
      'columns.title': 'Description',
      dayOrder: 'mdy',
      timeZone: 'UTC',
      visibility: 'public',
    })
    expect(made.status).toBe(303)
    const id = made.headers.get('location')?.split('/').at(-1) ?? ''
    expect((await client.get('/project-sources')).text).toContain('Roads')
    const preview = await client.form(`/project-sources/${id}/preview`, {})
    expect([preview.status, preview.text.includes('Replace bridge rails')]).toEqual([200, true])
    expect((await client.get(`/project-sources/${id}/preview`)).status).toBe(200)
    expect((await client.get(`/project-sources/${id}/edit`)).text).toContain('value="Contract Number"')
    const changed = await client.form(`/project-sources/${id}/edit`, {
      name: 'Roads and rails',
      address: address(),
      'columns.externalId': 'Contract Number',
      'columns.title': '{County}: {Description}',
      dayOrder: 'mdy',
      timeZone: 'UTC',
      visibility: 'members',
    })
    expect(changed.status).toBe(303)
    const run = await client.form(`/project-sources/${id}/run`, {})
    expect(run.headers.get('location')).toMatch(/^\/tasks\//)
    await portal.runJobs()
    const page = await client.get(`/project-sources/${id}`)
    expect([page.text.includes('Last runs'), page.text.includes('>Done<')]).toEqual([true, true])
    expect((await projectsOf(id)).map(({ title }) => title)).toContain('SOL: Replace bridge rails')
  })

  test('the key of a source goes to the host that it was given for and to no other', async () => {
    const id = await declared({ kind: 'samgov', apiKey: 'very-secret-key', columns: undefined })
    const change = (more: object) =>
      staff.client.call<{ issues?: object[] }>('PUT', `/project-sources/${id}`, {
        name: `Moved ${id}`,
        address: 'http://elsewhere.example/sam.json',
        publishes: true,
        ...more,
      })
    const refused = await change({})
    expect([refused.status, refused.body.issues]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/apiKey', code: 'sources.error.keyAnew' })],
    ])
    expect((await change({ address: `${address()}?ncode=1` })).status).toBe(200)
    expect((await change({ apiKey: 'another' })).status).toBe(200)
  })

  test('sources.tooMany: there is an end to them', async () => {
    await portal.app.database.sql(sql`
      INSERT INTO project_sources (id, tenant_id, unit_id, name, kind, address, time_zone, visibility, publishes, created_at, updated_at)
      SELECT gen_random_uuid(), ${tenantId}::uuid, ${tenantId}::uuid, 'S' || n, 'samgov', 'https://example.org', 'UTC', 'public', true, now(), now()
      FROM generate_series(1, 50) n`)
    const { body } = await staff.client.call<{ code: string }>('POST', '/project-sources', {
      unitId: tenantId,
      name: 'One more',
      kind: 'samgov',
      address: 'https://example.org',
      publishes: true,
    })
    expect(body.code).toBe('sources.tooMany')
  })
})
