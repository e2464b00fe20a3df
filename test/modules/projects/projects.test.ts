import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { closeAtDeadlines } from '../../../jobs/projects/close-at-deadlines.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import { scheduledData } from '../../../src/platform/jobs/worker.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  projectId: string
  demandId: string
  categoryId: string
  slug: string
  version: number
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

interface Project {
  slug: string
  status: string
  description: string | null
  deadline: string | null
  deadlineThere: string | null
  timeZone: string
  demands: Array<{ id: string; title: string }>
  missing: Array<{ field: string; text: string }>
  abilities: Record<string, boolean>
  cancelReason: string | null
  closedAt: string | null
}

let portal: Portal
let tenantId: string
let elsewhereId: string
let unitId: string
let otherUnitId: string
let staff: MadePerson
let otherStaff: MadePerson
let insider: MadePerson
let member: MadePerson
let administrator: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  elsewhereId = await makeAssociation(portal)
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  otherUnitId = await makeUnit(portal, tenantId, tenantId, 'Valley')
  staff = await makePerson(portal, { tenantId, roles: [], at: [{ unitId, role: 'manager' }] })
  otherStaff = await makePerson(portal, {
    tenantId,
    roles: [],
    at: [{ unitId: otherUnitId, role: 'manager' }],
  })
  insider = await makePerson(portal, { tenantId })
  await portal.app.runner.call(
    addMember,
    { unitId, personId: insider.personId },
    portal.app.asSystem('test', tenantId),
  )
  member = await makePerson(portal, { tenantId })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

/** So many days from now, as clocks show it in UTC. */
const inDays = (days: number) =>
  new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 16)

const whole = (more: object = {}) => ({
  unitId,
  title: `Bridge ${randomUUID().slice(0, 8)}`,
  description: 'A bridge over the bay.',
  deadline: inDays(10),
  timeZone: 'UTC',
  contactEmail: 'projects@example.org',
  ...more,
})

async function draft(more: object = {}, by = staff): Promise<Reply> {
  const { status, body } = await by.client.call<Reply>('POST', '/projects', whole(more))
  expect([status, body.code, body.issues]).toEqual([201, undefined, undefined])
  return body
}

const take = (step: string, { projectId }: { projectId: string }, body: object = {}, by = staff) =>
  by.client.call<Reply>('POST', `/projects/${projectId}/${step}`, body)

async function published(more: object = {}): Promise<Reply> {
  const made = await draft(more)
  const { status, body } = await take('publication', made)
  expect([status, body.code, body.issues]).toEqual([200, undefined, undefined])
  return body
}

const read = async (projectId: string, by = staff) =>
  (await by.client.call<Project>('GET', `/projects/${projectId}`)).body

const runClock = () =>
  handleOnce(
    portal.app,
    closeAtDeadlines,
    scheduledData(portal.app, closeAtDeadlines, randomUUID()),
    new AbortController().signal,
  )

