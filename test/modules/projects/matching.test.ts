import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { matchProject } from '../../../src/modules/projects/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Match {
  score: number
  version: number
  reasons: Array<{ part: string; share: number; text: string }>
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

interface Found {
  items: Array<{ title: string; match: Match | null }>
  nextCursor: string | null
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let welder: MadePerson
let plain: MadePerson
let companyId: string
let quayId: string
let quaySlug: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  welder = await makePerson(portal, { tenantId })
  plain = await makePerson(portal, { tenantId })
  const harbour = await makeUnit(portal, tenantId)
  await welder.client.call('PUT', '/me/about', {
    worksSince: 2020,
    skills: ['Wélding', 'Piling', 'Diving', 'Rigging'],
  })
  await welder.client.call('PUT', '/me/contact', { position: '38.58, -121.49' })
  await welder.client.call('POST', '/me/certifications', {
    kind: 'licence',
    name: 'c-10',
    jurisdiction: 'California',
    expiresOn: '2029-02-28',
  })
  await welder.client.call('POST', '/me/certifications', {
    kind: 'bond',
    name: 'Any bond',
    amount: 50_000,
    currency: 'USD',
  })
  await welder.client.call('POST', '/me/works', { title: 'Pier' })
  const company = await welder.client.call<{ companyId: string }>('POST', '/companies', {
    legalName: 'Harbour Works',
    country: 'US',
    foundedIn: 1930,
  })
  companyId = company.body.companyId
  const said = await welder.client.call('PUT', `/companies/${companyId}/service`, {
    skills: ['Welding', 'Piling', 'Diving', 'Rigging', 'Dredging'],
    unitIds: [harbour],
  })
  expect(said.status).toBe(200)
  const quay = await makeProject(
    staff,
    {
      unitId: harbour,
      title: 'Quay',
      skills: ['Welding', 'Piling', 'Diving', 'Rigging', 'Dredging'],
      country: 'US',
      position: '38.75, -121.49',
      deadline: '2029-01-01T17:00',
      startsOn: '2029-03-01',
      endsOn: '2029-09-01',
      experienceYears: 10,
      currency: 'USD',
      estimate: 1,
    },
    {
      demands: [
        { kind: 'licence', title: 'C-10', jurisdiction: 'CALIFORNIA', isGate: true },
        { kind: 'bond', title: 'Performance bond', amount: 100_000, isGate: false },
      ],
    },
  )
  ;({ projectId: quayId, slug: quaySlug } = quay)
  await makeProject(staff, { unitId: tenantId, title: 'Roof', skills: ['Roofing', 'Welding'] })
  await makeProject(staff, { unitId: tenantId, title: 'Fence', skills: ['Diving'], openTo: 'company' })
  await makeProject(staff, { unitId: tenantId, title: 'Hull', skills: ['Welding', 'Diving'] })
})
afterAll(() => portal.close())

const match = async (who: MadePerson, query = '', id = quayId) =>
  (await who.client.call<Match>('GET', `/projects/${id}/match${query}`)).body
const find = async (who: MadePerson, query: string) =>
  (await who.client.call<Found>('GET', `/projects?${query}`)).body

test('a score is told with the words that it comes from', async () => {
  const { score, version, reasons } = await match(welder)
  expect(reasons.map(({ text }) => text)).toEqual([
    '4 of 5 skills, not Dredging',
    'licence C-10 expires before the start, and nobody applies without it',
    'bond Performance bond covers too little',
    '9 years of experience, 10 asked for',
    '12 miles away',
    '1 past work',
  ])
  expect(reasons.map(({ share }) => Number(share.toFixed(2)))).toEqual([0.8, 0, 0.5, 0.9, 1, 0.33])
  // (32 + 0 + 5 + 9 + 15 + 1.67) of 100 would be 63; a gate that is shut leaves 40.
  expect([score, version]).toEqual([40, 3])
})

test('a paper that is renewed opens the gate, for half where it expires during the work', async () => {
  await welder.client.call('POST', '/me/certifications', {
    kind: 'licence',
    name: 'C-10',
    expiresOn: '2029-05-01',
  })
  const { score, reasons } = await match(welder)
  expect(reasons[1]?.text).toContain('licence C-10 expires before the end')
  expect(score).toBe(73)
})

test('a company fits by its own, in the units in which it works, for whoever acts for it', async () => {
  const { reasons, score } = await match(welder, `?for=${companyId}`)
  expect(reasons.map(({ text }) => text)).toEqual([
    '5 of 5 skills',
    'licence C-10 is missing, and nobody applies without it',
    'bond Performance bond is missing',
    '99 years of experience, 10 asked for',
    'in a unit where the work is done',
    'no past work shown',
  ])
  expect(score).toBe(40)
  const foreign = await match(plain, `?for=${companyId}`)
  expect(foreign.issues).toMatchObject([{ pointer: '/for', code: 'projects.error.notForThem' }])
  const visitor = await portal.visitor().call<Match>('GET', `/projects/${quayId}/match`)
  expect([visitor.status, visitor.body.code]).toEqual([401, 'request.signedOut'])
})

