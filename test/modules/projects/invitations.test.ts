import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeApplication } from '../../factories/applications.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { type MadeProject, makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  code?: string
  invited?: number
  issues?: Array<{ pointer: string; code: string }>
  items: Array<{
    id: string
    kind: string
    contractor: { name: string }
    invitedBy: { id: string } | null
    endedBy: { id: string } | null
    endedAt: string | null
    projects: number | null
  }>
  people: Array<{ id: string }>
  companies: Array<{ id: string; name: string }>
  counts: { total: { count: number }; facets: { category: unknown[]; skill: unknown[] } }
}

let portal: Portal
let tenantId: string
let staff: MadePerson
let owner: MadePerson
let companyId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  owner = await newcomer()
  const company = { legalName: 'Quay Builders Ltd', country: 'UA', registrationNumber: '1' }
  companyId = (await owner.client.call<{ companyId: string }>('POST', '/companies', company)).body.companyId
  expect(companyId).toBeDefined()
})
afterAll(() => portal.close())

const newcomer = () => makePerson(portal, { tenantId })
const draft = (more: object = {}) =>
  makeProject(staff, { unitId: tenantId, visibility: 'invited', ...more }, { isPublished: false })
const invite = ({ projectId }: MadeProject, said: object, by = staff) =>
  by.client.call<Reply>('POST', `/projects/${projectId}/invitations`, said)
const publish = ({ projectId }: MadeProject) =>
  staff.client.call<Reply>('POST', `/projects/${projectId}/publication`)
const history = async ({ projectId }: MadeProject) =>
  (await staff.client.call<Reply>('GET', `/projects/${projectId}/invitations`)).body.items
const withdraw = ({ projectId }: MadeProject, id: string) =>
  staff.client.call<Reply>('DELETE', `/projects/${projectId}/invitations/${id}`)
const letters = async ({ email }: MadePerson) =>
  (await mailsTo(portal, email)).filter(({ subject }) => subject.startsWith('You are invited to a project'))

/** One that is published, for the members of these companies and these people. */
async function invitedOnly(
  personIds: string[],
  companyIds: string[],
  more: object = {},
): Promise<MadeProject> {
  const made = await draft(more)
  expect((await invite(made, { personIds, companyIds })).status).toBe(201)
  expect((await publish(made)).status).toBe(200)
  return made
}

test('whoever is invited is told once it is published, finds the project and applies; so does a company', async () => {
  const guest = await newcomer()
  const made = await draft({ title: 'Dredge the canal', openTo: 'either' })
  const lacking = await publish(made)
  expect([lacking.status, lacking.body.issues]).toMatchObject([
    422,
    [{ pointer: '/visibility', code: 'projects.error.nobodyInvited' }],
  ])
  const several = { personIds: [guest.personId, guest.personId], companyIds: [companyId] }
  expect((await invite(made, several)).body.invited).toBe(2)
  // Whoever is invited is invited once.
  expect((await invite(made, several)).body.invited).toBe(0)
  expect((await guest.client.call('GET', `/projects/${made.projectId}`)).status).toBe(404)
  await portal.runJobs()
  expect(await letters(guest)).toEqual([])
  await publish(made)
  await portal.runJobs()
  expect((await letters(guest)).map(({ subject }) => subject)).toEqual([
    'You are invited to a project: Dredge the canal',
  ])
  expect((await letters(owner))[0]?.text).toContain('Quay Builders Ltd is invited')
  for (const { client } of [guest, owner]) {
    expect((await client.call('GET', '/projects?search=dredge')).body).toMatchObject({
      items: [{ title: 'Dredge the canal' }],
    })
    expect((await client.call('GET', '/projects?sort=match')).text).toContain('Dredge the canal')
    expect((await client.get(`/projects/${made.slug}`)).text).toContain('You are invited to this project')
  }
  // By its id and by its address alike; as whom, follows from who is invited.
  for (const project of [made.projectId, made.slug])
    expect((await owner.client.call('GET', `/projects/${project}/start`)).body).toMatchObject({
      parties: [{ companyId }],
    })
  await makeApplication(guest, made.projectId)
  await makeApplication(owner, made.projectId, {}, { companyId })
  // The invitation is of the company: nobody applies for themselves by it.
  const own = await owner.client.call('POST', `/projects/${made.projectId}/applications`, { companyId: null })
  expect([own.status, own.body]).toMatchObject([403, { code: 'applications.notInvited' }])
})