describe('a draft', () => {
  test('is seen by those who look after its unit, and by nobody else', async () => {
    const { projectId, slug } = await draft()
    expect((await read(projectId)).status).toBe('draft')
    expect((await administrator.client.call('GET', `/projects/${projectId}`)).status).toBe(200)
    for (const { client } of [otherStaff, insider, member])
      expect((await client.call('GET', `/projects/${projectId}`)).status).toBe(404)
    expect((await portal.visitor().get(`/projects/${slug}`)).status).toBe(404)
  })

  test('is made with little, says what it lacks, and is refused until it has it', async () => {
    const { status, body } = await staff.client.call<Reply>('POST', '/projects', { unitId, title: 'Road' })
    expect(status).toBe(201)
    expect((await read(body.projectId)).missing.map(({ field }) => field)).toEqual([
      'description',
      'deadline',
      'contactEmail',
    ])
    const called = { unitId, title: 'Road', contactPhone: 'abc' }
    expect((await staff.client.call<Reply>('POST', '/projects', called)).body.issues).toMatchObject([
      { pointer: '/contactPhone', code: 'people.error.phone' },
    ])
    const refused = await take('publication', body)
    expect(refused.status).toBe(422)
    expect(refused.body.issues?.map(({ pointer }) => pointer)).toEqual([
      '/description',
      '/deadline',
      '/contactEmail',
    ])
  })

  test('keeps its deadline in its own time zone', async () => {
    const timeZone = 'America/Los_Angeles'
    const { projectId } = await draft({ deadline: '2998-07-01T17:00', timeZone })
    expect(await read(projectId)).toMatchObject({
      deadline: '2998-07-02T00:00:00.000Z',
      deadlineThere: '2998-07-01T17:00',
      timeZone,
    })
  })

  test.each([
    ['budgetUntil', { currency: 'USD', budgetFrom: 500, budgetUntil: 400 }, 'projects.error.budgetBelow'],
    ['currency', { budgetFrom: 500 }, 'required'],
    ['deadline', { deadline: '2030-02-30T10:00' }, 'invalid'],
    ['deadline', { deadline: '2030-02-20T24:00' }, 'invalid'],
    ['deadline', { deadline: '2030-03-31T03:30', timeZone: 'Europe/Kyiv' }, 'projects.error.noSuchHour'],
    [
      'startsOn',
      { deadline: '2030-02-20T12:00', startsOn: '2030-02-19' },
      'projects.error.startsBeforeDeadline',
    ],
    ['endsOn', { startsOn: '2030-02-01', endsOn: '2030-01-01' }, 'projects.error.endsBefore'],
    ['timeZone', { timeZone: 'Mars/Base' }, 'notOffered'],
    ['categoryId', { categoryId: randomUUID() }, 'notOffered'],
    ['position', { position: 'somewhere' }, 'people.error.position'],
  ])('tells what is wrong with %s', async (field, more, code) => {
    const { status, body } = await staff.client.call<Reply>('POST', '/projects', whole(more))
    expect([status, body.issues?.map((issue) => [issue.pointer, issue.code])]).toEqual([
      422,
      [[`/${field}`, code]],
    ])
  })

  test('is not drafted in a unit that one does not look after', async () => {
    const { status } = await staff.client.call('POST', '/projects', whole({ unitId: otherUnitId }))
    expect(status).toBe(404)
    expect((await staff.client.call('POST', '/projects', whole({ unitId: elsewhereId }))).status).toBe(404)
  })

  test('is thrown away without a trace', async () => {
    const made = await draft()
    await staff.client.call('POST', `/projects/${made.projectId}/demands`, {
      kind: 'licence',
      title: 'B',
      isGate: true,
    })
    expect((await staff.client.call('DELETE', `/projects/${made.projectId}`)).status).toBe(200)
    expect((await staff.client.call('GET', `/projects/${made.projectId}`)).status).toBe(404)
  })

  test('asks for papers, each once, with amounts where it has a currency', async () => {
    const { projectId } = await draft({ currency: 'USD' })
    const ask = (more: object) =>
      staff.client.call<Reply>('POST', `/projects/${projectId}/demands`, { isGate: false, ...more })
    expect((await ask({ kind: 'bond', title: 'Bid bond', amount: 5_000_000 })).status).toBe(201)
    const again = await ask({ kind: 'bond', title: 'bid BOND' })
    expect([again.status, again.body.code]).toEqual([409, 'projects.demandedAlready'])
    const licence = await ask({ kind: 'licence', title: 'C-10', amount: 5 })
    expect(licence.body.issues).toEqual([
      expect.objectContaining({ pointer: '/amount', code: 'projects.error.noAmount' }),
    ])
    const { demands } = await read(projectId)
    expect(demands.map(({ title }) => title)).toEqual(['Bid bond'])
    const removed = await staff.client.call('DELETE', `/projects/${projectId}/demands/${demands[0]?.id}`)
    expect([removed.status, (await read(projectId)).demands]).toEqual([200, []])
  })

  test('projects.error.noCurrency: an amount without one says nothing', async () => {
    const { projectId } = await draft()
    const { body } = await staff.client.call<Reply>('POST', `/projects/${projectId}/demands`, {
      kind: 'bond',
      title: 'Bid bond',
      amount: 1,
      isGate: false,
    })
    expect(body.issues?.[0]?.code).toBe('projects.error.noCurrency')
  })
})

