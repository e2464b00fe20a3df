import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readReviewLetter } from '../../../src/modules/reviews/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Weighed {
  items: Array<{ status: string; decision: { id: string; status: string } | null }>
  progress: Array<{ personId: string; assigned: number; handedIn: number }>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let second: MadePerson
let reviewers: [MadePerson, MadePerson]
let applicant: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  const member = async () => {
    const made = await makePerson(portal, { tenantId })
    await portal.app.runner.call(
      addMember,
      { unitId, personId: made.personId },
      portal.app.asSystem('test', tenantId),
    )
    return made
  }
  staff = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  second = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  reviewers = [await member(), await member()]
  applicant = await member()
})
afterAll(() => portal.close())

/** A project in review with two reviewers and one application. */
async function inReview(review: object = {}) {
  const rubric = [{ name: 'Price', weight: 1, mostPoints: 10 }]
  const { projectId } = await makeProject(staff, { unitId, currency: 'USD' }, { rubric, review })
  const { client } = staff
  for (const { personId } of reviewers)
    await client.call('POST', `/projects/${projectId}/reviewers`, { personId })
  const { applicationId } = await makeApplication(applicant, projectId)
  await client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough have applied' })
  await client.call('POST', `/projects/${projectId}/review`)
  return { projectId, applicationId }
}

const weighed = async (projectId: string) =>
  (await staff.client.call<Weighed>('GET', `/projects/${projectId}/weighed-applications`)).body

const sheetOf = async ({ client }: MadePerson, projectId: string) =>
  (
    await client.call<{ items: Array<{ sheetId: string }> }>(
      'GET',
      `/me/review-sheets?projectId=${projectId}`,
    )
  ).body.items[0]?.sheetId

const outcomeOf = async (applicationId: string) =>
  (
    await applicant.client.call<{ status: string; appeal: { id: string; status: string } | null }>(
      'GET',
      `/applications/${applicationId}/outcome`,
    )
  ).body

const decideByForm = (projectId: string, applicationId: string, outcome: string) =>
  staff.client.form(`/managed-projects/${projectId}/review/decisions/new`, {
    applicationIds: applicationId,
    outcome,
    reason: 'By the rubric',
    feedback: 'Thank you',
  })

test('sheets are shared out, taken back and given, written, handed in and excused by buttons', async () => {
  const { projectId, applicationId } = await inReview()
  const [one, other] = reviewers
  const assigned = async () => (await weighed(projectId)).progress.map((shown) => shown.assigned).sort()
  await staff.client.form(`/managed-projects/${projectId}/review/applications/share-out`, { each: '2' })
  expect(await assigned()).toEqual([1, 1])
  await staff.client.form(
    `/managed-projects/${projectId}/review/applications/${applicationId}/reviewers/${one.personId}/unassign`,
    {},
  )
  expect(await sheetOf(one, projectId)).toBeUndefined()
  await staff.client.form(`/managed-projects/${projectId}/review/applications/${applicationId}/assign`, {
    personId: one.personId,
  })
  const sheetId = await sheetOf(one, projectId)
  expect((await one.client.get('/')).text).toContain('1 application waits for your review')
  expect((await one.client.get(`/review-sheets/${sheetId}`)).text).toContain('class="rich-text"')
  expect((await applicant.client.get(`/applications/${applicationId}/outcome`)).text).toContain(
    'Your application is being weighed.',
  )
  await one.client.form(`/review-sheets/${sheetId}/ask/${applicationId}`, { body: 'How deep?' })
  expect((await one.client.get(`/review-sheets/${sheetId}`)).text).toContain('How deep?')
  const { body: sheet } = await one.client.call<{ criteria: Array<{ id: string }> }>(
    'GET',
    `/review-sheets/${sheetId}`,
  )
  const typed = (points: string) => ({
    'marks.0.criterionId': sheet.criteria[0]?.id ?? '',
    'marks.0.points': points,
    note: 'Fine',
  })
  await one.client.form(`/review-sheets/${sheetId}`, typed('3'))
  const early = await one.client.form(`/review-sheets/${sheetId}?then=hand-in`, typed(''))
  expect(early.status).toBe(422)
  await one.client.form(`/review-sheets/${sheetId}?then=hand-in`, typed('8'))
  const handedIn = await one.client.call('GET', `/review-sheets/${sheetId}`)
  expect(handedIn.body).toMatchObject({ status: 'handedIn', total: 8000, marks: [{ points: 8 }] })
  expect((await weighed(projectId)).progress.map(({ handedIn }) => handedIn).sort()).toEqual([0, 1])
  const theirs = await sheetOf(other, projectId)
  await other.client.form(`/review-sheets/${theirs}/conflict`, { reason: 'A cousin' })
  expect((await other.client.get(`/review-sheets/${theirs}`)).status).toBe(404)
})

test('staff ask and shortlist, the applicant answers and appeals, another hears: each has its button', async () => {
  const { projectId, applicationId } = await inReview({ appealDays: 3 })
  await staff.client.form(`/weighed-applications/${applicationId}/shortlist`, { isShortlisted: 'true' })
  expect((await outcomeOf(applicationId)).status).toBe('shortlisted')
  await staff.client.form(`/weighed-applications/${applicationId}/ask`, { body: 'How deep?' })
  expect((await applicant.client.get(`/applications/${applicationId}/outcome`)).text).toContain('How deep?')
  await applicant.client.form(`/applications/${applicationId}/outcome/answer`, { body: 'Nine metres' })
  expect((await staff.client.get(`/weighed-applications/${applicationId}`)).text).toContain('Nine metres')
  await decideByForm(projectId, applicationId, 'declined')
  const letter = await portal.app.runner.ask(
    readReviewLetter,
    { kind: 'decision', id: applicationId },
    portal.app.asSystem('test', tenantId),
  )
  expect(letter).toMatchObject({
    topic: 'reviews.decided',
    happening: 'declined',
    said: 'Thank you',
    personIds: [applicant.personId],
  })
  await applicant.client.form(`/applications/${applicationId}/outcome/appeal`, { body: 'You miscounted' })
  const { text } = await second.client.get(`/weighed-applications/${applicationId}`)
  const appealId = /\/appeals\/([^/]+)\/hear/.exec(text)?.[1]
  await second.client.form(`/appeals/${appealId}/hear`, { isUpheld: 'true', answer: 'So we did' })
  expect(await outcomeOf(applicationId)).toMatchObject({
    status: 'shortlisted',
    appeal: { status: 'upheld' },
  })
})

test('a proposed award is agreed to by the button of another, whose letter names nobody where names are hidden', async () => {
  const { projectId, applicationId } = await inReview({ approvalAbove: 0, hidden: ['names'] })
  await decideByForm(projectId, applicationId, 'awarded')
  const decisionId = (await weighed(projectId)).items[0]?.decision?.id
  const letter = await portal.app.runner.ask(
    readReviewLetter,
    { kind: 'proposal', id: decisionId ?? '' },
    portal.app.asSystem('test', tenantId),
  )
  expect(letter?.about.applicant).toMatch(/^#\w+$/)
  await staff.client.form(`/decisions/${decisionId}/agree`, { agrees: 'true' })
  expect((await weighed(projectId)).items[0]?.decision?.status).toBe('proposed')
  await second.client.form(`/decisions/${decisionId}/agree`, { agrees: 'true' })
  expect((await outcomeOf(applicationId)).status).toBe('awarded')
})
