import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { changeStanding } from '../../../src/modules/membership/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Entry {
  personId: string
  displayName: string
  skills: string[]
  certifications: string[]
  units: Array<{ name: string }>
  email: string | null
  phone: string | null
  place: { city: string | null; position: { latitude: number; longitude: number } | null } | null
  kilometres: number | null
}

interface Found {
  items: Entry[]
  nextCursor: string | null
  counts?: {
    total: { count: number; isMore: boolean }
    facets: Record<'unitId' | 'skill' | 'certification', Array<{ label: string; count: number }>>
  }
}

let portal: Portal
let tenantId: string
let north: string
let south: string
let welder: MadePerson
let fellow: MadePerson
let far: MadePerson
let manager: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  north = await makeUnit(portal, tenantId, tenantId, 'North')
  south = await makeUnit(portal, tenantId, tenantId, 'South')
  welder = await makePerson(portal, { tenantId })
  fellow = await makePerson(portal, { tenantId })
  far = await makePerson(portal, { tenantId })
  manager = await makePerson(portal, {
    tenantId,
    roles: ['member'],
    at: [{ unitId: north, role: 'manager' }],
  })
  stranger = await makePerson(portal, { tenantId: await makeAssociation(portal, 'Elsewhere') })
  for (const { personId } of [welder, fellow])
    await portal.app.runner.call(
      addMember,
      { unitId: north, personId },
      portal.app.asSystem('test', tenantId),
    )
  // All of them stand at the root as well, and are no fellows by that.
  await portal.app.runner.call(
    addMember,
    { unitId: south, personId: far.personId },
    portal.app.asSystem('test', tenantId),
  )
  await welder.client.call('PUT', '/me/names', {
    givenName: 'Олена',
    familyName: 'Їжакевич',
    nativeName: 'Olena Yižakevych',
  })
  await welder.client.call('PUT', '/me/about', { title: 'Welder', skills: ['TIG Welding', 'Rigging'] })
  await welder.client.call('PUT', '/me/contact', {
    phone: '+380 44 123 45 67',
    city: 'Kyiv',
    country: 'UA',
    addressLines: 'Khreshchatyk 1',
    position: '50.447, 30.522',
  })
  await welder.client.call('POST', '/me/certifications', { name: 'Crane licence', expiresOn: '2099-01-01' })
  await welder.client.call('POST', '/me/certifications', { name: 'Old licence', expiresOn: '2001-01-01' })
})
afterAll(() => portal.close())

const everything = {
  shownTo: 'members',
  aboutTo: 'members',
  skillsTo: 'members',
  languagesTo: 'members',
  photoTo: 'members',
  unitsTo: 'members',
  certificationsTo: 'members',
  emailTo: 'members',
  phoneTo: 'members',
  placeTo: 'members',
  placePrecision: 'town',
}
beforeEach(() => choose(everything))

async function choose(choices: object, who = welder) {
  expect((await who.client.call('PUT', '/me/visibility', choices)).status).toBe(200)
}

