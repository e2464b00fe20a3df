import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readAppointmentLetter } from '../../../src/modules/reviews/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { makeApplication } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  code?: string
  conflictId: string
  issues?: Array<{ pointer: string; code: string }>
}

interface Review {
  hidden: string[]
  appealDays: number
  approval: { above: number; currency: string; isOwn: boolean } | null
  criteria: Array<{ id: string; name: string; weight: number }>
  reviewers: Array<{ personId: string; stoodDown: boolean }>
  conflicts: Array<{ id: string; personId: string }>
  abilities: { prepare: boolean; setRubric: boolean }
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let otherStaff: MadePerson
let reviewer: MadePerson
let member: MadePerson
let administrator: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  const elsewhere = await makeUnit(portal, tenantId, tenantId, 'Valley')
  staff = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  otherStaff = await makePerson(portal, { tenantId, at: [{ unitId: elsewhere, role: 'manager' }] })
  reviewer = await makePerson(portal, { tenantId })
  await portal.app.runner.call(
    addMember,
    { unitId, personId: reviewer.personId },
    portal.app.asSystem('test', tenantId),
  )
  member = await makePerson(portal, { tenantId })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

const project = async (said: object = {}) => (await makeProject(staff, { unitId, ...said })).projectId

const draft = async (said: object = {}) =>
  (await makeProject(staff, { unitId, ...said }, { isPublished: false })).projectId

const read = async (projectId: string, by = staff) =>
  (await by.client.call<Review>('GET', `/projects/${projectId}/review`)).body

const appoint = (projectId: string, { personId } = reviewer) =>
  staff.client.call<Reply>('POST', `/projects/${projectId}/reviewers`, { personId })

const criteria = [
  { name: 'Price', weight: 3, mostPoints: 10 },
  { name: 'Team', weight: 1, mostPoints: 5, guidance: 'Have they done it before?' },
]

describe('the rubric', () => {
  test('is set as a whole, in order, and seen by those who look after the project', async () => {
    const projectId = await draft()
    await staff.client.call<Reply>('PUT', `/projects/${projectId}/rubric`, { criteria: [{ name: 'Old' }] })
    expect(
      (await staff.client.call<Reply>('PUT', `/projects/${projectId}/rubric`, { criteria })).status,
    ).toBe(200)
    expect((await read(projectId)).criteria.map(({ name, weight }) => [name, weight])).toEqual([
      ['Price', 3],
      ['Team', 1],
    ])
    expect((await otherStaff.client.call('GET', `/projects/${projectId}/review`)).status).toBe(404)
    expect((await member.client.call('GET', `/projects/${projectId}/review`)).status).toBe(404)
  })

  test('reviews.error.criterionTwice: each name stands once', async () => {
    const projectId = await project()
    const { status, body } = await staff.client.call<Reply>('PUT', `/projects/${projectId}/rubric`, {
      criteria: [{ name: 'Price' }, { name: 'price' }],
    })
    expect([status, body.issues?.map(({ pointer, code }) => [pointer, code])]).toEqual([
      422,
      [['/criteria/1/name', 'reviews.error.criterionTwice']],
    ])
  })

  test('reviews.rubricFixed and reviews.settingsFixed: nothing of it changes once nothing comes in any more, not even at the same moment', async () => {
    const { projectId } = await makeProject(staff, { unitId }, { rubric: criteria })
    const [closed, ...changes] = await Promise.all([
      staff.client.call<Reply>('POST', `/projects/${projectId}/closing`, { reason: 'Enough' }),
      ...['A', 'B', 'C', 'D'].map((name) =>
        staff.client.call<Reply>('PUT', `/projects/${projectId}/rubric`, {
          criteria: [{ name }],
          addendum: { text: 'Otherwise' },
        }),
      ),
    ])
    expect(closed?.status).toBe(200)
    for (const { status, body } of changes) if (status !== 200) expect(body.code).toBe('reviews.rubricFixed')
    const now = (await read(projectId)).criteria
    const late = [
      await staff.client.call<Reply>('PUT', `/projects/${projectId}/rubric`, { criteria }),
      await staff.client.call<Reply>('PUT', `/projects/${projectId}/review`, { hidden: ['names'] }),
    ]
    expect(late.map(({ body }) => body.code)).toEqual(['reviews.rubricFixed', 'reviews.settingsFixed'])
    expect(await read(projectId)).toMatchObject({ criteria: now, abilities: { prepare: false } })
  })

  test('projects.announceRubric: once published it changes by a material addendum, and not once somebody has applied', async () => {
    const made = await makeProject(
      staff,
      { unitId },
      { rubric: [{ name: 'Price', weight: 2 }, { name: 'Quality' }] },
    )
    const { projectId, slug } = made
    const path = `/projects/${projectId}/rubric`
    const otherwise = { criteria: [{ name: 'Quality', weight: 9 }, { name: 'Price' }] }
    const silent = await staff.client.call<Reply>('PUT', path, otherwise)
    expect([silent.status, silent.body.issues?.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/addendum/text'],
    ])
    const page = `/managed-projects/${projectId}/review/rubric`
    expect((await staff.client.get(page)).text).toContain('name="addendum.text"')
    const typed = { 'criteria.0.name': 'Quality', 'criteria.0.weight': '9', 'criteria.1.name': 'Price' }
    const changed = await staff.client.form(page, { ...typed, 'addendum.text': 'Quality counts more' })
    expect(changed.status).toBe(303)
    const { body } = await member.client.call<{ items: object[] }>('GET', `/projects/${projectId}/addenda`)
    expect(body.items).toMatchObject([
      {
        isMaterial: true,
        text: 'Quality counts more',
        changes: [
          { of: 'criterion', before: { name: 'Quality', weight: 1 }, after: { name: 'Quality', weight: 9 } },
          { of: 'criterion', before: { name: 'Price', weight: 2 }, after: { name: 'Price', weight: 1 } },
        ],
      },
    ])
    expect((await member.client.get(`/projects/${slug}`)).text).toContain('weight 9, 10 points at most')
    const { applicationId } = await makeApplication(member, projectId, {}, { isSubmitted: false })
    await member.client.call('POST', `/applications/${applicationId}/acknowledgements`, { upTo: 1 })
    expect((await member.client.call('POST', `/applications/${applicationId}/submission`, {})).status).toBe(
      200,
    )
    const late = await staff.client.call<Reply>('PUT', path, { ...otherwise, addendum: { text: 'Again' } })
    expect(late.body.code).toBe('reviews.rubricFixed')
    expect(await read(projectId)).toMatchObject({ abilities: { setRubric: false, prepare: false } })
  })
})

test('a rubric is told to whoever may apply, edited by its version, and said once where it was missing at the end', async () => {
  const { projectId, slug } = await makeProject(staff, { unitId }, { isPublished: false })
  const rubric = (names: string[], version?: number) =>
    staff.client.call<Reply>(
      'PUT',
      `/projects/${projectId}/rubric`,
      { criteria: names.map((name) => ({ name, weight: 3 })) },
      version === undefined ? {} : { 'if-match': `"${version}"` },
    )
  expect((await rubric(['Price', 'Team'], 0)).status).toBe(200)
  expect((await rubric(['Team'], 0)).status).toBe(412)
  await staff.client.call('POST', `/projects/${projectId}/publication`)
  const told = await member.client.call<{ criteria: object[] }>('GET', `/projects/${projectId}`)
  expect(told.body.criteria).toMatchObject([{ name: 'Price', weight: 3 }, { name: 'Team' }])
  const { text } = await portal.visitor().get(`/projects/${slug}`)
  expect([text.includes('How applications are weighed'), text.includes('50%')]).toEqual([true, true])

  const late = await project()
  await staff.client.call('POST', `/projects/${late}/closing`, { reason: 'Enough' })
  const say = (name: string) =>
    staff.client.call<Reply>('PUT', `/projects/${late}/rubric`, { criteria: [{ name }] })
  expect((await say('Price')).status).toBe(200)
  expect((await say('Friends')).body.code).toBe('reviews.rubricFixed')
})

describe('how it is reviewed', () => {
  test('is said of each project, and above what the association says', async () => {
    const rule = await administrator.client.call('PUT', '/review-rule', {
      currency: 'USD',
      approvalAbove: 5_000_000,
    })
    expect(rule.status).toBe(200)
    expect((await administrator.client.call('GET', '/review-rule')).body).toEqual({
      currency: 'USD',
      approvalAbove: 5_000_000,
    })
    const projectId = await draft({ currency: 'USD' })
    expect((await read(projectId)).approval).toEqual({ above: 5_000_000, currency: 'USD', isOwn: false })
    const said = { hidden: ['names', 'team', 'names'], appealDays: 5, approvalAbove: 100 }
    expect((await staff.client.call<Reply>('PUT', `/projects/${projectId}/review`, said)).status).toBe(200)
    expect(await read(projectId)).toMatchObject({
      hidden: ['names', 'team'],
      appealDays: 5,
      approval: { above: 100, currency: 'USD', isOwn: true },
    })
    const looser = await staff.client.call<Reply>('PUT', `/projects/${projectId}/review`, {
      approvalAbove: 5_000_001,
    })
    expect(looser.body.issues?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/approvalAbove', 'reviews.error.looserLimit'],
    ])
    // A rule that became stricter holds for those as well that were fine before it.
    await administrator.client.call('PUT', '/review-rule', { currency: 'USD', approvalAbove: 50 })
    expect((await read(projectId)).approval).toEqual({ above: 50, currency: 'USD', isOwn: false })
    await administrator.client.call('PUT', '/review-rule', {})
    expect((await read(await project())).approval).toBeNull()
    expect((await staff.client.call('PUT', '/review-rule', {})).status).toBe(403)
  })

  test('reviews.error.noCurrency: an amount without one says nothing', async () => {
    const { body } = await staff.client.call<Reply>('PUT', `/projects/${await draft()}/review`, {
      approvalAbove: 100,
    })
    expect(body.issues?.[0]).toMatchObject({ pointer: '/approvalAbove', code: 'reviews.error.noCurrency' })
  })
})