describe('who finds a project', () => {
  test('is everybody, members, or those of its unit', async () => {
    const [open, forMembers, forUnit] = [
      await published({ visibility: 'public' }),
      await published({ visibility: 'members' }),
      await published({ visibility: 'unit' }),
    ]
    const seenBy = async (client: { call: MadePerson['client']['call'] }) => {
      const statuses = []
      for (const { projectId } of [open, forMembers, forUnit])
        statuses.push((await client.call('GET', `/projects/${projectId}`)).status)
      return statuses
    }
    expect(await seenBy(portal.visitor())).toEqual([200, 404, 404])
    expect(await seenBy(member.client)).toEqual([200, 200, 404])
    expect(await seenBy(insider.client)).toEqual([200, 200, 200])
    expect(await seenBy(staff.client)).toEqual([200, 200, 200])
  })

  test('is those of some grades', async () => {
    expect(
      (await staff.client.call<Reply>('POST', '/projects', whole({ visibility: 'grades' }))).body.issues,
    ).toMatchObject([{ pointer: '/grades', code: 'notChosen' }])
    const unknown = whole({ visibility: 'grades', grades: ['unknown'] })
    expect((await staff.client.call<Reply>('POST', '/projects', unknown)).body.issues).toMatchObject([
      { pointer: '/grades', code: 'notOffered' },
    ])
    await portal.app.database.pool.query(
      `WITH made AS (INSERT INTO member_classes (id, tenant_id, facet, key, label, rule, position, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, 'grade', 'fellow', '{"v": 1, "en": "Fellow"}',
           '{"v": 1, "from": [], "days": 0, "standings": [], "verified": [], "byStaff": true}', 90, now(), now()) RETURNING id)
       INSERT INTO classifications (id, tenant_id, person_id, facet, class_id, starts_at)
       SELECT gen_random_uuid(), $1, $2, 'grade', id, now() FROM made`,
      [tenantId, insider.personId],
    )
    const { projectId, slug } = await published({ visibility: 'grades', grades: ['fellow'] })
    const statuses = []
    for (const client of [insider.client, member.client, staff.client, portal.visitor()])
      statuses.push((await client.call('GET', `/projects/${projectId}`)).status)
    expect(statuses).toEqual([200, 404, 200, 404])
    expect((await portal.visitor().get('/sitemap.xml')).text).not.toContain(slug)
    expect((await administrator.client.get('/managed-projects/new')).text).toContain('value="fellow"')
  })

  test('feeds and the sitemap tell strangers of public ones alone', async () => {
    const [open, forMembers] = [
      await published({ visibility: 'public' }),
      await published({ visibility: 'members' }),
    ]
    const visitor = portal.visitor()
    for (const path of ['/projects.atom', '/projects.ics', '/sitemap.xml', '/projects']) {
      const { status, text } = await visitor.get(path)
      expect([path, status, text.includes(open.slug), text.includes(forMembers.slug)]).toEqual([
        path,
        200,
        true,
        false,
      ])
    }
    const one = await visitor.get(`/projects/${open.slug}/deadline.ics`)
    expect(one.text).toContain('BEGIN:VEVENT')
    expect((await visitor.get('/robots.txt')).text).toMatch(
      /Sitemap: http:\/\/127\.0\.0\.1:\d+\/sitemap\.xml/,
    )
  })

  test('its page shows Markdown that cannot act', async () => {
    const { slug } = await published({
      description:
        '# Big\n\n**bold** <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>',
    })
    const { text } = await portal.visitor().get(`/projects/${slug}`)
    expect(text).toContain('<h3>Big</h3>')
    expect(text).toContain('<strong>bold</strong>')
    expect(text).not.toMatch(/javascript:|onerror|alert\(1\)<\/script>/)
    expect(text).toContain('property="og:title"')
  })

  test('one that is public tells search engines what it is, and no text of it ends the block', async () => {
    const title = 'Quay </script><script>alert(1)</script>'
    const project = await published({
      title,
      currency: 'USD',
      budgetUntil: 100_050,
      city: 'Odesa',
      position: '46.5, 30.7',
    })
    const { text } = await portal.visitor().get(`/projects/${project.slug}`)
    const [, block = '{}'] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? []
    expect(JSON.parse(block)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Demand',
      name: title,
      url: expect.stringMatching(new RegExp(`^http.*/projects/${project.slug}$`)),
      validThrough: (await read(project.projectId, member)).deadline,
      areaServed: {
        address: { addressLocality: 'Odesa' },
        geo: { '@type': 'GeoCoordinates', latitude: 46.5, longitude: 30.7 },
      },
      priceSpecification: { priceCurrency: 'USD', maxPrice: '1000.50' },
      '@reverse': { seeks: { '@type': 'Organization' } },
    })
    expect(text).toMatch(new RegExp(`rel="canonical" href="http[^"]*/projects/${project.slug}"`))
    const hidden = await published({ visibility: 'members' })
    expect((await member.client.get(`/projects/${hidden.slug}`)).text).not.toContain('ld+json')
  })
})