async function search(who: Pick<MadePerson, 'client'>, query = '') {
  const { status, body } = await who.client.call<Found>('GET', `/directory?counts=true&${query}`)
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const names = async (who: Pick<MadePerson, 'client'>, query = '') =>
  (await search(who, query)).items.map(({ displayName }) => displayName)
const visitor = () => ({ client: portal.visitor() })

describe('who stands in the directory', () => {
  test('each audience has the narrower ones in it', async () => {
    const readers = [visitor(), far, fellow, manager]
    const seen: Record<string, boolean[]> = {}
    for (const shownTo of ['public', 'members', 'unit', 'staff', 'nobody']) {
      await choose({ shownTo })
      seen[shownTo] = await Promise.all(
        readers.map(async (reader) => {
          const inList = (await names(reader)).includes('Олена Їжакевич')
          const { status } = await reader.client.call('GET', `/directory/${welder.personId}`)
          expect(status).toBe(inList ? 200 : 404)
          return inList
        }),
      )
    }
    expect(seen).toEqual({
      public: [true, true, true, true],
      members: [false, true, true, true],
      unit: [false, false, true, true],
      staff: [false, false, false, true],
      nobody: [false, false, false, false],
    })
  })

  test('nobody finds a person of another association', async () => {
    await choose({ shownTo: 'public' })
    const here = { client: portal.visitor() }
    expect(await names(here)).toContain('Олена Їжакевич')
    expect(await names(stranger)).not.toContain('Given Family of elsewhere')
    const of = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM persons WHERE id = ${stranger.personId}::uuid`,
    )
    await portal.app.database.sql(
      sql`UPDATE persons SET shown_to = 'public', display_name = 'Given Family of elsewhere' WHERE id = ${of[0]?.id}::uuid`,
    )
    expect(await names(here)).not.toContain('Given Family of elsewhere')
    expect((await here.client.call('GET', `/directory/${stranger.personId}`)).status).toBe(404)
  })

  test.each(['suspended', 'lapsed', 'deceased'] as const)('who is %s does not stand there', async (to) => {
    const somebody = await makePerson(portal, { tenantId })
    await choose({ shownTo: 'public' }, somebody)
    const { personId } = somebody
    const seen = async () => (await search(manager, 'limit=100')).items.map((entry) => entry.personId)
    expect(await seen()).toContain(personId)
    await portal.app.runner.call(
      changeStanding,
      { personId, to, reason: 'So it is.' },
      portal.app.asSystem('test', tenantId),
    )
    expect(await seen()).not.toContain(personId)
    expect((await far.client.call('GET', `/directory/${personId}`)).status).toBe(404)
  })
})

describe('a name is found', () => {
  test.each([
    ['by its beginning', 'Оле'],
    ['whatever the case and the accents', 'ЇЖАК'],
    ['without accents', 'іжак'],
    ['in another script', 'yizak'],
    ['by words in any order', 'їжакевич олена'],
  ])('%s', async (_how, text) => {
    expect(await names(far, `search=${encodeURIComponent(text)}`)).toEqual(['Олена Їжакевич'])
  })

  test('not by what stands inside a word, nor by punctuation', async () => {
    for (const text of ['кевич', '***', "'", ':*', '\\'])
      expect(await names(far, `search=${encodeURIComponent(text)}`)).toEqual([])
  })
})

const parts = [
  { part: 'skillsTo', query: 'skill=tig%20welding', facet: 'skill', label: 'TIG Welding' },
  { part: 'unitsTo', query: `unitId=NORTH`, facet: 'unitId', label: 'North' },
  {
    part: 'certificationsTo',
    query: 'certification=crane%20licence',
    facet: 'certification',
    label: 'Crane licence',
  },
  { part: 'placeTo', query: 'near=50.4,30.5&radius=20', facet: null, label: null },
] as const

describe.each(parts)('what is hidden by $part', ({ part, query, facet, label }) => {
  const asked = () => query.replace('NORTH', north)
  const facetOf = ({ counts }: Found) =>
    facet ? (counts?.facets[facet] ?? []).map((value) => value.label) : []

  test('is found, shown and counted for those who may see it', async () => {
    const found = await search(fellow, asked())
    expect(found.items.map(({ personId }) => personId)).toEqual([welder.personId])
    if (label) expect(facetOf(await search(fellow))).toContain(label)
  })

  test('neither filters nor shows nor counts nor sorts for others', async () => {
    await choose({ [part]: 'unit' })
    const found = await search(far, asked())
    expect(found.items.filter(({ personId }) => personId === welder.personId)).toEqual([])
    expect(found.counts?.total.count).toBe(found.items.length)
    const whole = await search(far)
    const entry = whole.items.find(({ personId }) => personId === welder.personId)
    expect(entry).toBeDefined()
    if (label) {
      expect(facetOf(whole)).not.toContain(label)
      expect(JSON.stringify(entry)).not.toContain(label)
    }
    if (part === 'placeTo') {
      expect(entry?.place).toBeNull()
      expect(await names(far, 'near=50.4,30.5&radius=500&sort=distance')).toEqual([])
    }
    // Those in the same unit still see it.
    expect((await search(fellow, asked())).items.map(({ personId }) => personId)).toEqual([welder.personId])
  })

  test('is kept from staff as well where nobody shall see it', async () => {
    await choose({ [part]: 'nobody' })
    const found = await search(manager, asked())
    expect(found.items.filter(({ personId }) => personId === welder.personId)).toEqual([])
  })
})

describe('where somebody lives', () => {
  test('is told and measured as exactly as they chose, never better', async () => {
    const at = async (placePrecision: string) => {
      await choose({ placePrecision })
      const [entry] = (await search(fellow, 'near=50.447,30.522&radius=500&sort=distance')).items
      return entry
    }
    expect(await at('exact')).toMatchObject({
      kilometres: 0,
      place: {
        addressLines: 'Khreshchatyk 1',
        city: 'Kyiv',
        position: { latitude: 50.447, longitude: 30.522 },
      },
    })
    const town = await at('town')
    expect(town?.place).toMatchObject({
      addressLines: null,
      postalCode: null,
      city: 'Kyiv',
      position: { latitude: 50.4, longitude: 30.5 },
    })
    expect(town?.kilometres).toBeCloseTo(5.5, 0)
    const region = await at('region')
    expect(region?.place).toMatchObject({
      city: null,
      country: 'UA',
      position: { latitude: 50, longitude: 31 },
    })
    expect(region?.kilometres).toBeGreaterThan(50)
  })

  test('no circle, however small, leads to the door', async () => {
    await choose({ placePrecision: 'town' })
    // Around the door itself nobody is found; around the middle of the town they are.
    expect(await names(fellow, 'near=50.447,30.522&radius=1')).toEqual([])
    expect(await names(fellow, 'near=50.4,30.5&radius=1')).toEqual(['Олена Їжакевич'])
    // To move house within the town changes nothing that anybody can measure.
    const before = await search(fellow, 'near=50.1,30.1&radius=500')
    await welder.client.call('PUT', '/me/contact', {
      city: 'Kyiv',
      country: 'UA',
      position: '50.362, 30.541',
      phone: '+380 44 123 45 67',
    })
    const after = await search(fellow, 'near=50.1,30.1&radius=500')
    expect(after.items[0]?.kilometres).toBe(before.items[0]?.kilometres)
  })

  test('is measured across the 180th meridian', async () => {
    await welder.client.call('PUT', '/me/contact', { position: '-17, 179.9' })
    expect(await names(fellow, 'near=-17,-179.9&radius=50')).toEqual(['Олена Їжакевич'])
    await welder.client.call('PUT', '/me/contact', {
      position: '50.447, 30.522',
      city: 'Kyiv',
      country: 'UA',
      phone: '+380 44 123 45 67',
    })
  })

  test('directory.noPlaceOfYours: one who has no place is told so, on the page too', async () => {
    const reply = await far.client.call('GET', '/directory?near=me')
    expect(reply.body).toMatchObject({ status: 422, code: 'directory.noPlaceOfYours' })
    const page = await far.client.get('/directory?around=me')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('does not say where you live')])
  })

  test('directory.noPlaceOfUnit: a unit without a place is none to measure from', async () => {
    const reply = await far.client.call('GET', `/directory?nearUnitId=${north}`)
    expect(reply.body).toMatchObject({ status: 422, code: 'directory.noPlaceOfUnit' })
  })

  test('an order by distance needs a place, and a place is one', async () => {
    for (const query of ['sort=distance', 'near=nowhere'])
      expect((await far.client.call('GET', `/directory?${query}`)).body).toMatchObject({
        status: 422,
        issues: [expect.objectContaining({ pointer: '/near' })],
      })
  })
})

describe('how to reach somebody', () => {
  test('is shown to those whom they name', async () => {
    await choose({ emailTo: 'unit', phoneTo: 'staff' })
    const seenBy = async (reader: Pick<MadePerson, 'client'>) => {
      const { body } = await reader.client.call<Entry>('GET', `/directory/${welder.personId}`)
      return [body.email, body.phone]
    }
    expect(await seenBy(far)).toEqual([null, null])
    expect(await seenBy(fellow)).toEqual([welder.email, null])
    expect(await seenBy(manager)).toEqual([welder.email, '+380 44 123 45 67'])
    const page = await fellow.client.get(`/directory/${welder.personId}`)
    expect(page.text).toContain(`mailto:${welder.email}`)
    expect(page.text).not.toContain('123 45 67')
  })

  test('is the same in the list, also by the phone that they sign in with', async () => {
    await choose({ shownTo: 'members', phoneTo: 'members' }, fellow)
    await portal.app.database.sql(
      sql`UPDATE accounts SET phone = '+380671112233' WHERE id = ${fellow.accountId}::uuid`,
    )
    const { body } = await far.client.call<Entry>('GET', `/directory/${fellow.personId}`)
    const listed = (await search(far, 'limit=100')).items.find(({ personId }) => personId === fellow.personId)
    expect([listed?.phone, body.phone]).toEqual(['+380671112233', '+380671112233'])
    await choose({ shownTo: 'staff', phoneTo: 'staff' }, fellow)
  })

  test('by visitors only where that is public, and the page says nothing else', async () => {
    await choose({ shownTo: 'public', emailTo: 'public' })
    const page = await portal.visitor().get(`/directory/${welder.personId}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(welder.email)
    for (const hidden of ['TIG Welding', 'North', 'Crane licence', 'Kyiv', '123 45 67'])
      expect(page.text).not.toContain(hidden)
  })
})

test('people go on in the order of their names, page by page', async () => {
  const all: MadePerson[] = []
  for (const familyName of ['Ярова', 'Їда', 'Іваненко', 'Єрмак']) {
    const person = await makePerson(portal, { tenantId })
    await person.client.call('PUT', '/me/names', { givenName: 'Ада', familyName, patronymic: 'Таємна' })
    await choose({ shownTo: 'members' }, person)
    all.push(person)
  }
  const found: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const body: Found = (
      await far.client.call<Found>(
        'GET',
        `/directory?search=ада&limit=1${cursor && `&cursor=${cursor}`}`,
        undefined,
        {
          'Accept-Language': 'uk',
        },
      )
    ).body
    found.push(...body.items.map(({ displayName }) => displayName))
    cursor = body.nextCursor
    if (cursor) expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('Таємна')
  }
  expect(found).toEqual(['Ада Єрмак', 'Ада Іваненко', 'Ада Їда', 'Ада Ярова'])
})

