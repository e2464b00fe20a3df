import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { decide, readReviewLetter } from '../../../src/modules/reviews/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadeApplication, makeApplication } from '../../factories/applications.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  code?: string
  status?: string
  issues?: Array<{ pointer: string; code: string }>
  assigned: number
  short: number
  decided: number
  proposed: number
  appealId: string
}

interface Weighed {
  items: Array<{
    applicationId: string
    code: string
    applicant: string | null
    status: string
    total: number | null
    place: number | null
    outliers: number
    sheets: { assigned: number; handedIn: number }
    decision: { id: string; outcome: string; status: string } | null
    hasOpenAppeal: boolean
  }>
  abilities: object
  progress: Array<{ personId: string; assigned: number; handedIn: number }>
}

interface Review {
  reviewers: Array<{ stoodDown: boolean }>
  conflicts: Array<{ id: string; abilities: { lift: boolean } }>
}

interface Sheet {
  id: string
  criteria: Array<{ id: string; mostPoints: number }>
  bid: {
    applicant: { name: string } | null
    team: object[] | null
    references: object[] | null
    proposal: string
  }
  others: Array<{ total: number; note: string | null }> | null
  messages: Array<{ body: string; fromApplicant: boolean }>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let second: MadePerson
let reviewers: [MadePerson, MadePerson]
let applicants: [MadePerson, MadePerson, MadePerson]

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
  await portal.app.runner.call(
    addMember,
    { unitId, personId: second.personId },
    portal.app.asSystem('test', tenantId),
  )
  reviewers = [await member(), await member()]
  applicants = [await member(), await member(), await member()]
})
afterAll(() => portal.close())

const criteria = [
  { name: 'Price', weight: 3, mostPoints: 10 },
  { name: 'Team', weight: 1, mostPoints: 5 },
]

