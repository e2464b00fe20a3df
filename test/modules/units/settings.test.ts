import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { SettingList } from '../../../src/modules/units/contract.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer = SettingList & { code?: string; issues?: Array<{ pointer: string; code: string }> }

let portal: Portal
let tenantId: string
let region: string
let chapter: string
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  region = await makeUnit(portal, tenantId, tenantId, 'Region')
  chapter = await makeUnit(portal, tenantId, region, 'Chapter')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const set = (unitId: string, name: string, value: unknown, { client } = manager) =>
  client.call<Answer>('PUT', `/units/${unitId}/settings/${name}`, { value })
const inherit = (unitId: string, name: string) =>
  manager.client.call<Answer>('DELETE', `/units/${unitId}/settings/${name}`)
async function read(unitId: string, name: string) {
  const { body } = await member.client.call<Answer>('GET', `/units/${unitId}/settings`)
  return body.items.find((each) => each.name === name)
}

test('the nearest unit that sets something sets it, and the page says which', async () => {
  expect(await read(chapter, 'contactEmail')).toEqual({ name: 'contactEmail', value: null, from: null })
  await set(tenantId, 'contactEmail', 'all@example.org')
  expect(await read(chapter, 'contactEmail')).toMatchObject({
    value: 'all@example.org',
    from: { unitId: tenantId, isOwn: false },
  })
  await set(region, 'contactEmail', 'region@example.org')
  expect(await read(chapter, 'contactEmail')).toMatchObject({
    value: 'region@example.org',
    from: { name: 'Region' },
  })
  expect((await manager.client.get(`/units/${chapter}/settings`)).text).toContain('From Region')
  expect((await member.client.get(`/units/${chapter}`)).text).toContain('mailto:region@example.org')
  await set(chapter, 'contactEmail', 'chapter@example.org')
  expect(await read(chapter, 'contactEmail')).toMatchObject({ from: { unitId: chapter, isOwn: true } })
  await inherit(chapter, 'contactEmail')
  await inherit(region, 'contactEmail')
  expect(await read(chapter, 'contactEmail')).toMatchObject({ value: 'all@example.org' })
  const history = await manager.client.call('GET', `/units/${chapter}/history?limit=1`)
  expect(history.body).toMatchObject({
    items: [{ what: 'configured', after: { setting: 'contactEmail', value: null } }],
  })
})

test('what is inherited follows a move', async () => {
  const north = await makeUnit(portal, tenantId, tenantId, 'North')
  const unit = await makeUnit(portal, tenantId, region)
  await set(north, 'timeZone', 'Europe/Oslo')
  expect(await read(unit, 'timeZone')).toMatchObject({ value: null })
  await manager.client.call('POST', `/units/${unit}/move`, { parentId: north })
  expect(await read(unit, 'timeZone')).toMatchObject({ value: 'Europe/Oslo', from: { name: 'North' } })
})

test.each([
  ['contactEmail', 'nobody', '/value'],
  ['contactPhone', 'call me', '/value'],
  ['website', 'javascript:alert(1)', '/value'],
  ['welcome', { en: '' }, '/value/en'],
  ['timeZone', 'Mars/Olympus', '/value'],
])('%s is held to its schema', async (name, value, pointer) => {
  const { status, body } = await set(chapter, name, value)
  expect([status, body.issues?.[0]?.pointer]).toEqual([422, pointer])
})

test('what is no setting is refused, and so is who may not', async () => {
  expect((await set(chapter, 'colour', 'red')).status).toBe(422)
  expect((await manager.client.get(`/units/${chapter}/settings/colour`)).status).toBe(404)
  expect((await set(chapter, 'website', 'https://example.org', member)).status).toBe(403)
  const other = await makeAssociation(portal, 'Other', ['other.example.org'])
  const stranger = await makePerson(portal, { tenantId: other, roles: ['member', 'administrator'] })
  expect((await set(chapter, 'website', 'https://example.org', stranger)).status).toBe(404)
  expect((await stranger.client.call('GET', `/units/${chapter}/settings`)).status).toBe(404)
})

test('units.closed: a closed unit keeps what it says', async () => {
  const shut = await makeUnit(portal, tenantId)
  await manager.client.call('POST', `/units/${shut}/close`)
  expect((await set(shut, 'website', 'https://example.org')).body.code).toBe('units.closed')
})

test('on the pages a text stands in several languages, and is inherited again', async () => {
  const page = `/units/${chapter}/settings`
  const saved = await manager.client.form(`${page}/welcome`, {
    'value.en': 'Come on Mondays.',
    'value.uk': 'Щопонеділка.',
  })
  expect(saved.status).toBe(303)
  expect((await member.client.get(`/units/${chapter}`)).text).toContain('Come on Mondays.')
  expect((await manager.client.get(`${page}/welcome`)).text).toContain('Щопонеділка.')
  const refused = await manager.client.form(`${page}/website`, { value: 'nonsense' })
  expect([refused.status, refused.text.includes('value="nonsense"')]).toEqual([422, true])
  const gone = await manager.client.form(`/units/${chapter}/settings/welcome/inherit`, {})
  expect(gone.status).toBe(303)
  expect((await member.client.get(`/units/${chapter}`)).text).not.toContain('Come on Mondays.')
})