test('a cursor of another order is none', async () => {
  const reply = await far.client.call('GET', '/directory?cursor=nonsense')
  expect(reply.body).toMatchObject({ status: 422, issues: [expect.objectContaining({ pointer: '/cursor' })] })
})

test('the page shows cards, keeps what was asked and says how many there are', async () => {
  const { status, text } = await fellow.client.get(
    '/directory?skill=tig%20welding&around=50.4,30.5&radius=25',
  )
  expect(status).toBe(200)
  expect(text).toContain('Олена Їжакевич')
  expect(text).toContain('1 person')
  expect(text).toContain('tig welding')
  expect((await portal.visitor().get('/directory')).status).toBe(200)
})

describe('directory.listOfferedUnits', () => {
  test('offers one’s own units and those below the root', async () => {
    const page = await fellow.client.get('/directory')
    for (const unit of [north, south]) expect(page.text).toContain(`<option value="${unit}"`)
  })
})

test('who shows what is chosen on a page of the profile', async () => {
  const page = await welder.client.get('/profile/visibility')
  expect(page.text).toContain('Who finds you in the directory')
  const wrong = await welder.client.call('PUT', '/me/visibility', { shownTo: 'friends', placeTo: '' })
  expect(
    (wrong.body as { issues: Array<{ pointer: string }> }).issues.map(({ pointer }) => pointer).sort(),
  ).toEqual(['/placeTo', '/shownTo'])
})
