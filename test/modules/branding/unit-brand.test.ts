import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { UnitBrandReply } from '../../../src/modules/branding/contract.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let region: string
let chapter: string
let administrator: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  region = await makeUnit(portal, tenantId, tenantId, 'Region')
  chapter = await makeUnit(portal, tenantId, region, 'Chapter')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const looks = { colour: '#ffdd00', corners: 'round', font: 'system', density: 'dense' }
const worn = async (path: string) =>
  /<link rel="stylesheet" href="(\/brand\/[^"]+)"/.exec((await member.client.get(path)).text)?.[1] ?? null
const read = async (unitId: string) =>
  (await administrator.client.call<UnitBrandReply>('GET', `/units/${unitId}/brand`)).body

test('the pages of a unit and of all below it look as the nearest one chose', async () => {
  expect(await read(chapter)).toMatchObject({ version: 0, from: null })
  expect((await administrator.client.call('PUT', `/units/${region}/brand`, looks)).status).toBe(200)
  await until('the unit wears it', async () => (await worn(`/units/${region}`)) !== null)
  expect(await worn(`/units/${chapter}`)).toBe(await worn(`/units/${region}`))
  // The association and its other pages look as before.
  expect(await worn(`/units/${tenantId}`)).toBeNull()
  expect(await worn('/units')).toBeNull()
  expect(await read(chapter)).toMatchObject({
    version: 0,
    colour: '#ffdd00',
    from: { name: 'Region', isOwn: false },
  })
  expect(await read(region)).toMatchObject({ version: 1, from: { isOwn: true } })
  await administrator.client.call('PUT', `/units/${chapter}/brand`, { ...looks, colour: '#336699' })
  await until(
    'the chapter wears its own',
    async () => (await worn(`/units/${chapter}`)) !== (await worn(`/units/${region}`)),
  )
  expect(await read(chapter)).toMatchObject({ colour: '#336699', from: { isOwn: true } })
  const back = await administrator.client.call('DELETE', `/units/${chapter}/brand`)
  expect(back.body).toMatchObject({ colour: '#ffdd00', version: 0 })
  await until(
    'it is inherited again',
    async () => (await worn(`/units/${chapter}`)) === (await worn(`/units/${region}`)),
  )
})

test('a unit that moves looks as its new place does', async () => {
  const plain = await makeUnit(portal, tenantId, tenantId, 'Plain')
  const unit = await makeUnit(portal, tenantId, region)
  await until('it wears the region', async () => (await worn(`/units/${unit}`)) !== null)
  await administrator.client.call('POST', `/units/${unit}/move`, { parentId: plain })
  await until('it wears nothing', async () => (await worn(`/units/${unit}`)) === null)
})

test('what the association chooses holds where no unit chose', async () => {
  await administrator.client.call('PUT', '/brand', { ...looks, colour: '#117733' })
  await until('all wear it', async () => (await worn('/units')) !== null)
  const plain = await makeUnit(portal, tenantId)
  expect(await worn(`/units/${plain}`)).toBe(await worn('/units'))
  expect(await worn(`/units/${region}`)).not.toBe(await worn('/units'))
  await administrator.client.call('DELETE', '/brand')
})

test('on its page it is chosen, said where it comes from, and inherited again', async () => {
  const page = `/units/${chapter}/brand`
  expect((await administrator.client.get(page)).text).toContain('From Region.')
  const saved = await administrator.client.form(page, { ...looks, colour: '#aa3300' })
  expect(saved.status).toBe(303)
  expect((await administrator.client.get(page)).text).toContain('Chosen here')
  expect((await administrator.client.form(`/units/${chapter}/brand/inherit`, {})).status).toBe(303)
  expect((await administrator.client.get(page)).text).toContain('From Region.')
})

test('members change nothing, and another association finds nothing', async () => {
  expect((await member.client.call('PUT', `/units/${chapter}/brand`, looks)).status).toBe(403)
  const other = await makeAssociation(portal, 'Other', ['other.example.org'])
  const stranger = await makePerson(portal, { tenantId: other, roles: ['member', 'administrator'] })
  expect((await stranger.client.call('PUT', `/units/${chapter}/brand`, looks)).status).toBe(404)
  expect((await stranger.client.call('GET', `/units/${chapter}/brand`)).status).toBe(404)
  expect((await stranger.client.call('DELETE', `/units/${chapter}/brand`)).status).toBe(404)
  expect(
    (await administrator.client.call('PUT', `/units/${chapter}/brand`, { ...looks, colour: 'red' })).status,
  ).toBe(422)
})
