import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  centreOf,
  fromPolygon,
  readBoundary,
  toGeoJson,
  toPolygon,
} from '../../../src/modules/units/boundary.ts'
import type { PersonProposals, Proposals, UnitBoundary } from '../../../src/modules/units/contract.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Issues = { code?: string; issues?: Array<{ pointer: string; code: string }> }

/** A square around a point, so many degrees to each side. */
function square(longitude: number, latitude: number, half: number) {
  const [west, east, south, north] = [longitude - half, longitude + half, latitude - half, latitude + half]
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

describe('reading GeoJSON', () => {
  const ring = square(30, 50, 1).coordinates
  test.each([
    ['not JSON', '{', 'notJson'],
    ['a point', { type: 'Point', coordinates: [30, 50] }, 'noPolygon'],
    ['nothing', null, 'noPolygon'],
    ['a number', 7, 'noPolygon'],
    ['a polygon of nothing', { type: 'Polygon', coordinates: [] }, 'noPolygon'],
    ['a polygon of words', { type: 'Polygon', coordinates: ['x'] }, 'noPolygon'],
    ['a feature without a shape', { type: 'Feature', geometry: null }, 'noPolygon'],
    ['two features', { type: 'FeatureCollection', features: [{}, {}] }, 'severalPolygons'],
    ['two polygons', { type: 'MultiPolygon', coordinates: [ring, ring] }, 'severalPolygons'],
    ['a hole', { type: 'Polygon', coordinates: [ring[0], ring[0]] }, 'holes'],
    ['points that are none', { type: 'Polygon', coordinates: [[[1], [2, 'x'], [3, 4]]] }, 'points'],
    ['a latitude of 91', square(0, 90.5, 0.6), 'range'],
    ['a longitude of 181', square(180.5, 0, 0.6), 'range'],
    ['an open line', { type: 'Polygon', coordinates: [ring[0]?.slice(0, 4)] }, 'notClosed'],
    [
      'two points',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
      'fewPoints',
    ],
    [
      'three points on a line',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [2, 2],
            [0, 0],
          ],
        ],
      },
      'flat',
    ],
    [
      'a bow tie',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [2, 2],
            [2, 0],
            [0, 3],
            [0, 0],
          ],
        ],
      },
      'crosses',
    ],
    [
      'a bow tie of two equal halves',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [2, 2],
            [2, 0],
            [0, 2],
            [0, 0],
          ],
        ],
      },
      'crosses',
    ],
    [
      'too many points',
      { type: 'Polygon', coordinates: [Array.from({ length: 2002 }, (_none, index) => [index / 100, 0])] },
      'manyPoints',
    ],
  ])('%s is told as what it is', (_name, given, fault) => {
    expect(readBoundary(given)).toBe(fault)
  })

  test('a polygon is read alone, as text, as a feature and as the only one of a collection', () => {
    const polygon = square(30, 50, 1)
    const feature = { type: 'Feature', properties: { name: 'Ward' }, geometry: polygon }
    for (const given of [
      polygon,
      JSON.stringify(polygon),
      feature,
      { type: 'FeatureCollection', features: [feature] },
      { type: 'MultiPolygon', coordinates: [polygon.coordinates] },
    ])
      expect(readBoundary(given)).toHaveLength(4)
  })

  test('what was read comes back as it was, and its centre lies inside', () => {
    // Stars around a point: each ray a point, so that the line never crosses itself.
    const star = fc.tuple(
      fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 }),
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.double({ min: -60, max: 60, noNaN: true }),
    )
    fc.assert(
      fc.property(star, ([rays, longitude, latitude]) => {
        const points = rays.map((ray, index) => {
          const angle = (2 * Math.PI * index) / rays.length
          return [longitude + ray * Math.cos(angle), latitude + ray * Math.sin(angle)]
        })
        const read = readBoundary({ type: 'Polygon', coordinates: [[...points, points[0]]] })
        if (typeof read === 'string') throw new Error(read)
        expect(fromPolygon(toPolygon(read))).toEqual(read)
        expect(readBoundary(toGeoJson(read))).toHaveLength(read.length)
        expect(isInside(centreOf(read), read)).toBe(true)
      }),
    )
  })

  function isInside(
    point: { longitude: number; latitude: number },
    ring: ReadonlyArray<typeof point>,
  ): boolean {
    let inside = false
    ring.forEach((one, index) => {
      const other = ring[(index + 1) % ring.length] as typeof point
      if (one.latitude > point.latitude === other.latitude > point.latitude) return
      const at =
        one.longitude +
        ((point.latitude - one.latitude) / (other.latitude - one.latitude)) *
          (other.longitude - one.longitude)
      // On the very line counts as inside, as far as six digits can tell.
      if (Math.abs(at - point.longitude) < 2e-6) inside = inside || true
      else if (point.longitude < at) inside = !inside
    })
    return inside
  }
})

