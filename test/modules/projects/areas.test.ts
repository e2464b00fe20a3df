import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  companyId: string
  code?: string
  issues?: Array<{ pointer: string; code: string }>
  items: Array<{ title: string; kilometres: number | null }>
  serviceArea: { type: string; coordinates: number[][][] } | null
  score: number
  version: number
  reasons: Array<{ part: string; share: number; text: string }>
}

interface Changed {
  of: string
  before: Reply['serviceArea']
  after: Reply['serviceArea']
}

/** A square of two degrees around a place. */
const around = (longitude: number, latitude: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [longitude - 1, latitude - 1],
      [longitude + 1, latitude - 1],
      [longitude + 1, latitude + 1],
      [longitude - 1, latitude + 1],
      [longitude - 1, latitude - 1],
    ],
  ],
})

/** Its corners, wherever the ring begins. */
const cornersOf = (area: Reply['serviceArea']) =>
  new Set(area?.coordinates[0]?.map(([longitude, latitude]) => `${longitude} ${latitude}`))

let portal: Portal
let tenantId: string
let staff: MadePerson
let owner: MadePerson
let companyId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  owner = await makePerson(portal, { tenantId })
  const company = { legalName: 'Harbour Works', country: 'UA', registrationNumber: '1', shownTo: 'members' }
  companyId = (await owner.client.call<Reply>('POST', '/companies', company)).body.companyId
})
afterAll(() => portal.close())

const matchOf = async (projectId: string, whom = companyId) => {
  const { body } = await owner.client.call<Reply>('GET', `/projects/${projectId}/match?for=${whom}`)
  return { score: body.score, distance: body.reasons.find(({ part }) => part === 'distance') }
}
const say = (area: unknown, more: object = {}, by = owner) =>
  by.client.call<Reply>('PUT', `/companies/${companyId}/service-area`, { area, ...more })

test('work in the area of a company fits it, however far away its place is', async () => {
  const { projectId } = await makeProject(staff, {
    unitId: tenantId,
    title: 'Kyiv quay',
    position: '50.4, 30.5',
  })
  await owner.client.call('PUT', `/companies/${companyId}/service`, { position: '48.6, 22.3' })
  const before = await matchOf(projectId)
  expect(before.distance?.share).toBe(0)
  expect((await say(around(30.5, 50.4))).status).toBe(200)
  const after = await matchOf(projectId)
  expect(after.distance).toMatchObject({
    share: 1,
    text: expect.stringMatching(/away, inside the service area$/),
  })
  expect(after.score).toBeGreaterThan(before.score)
  const shown = await owner.client.call<Reply>('GET', `/companies/${companyId}`)
  expect(cornersOf(shown.body.serviceArea)).toEqual(cornersOf(around(30.5, 50.4)))
  expect((await owner.client.get(`/companies/${companyId}`)).text).toContain('Outline of the area')
  // Whoever finds it in the directory sees where it works as well.
  const entry = `/directory/companies/${companyId}`
  expect(cornersOf((await staff.client.call<Reply>('GET', entry)).body.serviceArea)).toEqual(
    cornersOf(around(30.5, 50.4)),
  )
  // Two degrees of latitude, and two of longitude there.
  expect((await staff.client.get(entry)).text).toMatch(/about 31,5\d\d km².*Outline of the area/s)
  // Just beyond it counts no more; and nothing is an area once it is cleared.
  await say(around(33, 50.4))
  expect((await matchOf(projectId)).distance?.share).toBe(0)
  await say(null)
  expect((await owner.client.call<Reply>('GET', `/companies/${companyId}`)).body.serviceArea).toBeNull()
})

