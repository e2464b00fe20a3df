import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { extendedUntil } from '../../../src/modules/projects/project.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { type MadeProject, makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  number: number
  addendumId: string
  version: number
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

interface Addendum {
  number: number
  text: string
  isMaterial: boolean
  changes: object[]
  extendedUntil: string | null
  issuedBy: { name: string } | null
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const addendum = { text: 'Longer piles', isMaterial: false }
const inDays = (days: number) =>
  new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 16)

const made = (said: object = {}, more: object = {}): Promise<MadeProject> =>
  makeProject(staff, { unitId: tenantId, timeZone: 'UTC', deadline: inDays(30), ...said }, more)

const amend = ({ projectId }: MadeProject, said: object = {}, by = staff) =>
  by.client.call<Reply>('POST', `/projects/${projectId}/addenda`, { addendum, ...said })

const read = async ({ projectId }: MadeProject) =>
  (await staff.client.call<Record<string, unknown>>('GET', `/projects/${projectId}`)).body

const addendaOf = async ({ projectId }: MadeProject, { client } = member) =>
  (await client.call<{ items: Addendum[] }>('GET', `/projects/${projectId}/addenda`)).body.items

describe('an addendum', () => {
  test('changes what it names and tells field by field, in order, to all who find the project', async () => {
    const project = await made({ currency: 'USD', budgetUntil: 100_000, skills: ['Diving'] })
    const first = await amend(project, { budgetUntil: 250_000, skills: ['Diving', 'Welding'] })
    expect([first.status, first.body.issues, first.body.number]).toEqual([201, undefined, 1])
    await amend(project, { addendum: { text: 'A word', isMaterial: true } })
    expect(await read(project)).toMatchObject({ budgetUntil: 250_000, title: 'Renew the quay', addenda: 2 })
    expect(await addendaOf(project)).toMatchObject([
      {
        number: 1,
        text: 'Longer piles',
        isMaterial: false,
        changes: [
          { of: 'field', field: 'budgetUntil', before: 100_000, after: 250_000 },
          { of: 'field', field: 'skills', before: ['Diving'], after: ['Diving', 'Welding'] },
        ],
        extendedUntil: null,
        // Members read what, staff also who.
        issuedBy: null,
      },
      { number: 2, text: 'A word', isMaterial: true, changes: [] },
    ])
    const [forStaff] = await addendaOf(project, staff)
    expect(forStaff?.issuedBy).not.toBeNull()
    const page = (await portal.visitor().get(`/projects/${project.slug}`)).text
    expect(page.indexOf('Addendum 1')).toBeLessThan(page.indexOf('Addendum 2'))
    expect(page).toContain('$2,500.00')
  })

  test('stands in the view that other rooms read', async () => {
    const project = await made()
    const { body } = await amend(project, { addendum: { text: 'Material', isMaterial: true } })
    const rows = await portal.app.database.sql<{ isMaterial: boolean }>(sql`
      SELECT is_material AS "isMaterial" FROM issued_addenda WHERE addendum_id = ${body.addendumId}::uuid`)
    expect(rows).toEqual([{ isMaterial: true }])
  })

  test('is of open projects alone: a draft is changed freely, a closed one not any more', async () => {
    const draft = await made({}, { isPublished: false })
    expect((await amend(draft)).body.code).toBe('projects.wrongState')
    const project = await made({ deadline: inDays(0.01) })
    portal.clock.advance({ minutes: 20 })
    expect((await amend(project, { deadline: inDays(5) })).body.code).toBe('projects.wrongState')
  })

  test('takes nothing from those who have found it, and says all that is wrong at once', async () => {
    const project = await made({ openTo: 'person', maxApplications: 5, currency: 'USD', budgetFrom: 50 })
    const { status, body } = await amend(project, {
      visibility: 'unit',
      openTo: 'company',
      maxApplications: 4,
      deadline: inDays(20),
      currency: 'JPY',
      budgetUntil: 100,
      description: null,
    })
    expect([status, body.issues?.map(({ pointer, code }) => `${pointer} ${code}`).sort()]).toEqual([
      422,
      [
        '/currency projects.error.currencyStays',
        '/deadline projects.error.deadlineEarlier',
        '/description required',
        '/maxApplications projects.error.fewer',
        '/openTo projects.error.narrower',
        '/visibility projects.error.narrower',
      ],
    ])
    expect((await amend(project, { openTo: 'either', maxApplications: null })).status).toBe(201)
  })

  test('projects.tooManyAddenda: there is an end to them', async () => {
    const project = await made()
    await portal.app.database.sql(
      sql`UPDATE projects SET addenda = 200 WHERE id = ${project.projectId}::uuid`,
    )
    expect((await amend(project)).body.code).toBe('projects.tooManyAddenda')
  })

  test('is numbered without gaps where several come at once, and by nobody but staff', async () => {
    const project = await made()
    const answers = await Promise.all(Array.from({ length: 6 }, () => amend(project)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201])
    expect((await addendaOf(project)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
    expect((await amend(project, {}, member)).status).toBe(403)
  })
})

describe('the rule that moves the deadline', () => {
  const rule = { extendWithinDays: 3, extendByDays: 5 }
  const deadlineOf = async (project: MadeProject) => (await read(project)).deadlineThere

  test('says both of its numbers or none', async () => {
    const { body } = await staff.client.call<Reply>('POST', '/projects', {
      unitId: tenantId,
      title: randomUUID(),
      extendByDays: 5,
    })
    expect(body.issues).toMatchObject([{ pointer: '/extendWithinDays', code: 'required' }])
  })

  test('is told on the page, and moves it in the last days alone, in days of its own calendar', async () => {
    const deadline = inDays(2)
    const early = await made({ ...rule, deadline: inDays(10) })
    const late = await made({ ...rule, deadline })
    const bare = await made({ deadline })
    const page = (await portal.visitor().get(`/projects/${late.slug}`)).text
    expect(page).toContain('in the last 3 days before the deadline moves the deadline by 5 days')
    for (const project of [early, late, bare]) expect((await amend(project)).status).toBe(201)
    expect(await deadlineOf(early)).toBe(inDays(10))
    expect(await deadlineOf(bare)).toBe(deadline)
    expect(await deadlineOf(late)).toBe(inDays(7))
    expect(await addendaOf(late)).toMatchObject([
      {
        extendedUntil: `${inDays(7)}:00.000Z`,
        changes: [{ field: 'deadline', before: `${deadline}:00.000Z` }],
      },
    ])
  })

  test('never shortens: what is asked for stays where it is later', async () => {
    const project = await made({ ...rule, deadline: inDays(2) })
    await amend(project, { deadline: inDays(20) })
    expect(await deadlineOf(project)).toBe(inDays(20))
    const other = await made({ ...rule, deadline: inDays(2) })
    await amend(other, { deadline: inDays(3) })
    expect(await deadlineOf(other)).toBe(inDays(7))
  })

  test('keeps the hour where clocks change meanwhile', () => {
    // They go forward in Kyiv on 28 March 2027.
    const project = { ...rule, timeZone: 'Europe/Kyiv', deadline: new Date('2027-03-27T15:00:00Z') }
    expect(extendedUntil(project, new Date('2027-03-26T10:00:00Z'))).toEqual(new Date('2027-04-01T14:00:00Z'))
    expect(extendedUntil(project, new Date('2027-03-24T14:59:00Z'))).toBeNull()
  })
})

describe('papers of what is published', () => {
  test('are asked for and given up by addenda', async () => {
    const project = await made()
    const address = `/projects/${project.projectId}/demands`
    const paper = { kind: 'licence', title: 'C-10', isGate: true }
    const bare = await staff.client.call<Reply>('POST', address, paper)
    expect(bare.body.issues).toMatchObject([{ pointer: '/addendum/text', code: 'required' }])
    const asked = await staff.client.call<{ demandId: string }>('POST', address, { ...paper, addendum })
    expect(asked.status).toBe(201)
    const removed = await staff.client.call('DELETE', `${address}/${asked.body.demandId}`, { addendum })
    expect(removed.status).toBe(200)
    expect((await addendaOf(project)).map(({ changes }) => changes)).toMatchObject([
      [{ of: 'demand', before: null, after: { title: 'C-10' } }],
      [{ of: 'demand', before: { title: 'C-10' }, after: null }],
    ])
    expect(await read(project)).toMatchObject({ demands: [], addenda: 2 })
  })
})

test('the portal: an addendum, a paper more and a paper less', async () => {
  const project = await made({ currency: 'USD', budgetUntil: 100_000, extendWithinDays: 60, extendByDays: 1 })
  const { client } = staff
  const managed = `/managed-projects/${project.projectId}`
  expect((await client.get(`/projects/${project.slug}`)).text).toContain(`${managed}/addenda/new`)
  const form = await client.get(`${managed}/addenda/new`)
  expect(form.text).toMatch(/name="budgetUntil"[^>]*value="1000\.00"/)
  expect(form.text).toContain('This moves the deadline')
  const fields = {
    title: 'Renew the long quay',
    description: 'New piles along the quay.',
    deadline: inDays(30),
    timeZone: 'UTC',
    currency: 'USD',
    budgetUntil: '2,000',
    contactEmail: 'projects@example.org',
    experienceYears: '0',
    priority: 'normal',
    visibility: 'public',
    openTo: 'either',
  }
  const wrong = await client.form(`${managed}/addenda/new`, { ...fields, 'addendum.text': '' })
  expect([wrong.status, wrong.text.includes('Renew the long quay')]).toEqual([422, true])
  const sent = await client.form(`${managed}/addenda/new`, {
    ...fields,
    'addendum.text': 'It is longer',
    'addendum.isMaterial': 'true',
  })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `/projects/${project.slug}`])
  const [first] = await addendaOf(project)
  expect(first).toMatchObject({ isMaterial: true, text: 'It is longer' })
  expect(first?.changes).toMatchObject([{ field: 'title' }, { field: 'budgetUntil' }, { field: 'deadline' }])
  const paper = { kind: 'licence', title: 'C-10', 'addendum.text': 'A licence' }
  expect((await client.form(`${managed}/demands/new`, paper)).status).toBe(303)
  const [demand] = (await read(project)).demands as Array<{ id: string }>
  const remove = `${managed}/demands/${demand?.id}/remove`
  expect((await client.get(remove)).text).toContain('C-10')
  expect((await client.form(remove, { 'addendum.text': 'No licence' })).status).toBe(303)
  expect(await read(project)).toMatchObject({ demands: [], addenda: 3 })
})