describe('a unit on the map', () => {
  let portal: Portal
  let tenantId: string
  let manager: MadePerson
  let member: MadePerson

  beforeAll(async () => {
    portal = await openPortal()
    tenantId = await makeAssociation(portal)
    manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    member = await makePerson(portal, { tenantId })
    await portal.app.database.sql(
      sql`UPDATE persons SET latitude = 50, longitude = 30 WHERE id = ${member.personId}::uuid`,
    )
  })
  afterAll(() => portal.close())

  const put = (unitId: string, input: object, { client } = manager) =>
    client.call<Issues>('PUT', `/units/${unitId}/boundary`, input)
  const read = async (unitId: string) =>
    (await manager.client.call<UnitBoundary>('GET', `/units/${unitId}/boundary`)).body
  const proposals = async ({ client } = member) =>
    (await client.call<Proposals>('GET', '/me/unit-proposals')).body.items.map(({ name }) => name)

  test('has its boundary as GeoJSON, and a centre of its own or the middle', async () => {
    const unitId = await makeUnit(portal, tenantId)
    expect((await put(unitId, { boundary: square(10, 20, 1) })).status).toBe(200)
    expect(await read(unitId)).toMatchObject({
      boundary: { type: 'Polygon', coordinates: [expect.arrayContaining([[11, 21]])] },
      centre: { longitude: 10, latitude: 20 },
      version: 2,
    })
    await put(unitId, { boundary: square(10, 20, 1), centre: { longitude: 10.5, latitude: 20.5 } })
    expect((await read(unitId)).centre).toEqual({ longitude: 10.5, latitude: 20.5 })
    await put(unitId, { boundary: null, centre: '20.25, 10.25' })
    expect(await read(unitId)).toMatchObject({
      boundary: null,
      centre: { longitude: 10.25, latitude: 20.25 },
    })
    await put(unitId, { boundary: null })
    expect(await read(unitId)).toMatchObject({ boundary: null, centre: null })
  })

  test('says at the field what is wrong', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const wrong = await put(unitId, { boundary: '{}' })
    expect([wrong.status, wrong.body.issues?.[0]?.pointer, wrong.body.issues?.[0]?.code]).toEqual([
      422,
      '/boundary',
      'units.error.boundary.noPolygon',
    ])
    expect((await put(unitId, { boundary: null, centre: 'here' })).body.issues?.[0]?.pointer).toMatch(
      '/centre',
    )
    expect((await put(unitId, { boundary: null }, member)).status).toBe(403)
  })

  test('is drawn and set on its pages, by hand and from a file', async () => {
    const unitId = await makeUnit(portal, tenantId, tenantId, 'Drawn')
    const page = `/units/${unitId}/boundary`
    const refused = await manager.client.form(page, { boundary: '{"type":"Point"}', centre: '' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('There is no Polygon in it.')
    const saved = await manager.client.form(page, { boundary: JSON.stringify(square(1, 2, 1)), centre: '' })
    expect(saved.status).toBe(303)
    expect((await member.client.get(`/units/${unitId}`)).text).toContain('Outline of Drawn')
    const upload = (text: string) =>
      manager.client.send<Issues>('PUT', `/api/v1/units/${unitId}/boundary/file`, text, {
        'Content-Type': 'application/geo+json',
      })
    expect((await upload(JSON.stringify(square(5, 6, 1)))).status).toBe(200)
    expect((await read(unitId)).centre).toEqual({ longitude: 5, latitude: 6 })
    expect((await upload('nonsense')).body.issues?.[0]).toMatchObject({
      pointer: '/file',
      code: 'units.error.boundary.notJson',
    })
    expect((await upload(' '.repeat(600 * 1024))).status).toBe(413)
    expect((await manager.client.get(`${page}/file`)).text).toContain('GeoJSON file')
    expect((await manager.client.get(page)).text).toContain('value="6, 5"')
  })

  test('is proposed to who lives inside, the smallest first, until they belong to it', async () => {
    const [land, ward, far] = [
      await makeUnit(portal, tenantId, tenantId, 'Land'),
      await makeUnit(portal, tenantId, tenantId, 'Ward 12'),
      await makeUnit(portal, tenantId, tenantId, 'Far'),
    ]
    await put(land, { boundary: square(30, 50, 5) })
    await put(ward, { boundary: square(30.1, 50.1, 0.2) })
    await put(far, { boundary: square(30, 50.9, 0.5) })
    expect(await proposals()).toEqual(['Ward 12', 'Land'])
    expect((await member.client.get('/')).text).toContain('Join Ward 12')
    expect((await member.client.get('/my-units')).text).toContain('Join Ward 12')
    await member.client.call('POST', `/units/${ward}/memberships`)
    expect(await proposals()).toEqual(['Land'])
    await manager.client.call('POST', `/units/${land}/close`)
    expect(await proposals()).toEqual([])
    await manager.client.call('POST', `/units/${land}/reopen`)
    // Whoever has not said where they live is asked to, and proposed nothing.
    const nowhere = await makePerson(portal, { tenantId })
    expect(await proposals(nowhere)).toEqual([])
    expect((await nowhere.client.get('/')).text).toContain('Find the unit where you live')
  })

  test('is proposed to staff for people in their charge, where they may add them', async () => {
    const parish = await makeUnit(portal, tenantId, tenantId, 'Parish')
    await put(parish, { boundary: square(-30, 40, 1) })
    const settler = await makePerson(portal, { tenantId })
    const path = `/people/${settler.personId}`
    const ask = ({ client } = manager) => client.call<PersonProposals>('GET', `${path}/unit-proposals`)
    expect((await ask()).body).toMatchObject({ isLocated: false, items: [] })
    expect((await manager.client.get(`${path}/units`)).text).toContain('It is not known where they live')
    await portal.app.database.sql(
      sql`UPDATE persons SET latitude = 40, longitude = -30 WHERE id = ${settler.personId}::uuid`,
    )
    expect((await ask()).body).toMatchObject({ isLocated: true, items: [{ id: parish }] })
    const local = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: parish, role: 'manager' }] })
    expect((await ask(local)).status).toBe(404)
    expect((await ask(member)).status).toBe(404)
    expect((await manager.client.get(`${path}/units`)).text).toContain('Lives in Parish')
    const added = await manager.client.form(`/people/${settler.personId}/units/${parish}/add`, {})
    expect(added.status).toBe(303)
    expect((await ask()).body).toMatchObject({ items: [] })
    expect((await ask(local)).body).toMatchObject({ units: [{ id: parish }] })
    const again = await manager.client.call<Issues>('PUT', `/units/${parish}/people/${settler.personId}`)
    expect(again.body.code).toBe('units.alreadyMember')
  })

  test('another association sees and proposes none of it', async () => {
    const other = await makeAssociation(portal, 'Other', ['other.example.org'])
    // The portal remembers that its address leads to the only association there is, until the database has told it better.
    await until(
      'the address leads to none of two',
      async () =>
        (await portal.visitor().get('/sign-up')).headers.get('location')?.startsWith('/association') === true,
    )
    const stranger = await makePerson(portal, { tenantId: other, roles: ['member', 'administrator'] })
    await portal.app.database.sql(
      sql`UPDATE persons SET latitude = 50, longitude = 30 WHERE id = ${stranger.personId}::uuid`,
    )
    const unitId = await makeUnit(portal, tenantId)
    await put(unitId, { boundary: square(30, 50, 2) })
    expect(await proposals(stranger)).toEqual([])
    expect((await stranger.client.call('GET', `/units/${unitId}/boundary`)).status).toBe(404)
    expect((await put(unitId, { boundary: null }, stranger)).status).toBe(404)
    const person = await stranger.client.call('GET', `/people/${member.personId}/unit-proposals`)
    expect(person.status).toBe(404)
    const taken = await stranger.client.call('PUT', `/units/${other}/people/${member.personId}`)
    expect(taken.status).toBe(404)
  })
})
