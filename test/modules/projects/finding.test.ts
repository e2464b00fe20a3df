import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Found {
  items: Array<{ title: string; kilometres: number | null }>
  nextCursor: string | null
  counts?: { total: { count: number }; facets: { skill: Array<{ value: string; count: number }> } | null }
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string
let staff: MadePerson

const inDays = (days: number) =>
  new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 16)

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  const made = async (title: string, days: number, more: object = {}) => {
    const { body } = await staff.client.call<{ projectId: string }>('POST', '/projects', {
      unitId: tenantId,
      title,
      description: 'Work',
      deadline: inDays(days),
      contactEmail: 'a@example.org',
      ...more,
    })
    expect((await staff.client.call('POST', `/projects/${body.projectId}/publication`)).status).toBe(200)
    portal.clock.advance({ seconds: 1 })
    return body.projectId
  }
  const dollars = (budgetFrom: number, budgetUntil: number) => ({ currency: 'USD', budgetFrom, budgetUntil })
  await made('Paint the town hall', 30, {
    skills: ['Painting', 'Scaffolding'],
    position: '38.58, -121.49',
    ...dollars(1_000_000, 2_000_000),
  })
  await made('Wire the library', 10, {
    skills: ['Electrics'],
    position: '37.77, -122.42',
    openTo: 'company',
    ...dollars(9_000_000, 9_500_000),
    description: 'Replace wires of the town library',
  })
  await made('Плани набережної', 20, { keywords: ['embankment'], openTo: 'person', organisation: 'Місто' })
  const gone = await made('Old bridge', 5)
  expect((await staff.client.call('POST', `/projects/${gone}/closing`, { reason: 'Enough' })).status).toBe(
    200,
  )
})
afterAll(() => portal.close())

async function find(query: string): Promise<Found> {
  const { status, body } = await portal.visitor().call<Found>('GET', `/projects?${query}`)
  expect([query, status, body.issues]).toEqual([query, 200, undefined])
  return body
}

const titles = async (query: string) => (await find(query)).items.map(({ title }) => title)

test('the newest come first, and what is closed only where it is asked for', async () => {
  expect(await titles('')).toEqual(['Плани набережної', 'Wire the library', 'Paint the town hall'])
  expect(await titles('all=true')).toHaveLength(4)
})

test.each([
  ['search=town', ['Wire the library', 'Paint the town hall']],
  ['search=town&sort=relevance', ['Paint the town hall', 'Wire the library']],
  ['search=LIBR', ['Wire the library']],
  ['search=embank', ['Плани набережної']],
  ['search=%D0%9F%D0%9B%D0%90%D0%9D', ['Плани набережної']],
  ['search=nothing', []],
  ['search=!', []],
  ['skill=painting&skill=scaffolding', ['Paint the town hall']],
  ['openTo=person', ['Плани набережної', 'Paint the town hall']],
  ['currency=USD&budgetFrom=3000000', ['Wire the library']],
  ['currency=USD&budgetUntil=3000000', ['Paint the town hall']],
  ['near=38.58,-121.49&radius=50', ['Paint the town hall']],
  ['near=38.58,-121.49&radius=500&sort=distance', ['Paint the town hall', 'Wire the library']],
  ['sort=deadline', ['Wire the library', 'Плани набережної', 'Paint the town hall']],
  ['sort=budget', ['Wire the library', 'Paint the town hall', 'Плани набережної']],
])('%s', async (query, expected) => {
  expect(await titles(query)).toEqual(expected)
})

test('every order goes on where a page ended', async () => {
  for (const order of [
    'sort=newest',
    'sort=deadline',
    'sort=budget',
    'sort=relevance&search=t',
    'sort=distance&near=38.58,-121.49&radius=500',
  ]) {
    const all = await titles(order)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Found = await find(`${order}&limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ title }) => title))
      cursor = page.nextCursor
    }
    expect([order, seen]).toEqual([order, all])
  }
})

test('a place of another order is none, and so is what was made up', async () => {
  const { nextCursor } = await find('limit=1')
  for (const cursor of [
    nextCursor ?? '',
    Buffer.from('["deadline","2026-13-45 00:00:00+00","0197f0f0-0000-7000-8000-000000000000"]').toString(
      'base64url',
    ),
    'x',
  ]) {
    const { status, body } = await portal
      .visitor()
      .call<Found>('GET', `/projects?sort=deadline&cursor=${cursor}`)
    expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/cursor'])
  }
})

test('counts say how many each value leaves', async () => {
  const { counts } = await find('counts=true')
  expect(counts?.total.count).toBe(3)
  expect(counts?.facets?.skill).toContainEqual(expect.objectContaining({ value: 'Painting', count: 1 }))
})

test('the page keeps what was asked in its address, and says where nothing fits', async () => {
  const visitor = portal.visitor()
  const { text } = await visitor.get('/projects?search=library&sort=deadline')
  expect(text).toContain('Wire the library')
  expect(text).not.toContain('Paint the town hall')
  expect(text).toContain('value="library"')
  expect((await visitor.get('/projects?search=nothing')).text).toContain('Try fewer words')
  expect((await visitor.get('/projects?sort=deadline')).text).not.toMatch(
    /<option value="">Any<\/option>\s*<option value="newest"/,
  )
  expect((await visitor.get('/projects?cursor=x')).status).toBe(200)
})

test.each([
  ['near=nowhere', 'Enter latitude'],
  ['sort=distance', 'say near what'],
  ['currency=USD&budgetFrom=abc', 'no amount'],
  ['budgetFrom=5', 'Choose a currency'],
  ['deadlineFrom=2026-99-99', 'no day of the calendar'],
])('%s is told at its field, and finds nothing, in no feed either', async (query, words) => {
  const { status, text } = await portal.visitor().get(`/projects?${query}`)
  expect(status).toBe(200)
  expect(text).toMatch(new RegExp(`class="field-error"[^]*${words}`))
  expect(text).not.toContain('Wire the library')
  expect((await portal.visitor().get(`/projects.atom?${query}`)).status).toBe(422)
})

test('feed and calendar find what the page finds, are kept by nobody, and hold no markup of others', async () => {
  const visitor = portal.visitor()
  const made = await staff.client.call<{ projectId: string }>('POST', '/projects', {
    unitId: tenantId,
    title: 'Fix <img src=x onerror=alert(1)> & more',
    summary: '<b>Now</b>',
    description: 'Work',
    deadline: inDays(40),
    contactEmail: 'a@example.org',
  })
  await staff.client.call('POST', `/projects/${made.body.projectId}/publication`)
  const question = '?search=fix&sort=deadline'
  expect((await visitor.get(`/projects${question}`)).text).toContain('/projects.atom?search=fix')
  const feed = await visitor.get(`/projects.atom${question}`)
  expect(feed.headers.get('cache-control')).toBe('private, no-store')
  expect(feed.text).toContain('Fix &lt;img src=x')
  expect(feed.text).not.toMatch(/<img|<b>|Wire the library/)
  portal.clock.advance({ seconds: 60 })
  await staff.client.call('POST', `/projects/${made.body.projectId}/addenda`, {
    organisation: 'The town',
    addendum: { text: 'Whose it is', isMaterial: false },
  })
  expect((await visitor.get(`/projects.atom${question}`)).text).toContain(
    `<updated>${portal.clock.now().toISOString()}</updated>`,
  )
  const calendar = await visitor.get(`/projects.ics${question}`)
  expect(calendar.headers.get('cache-control')).toBe('private, no-store')
  expect(calendar.text).toContain('SEQUENCE:1')
  expect(calendar.text).not.toContain('Wire the library')
})