test('a project may be an area: who is in it is near it, and whose area touches it serves it', async () => {
  const { projectId, slug } = await makeProject(
    staff,
    { unitId: tenantId, title: 'Roads of Lviv' },
    { isPublished: false },
  )
  const form = await staff.client.form(`/managed-projects/${projectId}/service-area`, {
    area: JSON.stringify(around(24, 49.8)),
  })
  expect([form.status, form.headers.get('location')]).toEqual([303, `/projects/${slug}`])
  await staff.client.call('POST', `/projects/${projectId}/publication`)
  const found = async (near: string) =>
    (await portal.visitor().call<Reply>('GET', `/projects?search=roads&near=${near}&radius=5&sort=distance`))
      .body.items
  expect(await found('49.1,24.9')).toMatchObject([{ title: 'Roads of Lviv', kilometres: 0 }])
  expect(await found('48.5,24.9')).toEqual([])
  await say(around(25.5, 49.8))
  expect((await matchOf(projectId)).distance).toMatchObject({ share: 1, text: 'inside the service area' })
  await say(around(28, 49.8))
  expect((await matchOf(projectId)).distance).toMatchObject({ share: 0 })
  await owner.client.call('PUT', '/me/contact', { position: '49.8, 24' })
  expect((await matchOf(projectId, 'me')).distance).toMatchObject({ share: 1 })
  expect((await portal.visitor().get(`/projects/${slug}`)).text).toContain('Outline of the area')
  // Once others have found it, it changes by an addendum, which tells both; and no more once it is over.
  const address = `/projects/${projectId}/service-area`
  const late = await staff.client.call<Reply>('PUT', address, { area: null })
  expect(late.body.issues).toMatchObject([{ pointer: '/addendum/text', code: 'required' }])
  expect((await staff.client.get(`/projects/${slug}`)).text).toContain(
    `/managed-projects/${projectId}/service-area`,
  )
  const amended = await staff.client.form(`/managed-projects/${projectId}/service-area`, {
    area: JSON.stringify(around(30, 50)),
    'addendum.text': 'The roads of Kyiv',
    'addendum.isMaterial': 'true',
  })
  expect(amended.status).toBe(303)
  const { items } = (
    await portal
      .visitor()
      .call<{ items: Array<{ isMaterial: boolean; changes: Changed[] }> }>(
        'GET',
        `/projects/${projectId}/addenda`,
      )
  ).body
  const [
    {
      isMaterial,
      changes: [changed],
    } = { isMaterial: false, changes: [] },
  ] = items
  expect([isMaterial, changed?.of]).toEqual([true, 'area'])
  expect(cornersOf(changed?.before ?? null)).toEqual(cornersOf(around(24, 49.8)))
  expect(cornersOf(changed?.after ?? null)).toEqual(cornersOf(around(30, 50)))
  expect(await found('49.1,24.9')).toEqual([])
  // The area itself, and the one before and after.
  expect((await portal.visitor().get(`/projects/${slug}`)).text.match(/Outline of the area/g)).toHaveLength(3)
  await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough' })
  expect((await staff.client.call<Reply>('PUT', address, { area: null })).body.code).toBe(
    'projects.wrongState',
  )
})

test('the boundary of a unit is taken as it is; what is no area is told at its field', async () => {
  const unitId = await makeUnit(portal, tenantId)
  const bare = await makeUnit(portal, tenantId)
  await staff.client.call('PUT', `/units/${unitId}/boundary`, { boundary: around(30, 50) })
  expect((await say(null, { areaOfUnitId: unitId })).status).toBe(200)
  const { body } = await owner.client.call<Reply>('GET', `/companies/${companyId}`)
  expect(cornersOf(body.serviceArea)).toEqual(cornersOf(around(30, 50)))
  expect((await owner.client.get(`/companies/${companyId}/service-area`)).text).toContain(`value="${unitId}"`)
  for (const [said, pointer, code] of [
    [{ areaOfUnitId: bare }, '/areaOfUnitId', 'notOffered'],
    [{ areaOfUnitId: companyId }, '/areaOfUnitId', 'notOffered'],
    [{ area: 'x' }, '/area', 'units.error.boundary.notJson'],
    [{ area: { type: 'Point', coordinates: [1, 2] } }, '/area', 'units.error.boundary.noPolygon'],
  ] as const)
    expect([said, (await say(null, said)).body.issues]).toMatchObject([said, [{ pointer, code }]])
  expect((await say(null, {}, staff)).body).toMatchObject({ status: 403, code: 'companies.notPowered' })
})
