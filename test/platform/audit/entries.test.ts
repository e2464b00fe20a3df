import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { makeAuditMonths } from '../../../jobs/audit/make-audit-months.ts'
import { makeMonths } from '../../../src/modules/audit/index.ts'
import { refusalsPerMinute } from '../../../src/platform/audit/refusal-limit.ts'
import { erasePersonKeys, findPersonKeys } from '../../../src/platform/crypto/person-keys.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import { scheduledData } from '../../../src/platform/jobs/worker.ts'
import { runPurges } from '../../../src/platform/slots/purges.ts'
import { auditEntries } from '../../factories/audit.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { asApp } from '../../support/databases.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let manager: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
})
beforeEach(() => portal.clock.advance({ minutes: 2 }))
afterAll(() => portal.close())

const about = { title: 'Countess', bio: 'A recognisable life' }

describe('an entry', () => {
  test('says who did what by which grant, from where, and what it was and is', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const reply = await manager.client.call(
      'PATCH',
      `/units/${unitId}`,
      { name: 'New Name' },
      { 'User-Agent': 'Trial/1.0' },
    )
    expect(reply.status).toBe(200)
    const [entry, ...others] = await auditEntries(portal, {
      operation: 'units.changeUnit',
      request_id: reply.headers.get('x-request-id') ?? '',
    })
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      tenant_id: tenantId,
      occurred_at: portal.clock.now(),
      category: 'structure',
      severity: 'notable',
      compliance: false,
      outcome: 'done',
      reason: null,
      actor_kind: 'account',
      person_id: manager.personId,
      role: 'manager',
      suppressed: 0,
      intact: true,
    })
    expect(entry?.grant_id).not.toBeNull()
    expect(entry?.session_id).not.toBeNull()
    expect(entry?.origin?.userAgent).toBe('Trial/1.0')
    expect(entry?.origin?.ipAddress).toMatch(/127\.0\.0\.1|::1/)
    expect(entry?.changes).toEqual([
      { type: 'unit', id: unitId, before: { name: expect.any(String) }, after: { name: 'New Name' } },
    ])
  })

  test('shows nothing personal in the database, and all of it to who has the key', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    expect((await client.call('PUT', '/me/about', about, { 'User-Agent': 'Recognisable/7' })).status).toBe(
      200,
    )
    const raw = await portal.app.database.sql<{ text: string }>(
      sql`SELECT e::text AS text FROM audit_entries e WHERE person_id = ${personId}::uuid`,
    )
    expect(raw.length).toBeGreaterThan(0)
    for (const value of ['Countess', 'recognisable life', 'Recognisable/7', '127.0.0.1'])
      expect(JSON.stringify(raw)).not.toContain(value)
    const [entry] = await auditEntries(portal, { operation: 'people.updateMyAbout', person_id: personId })
    expect(entry).toMatchObject({ category: 'people', intact: true, origin: { userAgent: 'Recognisable/7' } })
    expect(entry?.changes[0]).toMatchObject({
      type: 'person',
      id: personId,
      personal: { key: personId, fields: expect.arrayContaining(['title', 'bio']) },
      values: { after: about },
    })
  })

  test('keeps what is personal under the key of whom it is about, not of who acts', async () => {
    const administrator = await makePerson(portal, {
      tenantId,
      at: [{ unitId: tenantId, role: 'administrator' }],
    })
    const { personId } = await makePerson(portal, { tenantId })
    const reply = await administrator.client.call('POST', '/grants', {
      unitId: tenantId,
      personId,
      role: 'manager',
      reason: 'After a long illness of theirs',
    })
    expect(reply.status).toBe(201)
    const [entry] = await auditEntries(portal, {
      operation: 'access.grantRole',
      person_id: administrator.personId,
    })
    expect(entry).toMatchObject({ compliance: true, category: 'access', origin_key: administrator.personId })
    expect(entry?.changes[0]?.personal?.key).toBe(personId)
    expect(entry?.changes[0]?.values?.after).toEqual({ reason: 'After a long illness of theirs' })
  })

  test('of who was first seen by two processes at once opens for both', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    const ids = Array.from({ length: 12 }, () => randomUUID())
    const [one, other] = await Promise.all(
      [portal, second].map(({ app }) =>
        Promise.all(ids.map((id) => app.personKeys.findOrMake(app.database.sql, [id], portal.clock.now()))),
      ),
    )
    ids.forEach((id, index) => {
      expect(one?.[index]?.get(id)).toBeDefined()
      expect(other?.[index]?.get(id)).toEqual(one?.[index]?.get(id))
    })
    await second.close()
  })

  test('asks for a key once: after that the process remembers it', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    for (let round = 0; round < 3; round += 1)
      await client.call('PUT', '/me/about', { ...about, bio: `round ${round}` })
    expect(portal.app.personKeys.remembered([personId])?.get(personId)).toBeInstanceOf(Buffer)
  })
})

