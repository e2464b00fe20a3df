import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { linkWaiting, signDueCheckpoints } from '../../src/platform/audit/checkpoints.ts'
import { createSigner, type SignedCheckpoint } from '../../src/platform/audit/signer.ts'
import { erasePersonKeys } from '../../src/platform/crypto/person-keys.ts'
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
}

async function list(client: MadePerson['client'], search: string): Promise<Item[]> {
  const { status, body } = await client.call<{ items: Item[] }>('GET', `/audit?limit=100&${search}`)
  expect(status).toBe(200)
  return body.items
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
    expect(page.text).toContain('people.updateMyAbout')
    const file = await admin.client.download('/audit.csv')
    expect(file.status).toBe(200)
    expect(file.text).toContain('people.updateMyAbout')
    for (const { text } of [page, file]) expect(text).not.toMatch(/Unmistakable|Recognisable/)
  })
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