test('nobody else learns that there is such a project', async () => {
  const category = await staff.client.call<{ categoryId: string }>('POST', '/project-categories', {
    name: { v: 1, en: 'Moles' },
  })
  const { categoryId } = category.body
  const guest = await newcomer()
  const other = await newcomer()
  const watch = { name: 'Moles', query: 'search=zymurgy', rhythm: 'atOnce' }
  await other.client.call('POST', '/me/project-watches', watch)
  const said = { title: 'Zymurgy hall', skills: ['Zymurgy'], categoryId, currency: 'XAF', estimate: 5 }
  const { projectId, slug } = await invitedOnly([guest.personId], [], said)
  await guest.client.call('POST', `/projects/${projectId}/questions`, { text: 'How deep?' })
  await portal.runJobs()
  expect(await mailsTo(portal, other.email)).toEqual([])
  const tells = /zymurgy/i
  for (const { client } of [other, { client: portal.visitor() }]) {
    for (const address of [
      '/projects?search=zymurgy&all=true&counts=true',
      '/projects?skill=zymurgy&counts=true',
      `/projects?category=${categoryId}&counts=true`,
      '/projects?currency=XAF&counts=true',
    ]) {
      const { body } = await client.call<Reply>('GET', address)
      expect([address, body]).toMatchObject([address, { items: [], counts: { total: { count: 0 } } }])
    }
    const all = await client.call<Reply>('GET', '/projects?all=true&counts=true')
    expect(all.text).not.toMatch(tells)
    expect(all.text).not.toContain(categoryId)
    expect((await client.call('GET', '/project-categories')).body).toMatchObject({
      items: [{ projects: null }],
    })
    expect((await client.call('GET', '/search?text=zymurgy')).text).not.toMatch(/zymurgy hall/i)
    for (const page of ['/projects?all=true', '/projects.atom', '/projects.ics', '/sitemap.xml', '/'])
      expect((await client.get(page)).text).not.toMatch(tells)
    for (const page of [
      `/projects/${slug}`,
      `/projects/${slug}/deadline.ics`,
      `/projects/${projectId}/questions`,
    ])
      expect([page, (await client.get(page)).status]).toEqual([page, 404])
    for (const part of ['', '/addenda', '/questions'])
      expect((await client.call('GET', `/projects/${projectId}${part}`)).status).toBe(404)
  }
  const asked: Array<[string, string, object?]> = [
    ['GET', 'match'],
    ['PUT', 'bookmark'],
    ['DELETE', 'bookmark'],
    ['POST', 'questions', { text: 'How deep?' }],
    ['POST', 'applications', { companyId: null }],
    ['GET', 'invitations'],
    ['POST', 'invitations', { personIds: [other.personId] }],
    ['GET', 'invitation-candidates?search=a'],
  ]
  for (const [method, part, body] of asked)
    expect([part, (await other.client.call(method, `/projects/${projectId}/${part}`, body)).status]).toEqual([
      part,
      404,
    ])
  // The same search finds it for whoever is invited, and for staff.
  for (const { client } of [guest, staff])
    expect((await client.call('GET', '/search?text=HALL zym')).body).toMatchObject({
      items: [{ type: 'projects.projects', id: projectId, title: 'Zymurgy hall', href: `/projects/${slug}` }],
    })
  // To those who find it nobody tells who else does.
  expect((await guest.client.call('GET', `/projects/${projectId}/invitations`)).status).toBe(403)
})

test('what is taken back is found no more, and who invited whom when is kept', async () => {
  const guest = await newcomer()
  const made = await invitedOnly([guest.personId], [companyId])
  await guest.client.call('PUT', `/projects/${made.projectId}/bookmark`)
  const begun = await makeApplication(guest, made.projectId, {}, { isSubmitted: false })
  const [invitation] = (await history(made)).filter(({ kind }) => kind === 'person')
  const id = invitation?.id ?? ''
  expect((await withdraw(made, id)).status).toBe(200)
  expect((await withdraw(made, id)).body).toMatchObject({ status: 409, code: 'projects.invitationEnded' })
  expect((await withdraw(made, made.projectId)).status).toBe(404)
  expect((await guest.client.call('GET', `/projects/${made.projectId}`)).status).toBe(404)
  expect((await guest.client.call('GET', '/projects?bookmarked=true')).body).toMatchObject({ items: [] })
  const late = await guest.client.call('POST', `/applications/${begun.applicationId}/submission`)
  expect(late.body).toMatchObject({ status: 409, code: 'applications.offeredNoMore' })
  // Invited again they go on; what was before stays told.
  await invite(made, { personIds: [guest.personId] })
  expect((await guest.client.call('POST', `/applications/${begun.applicationId}/submission`)).status).toBe(
    200,
  )
  expect((await history(made)).filter(({ kind }) => kind === 'person')).toMatchObject([
    { invitedBy: { id: staff.personId }, endedAt: null, endedBy: null },
    {
      id,
      contractor: { name: 'Given Family' },
      endedBy: { id: staff.personId },
      endedAt: expect.any(String),
    },
  ])
})