describe('a person who was erased', () => {
  test('is unreadable in every process, and every hash still holds', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    const { client, personId } = await makePerson(portal, { tenantId })
    await client.call('PUT', '/me/about', about)
    await client.call('PUT', '/me/about', { ...about, bio: 'x' })
    await second.app.personKeys.findOrMake(second.app.database.sql, [personId], portal.clock.now())
    expect(second.app.personKeys.remembered([personId])).not.toBeNull()
    await erasePersonKeys(portal.app.database.sql, [personId], portal.clock.now())
    await until(
      'the other process forgets',
      async () => second.app.personKeys.remembered([personId]) === null,
    )
    await until('this process forgets', async () => portal.app.personKeys.remembered([personId]) === null)

    await client.call('PUT', '/me/about', { ...about, title: 'Later' })
    const entries = await auditEntries(portal, { operation: 'people.updateMyAbout', person_id: personId })
    expect(entries).toHaveLength(3)
    for (const entry of entries) {
      expect(entry).toMatchObject({ intact: true, origin: null })
      expect(entry.changes[0]?.values).toBeUndefined()
    }
    // What came after was not even written.
    expect(entries[0]?.changes[0]?.personal).toEqual({ key: personId, fields: ['title', 'bio'] })
    await second.close()
  })

  test('gets no new key, also where there was none yet', async () => {
    const id = randomUUID()
    const { app, clock } = portal
    await erasePersonKeys(app.database.sql, [id], clock.now())
    await erasePersonKeys(app.database.sql, [id], clock.now())
    expect((await app.personKeys.findOrMake(app.database.sql, [id], clock.now())).get(id)).toBeNull()
    expect(await findPersonKeys(app.database.sql, app.services.crypto, [id])).toEqual(new Map())
  })
})

test('where visitors came from is forgotten half a year after their month, and what they did stays', async () => {
  const { app, clock } = portal
  const purges = app.registry.purges.filter(({ table }) => table === 'person_keys')
  const purge = () => runPurges({ ...app, registry: { purges } }, app.asSystem('test'))
  const visit = async () => {
    await portal.visitor().call('POST', '/sign-in', { address: `${randomUUID()}@example.org`, password: 'x' })
    const [entry] = await auditEntries(portal, { operation: 'identity.signIn', outcome: 'refused' })
    return entry?.id as string
  }
  const entryOf = async (id: string) => (await auditEntries(portal, { id }))[0]
  const untilMonth = (months: number) => {
    const now = clock.now()
    const then = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)
    clock.advance({ seconds: (then - now.getTime()) / 1000 })
  }
  untilMonth(1)
  const early = await visit()
  untilMonth(1)
  const late = await visit()
  clock.advance({ days: 179 })
  await purge()
  expect((await entryOf(early))?.origin?.ipAddress).toMatch(/127\.0\.0\.1|::1/)
  clock.advance({ days: 2 })
  await purge()
  expect(await entryOf(early)).toMatchObject({ operation: 'identity.signIn', origin: null, intact: true })
  expect((await entryOf(late))?.origin?.ipAddress).toMatch(/127\.0\.0\.1|::1/)
})