test('all that is open is ranked, each page going on where the last one ended', async () => {
  const titles: string[] = []
  let cursor = ''
  for (let page = 0; page < 4; page++) {
    const { items, nextCursor } = await find(welder, `sort=match&limit=1${cursor && `&cursor=${cursor}`}`)
    titles.push(...items.map(({ title, match: told }) => `${title} ${told?.score}`))
    if (nextCursor === null) break
    cursor = nextCursor
  }
  // Works count 5 of 45 where nothing else is asked; what is for companies alone is no match for a person.
  expect(titles).toEqual(['Hull 93', 'Quay 73', 'Roof 48'])
  const company = await find(welder, `sort=match&for=${companyId}&counts=true`)
  expect(company.items.map(({ title }) => title)).toEqual(['Hull', 'Fence', 'Roof', 'Quay'])
  const made = Buffer.from('["match","9999999","0197f0f0-0000-7000-8000-000000000000"]').toString('base64url')
  expect((await find(welder, `sort=match&cursor=${made}`)).issues?.[0]?.pointer).toBe('/cursor')
})

test('other orders tell it too, and nothing is told where nobody asked', async () => {
  const newest = await find(welder, 'for=me')
  expect(newest.items.map(({ title, match: told }) => [title, told?.score])).toEqual([
    ['Hull', 93],
    ['Fence', 93],
    ['Roof', 48],
    ['Quay', 73],
  ])
  expect((await find(welder, '')).items.map(({ match: told }) => told)).toEqual([null, null, null, null])
  // Who says nothing of themselves fits nothing, and is told what is lacking.
  const { score, reasons } = await match(plain)
  expect(score).toBe(0)
  expect(reasons.at(3)?.text).toBe('experience not known, 10 years asked for')
  expect(reasons.at(4)?.text).toBe('distance not known')
})

test('the pages say it to members, for each whom they act for, and to visitors nothing', async () => {
  const list = (await welder.client.get('/projects?sort=match')).text
  expect(list).toContain('Fits 93 of 100')
  expect(list).toContain('Harbour Works')
  const page = (await welder.client.get(`/projects/${quaySlug}?for=${companyId}`)).text
  expect(page).toContain('in a unit where the work is done')
  expect(page).toContain('40 of 100')
  const lost = await plain.client.get(`/projects?for=${companyId}`)
  expect(lost.text).toContain('You do not act for this company')
  for (const path of ['/projects?sort=match', `/projects/${quaySlug}`]) {
    const { status, text } = await portal.visitor().get(path)
    expect([status, text.includes('of 100')]).toEqual([200, false])
  }
})

test('in a transaction of another room it is worked out from what stands there by then', async () => {
  const contractor = { kind: 'person' as const, id: plain.personId }
  const project = { tenantId, projectId: quayId }
  const now = portal.clock.now()
  const { score, reasons } = await matchProject(portal.app.database.sql, project, contractor, now)
  expect([score, reasons.v, reasons.parts.map(({ part }) => part)]).toEqual([
    0,
    1,
    ['skills', 'paper', 'paper', 'experience', 'distance', 'works'],
  ])
})

test('a bookmark is kept once, found again by its owner alone, and removed', async () => {
  const keep = () => welder.client.call<{ isBookmarked: boolean }>('PUT', `/projects/${quayId}/bookmark`)
  expect([(await keep()).status, (await keep()).body.isBookmarked]).toEqual([200, true])
  const kept = async (who: MadePerson) => (await find(who, 'bookmarked=true')).items.map(({ title }) => title)
  expect([await kept(welder), await kept(plain)]).toEqual([['Quay'], []])
  const page = await welder.client.get(`/projects/${quaySlug}`)
  expect(page.text).toContain('Remove bookmark')
  const back = '/projects?all=true&bookmarked=true'
  const again = await welder.client.form(`/projects/${quayId}/bookmark`, {})
  expect([again.status, again.headers.get('location')]).toEqual([303, '/projects'])
  const form = (place: string) =>
    welder.client.form(`/projects/${quayId}/forget?${new URLSearchParams({ back: place })}`, {})
  expect((await form(back)).headers.get('location')).toBe(back)
  expect((await form('//elsewhere.example/projects')).headers.get('location')).toBe('/projects')
  expect(await kept(welder)).toEqual([])
  const draft = await makeProject(staff, { unitId: tenantId }, { isPublished: false })
  const refused = await staff.client.call<Match>('PUT', `/projects/${draft.projectId}/bookmark`)
  expect([refused.status, refused.body.code]).toEqual([409, 'projects.stillDraft'])
})

test('projects.tooManyBookmarks: of two that are kept at once in the last place one is', async () => {
  await portal.app.database.pool.query(
    `WITH made AS (INSERT INTO projects (id, tenant_id, unit_id, slug, title, time_zone, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $1, 'kept-' || n, 'Kept', 'UTC', now(), now() FROM generate_series(1, 499) n RETURNING id)
     INSERT INTO project_bookmarks SELECT $1, $2, id, now() FROM made`,
    [tenantId, plain.personId],
  )
  const { items } = (await plain.client.call<{ items: Array<{ id: string }> }>('GET', '/projects')).body
  const both = await Promise.all(
    items.slice(0, 2).map(({ id }) => plain.client.call<Match>('PUT', `/projects/${id}/bookmark`)),
  )
  expect(both.map(({ body }) => body.code).sort()).toEqual(['projects.tooManyBookmarks', undefined])
})