test('what takes two is what held when nothing came in any more: whoever lifts the limit later changes nothing', async () => {
  const rule = (said: object) => administrator.client.call('PUT', '/review-rule', said)
  await rule({ currency: 'USD', approvalAbove: 100 })
  const { projectId } = await makeProject(staff, { unitId }, { rubric: criteria })
  const { applicationId } = await makeApplication(member, projectId)
  await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough' })
  await staff.client.call('POST', `/projects/${projectId}/review`)
  portal.clock.advance({ seconds: 1 })
  expect((await rule({})).body).toEqual({ currency: null, approvalAbove: null })
  expect((await read(projectId)).approval).toEqual({ above: 100, currency: 'USD', isOwn: false })
  const { body } = await staff.client.call('POST', `/projects/${projectId}/decisions`, {
    applicationIds: [applicationId],
    outcome: 'awarded',
    reason: 'The best',
  })
  expect(body).toMatchObject({ decided: 0, proposed: 1 })
  const { rows } = await portal.app.database.pool.query(
    'SELECT limit_above::int AS above, limit_currency AS currency FROM review_decisions WHERE project_id = $1',
    [projectId],
  )
  expect(rows).toEqual([{ above: 100, currency: 'USD' }])
})

describe('reviewers', () => {
  test('are found by name, appointed by hand, told by mail, and see what they weigh by', async () => {
    const { projectId } = await makeProject(staff, { unitId }, { rubric: criteria })
    expect((await reviewer.client.call('GET', `/me/reviews/${projectId}`)).status).toBe(404)
    const found = await staff.client.call<{ items: Array<{ personId: string }> }>(
      'GET',
      `/projects/${projectId}/reviewer-candidates?search=Giv`,
    )
    expect(found.body.items.map(({ personId }) => personId)).toContain(reviewer.personId)
    expect((await appoint(projectId)).status).toBe(201)
    await portal.runJobs()
    const letter = await portal.app.runner.ask(
      readAppointmentLetter,
      { projectId, personId: reviewer.personId },
      portal.app.asSystem('test', tenantId),
    )
    expect(letter).toEqual({ title: 'Renew the quay', waiting: 0 })
    const { rows } = await portal.app.database.pool.query(
      `SELECT 1 FROM kept_mails WHERE recipient = $1 AND subject LIKE 'You review%'`,
      [reviewer.email],
    )
    expect(rows).toHaveLength(1)
    const mine = await reviewer.client.call<{ criteria: object[] }>('GET', `/me/reviews/${projectId}`)
    expect(mine.body.criteria).toHaveLength(2)
    const list = await reviewer.client.call<{ items: Array<{ project: { id: string } }> }>(
      'GET',
      '/me/reviews',
    )
    expect(list.body.items.map(({ project: { id } }) => id)).toContain(projectId)
    await staff.client.call<Reply>('DELETE', `/projects/${projectId}/reviewers/${reviewer.personId}`)
    expect((await reviewer.client.call('GET', `/me/reviews/${projectId}`)).status).toBe(404)
    expect(
      (await staff.client.call<Reply>('DELETE', `/projects/${projectId}/reviewers/${reviewer.personId}`))
        .status,
    ).toBe(404)
  })

  test('reviews.appointedAlready: of several who appoint at once, one does', async () => {
    const projectId = await project()
    const answers = await Promise.all([1, 2, 3].map(() => appoint(projectId)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('reviews.appointedAlready')
  })

  test('are people of this association, and nobody appoints themselves', async () => {
    const own = await administrator.client.call<Reply>('POST', `/projects/${await project()}/reviewers`, {
      personId: administrator.personId,
    })
    expect([own.status, own.body.issues?.[0]?.pointer]).toEqual([422, '/personId'])
    const stranger = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    const { status, body } = await appoint(await project(), stranger)
    expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/personId'])
  })

  test('reviews.tooManyReviewers and reviews.notRunning', async () => {
    const projectId = await project()
    await portal.app.database.pool.query(
      `INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at)
       SELECT gen_random_uuid(), $1, $2, id, now() FROM unnest($3::uuid[]) id`,
      [tenantId, projectId, await fiftyPeople()],
    )
    expect((await appoint(projectId)).body.code).toBe('reviews.tooManyReviewers')
    await staff.client.call<Reply>('POST', `/projects/${projectId}/cancellation`, { reason: 'No money' })
    expect((await appoint(projectId)).body.code).toBe('reviews.notRunning')
  })
})

describe('a conflict of interest', () => {
  test('is declared by reviewers themselves, takes the review from their sight, and is lifted by others', async () => {
    const projectId = await project()
    await appoint(projectId)
    const declared = await reviewer.client.call<Reply>('POST', `/projects/${projectId}/conflicts`, {
      reason: 'My brother',
    })
    expect(declared.status).toBe(201)
    expect((await reviewer.client.call('GET', `/me/reviews/${projectId}`)).status).toBe(404)
    expect((await read(projectId)).reviewers).toMatchObject([{ stoodDown: true }])
    const { conflictId } = declared.body
    const lift = (said: object) =>
      staff.client.call<Reply>('POST', `/projects/${projectId}/conflicts/${conflictId}/lifting`, said)
    expect((await lift({})).body.issues).toMatchObject([{ pointer: '/reason', code: 'required' }])
    expect((await lift({ reason: 'He has left the firm' })).status).toBe(200)
    expect((await reviewer.client.call('GET', `/me/reviews/${projectId}`)).status).toBe(200)
    expect((await lift({ reason: 'Again' })).status).toBe(404)
    expect(await read(projectId)).toMatchObject({
      conflicts: [],
      lifted: [{ personId: reviewer.personId, reason: 'My brother', liftReason: 'He has left the firm' }],
    })
    const { text } = await staff.client.get(`/managed-projects/${projectId}/review`)
    expect(text).toContain('He has left the firm')
  })

  test('keeps those who run the review out as well, and nobody lifts their own', async () => {
    const projectId = await project()
    const { body } = await staff.client.call<Reply>('POST', `/projects/${projectId}/conflicts`, {})
    expect((await staff.client.call('GET', `/projects/${projectId}/review`)).status).toBe(404)
    expect((await appoint(projectId)).status).toBe(404)
    expect(
      (
        await staff.client.call<Reply>(
          'POST',
          `/projects/${projectId}/conflicts/${body.conflictId}/lifting`,
          {
            reason: 'My own',
          },
        )
      ).status,
    ).toBe(404)
    expect((await read(projectId, administrator)).conflicts).toMatchObject([{ personId: staff.personId }])
  })

  test('reviews.declaredAlready: others write it down once, of reviewers alone', async () => {
    const projectId = await project()
    const record = ({ personId }: MadePerson) =>
      staff.client.call<Reply>('POST', `/projects/${projectId}/reviewers/${personId}/conflicts`, {
        reason: 'Seen together',
      })
    expect((await record(member)).body.issues?.[0]?.pointer).toBe('/personId')
    await appoint(projectId)
    expect((await record(reviewer)).status).toBe(201)
    expect((await record(reviewer)).body.code).toBe('reviews.declaredAlready')
  })

  test('is nothing to those who have nothing to do with it', async () => {
    expect((await member.client.call('POST', `/projects/${await project()}/conflicts`, {})).status).toBe(404)
  })
})

test('all of it is done in the portal', async () => {
  const projectId = await draft({ currency: 'USD' })
  const { client } = staff
  const rubric = await client.form(`/managed-projects/${projectId}/review/rubric`, {
    'criteria.0.name': 'Price',
    'criteria.0.weight': '3',
    'criteria.0.mostPoints': '10',
    'criteria.1.name': '',
    'criteria.1.weight': '1',
    'criteria.1.mostPoints': '10',
  })
  expect(rubric.status).toBe(303)
  const settings = await client.form(`/managed-projects/${projectId}/review/settings`, {
    hidden: 'names',
    appealDays: '7',
    approvalAbove: '1,000.50',
    inCurrency: 'USD',
  })
  expect(settings.status).toBe(303)
  await client.call('POST', `/projects/${projectId}/publication`)
  const found = await client.get(`/managed-projects/${projectId}/review/reviewers/new?search=Given`)
  expect(found.text.includes(reviewer.personId)).toBe(true)
  await client.form(`/managed-projects/${projectId}/review/reviewers/new`, { personId: reviewer.personId })
  const page = (await client.get(`/managed-projects/${projectId}/review`)).text
  for (const words of ['Price', '100%', 'Above $1,000.50', '7 days', 'names and contact', 'Given Family'])
    expect([words, page.includes(words)]).toEqual([words, true])
  expect((await reviewer.client.get('/profile/reviews')).text.includes(projectId)).toBe(true)
  expect(
    (await reviewer.client.get(`/profile/reviews/${projectId}`)).text.includes('You review blindly'),
  ).toBe(true)
  const recorded = await client.form(
    `/managed-projects/${projectId}/review/reviewers/${reviewer.personId}/conflict`,
    { reason: 'Friends' },
  )
  expect(recorded.status).toBe(303)
  const [conflict] = (await read(projectId)).conflicts
  expect(
    (
      await client.form(`/managed-projects/${projectId}/review/conflicts/${conflict?.id}/lift`, {
        reason: 'No more',
      })
    ).status,
  ).toBe(303)
  const apart = await reviewer.client.form(`/profile/reviews/${projectId}/conflict`, { reason: 'Family' })
  expect(apart.headers.get('location')).toBe('/profile/reviews')
  expect(
    (await client.form(`/managed-projects/${projectId}/review/reviewers/${reviewer.personId}/dismiss`, {}))
      .status,
  ).toBe(303)
  expect((await client.form(`/managed-projects/${projectId}/review/conflict`, {})).status).toBe(303)
  expect((await client.get(`/managed-projects/${projectId}/review`)).status).toBe(404)
  const awards = { approvalAbove: '50,000', currency: 'usd' }
  expect((await administrator.client.form('/settings/awards', awards)).status).toBe(303)
  expect((await administrator.client.get('/settings/awards')).text.includes('50000.00')).toBe(true)
})

async function fiftyPeople(): Promise<string[]> {
  const ids = Array.from({ length: 50 }, () => randomUUID())
  await portal.app.database.pool.query(
    `INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
     SELECT id, $1, 'Many', 'Many', 'Many', 'en', 'UTC', now(), now() FROM unnest($2::uuid[]) id`,
    [tenantId, ids],
  )
  return ids
}