/** A project in review with two reviewers and so many applications. */
async function inReview({
  said = {},
  review = {},
  many = 3,
}: {
  said?: object
  review?: object
  many?: number
} = {}) {
  const { projectId } = await makeProject(
    staff,
    { unitId, currency: 'USD', ...said },
    { rubric: criteria, review },
  )
  const send = async (method: string, path: string, body: object = {}) => {
    const reply = await staff.client.call<Reply>(method, `/projects/${projectId}/${path}`, body)
    if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${reply.text}`)
  }
  for (const { personId } of reviewers) await send('POST', 'reviewers', { personId })
  const applications: MadeApplication[] = []
  for (const applicant of applicants.slice(0, many))
    applications.push(
      await makeApplication(applicant, projectId, {
        proposal: `Proposal of ${applicant.personId}`,
        team: [{ name: 'Taras Bondar', role: 'Diver' }],
        references: [{ name: 'Mayor Koval', email: 'koval@example.org' }],
      }),
    )
  await send('POST', 'closing', { reason: 'All who wanted have applied' })
  await send('POST', 'review')
  return { projectId, applications, first: applications[0]?.applicationId ?? '' }
}

const weighed = async (projectId: string, by = staff) =>
  (await by.client.call<Weighed>('GET', `/projects/${projectId}/weighed-applications`)).body

const queueOf = async ({ client }: MadePerson, projectId: string) =>
  (
    await client.call<{ items: Array<{ sheetId: string; applicationId: string; applicant: string | null }> }>(
      'GET',
      `/me/review-sheets?projectId=${projectId}`,
    )
  ).body.items

const shareOut = (projectId: string, each = 2) =>
  staff.client.call<Reply>('POST', `/projects/${projectId}/assignments/even`, { each })

async function handIn({ client }: MadePerson, sheetId: string, points: [number, number], note = 'Fine') {
  const sheet = (await client.call<Sheet>('GET', `/review-sheets/${sheetId}`)).body
  const marks = sheet.criteria.map(({ id }, index) => ({ criterionId: id, points: points[index], note }))
  expect((await client.call('PUT', `/review-sheets/${sheetId}`, { marks, note })).status).toBe(200)
  return client.call<Reply>('POST', `/review-sheets/${sheetId}/handing-in`)
}

const decideAs = (
  by: MadePerson,
  projectId: string,
  applicationIds: string[],
  outcome: string,
  more: object = {},
) =>
  by.client.call<Reply>('POST', `/projects/${projectId}/decisions`, {
    applicationIds,
    outcome,
    reason: 'By the rubric',
    ...more,
  })

const outcomeOf = ({ client }: MadePerson, applicationId: string) =>
  client.call<{ status: string; feedback: string | null; appealUntil: string | null; appeal: object | null }>(
    'GET',
    `/applications/${applicationId}/outcome`,
  )

test('whoever reviews says of the match score whether it is right, and of one that is hidden nothing', async () => {
  const [reviewer] = reviewers
  type WithMatch = { match: { score: number; reasons: string[] | null; mine: boolean | null } | null }
  const sheetIn = async (review: object) => {
    const { projectId } = await inReview({ many: 1, review })
    await shareOut(projectId)
    const [{ sheetId = '' } = {}] = await queueOf(reviewer, projectId)
    const read = async () =>
      (await reviewer.client.call<WithMatch>('GET', `/review-sheets/${sheetId}`)).body.match
    const rate = (isRight: boolean | null, by = reviewer) =>
      by.client.call('PUT', `/review-sheets/${sheetId}/match-rating`, { isRight })
    return { sheetId, read, rate }
  }
  const open = await sheetIn({})
  expect(await open.read()).toMatchObject({ mine: null, reasons: expect.any(Array) })
  expect((await open.rate(false)).status).toBe(200)
  expect((await open.rate(true, reviewers[1])).status).toBe(404)
  const page = await reviewer.client.get<string>(`/review-sheets/${open.sheetId}`)
  expect(page.text).toContain('You find it wrong.')
  const byForm = await reviewer.client.form(`/review-sheets/${open.sheetId}/match-rating`, {
    isRight: 'true',
  })
  expect([byForm.status, (await open.read())?.mine]).toEqual([303, true])
  await open.rate(null)
  expect((await open.read())?.mine).toBeNull()

  const blind = await sheetIn({ hidden: ['names'] })
  expect(await blind.read()).toMatchObject({ reasons: null })
  const hidden = await sheetIn({ hidden: ['match'] })
  expect([await hidden.read(), (await hidden.rate(true)).status]).toEqual([null, 404])
})

describe('assigning', () => {
  test('shares out evenly, by hand besides, and takes back what is not handed in', async () => {
    const { projectId, first } = await inReview()
    expect((await shareOut(projectId, 1)).body).toMatchObject({ assigned: 3, short: 0 })
    expect((await weighed(projectId)).progress.map(({ assigned }) => assigned).sort()).toEqual([1, 2])
    // reviews.tellOfSheets: each reviewer hears of it once, however many there are.
    await portal.runJobs()
    for (const { email } of reviewers) {
      const told = (await mailsTo(portal, email)).filter(({ text }) => text.includes(projectId))
      expect(told.filter(({ subject }) => subject.endsWith('wait for your review'))).toHaveLength(1)
    }
    expect((await shareOut(projectId, 3)).body).toMatchObject({ assigned: 3, short: 3 })
    const [{ personId }] = reviewers
    const again = await staff.client.call<Reply>('POST', `/projects/${projectId}/assignments`, {
      applicationId: first,
      personId,
    })
    expect([again.status, again.body.code]).toEqual([409, 'reviews.assignedAlready'])
    const gone = await staff.client.call('DELETE', `/projects/${projectId}/assignments/${first}/${personId}`)
    expect(gone.status).toBe(200)
    expect(await queueOf(reviewers[0], projectId)).toHaveLength(2)
    const stranger = await staff.client.call<Reply>('POST', `/projects/${projectId}/assignments`, {
      applicationId: first,
      personId: applicants[0].personId,
    })
    expect(stranger.body.issues).toMatchObject([{ pointer: '/personId', code: 'reviews.error.noReviewer' }])
  })

  test('reviews.barred: a conflict with one applicant keeps that one away, and what was open is excused', async () => {
    const { projectId } = await inReview()
    await shareOut(projectId)
    const [{ sheetId = '', applicationId = '' } = {}] = await queueOf(reviewers[0], projectId)
    const excused = await reviewers[0].client.call('POST', `/review-sheets/${sheetId}/conflict`, {
      reason: 'A cousin',
    })
    expect(excused.status).toBe(200)
    expect((await reviewers[0].client.call('GET', `/review-sheets/${sheetId}`)).status).toBe(404)
    const { body } = await staff.client.call<Reply>('POST', `/projects/${projectId}/assignments`, {
      applicationId,
      personId: reviewers[0].personId,
    })
    expect(body.code).toBe('reviews.barred')
    expect((await shareOut(projectId)).body).toMatchObject({ assigned: 0, short: 1 })
    const review = await staff.client.call<Review>('GET', `/projects/${projectId}/review`)
    // It is the one application: they go on with the others.
    expect(review.body.reviewers.map(({ stoodDown }) => stoodDown)).toEqual([false, false])
    const [{ id = '' } = {}] = review.body.conflicts
    const lifted = await staff.client.call('POST', `/projects/${projectId}/conflicts/${id}/lifting`, {
      reason: 'Another family of this name',
    })
    expect(lifted.status).toBe(200)
    expect((await shareOut(projectId)).body).toMatchObject({ assigned: 1, short: 0 })
    expect((await queueOf(reviewers[0], projectId)).map((one) => one.sheetId)).toContain(sheetId)
  })

  test('nobody lifts a conflict of their own, not even where they see the others of a project', async () => {
    const { projectId, first } = await inReview({ many: 1 })
    const { personId } = second
    await staff.client.call('POST', `/projects/${projectId}/reviewers`, { personId })
    const assignment = { applicationId: first, personId }
    await staff.client.call('POST', `/projects/${projectId}/assignments`, assignment)
    const [{ sheetId = '' } = {}] = await queueOf(second, projectId)
    expect((await second.client.call('POST', `/review-sheets/${sheetId}/conflict`, {})).status).toBe(200)
    const lift = async ({ client }: MadePerson) => {
      const { body } = await client.call<Review>('GET', `/projects/${projectId}/review`)
      const [{ id = '', abilities = null } = {}] = body.conflicts
      const { status } = await client.call('POST', `/projects/${projectId}/conflicts/${id}/lifting`, {
        reason: 'They parted ways',
      })
      return [abilities?.lift, status]
    }
    expect(await lift(second)).toEqual([false, 403])
    expect(await lift(staff)).toEqual([true, 200])
  })

  test('reviews.notInReview and reviews.noReviewers', async () => {
    const { projectId } = await makeProject(staff, { unitId }, { rubric: criteria })
    expect((await shareOut(projectId)).body.code).toBe('reviews.notInReview')
    await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough have applied' })
    await staff.client.call('POST', `/projects/${projectId}/review`)
    expect((await shareOut(projectId)).body.code).toBe('reviews.noReviewers')
  })
})

describe('a review', () => {
  test('is blind where that was said, and hides what others made of it until one’s own is in', async () => {
    const { projectId, first } = await inReview({
      review: { hidden: ['names', 'team', 'references'] },
      many: 1,
    })
    await shareOut(projectId)
    const [one, other] = reviewers
    const [mine] = await queueOf(one, projectId)
    const [theirs] = await queueOf(other, projectId)
    expect(mine).toMatchObject({ applicant: null, applicationId: first })
    expect((await handIn(one, mine?.sheetId ?? '', [10, 5], 'Splendid')).status).toBe(200)
    const before = (await other.client.call<Sheet>('GET', `/review-sheets/${theirs?.sheetId}`)).body
    expect(before.bid).toMatchObject({ applicant: null, team: null, references: null })
    expect([before.bid.proposal.length > 0, before.others]).toEqual([true, null])
    expect((await handIn(other, theirs?.sheetId ?? '', [2, 1], 'Poor')).status).toBe(200)
    const after = (await other.client.call<Sheet>('GET', `/review-sheets/${theirs?.sheetId}`)).body
    expect(after.others).toMatchObject([{ total: 10_000, note: 'Splendid' }])
    const [item] = (await weighed(projectId)).items
    expect(item).toMatchObject({ total: 6_000, place: 1, outliers: 2, sheets: { assigned: 2, handedIn: 2 } })
    expect(item?.applicant).toBe('Given Family')
    const late = await handIn(one, mine?.sheetId ?? '', [1, 1]).catch((error: Error) => error.message)
    expect(String(late)).toContain('409')
  })

  test('is kept again and again from its page, and not over what another window has kept', async () => {
    const { projectId } = await inReview({ many: 1 })
    await shareOut(projectId)
    const [{ client }] = reviewers
    const [{ sheetId = '' } = {}] = await queueOf(reviewers[0], projectId)
    const keep = async (version: string | undefined, note: string) =>
      (await client.form(`/review-sheets/${sheetId}`, { _version: version ?? '', note })).status
    const shown = async () =>
      /name="_version" value="(\d+)"/.exec((await client.get(`/review-sheets/${sheetId}`)).text)?.[1]
    // Whoever presses Enter in a field presses the first button: it saves, and hands nothing in.
    const { text } = await client.get(`/review-sheets/${sheetId}`)
    const buttons = [...text.matchAll(/<button type="submit"[^>]*>/g)].map(([button]) => button)
    expect(buttons.findIndex((button) => button.includes('hand-in'))).toBeGreaterThan(0)
    const first = await shown()
    expect(await keep(first, 'So far')).toBe(303)
    const then = await shown()
    expect(await keep(then, 'And on')).toBe(303)
    expect(await keep(then, 'From an old window')).toBe(412)
    expect((await client.get(`/review-sheets/${sheetId}`)).text).toContain('And on')
  })

  test('reviews.error.tooManyPoints, criteria of another rubric, and what lacks points', async () => {
    const { projectId } = await inReview({ many: 1 })
    await shareOut(projectId)
    const [{ sheetId = '' } = {}] = await queueOf(reviewers[0], projectId)
    const { client } = reviewers[0]
    const sheet = (await client.call<Sheet>('GET', `/review-sheets/${sheetId}`)).body
    const [price] = sheet.criteria
    const save = (marks: object[]) => client.call<Reply>('PUT', `/review-sheets/${sheetId}`, { marks })
    expect((await save([{ criterionId: price?.id, points: 11 }])).body.issues?.[0]).toMatchObject({
      pointer: '/marks/0/points',
      code: 'reviews.error.tooManyPoints',
    })
    expect((await save([{ criterionId: sheetId, points: 1 }])).body.issues?.[0]?.pointer).toBe(
      '/marks/0/criterionId',
    )
    await save([{ criterionId: price?.id, points: 7 }])
    const early = await client.call<Reply>('POST', `/review-sheets/${sheetId}/handing-in`)
    expect(early.body.issues?.map(({ pointer }) => pointer)).toEqual(['/marks/1/points'])
  })

  test('reviews.handedIn and reviews.decidedAlready: it is not changed after that', async () => {
    const { projectId, first } = await inReview({ many: 1 })
    await shareOut(projectId)
    const [mine] = await queueOf(reviewers[0], projectId)
    const [theirs] = await queueOf(reviewers[1], projectId)
    await handIn(reviewers[0], mine?.sheetId ?? '', [1, 1])
    const again = await reviewers[0].client.call<Reply>('POST', `/review-sheets/${mine?.sheetId}/handing-in`)
    expect(again.body.code).toBe('reviews.handedIn')
    const back = await staff.client.call<Reply>(
      'DELETE',
      `/projects/${projectId}/assignments/${first}/${reviewers[0].personId}`,
    )
    expect(back.body.code).toBe('reviews.handedIn')
    await decideAs(staff, projectId, [first], 'declined')
    const late = await reviewers[1].client.call<Reply>('PUT', `/review-sheets/${theirs?.sheetId}`, {
      marks: [],
    })
    expect(late.body.code).toBe('reviews.decidedAlready')
  })

  test('projects.noCriteria and reviews.noRubric: it does not begin without one, and without one nothing is handed in', async () => {
    const { projectId } = await makeProject(staff, { unitId })
    await staff.client.call('POST', `/projects/${projectId}/reviewers`, { personId: reviewers[0].personId })
    await makeApplication(applicants[0], projectId)
    await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough have applied' })
    const begin = () => staff.client.call<Reply>('POST', `/projects/${projectId}/review`)
    const early = await begin()
    expect([early.status, early.body.code]).toEqual([409, 'projects.noCriteria'])
    await staff.client.call('PUT', `/projects/${projectId}/rubric`, { criteria })
    expect((await begin()).status).toBe(200)
    // One that began before that was asked for.
    await portal.app.database.sql(sql`DELETE FROM review_criteria WHERE project_id = ${projectId}::uuid`)
    await shareOut(projectId, 1)
    const [{ sheetId = '' } = {}] = await queueOf(reviewers[0], projectId)
    const reply = await reviewers[0].client.call<Reply>('POST', `/review-sheets/${sheetId}/handing-in`)
    expect(reply.body.code).toBe('reviews.noRubric')
  })
})

describe('questions to an applicant', () => {
  test('come by mail, are answered, and name nobody; reviews.notClarifying', async () => {
    const { projectId, first } = await inReview({ many: 1 })
    await shareOut(projectId)
    const [{ sheetId = '' } = {}] = await queueOf(reviewers[0], projectId)
    const unasked = await applicants[0].client.call<Reply>('POST', `/applications/${first}/answers`, {
      body: 'Hello',
    })
    expect(unasked.body.code).toBe('reviews.notClarifying')
    const asked = await reviewers[0].client.call('POST', `/weighed-applications/${first}/questions`, {
      body: 'How deep?',
    })
    expect(asked.status).toBe(201)
    await portal.runJobs()
    const answered = await applicants[0].client.call('POST', `/applications/${first}/answers`, {
      body: 'Nine metres',
    })
    expect(answered.status).toBe(201)
    const sheet = (await reviewers[0].client.call<Sheet>('GET', `/review-sheets/${sheetId}`)).body
    expect(sheet.messages.map(({ body }) => body)).toEqual(['How deep?', 'Nine metres'])
    expect((await outcomeOf(applicants[0], first)).text).not.toContain(reviewers[0].personId)
    const { rows } = await portal.app.database.pool.query(
      'SELECT subject FROM kept_mails WHERE recipient = $1',
      [applicants[0].email],
    )
    expect(rows.map(({ subject }) => subject)).toContain(
      'A question about your application for Renew the quay',
    )
    expect(
      (await applicants[1].client.call('POST', `/weighed-applications/${first}/questions`, { body: 'x' }))
        .status,
    ).toBe(404)
  })
})

describe('deciding', () => {
  test('is previewed, done for several at once, told by mail, and awards the project', async () => {
    const { projectId, applications } = await inReview()
    const [a = '', b = '', c = ''] = applications.map(({ applicationId }) => applicationId)
    await staff.client.call('POST', `/weighed-applications/${a}/shortlisting`, { isShortlisted: true })
    expect((await outcomeOf(applicants[0], a)).body.status).toBe('shortlisted')
    const preview = await staff.client.call<{
      items: Array<{ subject: string; text: string; takesTwo: boolean }>
    }>(
      'GET',
      `/projects/${projectId}/decision-preview?applicationIds=${b}&applicationIds=${c}&outcome=declined&feedback=Too+dear`,
    )
    expect(preview.body.items).toHaveLength(2)
    expect(preview.body.items[0]?.text).toContain('Too dear')
    const declined = await decideAs(staff, projectId, [b, c], 'declined', { feedback: 'Too dear' })
    expect([declined.status, declined.body.decided]).toEqual([201, 2])
    const chosen = `applicationIds=${a}&outcome=awarded`
    const { body: before } = await staff.client.call<{ items: object[] }>(
      'GET',
      `/projects/${projectId}/decision-preview?${chosen}`,
    )
    const awaited = { assigned: 0, handedIn: 0 }
    expect(before.items).toMatchObject([
      { text: expect.stringContaining('What comes next'), sheets: awaited },
    ])
    const page = await staff.client.get(`/managed-projects/${projectId}/review/decisions/new?${chosen}`)
    expect(page.text).toContain('Nobody reviews it')
    const nextStep = 'Come to sign on Friday'
    expect((await decideAs(staff, projectId, [a], 'awarded', { nextStep })).body.decided).toBe(1)
    // With nothing left open, nothing is chosen or shared out any more.
    expect((await weighed(projectId)).abilities).toMatchObject({ assign: false, decide: false })
    const project = await staff.client.call<{ status: string }>('GET', `/projects/${projectId}`)
    expect(project.body.status).toBe('awarded')
    expect((await outcomeOf(applicants[1], b)).body).toMatchObject({
      status: 'declined',
      feedback: 'Too dear',
    })
    await portal.runJobs()
    const { rows } = await portal.app.database.pool.query(
      `SELECT recipient, text FROM kept_mails WHERE subject = 'You are awarded Renew the quay'`,
    )
    expect(rows).toMatchObject([{ recipient: applicants[0].email }])
    for (const part of ['$2,750.13', nextStep, 'Whom to ask: '])
      expect(rows).toMatchObject([{ text: expect.stringContaining(part) }])
    const award = { amount: 275_013, currency: 'USD', contact: expect.stringMatching(/./), nextStep }
    expect((await outcomeOf(applicants[0], a)).body).toMatchObject({ award })
    expect((await applicants[0].client.get(`/applications/${a}/outcome`)).text).toContain(nextStep)
    expect((await outcomeOf(applicants[1], b)).body).toMatchObject({ award: null })
  })

  test('is previewed without names by those who review blindly themselves', async () => {
    const { projectId, first } = await inReview({ review: { hidden: ['names'] }, many: 1 })
    await staff.client.call('POST', `/projects/${projectId}/reviewers`, { personId: second.personId })
    const preview = async ({ client }: MadePerson) =>
      (
        await client.call<{ items: Array<{ applicant: string }> }>(
          'GET',
          `/projects/${projectId}/decision-preview?applicationIds=${first}&outcome=declined`,
        )
      ).body.items[0]?.applicant
    expect(await preview(staff)).toBe('Given Family')
    expect(await preview(second)).toBe(`Application ${first.slice(-6).toUpperCase()}`)
  })

  test('is all or nothing: of one that is decided already the others stay open', async () => {
    const { projectId, applications } = await inReview()
    const ids = applications.map(({ applicationId }) => applicationId)
    await decideAs(staff, projectId, ids.slice(0, 1), 'declined')
    const reply = await decideAs(staff, projectId, ids, 'declined')
    expect([reply.status, reply.body.code]).toEqual([409, 'reviews.decidedAlready'])
    expect((await weighed(projectId)).items.filter(({ status }) => status === 'submitted')).toHaveLength(2)
    const unknown = await decideAs(staff, projectId, [projectId], 'declined')
    expect(unknown.body.issues?.[0]?.pointer).toBe('/applicationIds/0')
  })

  test('two who decide at once: one does', async () => {
    const { projectId, first } = await inReview({ many: 1 })
    const answers = await Promise.all(
      [staff, second, staff, second].map((by, index) =>
        decideAs(by, projectId, [first], index % 2 ? 'declined' : 'awarded'),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
  })

  test('who is in reserve may be awarded after all', async () => {
    const { projectId, first } = await inReview({ many: 1 })
    expect((await decideAs(staff, projectId, [first], 'reserve')).status).toBe(201)
    expect((await decideAs(staff, projectId, [first], 'awarded')).status).toBe(201)
    expect((await outcomeOf(applicants[0], first)).body.status).toBe('awarded')
  })

  test('above the limit takes two, who are two: reviews.ownDecision, reviews.notProposed', async () => {
    const { projectId, first } = await inReview({ review: { approvalAbove: 1_000 }, many: 1 })
    const proposed = await decideAs(staff, projectId, [first], 'awarded')
    expect(proposed.body).toMatchObject({ decided: 0, proposed: 1 })
    expect((await outcomeOf(applicants[0], first)).body).toMatchObject({
      status: 'submitted',
      feedback: null,
    })
    expect((await decideAs(second, projectId, [first], 'declined')).body.code).toBe('reviews.decidedAlready')
    const [item] = (await weighed(projectId)).items
    const agree = (by: MadePerson, agrees = true) =>
      by.client.call<Reply>('POST', `/decisions/${item?.decision?.id}/agreement`, {
        agrees,
        reason: agrees ? null : 'Too dear',
      })
    const own = await agree(staff)
    expect([own.status, own.body.code]).toEqual([403, 'reviews.ownDecision'])
    const answers = await Promise.all([agree(second), agree(second, false), agree(second)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('reviews.notProposed')
  })

  test('nobody agrees to an award of a project that was cancelled meanwhile', async () => {
    const { projectId, first } = await inReview({ review: { approvalAbove: 0 }, many: 1 })
    await decideAs(staff, projectId, [first], 'awarded')
    const [item] = (await weighed(projectId)).items
    await staff.client.call('POST', `/projects/${projectId}/cancellation`, { reason: 'No money' })
    const { body } = await second.client.call<Reply>('POST', `/decisions/${item?.decision?.id}/agreement`, {})
    expect(body.code).toBe('reviews.notInReview')
    expect((await outcomeOf(applicants[0], first)).body.status).toBe('submitted')
  })

  test('an award that is not agreed to may be decided anew', async () => {
    const { projectId, first } = await inReview({ review: { approvalAbove: 0 }, many: 1 })
    await decideAs(staff, projectId, [first], 'awarded')
    const [item] = (await weighed(projectId)).items
    const refuse = (said: object = {}) =>
      second.client.call<Reply>('POST', `/decisions/${item?.decision?.id}/agreement`, {
        agrees: false,
        ...said,
      })
    expect((await refuse()).body.issues).toMatchObject([{ pointer: '/reason', code: 'required' }])
    expect((await refuse({ reason: 'Dearer than the market' })).status).toBe(200)
    expect((await staff.client.get(`/weighed-applications/${first}`)).text).toContain(
      'Dearer than the market',
    )
    expect((await decideAs(staff, projectId, [first], 'declined')).status).toBe(201)
  })

  test('nobody decides about a project that they apply for, nor when it ends; projects.standsApart', async () => {
    const { projectId } = await makeProject(staff, { unitId }, { rubric: criteria })
    const { applicationId } = await makeApplication(second, projectId)
    const step = async (name: string) => {
      const { status, body } = await second.client.call<Reply>('POST', `/projects/${projectId}/${name}`, {
        reason: 'It suits me',
      })
      return [status, body.code]
    }
    const apart = [403, 'projects.standsApart']
    expect([await step('closing'), await step('cancellation')]).toEqual([apart, apart])
    await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough have applied' })
    const begun = await second.client.call<Reply>('POST', `/projects/${projectId}/review`)
    expect([begun.status, begun.body.code]).toEqual(apart)
    await staff.client.call('POST', `/projects/${projectId}/review`)
    expect((await decideAs(second, projectId, [applicationId], 'awarded')).status).toBe(404)
    expect((await second.client.call('GET', `/projects/${projectId}/weighed-applications`)).status).toBe(404)
    expect((await second.client.call('GET', `/weighed-applications/${applicationId}`)).status).toBe(404)
  })

  test('whoever has withdrawn what they handed in stands apart all the same', async () => {
    const { projectId } = await makeProject(staff, { unitId }, { rubric: criteria })
    const own = await makeApplication(second, projectId)
    const { applicationId } = await makeApplication(applicants[0], projectId)
    await second.client.call('POST', `/applications/${own.applicationId}/withdrawal`, {})
    await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough have applied' })
    await staff.client.call('POST', `/projects/${projectId}/review`)
    const seen = async (path: string) => (await second.client.call('GET', path)).status
    expect([
      await seen(`/projects/${projectId}/review`),
      await seen(`/projects/${projectId}/weighed-applications`),
      await seen(`/weighed-applications/${applicationId}`),
      await seen(`/applications/${applicationId}`),
      (await decideAs(second, projectId, [applicationId], 'awarded')).status,
    ]).toEqual([404, 404, 404, 404, 404])
    // Their own they still see.
    expect(await seen(`/applications/${own.applicationId}`)).toBe(200)
  })
})

test('what whoever decides has open keeps no place from the record; who is excused from one application gives it to nobody', async () => {
  const withSecond = async () => {
    const made = await inReview({ many: 1 })
    const { projectId } = made
    await staff.client.call('POST', `/projects/${projectId}/reviewers`, { personId: second.personId })
    await shareOut(projectId, 3)
    return made
  }
  const { projectId, first } = await withSecond()
  const [{ sheetId = '' } = {}] = await queueOf(reviewers[0], projectId)
  await handIn(reviewers[0], sheetId, [5, 5])
  expect((await decideAs(second, projectId, [first], 'declined')).status).toBe(201)
  const [kept] = await portal.app.database.sql(
    sql`SELECT place, total FROM review_decisions WHERE application_id = ${first}::uuid`,
  )
  expect(kept).toEqual({ place: 1, total: 6250 })

  const other = await withSecond()
  const [mine] = await queueOf(second, other.projectId)
  await second.client.call('POST', `/review-sheets/${mine?.sheetId}/conflict`, {})
  const at = `/projects/${other.projectId}/assignments`
  const { personId } = reviewers[0]
  expect((await second.client.call('DELETE', `${at}/${other.first}/${personId}`)).status).toBe(404)
  expect((await staff.client.call('DELETE', `${at}/${other.first}/${personId}`)).status).toBe(200)
  const given = { applicationId: other.first, personId }
  expect((await second.client.call('POST', at, given)).status).toBe(404)
  const again = await second.client.call<Reply>('POST', `${at}/even`, { each: 3 })
  expect(again.body.assigned).toBe(0)
  const { conflicts } = (await staff.client.call<Review>('GET', `/projects/${other.projectId}/review`)).body
  expect(conflicts).toMatchObject([{ code: (await weighed(other.projectId)).items[0]?.code }])
})

test('an appeal of a project that was cancelled meanwhile is answered, and opens nothing again', async () => {
  const { projectId, first } = await inReview({ review: { appealDays: 3 }, many: 1 })
  await decideAs(staff, projectId, [first], 'declined')
  const filed = await applicants[0].client.call<Reply>('POST', `/applications/${first}/appeals`, {
    body: 'No',
  })
  await staff.client.call('POST', `/projects/${projectId}/cancellation`, { reason: 'No money' })
  const heard = await second.client.call('POST', `/appeals/${filed.body.appealId}/hearing`, {
    isUpheld: true,
    answer: 'You are right',
  })
  expect(heard.status).toBe(200)
  expect((await outcomeOf(applicants[0], first)).body).toMatchObject({
    status: 'declined',
    appeal: { status: 'upheld', answer: 'You are right' },
  })
})

test('reviews.stillSealed: nothing is done about bids before their witnesses have opened them', async () => {
  const { projectId, first } = await inReview({ many: 2 })
  await shareOut(projectId)
  const [{ sheetId = '' } = {}] = await queueOf(reviewers[0], projectId)
  await portal.app.database.sql(sql`
    INSERT INTO sealings (tenant_id, project_id, threshold, created_at) VALUES (${tenantId}::uuid, ${projectId}::uuid, 2, now())`)
  const at = `/weighed-applications/${first}`
  const refused = [
    await shareOut(projectId),
    await decideAs(staff, projectId, [first], 'declined'),
    await staff.client.call<Reply>('POST', `${at}/questions`, { body: 'How deep?' }),
    await staff.client.call<Reply>('POST', `${at}/shortlisting`, {}),
    await reviewers[0].client.call<Reply>('PUT', `/review-sheets/${sheetId}`, { marks: [] }),
    await reviewers[0].client.call<Reply>('POST', `/review-sheets/${sheetId}/handing-in`),
  ]
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    refused.map(() => [409, 'reviews.stillSealed']),
  )
  for (const path of [`/managed-projects/${projectId}/review/applications`, at]) {
    const { text } = await staff.client.get(path)
    expect([path, text.includes('wait for their witnesses'), text.includes('decisions/new')]).toEqual([
      path,
      true,
      false,
    ])
  }
  await portal.app.database.sql(
    sql`UPDATE sealings SET ready_at = now(), opened_at = now(), public_key = decode(repeat('00', 32), 'hex'), sealed_opened_key = '\\x00' WHERE project_id = ${projectId}::uuid`,
  )
  expect((await decideAs(staff, projectId, [first], 'declined')).status).toBe(201)
})

test('the limit is of all awards of a project together; an award is not appealed against, and a conflict is declared after it', async () => {
  const { projectId, applications } = await inReview({
    review: { approvalAbove: 15_000, appealDays: 3 },
    many: 3,
  })
  await portal.app.database.sql(sql`
    UPDATE applications SET total = 8000, currency = 'USD' WHERE project_id = ${projectId}::uuid`)
  const [a = '', b = '', c = ''] = applications.map(({ applicationId }) => applicationId)
  const preview = await staff.client.call<{ items: Array<{ takesTwo: boolean }> }>(
    'GET',
    `/projects/${projectId}/decision-preview?applicationIds=${a}&applicationIds=${b}&outcome=awarded`,
  )
  expect(preview.body.items.map(({ takesTwo }) => takesTwo)).toEqual([false, true])
  expect((await decideAs(staff, projectId, [a, b], 'awarded')).body).toMatchObject({
    decided: 1,
    proposed: 1,
  })
  expect((await decideAs(staff, projectId, [c], 'awarded')).body).toMatchObject({ decided: 0, proposed: 1 })
  expect((await outcomeOf(applicants[0], a)).body).toMatchObject({ status: 'awarded', appealUntil: null })
  const appealed = await applicants[0].client.call<Reply>('POST', `/applications/${a}/appeals`, {
    body: 'No',
  })
  expect(appealed.body.code).toBe('reviews.appealTooLate')
  const conflict = await reviewers[0].client.call('POST', `/projects/${projectId}/conflicts`, {})
  expect(conflict.status).toBe(201)
  // Nobody appoints whoever applies, once nothing comes in any more.
  const other = await inReview({ many: 1 })
  const { personId } = applicants[0]
  const own = await staff.client.call<Reply>('POST', `/projects/${other.projectId}/reviewers`, { personId })
  expect(own.body.code).toBe('reviews.cannotReview')
})

test('who is in reserve keeps the right to appeal until an award that takes two holds', async () => {
  const { projectId, first } = await inReview({ review: { approvalAbove: 0, appealDays: 3 }, many: 1 })
  await decideAs(staff, projectId, [first], 'reserve')
  const propose = async () => {
    expect((await decideAs(staff, projectId, [first], 'awarded')).body.proposed).toBe(1)
    return (await weighed(projectId)).items[0]?.decision
  }
  const agree = (id: string | undefined, agrees: boolean) =>
    second.client.call('POST', `/decisions/${id}/agreement`, { agrees, reason: 'Looked at closely' })
  const proposed = await propose()
  expect(proposed).toMatchObject({ outcome: 'awarded', status: 'proposed' })
  const told = (await outcomeOf(applicants[0], first)).body
  expect([told.status, told.appealUntil]).toEqual(['reserve', expect.any(String)])
  expect((await agree(proposed?.id, false)).status).toBe(200)
  expect((await weighed(projectId)).items[0]?.decision).toMatchObject({ outcome: 'reserve', status: 'final' })
  const again = await propose()
  const appealed = await applicants[0].client.call('POST', `/applications/${first}/appeals`, { body: 'No' })
  expect(appealed.status).toBe(201)
  expect((await weighed(projectId)).items[0]?.hasOpenAppeal).toBe(true)
  expect((await agree(again?.id, true)).status).toBe(200)
  expect((await outcomeOf(applicants[0], first)).body.status).toBe('awarded')
})

test('nobody hears an appeal who decided anything else of its project; those above are told where nobody is left', async () => {
  const { projectId, applications, first } = await inReview({ review: { appealDays: 3 }, many: 2 })
  const administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  await decideAs(staff, projectId, [first], 'declined')
  await decideAs(second, projectId, [applications[1]?.applicationId ?? ''], 'declined')
  const { body } = await applicants[0].client.call<Reply>('POST', `/applications/${first}/appeals`, {
    body: 'No',
  })
  const letter = await portal.app.runner.ask(
    readReviewLetter,
    { kind: 'appeal', id: body.appealId },
    portal.app.asSystem('test', tenantId),
  )
  expect(letter?.personIds).toEqual([administrator.personId])
  const hear = ({ client }: MadePerson) =>
    client.call<Reply>('POST', `/appeals/${body.appealId}/hearing`, { answer: 'So it stays' })
  const refused = await hear(second)
  expect([refused.status, refused.body.code]).toEqual([403, 'reviews.ownDecision'])
  const { text } = await second.client.get(`/weighed-applications/${first}`)
  expect([text.includes('administrators above do'), text.includes('/hear"')]).toEqual([true, false])
  expect((await hear(administrator)).status).toBe(200)
})

test('nobody is written to about a project that they apply for', async () => {
  const { projectId, first } = await inReview({ review: { appealDays: 3 }, many: 1 })
  await portal.app.database.sql(sql`
    INSERT INTO review_conflicts (id, tenant_id, project_id, person_id, declared_at)
    VALUES (gen_random_uuid(), ${tenantId}::uuid, ${projectId}::uuid, ${second.personId}::uuid, now())`)
  await staff.client.call('POST', `/weighed-applications/${first}/questions`, { body: 'How deep?' })
  const { body } = await applicants[0].client.call<{ messageId: string }>(
    'POST',
    `/applications/${first}/answers`,
    { body: 'Nine metres' },
  )
  const letter = await portal.app.runner.ask(
    readReviewLetter,
    { kind: 'message', id: body.messageId },
    portal.app.asSystem('test', tenantId),
  )
  expect(letter?.personIds).toEqual([staff.personId])
})

describe('an appeal', () => {
  test('is filed within the days, heard by another, and opens the application again', async () => {
    const { projectId, first } = await inReview({ review: { appealDays: 3 }, many: 1 })
    await decideAs(staff, projectId, [first], 'declined', { feedback: 'No' })
    expect((await outcomeOf(applicants[0], first)).body.appealUntil).not.toBeNull()
    const file = (body: string) =>
      applicants[0].client.call<Reply>('POST', `/applications/${first}/appeals`, { body })
    const filed = await file('You miscounted')
    expect(filed.status).toBe(201)
    expect((await file('Again')).body.code).toBe('reviews.appealedAlready')
    expect((await weighed(projectId)).items[0]?.hasOpenAppeal).toBe(true)
    await portal.runJobs()
    const hear = (by: MadePerson) =>
      by.client.call<Reply>('POST', `/appeals/${filed.body.appealId}/hearing`, {
        isUpheld: true,
        answer: 'So we did',
      })
    expect((await hear(staff)).body.code).toBe('reviews.ownDecision')
    const answers = await Promise.all([hear(second), hear(second)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('reviews.heardAlready')
    expect((await outcomeOf(applicants[0], first)).body).toMatchObject({
      status: 'shortlisted',
      feedback: null,
      appeal: { status: 'upheld', answer: 'So we did' },
    })
    expect((await decideAs(staff, projectId, [first], 'awarded')).status).toBe(201)
  })

  test('reviews.appealTooLate: after the days, before a decision, and where there is none', async () => {
    const { projectId, applications, first } = await inReview({ review: { appealDays: 3 }, many: 2 })
    const file = (index: 0 | 1) =>
      applicants[index].client.call<Reply>(
        'POST',
        `/applications/${applications[index]?.applicationId}/appeals`,
        {
          body: 'No',
        },
      )
    expect((await file(0)).body.code).toBe('reviews.appealTooLate')
    await decideAs(staff, projectId, [first], 'declined')
    portal.clock.advance({ hours: 73 })
    expect((await file(0)).body.code).toBe('reviews.appealTooLate')
  })
})

test('the system decides as well, and is nobody', async () => {
  const { projectId, first } = await inReview({ many: 1 })
  const done = await portal.app.runner.call(
    decide,
    { projectId, applicationIds: [first], outcome: 'declined', reason: 'Test' },
    portal.app.asSystem('test', tenantId),
  )
  expect(done.decided).toBe(1)
})
