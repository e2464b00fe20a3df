import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { dismissApplicants, readDismissalLetter } from '../../../src/modules/reviews/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { makeApplication } from '../../factories/applications.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let applicant: MadePerson

const member = async (role?: 'manager' | 'administrator') => {
  const made = await makePerson(
    portal,
    role === 'administrator'
      ? { tenantId, roles: ['member', role] }
      : { tenantId, at: role ? [{ unitId, role }] : [] },
  )
  const { personId } = made
  await portal.app.runner.call(addMember, { unitId, personId }, portal.app.asSystem('test', tenantId))
  return made
}

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  staff = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  applicant = await member()
})
afterAll(() => portal.close())

const send = (projectId: string, path: string, body: object = {}, method = 'POST') =>
  staff.client.call<Reply>(method, `/projects/${projectId}/${path}`, body)

const appoint = async (projectId: string, { personId }: MadePerson) => {
  const { status, body } = await send(projectId, 'reviewers', { personId })
  return body.code ?? status
}

/** A project for which somebody has applied; `end` takes no more applications. */
async function applied(hidden: string[], by = applicant) {
  const rubric = [{ name: 'All', weight: 1, mostPoints: 10 }]
  const { projectId } = await makeProject(staff, { unitId, currency: 'USD' }, { rubric, review: { hidden } })
  const { applicationId } = await makeApplication(by, projectId)
  const end = async () => {
    await send(projectId, 'closing', { reason: 'All who wanted have applied' })
    await send(projectId, 'review')
  }
  return { projectId, applicationId, end }
}

test('reviews.hasReadThem: whoever has read by their office what came in reviews nothing blindly', async () => {
  const [ofList, ofWeighed, ofOne, ofNothing] = [
    await member('manager'),
    await member('manager'),
    await member('manager'),
    await member('manager'),
  ]
  const { projectId, applicationId, end } = await applied(['names'])
  const open = await applied([])
  // Before the end there is nothing to read, and having looked for it bars nobody.
  await ofNothing.client.get('/applications')
  await end()
  await open.end()
  expect((await ofList.client.get('/applications')).text).toContain('Given Family')
  await ofWeighed.client.call('GET', `/projects/${projectId}/weighed-applications`)
  await ofOne.client.call('GET', `/applications/${applicationId}`)
  for (const reader of [ofList, ofWeighed, ofOne])
    expect(await appoint(projectId, reader)).toBe('reviews.hasReadThem')
  expect(await appoint(projectId, ofNothing)).toBe(201)
  // Where nothing is hidden nobody has read too much.
  expect(await appoint(open.projectId, ofList)).toBe(201)
})

test('the audit tells nobody before the end who applies, and never whoever reviews blindly', async () => {
  const [blind, other] = [await member('administrator'), await member('administrator')]
  const { projectId, applicationId, end } = await applied(['names'])
  const told = async ({ client }: MadePerson) => {
    const { body } = await client.call<{ items: Array<{ id: string; operation: string }> }>(
      'GET',
      `/audit?resource=${applicationId}&limit=100`,
    )
    return body.items
  }
  expect(await told(other)).toEqual([])
  expect(await appoint(projectId, blind)).toBe(201)
  await end()
  const [entry] = await told(other)
  expect((await told(other)).map(({ operation }) => operation)).toContain('applications.startApplication')
  expect(await told(blind)).toEqual([])
  expect((await blind.client.call('GET', `/audit/${entry?.id}`)).status).toBe(404)
})

test('whoever applies is appointed unknown until the end, and then leaves; nobody is told who it was', async () => {
  const { projectId, end } = await applied([])
  const apart = await member()
  expect(await appoint(projectId, applicant)).toBe(201)
  expect(await appoint(projectId, apart)).toBe(201)
  await send(projectId, `reviewers/${apart.personId}/conflicts`, { reason: 'A cousin' })
  await send(projectId, `reviewers/${apart.personId}`, {}, 'DELETE')
  expect(await appoint(projectId, apart)).toBe('reviews.standsApart')
  await end()
  await portal.runJobs()
  const review = await staff.client.call<{ reviewers: object[] }>('GET', `/projects/${projectId}/review`)
  expect(review.body.reviewers).toEqual([])
  const [letter] = (await mailsTo(portal, staff.email)).filter(({ text }) => text.includes(projectId))
  expect(letter?.text).toContain('One person whom you appointed')
  expect(letter?.text).not.toContain('Given Family')
  expect(await appoint(projectId, applicant)).toBe('reviews.cannotReview')
  // A job that comes twice finds nobody any more, and tells nobody who has no part in it.
  const asSystem = portal.app.asSystem('test', tenantId)
  const again = await portal.app.runner.call(dismissApplicants, { projectId }, asSystem)
  expect(again.dismissed).toBe(0)
  const told = await portal.app.runner.ask(readDismissalLetter, { projectId }, asSystem)
  expect(told?.personIds).toContain(staff.personId)
})

test('amount, proposal, experience and timeline are hidden one by one', async () => {
  const reviewer = await member('manager')
  const { projectId, applicationId, end } = await applied(['amount', 'timeline'])
  expect(await appoint(projectId, reviewer)).toBe(201)
  await end()
  await send(projectId, 'assignments', { applicationId, personId: reviewer.personId })
  const { client } = reviewer
  const queue = await client.call<{ items: Array<{ sheetId: string }> }>('GET', '/me/review-sheets')
  const sheetId = queue.body.items[0]?.sheetId
  const sheet = await client.call<{ bid: object }>('GET', `/review-sheets/${sheetId}`)
  const hidden = { items: null, total: null, currency: null, timeline: null, milestones: null }
  expect(sheet.body.bid).toMatchObject({ ...hidden, proposal: 'We renew the quay.' })
  const page = (await client.get(`/review-sheets/${sheetId}`)).text
  expect([page.includes('Twenty quays'), page.includes('Ten weeks'), page.includes('Piles')]).toEqual([
    true,
    false,
    false,
  ])
  const list = await client.call<{ items: object[] }>('GET', `/projects/${projectId}/weighed-applications`)
  expect(list.body.items).toMatchObject([{ amount: null, currency: null }])
})