describe('the course of a project', () => {
  test('a published one is closed, reviewed and cancelled, and not changed silently', async () => {
    const made = await published()
    const change = await staff.client.call<Reply>('PUT', `/projects/${made.projectId}`, {
      title: 'Other',
    })
    expect([change.status, change.body.code]).toEqual([409, 'projects.notDraft'])
    expect((await take('review', made)).body.code).toBe('projects.wrongState')
    expect((await take('closing', made)).body.issues?.[0]?.pointer).toBe('/reason')
    expect((await take('closing', made, { reason: 'Enough came in' })).status).toBe(200)
    expect(await read(made.projectId, member)).toMatchObject({ closeReason: 'Enough came in' })
    expect((await member.client.get(`/projects/${made.slug}`)).text).toContain('Enough came in')
    expect((await take('closing', made, { reason: 'Enough came in' })).body.code).toBe('projects.wrongState')
    await staff.client.call('PUT', `/projects/${made.projectId}/rubric`, { criteria: [{ name: 'Price' }] })
    expect((await take('review', made)).status).toBe(200)
    expect((await take('cancellation', made, { reason: 'No money' })).status).toBe(200)
    expect((await take('cancellation', made, { reason: 'Again' })).body.code).toBe('projects.wrongState')
    expect(await read(made.projectId, member)).toMatchObject({
      status: 'cancelled',
      cancelReason: 'No money',
    })
  })

  test('two who take the same step at once: one of them does', async () => {
    const made = await published()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => take('closing', made, { reason: 'Enough came in' })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('the deadline closes it by itself, at once for who looks and soon in writing', async () => {
    const made = await published({ deadline: inDays(0.01) })
    portal.clock.advance({ minutes: 20 })
    expect(await read(made.projectId)).toMatchObject({ status: 'closed', closedAt: null })
    await runClock()
    const { closedAt, deadline } = await read(made.projectId)
    expect(closedAt).toBe(deadline)
    await staff.client.call('PUT', `/projects/${made.projectId}/rubric`, { criteria: [{ name: 'Price' }] })
    expect((await take('review', made)).status).toBe(200)
  })

  test('members look after none, and what is published is not thrown away', async () => {
    const made = await published()
    expect((await take('closing', made, { reason: 'No' }, member)).status).toBe(403)
    const discarded = await staff.client.call<Reply>('DELETE', `/projects/${made.projectId}`)
    expect([discarded.status, discarded.body.code]).toEqual([409, 'projects.notDraft'])
  })
})

describe('the list for those who look after projects', () => {
  test('holds those of their units, drafts among them, and has them as a file', async () => {
    const title = `Pier ${randomUUID().slice(0, 8)}`
    const made = await draft({ title })
    const found = async ({ client }: MadePerson) =>
      (
        await client.call<{ items: Array<{ slug: string; status: string }> }>(
          'GET',
          `/managed-projects?search=${title}`,
        )
      ).body.items
    expect(await found(staff)).toMatchObject([{ slug: made.slug, status: 'draft' }])
    expect(await found(otherStaff)).toEqual([])
    const file = await staff.client.download('/managed-projects.csv')
    expect([file.status, file.text.includes(title)]).toEqual([200, true])
    expect((await member.client.call('GET', '/managed-projects')).status).toBe(403)
  })
})

describe('categories', () => {
  test('are named by administrators and read by all', async () => {
    const { client } = administrator
    const made = await client.call<Reply>('POST', '/project-categories', { name: { v: 1, en: 'Dams' } })
    const { categoryId } = made.body
    const changed = await client.call('PUT', `/project-categories/${categoryId}`, {
      name: { v: 1, en: 'Dams and dykes', uk: 'Греблі' },
    })
    expect(changed.status).toBe(200)
    const { body } = await portal
      .visitor()
      .call<{ items: Array<{ id: string; label: string }> }>('GET', '/project-categories')
    expect(body.items.find(({ id }) => id === categoryId)?.label).toBe('Dams and dykes')
    expect((await staff.client.call('POST', '/project-categories', { name: { v: 1, en: 'X' } })).status).toBe(
      403,
    )
  })

  test('stand in two steps, are put away and taken up again', async () => {
    const { client } = administrator
    const name = (en: string) => ({ name: { v: 1, en } })
    const top = (await client.call<Reply>('POST', '/project-categories', name('Construction'))).body
    const below = (
      await client.call<Reply>('POST', '/project-categories', { ...name('Roads'), parentId: top.categoryId })
    ).body
    const tooDeep = await client.call<Reply>('POST', '/project-categories', {
      ...name('Bridges'),
      parentId: below.categoryId,
    })
    expect([tooDeep.status, tooDeep.body.code]).toEqual([409, 'projects.tooDeep'])
    const sorted = await draft({ categoryId: below.categoryId })
    await client.call('POST', `/project-categories/${below.categoryId}/archiving`)
    const { body } = await staff.client.call<Reply>(
      'POST',
      '/projects',
      whole({ categoryId: below.categoryId }),
    )
    expect(body.issues?.[0]).toMatchObject({ pointer: '/categoryId', code: 'notOffered' })
    // What is sorted by it stays so, and may be changed otherwise.
    const kept = await staff.client.call('PUT', `/projects/${sorted.projectId}`, {
      ...whole({ categoryId: below.categoryId }),
      unitId: undefined,
    })
    expect(kept.status).toBe(200)
    await client.call('POST', `/project-categories/${below.categoryId}/restoring`)
    expect(
      (await staff.client.call('POST', '/projects', whole({ categoryId: below.categoryId }))).status,
    ).toBe(201)
  })
})