describe('refusals', () => {
  const rename = (client: MadePerson['client'], unitId = tenantId) =>
    client.call('PATCH', `/units/${unitId}`, { name: 'Mine' })

  test('say why, and what was asked about', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    expect((await rename(client)).status).toBe(403)
    const [entry] = await auditEntries(portal, { person_id: personId, outcome: 'refused' })
    expect(entry).toMatchObject({
      operation: 'units.changeUnit',
      reason: 'request.notAllowed',
      changes: [{ type: 'unit', id: tenantId, before: null, after: null }],
      intact: true,
    })
  })

  test.each([
    // Refused at the door of the API, where nothing has been looked up yet.
    ['a command without a target', 'POST', '/api/v1/members/end', 'members.endMemberships'],
    ['a query', 'GET', '/api/v1/audit', 'audit.listEntries'],
    ['a file', 'GET', '/api/v1/grants.csv', 'access.listAllGrantsFile'],
    ['a page', 'GET', '/audit', 'audit.auditPage'],
    ['a page that looks first', 'GET', '/units/:tenantId/edit', 'units.editUnitPage'],
    ['a form', 'POST', '/settings/brand', 'branding.changeBrand'],
  ])('of %s are written down once', async (_what, method, path, operation) => {
    const { client, personId } = await makePerson(portal, { tenantId })
    const headers = {
      'Content-Type': path.startsWith('/api/') ? 'application/json' : 'application/x-www-form-urlencoded',
    }
    const body = method === 'GET' ? undefined : path.startsWith('/api/') ? '{}' : ''
    const reply = await client.send(method, path.replace(':tenantId', tenantId), body, {
      ...headers,
      Origin: portal.url,
    })
    expect(reply.status).toBe(403)
    const entries = await auditEntries(portal, { person_id: personId, outcome: 'refused' })
    expect(entries.map((entry) => [entry.operation, entry.reason, entry.intact])).toEqual([
      [operation, 'request.notAllowed', true],
    ])
  })

  test('at the door of the API are as many as others', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    const seconds = portal.clock.now().getTime() % 60_000
    portal.clock.advance({ seconds: 60 - seconds / 1000 })
    for (let index = 0; index < refusalsPerMinute + 3; index += 1) await client.call('GET', '/audit')
    expect(await auditEntries(portal, { person_id: personId, outcome: 'refused' })).toHaveLength(
      refusalsPerMinute,
    )
  })

  test('to step up are no refusal of who only reads', async () => {
    const { client, personId } = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    portal.clock.advance({ hours: 1 })
    expect((await client.get('/account/password')).status).toBe(303)
    expect(await auditEntries(portal, { person_id: personId, outcome: 'refused' })).toEqual([])
  })

  test('are written so many times a minute and no more, however many processes are asked', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    const { client, personId } = await makePerson(portal, { tenantId })
    const elsewhere = second.visitor()
    for (const [name, value] of client.cookies) elsewhere.setCookie(name, value)
    second.clock.advance({ seconds: (portal.clock.now().getTime() - second.clock.now().getTime()) / 1000 })
    const asked = refusalsPerMinute + 15
    // They may fall into two minutes where the clock stands near the end of one; here it stands at its beginning.
    const seconds = portal.clock.now().getTime() % 60_000
    for (const clock of [portal.clock, second.clock]) clock.advance({ seconds: 60 - seconds / 1000 })
    const replies = await Promise.all(
      Array.from({ length: asked }, (_none, index) => rename(index % 2 ? client : elsewhere)),
    )
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([403]))
    const refused = () => auditEntries(portal, { person_id: personId, outcome: 'refused' })
    expect(await refused()).toHaveLength(refusalsPerMinute)
    portal.clock.advance({ minutes: 1 })
    await rename(client)
    await rename(client)
    const after = await refused()
    expect(after).toHaveLength(refusalsPerMinute + 2)
    expect(after.slice(0, 3).map(({ suppressed }) => suppressed)).toEqual([0, 15, 0])
    expect(after.every(({ intact }) => intact)).toBe(true)
    await second.close()
  })

  test('of one person leave room for those of another', async () => {
    const people = await Promise.all([makePerson(portal, { tenantId }), makePerson(portal, { tenantId })])
    for (const { client } of people) for (let index = 0; index < 3; index += 1) await rename(client)
    for (const { personId } of people)
      expect(await auditEntries(portal, { person_id: personId, outcome: 'refused' })).toHaveLength(3)
  })
})

describe('months', () => {
  const partitions = () =>
    withClient(portal.databaseUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_entries'::regclass ORDER BY 1`,
      )
      return rows.map(({ name }) => name)
    })

  test('are made ahead by the portal itself, who owns none of them', async () => {
    const before = await partitions()
    await withClient(asApp(portal.databaseUrl), async (client) => {
      await client.query('SELECT audit_make_partitions(9)')
      await client.query('SELECT audit_make_partitions(9)')
      await expect(client.query("SELECT audit_make_partition('2031-01-01')")).rejects.toThrow(
        'permission denied',
      )
      await expect(client.query(`DELETE FROM ${before[0]}`)).rejects.toThrow('permission denied')
      await expect(client.query(`SELECT * FROM ${before[0]}`)).rejects.toThrow('permission denied')
    })
    const after = await partitions()
    expect(after.length).toBeGreaterThan(before.length)
    expect(after).toContain('audit.entries_other')
    // Nor does the owner get at a month by its own name.
    for (const name of after)
      await withClient(portal.databaseUrl, async (client) => {
        await expect(client.query(`DELETE FROM ${name}`)).rejects.toThrow('only added to')
        await expect(client.query(`TRUNCATE ${name}`)).rejects.toThrow('only added to')
      })
  })

  test('audit.makeMonths: are made each night, and only those that are missing', async () => {
    const { app } = portal
    const now = new Date()
    const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, 1))
    const missing = `audit.entries_${last.toISOString().slice(0, 7).replace('-', '_')}`
    const before = await partitions()
    await withClient(portal.databaseUrl, (client) => client.query(`DROP TABLE ${missing}`))
    expect(await partitions()).toEqual(before.filter((name) => name !== missing))
    const data = scheduledData(app, makeAuditMonths, randomUUID())
    await handleOnce(app, makeAuditMonths, data, new AbortController().signal)
    expect(await partitions()).toEqual(before)
    expect(await app.runner.call(makeMonths, {}, app.asSystem('test'))).toEqual({ made: 0 })
    const entries = await auditEntries(portal, { operation: makeMonths.name })
    expect(entries.map(({ changes }) => changes[0]?.after)).toEqual([undefined, { made: 1 }])
  })

  test('that nobody has made yet are no reason to fail', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    const far = await openPortal({ databaseUrl: portal.databaseUrl })
    far.clock.advance({ days: 40 * 30 })
    const unitId = await makeUnit(far, tenantId)
    const [entry] = await auditEntries(far, { operation: 'units.createUnit' })
    expect(entry).toMatchObject({ occurred_at: far.clock.now(), intact: true })
    expect(entry?.changes[0]?.id).toBe(unitId)
    await far.close()
    expect((await client.call('PUT', '/me/about', about)).status).toBe(200)
    expect(await auditEntries(portal, { person_id: personId })).not.toEqual([])
  })
})