test('the portal invites several at once and takes back, with the words for both', async () => {
  const [one, two] = [await newcomer(), await newcomer()]
  const made = await invitedOnly([owner.personId], [])
  const address = `/managed-projects/${made.projectId}/invitations`
  const sent = await staff.client.form(`${address}/new`, [
    ['personIds', one.personId],
    ['personIds', two.personId],
  ])
  expect([sent.status, sent.headers.get('location')]).toEqual([303, address])
  const page = await staff.client.get(address)
  expect(page.text).toContain('2 invitations are made.')
  const [last] = await history(made)
  expect(page.text).toContain(`${address}/${last?.id}/withdraw`)
  const taken = await staff.client.form(
    `/managed-projects/${made.projectId}/invitations/${last?.id}/withdraw`,
    {},
  )
  expect(taken.status).toBe(303)
  expect((await staff.client.get(address)).text).toContain('The invitation is taken back.')
  expect((await history(made)).filter(({ endedAt }) => endedAt === null)).toHaveLength(2)
  const none = await staff.client.form(`${address}/new?search=quay`, {})
  expect([none.status, none.text.includes('Choose somebody.')]).toEqual([422, true])
})

test('an invitation opens a project of a unit as well; one that is for more people is not narrowed to those invited', async () => {
  const guest = await newcomer()
  const made = await makeProject(staff, { unitId: tenantId, visibility: 'members' })
  const narrowed = await staff.client.call<Reply>('POST', `/projects/${made.projectId}/addenda`, {
    visibility: 'invited',
    addendum: { text: 'Fewer', isMaterial: false },
  })
  expect(narrowed.body.issues).toMatchObject([
    { pointer: '/visibility', code: 'projects.error.nobodyInvited' },
    { pointer: '/visibility', code: 'projects.error.narrower' },
  ])
  await invite(made, { personIds: [guest.personId] })
  await portal.runJobs()
  expect(await letters(guest)).toHaveLength(1)
})

describe('who is invited', () => {
  test('are people and companies that staff find, by the beginnings of their names', async () => {
    const made = await draft()
    const found = await staff.client.call<Reply>(
      'GET',
      `/projects/${made.projectId}/invitation-candidates?search=quay bui`,
    )
    expect(found.body).toEqual({ people: [], companies: [{ id: companyId, name: 'Quay Builders Ltd' }] })
    const people = await staff.client.call<Reply>(
      'GET',
      `/projects/${made.projectId}/invitation-candidates?search=family`,
    )
    expect(people.body.people.map(({ id }) => id)).toContain(owner.personId)
    const page = await staff.client.get(`/managed-projects/${made.projectId}/invitations/new?search=quay`)
    expect(page.text).toContain(`value="${companyId}"`)
    const nobody = await invite(made, {})
    expect(nobody.body.issues).toMatchObject([{ code: 'projects.error.nobodyChosen' }])
    // Nobody of another association, and nothing that is no person.
    const elsewhere = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    const strange = {
      personIds: [owner.personId, elsewhere.personId, companyId],
      companyIds: [owner.personId],
    }
    expect((await invite(made, strange)).body.issues?.map(({ pointer }) => pointer)).toEqual([
      '/personIds/1',
      '/personIds/2',
      '/companyIds/0',
    ])
    expect(await history(made)).toEqual([])
  })

  test('are invited once, however many do so at once', async () => {
    const guest = await newcomer()
    const made = await invitedOnly([owner.personId], [])
    const replies = await Promise.all([1, 2, 3, 4].map(() => invite(made, { personIds: [guest.personId] })))
    expect(replies.reduce((sum, { body }) => sum + (body.invited ?? 0), 0)).toBe(1)
    await portal.runJobs()
    expect(await letters(guest)).toHaveLength(1)
  })

  test('projects.tooManyInvitations: all are told on one page', async () => {
    const made = await draft()
    await portal.app.database.sql(sql`
      INSERT INTO project_invitations (id, tenant_id, project_id, person_id, invited_at, ended_at)
      SELECT gen_random_uuid(), ${tenantId}::uuid, ${made.projectId}::uuid, ${owner.personId}::uuid, now(), now() FROM generate_series(1, 1000)`)
    expect((await invite(made, { personIds: [owner.personId] })).body).toMatchObject({
      status: 409,
      code: 'projects.tooManyInvitations',
    })
  })

  test('over when the project is: nobody is invited to it any more', async () => {
    const made = await invitedOnly([owner.personId], [])
    await staff.client.call('POST', `/projects/${made.projectId}/closing`, { reason: 'Enough' })
    expect((await invite(made, { companyIds: [companyId] })).body).toMatchObject({
      code: 'projects.wrongState',
    })
  })
})
