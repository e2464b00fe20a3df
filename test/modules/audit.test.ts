import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { linkWaiting, signDueCheckpoints } from '../../src/platform/audit/checkpoints.ts'
import { createSigner, type SignedCheckpoint } from '../../src/platform/audit/signer.ts'
import { erasePersonKeys } from '../../src/platform/crypto/person-keys.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { auditEntries } from '../factories/audit.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let tenantId: string
let otherTenantId: string
let admin: MadePerson
let manager: MadePerson
let foreignAdmin: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  otherTenantId = await makeAssociation(portal, 'Another')
  const unitId = await makeUnit(portal, tenantId)
  admin = await makePerson(portal, { tenantId, roles: ['administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  foreignAdmin = await makePerson(portal, { tenantId: otherTenantId, roles: ['administrator'] })
})
beforeEach(() => portal.clock.advance({ minutes: 20 }))
afterAll(() => portal.close())

interface Item {
  id: string
  operation: string
  personId: string | null
  person: string | null
  outcome: string
  role?: string | null
  roleName?: string | null
  act?: string
}

async function list(client: MadePerson['client'], search: string): Promise<Item[]> {
  const { status, body } = await client.call<{ items: Item[] }>('GET', `/audit?limit=100&${search}`)
  expect(status).toBe(200)
  return body.items
}

/** Who reads the audit in Ukrainian, where the day begins fourteen hours before that of the database. */
async function ukrainian(): Promise<MadePerson> {
  const reader = await makePerson(portal, { tenantId, roles: ['administrator'] })
  await portal.app.database.pool.query(
    `UPDATE persons SET time_zone = 'Pacific/Kiritimati', locale = 'uk' WHERE id = $1`,
    [reader.personId],
  )
  return reader
}

/** The manager changes what they say about themselves; the entry of that. */
async function personalEntry(title: string): Promise<string> {
  await manager.client.call('PUT', '/me/about', { title }, { 'User-Agent': 'Recognisable/7' })
  const [entry] = await auditEntries(portal, {
    operation: 'people.updateMyAbout',
    person_id: manager.personId,
  })
  return entry?.id as string
}

describe('the list of entries', () => {
  test('answers what was asked for, newest first', async () => {
    await personalEntry('Smith')
    await manager.client.call('PATCH', `/units/${tenantId}`, { name: 'Mine' })
    const ofManager = await list(admin.client, `person=${manager.personId}`)
    expect(ofManager.slice(0, 2)).toMatchObject([
      { operation: 'units.changeUnit', outcome: 'refused', personId: manager.personId },
      { operation: 'people.updateMyAbout', outcome: 'done', person: 'Given Family' },
    ])
    const only = async (search: string) =>
      new Set((await list(admin.client, search)).map((item) => item.operation))
    expect(await only('outcome=refused')).toEqual(new Set(['units.changeUnit']))
    expect(await only(`person=${manager.personId}&category=people`)).toEqual(
      new Set(['people.updateMyAbout']),
    )
    expect(await only('severity=critical&compliance=true&category=access')).toEqual(
      new Set(['access.grantRole']),
    )
    expect(await only(`search=updateMyAbout&resource=${manager.personId}`)).toEqual(
      new Set(['people.updateMyAbout']),
    )
    expect(await only('periodFrom=2019-01-01&periodUntil=2019-12-31')).toEqual(new Set())
  })

  test('is that of the own association, and for who reads the audit at its root', async () => {
    const foreign = await list(foreignAdmin.client, '')
    expect(foreign.length).toBeGreaterThan(0)
    const own = new Set((await list(admin.client, '')).map(({ id }) => id))
    expect(foreign.filter(({ id }) => own.has(id))).toEqual([])
    expect((await manager.client.call('GET', '/audit')).status).toBe(403)
    expect((await portal.visitor().call('GET', '/audit')).status).toBe(401)
  })

  test('is a page and a file, without anything personal', async () => {
    await personalEntry('Unmistakable')
    const page = await admin.client.get('/audit')
    expect(page.text).toContain('Change what one says about oneself')
    const { text: file } = await exported('')
    expect(file).toContain('people.updateMyAbout')
    for (const text of [page.text, file]) expect(text).not.toMatch(/Unmistakable|Recognisable/)
  })

  test('tells what was done in words, finds it by them, and keeps its code', async () => {
    await personalEntry('Wordsmith')
    await manager.client.call('GET', '/audit')
    const reader = await ukrainian()
    const asked = `person=${manager.personId}&search=${encodeURIComponent('ВІДОМОСТЕЙ про')}`
    expect((await list(reader.client, asked))[0]).toMatchObject({
      act: 'Зміна відомостей про себе',
      operation: 'people.updateMyAbout',
    })
    const page = await reader.client.get(`/audit?${asked}&columns=operation`)
    expect(page.text).toContain('Зміна відомостей про себе')
    expect(page.text).toContain('people.updateMyAbout')
    expect(await list(admin.client, `person=${manager.personId}&search=updateMyAbout`)).not.toEqual([])
    const [refused] = await list(admin.client, `person=${manager.personId}&search=takes+the+right`)
    expect(refused?.act).toBe('Open what takes the right to read the audit of the association')
  })

  test('says of a reason what needs no values, since it keeps none', async () => {
    await admin.client.call('POST', '/members/end', { all: true, match: '', atMost: 1 })
    const [refused] = await list(admin.client, `person=${admin.personId}&search=endMemberships`)
    expect(refused).toMatchObject({
      reason: 'request.moreRowsNow',
      reasonText: 'Nothing was changed: look again and confirm.',
    })
  })

  test('calls a role that staff made by its name, also one that was retired', async () => {
    const name = { v: 1, en: 'Keyholder', uk: 'Ключник' }
    await admin.client.call('POST', '/step-up', { password })
    const role = await admin.client.call<{ id: string }>('POST', '/roles', {
      unitId: tenantId,
      name,
      permissions: ['audit.read'],
    })
    const keyholder = await makePerson(portal, { tenantId })
    const given = { personId: keyholder.personId, unitId: tenantId, role: role.body.id }
    expect((await admin.client.call('POST', '/grants', given)).status).toBe(201)
    const { taskId } = await startExport(keyholder.client, 'outcome=done')
    await portal.runJobs()
    const [entry] = await list(admin.client, `person=${keyholder.personId}&resource=${taskId}`)
    expect(entry).toMatchObject({ role: role.body.id, roleName: 'Keyholder' })
    await admin.client.call('POST', `/roles/${role.body.id}/retire`)
    const page = await (await ukrainian()).client.get(`/audit/${entry?.id}`)
    expect(page.text).toContain('Ключник')
    expect(page.text).toContain('Експорт записів аудиту')
  })
})

async function startExport(client: MadePerson['client'], match: string): Promise<{ taskId: string }> {
  await client.prove()
  const { status, body } = await client.call<{ taskId: string }>('POST', '/audit/export', { match })
  expect(status).toBe(202)
  return body
}

async function exported(match: string, client = admin.client) {
  const { taskId } = await startExport(client, match)
  await portal.runJobs()
  return { taskId, ...(await client.download(`/tasks/${taskId}/result`)) }
}

describe('an export', () => {
  test('asks an old session to step up before its file goes out, once more and on the page', async () => {
    const { taskId } = await startExport(admin.client, 'outcome=refused')
    await portal.runJobs()
    portal.clock.advance({ minutes: 20 })
    const path = `/tasks/${taskId}/result`
    const read = async () =>
      (await admin.client.call<{ result: { href: string } }>('GET', `/tasks/${taskId}`)).body.result.href
    const { status, body } = await admin.client.call<{ code: string }>('GET', path)
    expect([status, body.code, await read()]).toEqual([403, 'request.stepUpNeeded', `/api/v1${path}`])
    const shown = await admin.client.send('GET', `/api/v1${path}`, undefined, { Accept: 'text/html' })
    expect(shown.headers.get('location')).toBe(`/step-up?to=${encodeURIComponent(`/api/v1${path}`)}`)
    await admin.client.prove()
    expect((await admin.client.download(path)).status).toBe(200)
    expect(await read()).toMatch(/^\/files\//)
  })

  test('holds what was asked for in its order, in the zone and language of whoever asked', async () => {
    const reader = await ukrainian()
    await personalEntry('Sooner')
    portal.clock.advance({ minutes: 1 })
    await manager.client.call('PATCH', `/units/${tenantId}`, { name: 'Mine' })
    const there = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' })
    const today = there.format(portal.clock.now())
    const asked = `person=${manager.personId}&periodFrom=${today}&periodUntil=${today}&sort=occurredAt`
    const { text } = await exported(asked, reader.client)
    const lines = text.trim().split('\r\n')
    const shown = await list(reader.client, asked)
    expect(lines.slice(1).map((line) => /,(\w+\.\w+),/.exec(line)?.[1])).toEqual(
      shown.map(({ operation }) => operation),
    )
    expect(lines.at(-1)).toContain('Зміна підрозділу')
    expect(lines.length).toBeGreaterThan(2)
  })

  test('stands in the audit with what was asked for, what was looked for under a key', async () => {
    const { taskId } = await exported('outcome=refused&search=Somebody')
    const [entry] = await auditEntries(portal, {
      operation: 'audit.requestExport',
      person_id: admin.personId,
    })
    expect(entry).toMatchObject({
      severity: 'notable',
      compliance: true,
      changes: [
        {
          type: 'auditExport',
          id: taskId,
          after: { filters: ['search', 'outcome'] },
          personal: { fields: ['match'] },
          values: { after: { match: 'outcome=refused&search=Somebody' } },
        },
      ],
    })
    expect(JSON.stringify(entry?.changes[0]?.after)).not.toContain('Somebody')
  })

  test('defuses what a spreadsheet would take for a formula', async () => {
    const trickster = await makePerson(portal, { tenantId })
    const named = await trickster.client.call('PUT', '/me/names', { givenName: '=1+1', familyName: '' })
    expect(named.status).toBe(200)
    const { text } = await exported(`person=${trickster.personId}`)
    expect(text).toMatch(/,'=1\+1/)
  })

  test('refuses filters that there are not, and whoever may not read the audit', async () => {
    await admin.client.prove()
    const refused = await admin.client.call('POST', '/audit/export', { match: 'outcome=never' })
    expect(refused.body).toMatchObject({ status: 422, issues: [{ pointer: '/match' }] })
    expect((await manager.client.call('POST', '/audit/export', { match: '' })).status).toBe(403)
  })

  test('whose asker may no longer read the audit fails', async () => {
    const former = await makePerson(portal, { tenantId, roles: ['administrator'] })
    const { taskId } = await startExport(former.client, '')
    await portal.app.database.pool.query(`UPDATE grants SET ends_at = $2 WHERE person_id = $1`, [
      former.personId,
      portal.clock.now(),
    ])
    await portal.runJobs()
    const { rows } = await portal.app.database.pool.query(
      'SELECT state, problem, result_file_id FROM tasks WHERE id = $1',
      [taskId],
    )
    expect(rows).toEqual([{ state: 'failed', problem: 'request.notAllowed', result_file_id: null }])
  })

  test('is asked for on a page that says how much it is and that it is recorded', async () => {
    await admin.client.prove()
    const { text } = await admin.client.get('/audit?outcome=refused')
    expect(text).toContain('href="/audit/export?match=outcome%3Drefused"')
    const page = await admin.client.get('/audit/export?match=outcome%3Drefused')
    expect(page.text).toMatch(/\d+ entr(y|ies) will be written/)
    const nothing = await admin.client.get('/audit/export?match=periodUntil%3D2001-01-01')
    expect(nothing.text).not.toContain('<button type="submit" class="button button-primary"')
    const sent = await admin.client.form('/audit/export', { match: 'outcome=refused' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/tasks\//)])
  })
})

test('whoever reads the audit stands in it, once an hour', async () => {
  const reader = await makePerson(portal, { tenantId, roles: ['administrator'] })
  const readings = () => auditEntries(portal, { operation: 'audit.listEntries', person_id: reader.personId })
  await list(reader.client, '')
  await reader.client.get('/audit')
  expect(await readings()).toMatchObject([{ outcome: 'done', compliance: true, intact: true }])
  portal.clock.advance({ minutes: 60 })
  await reader.client.get('/audit')
  expect(await readings()).toHaveLength(2)
})

test('a reading that could not be written is not taken for one that was', async () => {
  const reader = await makePerson(portal, { tenantId, roles: ['administrator'] })
  const readings = () => auditEntries(portal, { operation: 'audit.listEntries', person_id: reader.personId })
  // As if the process died after it had counted: whatever would write the entry fails.
  await withClient(portal.databaseUrl, async (client) => {
    await client.query(`
      CREATE FUNCTION fail_on_purpose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'on purpose'; END $$;
      CREATE TRIGGER fail_on_purpose BEFORE INSERT ON audit_unlinked FOR EACH ROW EXECUTE FUNCTION fail_on_purpose()`)
    await list(reader.client, '')
    expect(await readings()).toEqual([])
    await client.query('DROP FUNCTION fail_on_purpose CASCADE')
  })
  await list(reader.client, '')
  expect(await readings()).toHaveLength(1)
})

describe('as a page', () => {
  test('says when something was done to the minute, in the zone of whoever reads', async () => {
    const reader = await makePerson(portal, { tenantId, roles: ['administrator'] })
    await portal.app.database.pool.query(`UPDATE persons SET time_zone = 'Asia/Tokyo' WHERE id = $1`, [
      reader.personId,
    ])
    await personalEntry('Clockmaker')
    const [entry] = await auditEntries(portal, {
      operation: 'people.updateMyAbout',
      person_id: manager.personId,
    })
    portal.clock.advance({ seconds: 31 })
    const { text } = await reader.client.get('/audit?search=updateMyAbout')
    const there = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
        entry?.occurred_at as Date,
      )
    expect(text).toContain(there('Asia/Tokyo'))
    expect(text).not.toContain(there('UTC'))
  })

  test('names a person who was asked for by the address', async () => {
    const plain = await makePerson(portal, { tenantId })
    const { text } = await admin.client.get(`/audit?person=${plain.personId}`)
    expect(text).toMatch(new RegExp(`<option value="${plain.personId}" selected[^>]*>Given Family<`))
    expect(text).not.toContain('something you may not see')
  })
})

describe('one entry', () => {
  test('shows what changed and its place in the chain, and nothing personal', async () => {
    const id = await personalEntry('Weaver')
    const before = await admin.client.call('GET', `/audit/${id}`)
    expect(before.body).toMatchObject({
      operation: 'people.updateMyAbout',
      personName: 'Given Family',
      changes: [{ type: 'person', id: manager.personId, personal: ['title'] }],
      link: null,
      abilities: { reveal: true },
    })
    expect(before.text).not.toContain('Weaver')
    await linkWaiting(portal.app.database.sql)
    const after = await admin.client.call('GET', `/audit/${id}`)
    expect(after.body).toMatchObject({ link: { position: expect.any(Number), hash: expect.any(String) } })
    expect((await admin.client.get(`/audit/${id}`)).status).toBe(200)
  })

  test('is not there for another association, nor for who may not read it', async () => {
    const id = await personalEntry('Baker')
    for (const { client } of [foreignAdmin, manager]) {
      expect((await client.call('GET', `/audit/${id}`)).status).toBe(404)
      expect((await client.call('POST', `/audit/${id}/personal-values`)).status).toBe(404)
    }
    expect((await foreignAdmin.client.get(`/audit/${id}`)).status).toBe(404)
    expect((await manager.client.get(`/audit/${id}`)).status).toBe(403)
    expect((await admin.client.call('GET', `/audit/${randomUUID()}`)).status).toBe(404)
  })
})

describe('personal values', () => {
  beforeEach(async () => {
    expect((await admin.client.call('POST', '/step-up', { password })).status).toBe(200)
  })

  test('are shown to nobody who has not shown a moment ago that it is them', async () => {
    const id = await personalEntry('Tinker')
    portal.clock.advance({ minutes: 11 })
    const refused = await admin.client.call<{ code: string }>('POST', `/audit/${id}/personal-values`)
    expect([refused.status, refused.body.code]).toEqual([403, 'request.stepUpNeeded'])
    const asked = await admin.client.form(`/audit/${id}/reveal`, {})
    expect([asked.status, asked.text.includes('action="/step-up')]).toEqual([403, true])
    expect((await admin.client.get(`/audit/${id}`)).text).not.toContain('Tinker')
  })

  test('are shown to who asks for them, who then stands in the audit', async () => {
    const id = await personalEntry('Potter')
    const { status, body } = await admin.client.call('POST', `/audit/${id}/personal-values`)
    expect([status, body]).toMatchObject([
      200,
      { origin: { userAgent: 'Recognisable/7' }, changes: [{ after: { title: 'Potter' } }] },
    ])
    const [entry] = await auditEntries(portal, {
      operation: 'audit.revealPersonalValues',
      person_id: admin.personId,
    })
    expect(entry).toMatchObject({
      severity: 'notable',
      compliance: true,
      changes: [{ type: 'auditEntry', id, after: { about: [manager.personId] } }],
    })
  })

  test('stay on the page for ten minutes, for nobody else', async () => {
    const id = await personalEntry('Glazier')
    const other = await makePerson(portal, { tenantId, roles: ['administrator'] })
    expect((await admin.client.get(`/audit/${id}`)).text).not.toContain('Glazier')
    expect((await admin.client.form(`/audit/${id}/reveal`, {})).status).toBe(303)
    const shown = await admin.client.get(`/audit/${id}`)
    expect(shown.text).toContain('Glazier')
    expect(shown.text).toContain('Recognisable/7')
    expect((await other.client.get(`/audit/${id}`)).text).not.toContain('Glazier')
    portal.clock.advance({ minutes: 11 })
    expect((await admin.client.get(`/audit/${id}`)).text).not.toContain('Glazier')
  })

  test('of somebody who was erased are nobody’s any more', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    await client.call('PUT', '/me/about', { title: 'Cooper' })
    const [entry] = await auditEntries(portal, { operation: 'people.updateMyAbout', person_id: personId })
    await erasePersonKeys(portal.app.database.sql, [personId], portal.clock.now())
    const { body } = await admin.client.call('POST', `/audit/${entry?.id}/personal-values`)
    expect(body).toEqual({ origin: null, changes: [null] })
    await admin.client.form(`/audit/${entry?.id}/reveal`, {})
    expect((await admin.client.get(`/audit/${entry?.id}`)).status).toBe(200)
  })
})

test('checkpoints are there to be kept elsewhere, those of the own association', async () => {
  const { app, clock } = portal
  const signer = createSigner(app.config.auditSigningKeys)
  await linkWaiting(app.database.sql)
  await signDueCheckpoints(app.database, signer, clock.now())
  const { body } = await admin.client.call<{ items: SignedCheckpoint[] }>('GET', '/audit/checkpoints')
  expect(body.items.length).toBeGreaterThan(0)
  for (const checkpoint of body.items) {
    expect(checkpoint.chain).toBe(tenantId)
    expect(signer.isGenuine(checkpoint)).toBe(true)
  }
})
