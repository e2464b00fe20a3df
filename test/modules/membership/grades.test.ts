import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { checkEligibility, declareClass, recordIdentityProof } from '../../../src/modules/membership/index.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  id: string
  verificationId: string
  code?: string
  issues?: Array<{ pointer: string; code: string }>
  grade: { en: string } | null
  grades: Array<{ id: string; objections: string[]; isCurrent: boolean }>
  verifications: Array<{
    id: string | null
    kind: string
    note: string | null
    verifiedBy: { name: string } | null
  }>
  history: Array<{ facet: string; endsAt: string | null; reason: string | null }>
  items: Array<{ id: string; grade: string | null }>
  objections: string[]
}

let portal: Portal
let tenantId: string
let administrator: MadePerson
let member: MadePerson
let grades: Record<'free' | 'silent' | 'full', string>
let studentId: string

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  member = await makePerson(portal, { tenantId })
  const declare = async (body: object) =>
    (await administrator.client.call<Reply>('POST', '/member-classes', body)).body.id
  grades = {
    free: await declare({ facet: 'grade', key: 'free', label: { en: 'Free viewer' } }),
    silent: await declare({
      facet: 'grade',
      key: 'silent',
      label: { en: 'Silent member' },
      from: ['free'],
      days: 30,
    }),
    full: await declare({
      facet: 'grade',
      key: 'full',
      label: { en: 'Full member', uk: 'Повний член' },
      from: ['silent'],
      verified: ['document'],
      byStaff: true,
    }),
  }
  studentId = await declare({ facet: 'type', key: 'student', label: { en: 'Student' } })
})
afterAll(() => portal.close())

const classify = (classId: string, whom = member, by = administrator) =>
  by.client.call<Reply>('POST', `/people/${whom.personId}/classes`, { classId, reason: 'Because' })
const promote = (classId: string) => member.client.call<Reply>('POST', '/me/grade', { classId })
const read = async () =>
  (await administrator.client.call<Reply>('GET', `/people/${member.personId}/classes`)).body
const codes = ({ body }: { body: Reply }) => body.issues?.map(({ code }) => code)

describe('what there is', () => {
  test('is named by administrators, once for each name for programs', async () => {
    const again = { facet: 'grade', key: 'full', label: { en: 'Twice' } }
    expect((await administrator.client.call<Reply>('POST', '/member-classes', again)).body.code).toBe(
      'membership.classTaken',
    )
    expect((await member.client.call('POST', '/member-classes', again)).status).toBe(403)
    const list = await member.client.call<Reply>('GET', '/member-classes')
    expect(list.body.items).toHaveLength(4)
  })

  test('membership.tooManyClasses: more than fifty nobody tells apart', async () => {
    const there = await makeAssociation(portal, 'There', [])
    await portal.app.database.pool.query(
      `INSERT INTO member_classes (id, tenant_id, facet, key, label, rule, position, created_at, updated_at)
       SELECT gen_random_uuid(), $1, 'type', 't' || n, '{"v": 1, "en": "T"}', '{}', 1, now(), now() FROM generate_series(1, 50) n`,
      [there],
    )
    const declared = await portal.app.runner
      .call(
        declareClass,
        { facet: 'type', key: 'more', label: { en: 'More' } },
        portal.app.asSystem('test', there),
      )
      .catch((error: { code: string }) => error)
    expect(declared).toMatchObject({ code: 'membership.tooManyClasses' })
  })
})

describe('a grade', () => {
  test('is given by staff, and taken by oneself where the rule says so and its time has come', async () => {
    expect((await classify(grades.free)).status).toBe(200)
    expect(codes(await promote(grades.silent))).toEqual(['membership.error.because_tooSoon'])
    await portal.app.database.pool.query(
      `UPDATE classifications SET starts_at = starts_at - interval '31 days' WHERE person_id = $1`,
      [member.personId],
    )
    expect((await promote(grades.silent)).status).toBe(200)
    const { grade, history } = await read()
    expect(grade).toMatchObject({ en: 'Silent member' })
    expect(history.map(({ endsAt, reason }) => [endsAt === null, reason])).toEqual([
      [true, null],
      [false, 'Because'],
    ])
  })

  test('tells all that stands in the way at once', async () => {
    expect(codes(await promote(grades.full))).toEqual([
      'membership.error.because_unverified',
      'membership.error.because_needsStaff',
    ])
    expect(codes(await classify(grades.full))).toEqual(['membership.error.because_unverified'])
    const mine = await member.client.call<Reply>('GET', '/me/grade')
    expect(mine.body.grades.find(({ id }) => id === grades.full)?.objections).toEqual([
      'unverified',
      'needsStaff',
    ])
  })

  test('asks for a document that staff have seen, and notes who and when', async () => {
    const verify = (note: string) =>
      administrator.client.call<Reply>('POST', `/people/${member.personId}/verifications`, { note })
    expect(codes(await verify('Passport 123456'))).toEqual(['membership.error.noNumbers'])
    const { body } = await verify('Passport')
    const seen = (await read()).verifications
    expect(seen.map(({ kind, note, verifiedBy }) => [kind, note, verifiedBy?.name ?? null])).toEqual([
      ['email', null, null],
      ['document', 'Passport', 'Given Family'],
    ])
    expect((await classify(grades.full)).status).toBe(200)
    expect((await classify(grades.full)).body.code).toBe('membership.alreadyClassified')
    const ended = await administrator.client.call('DELETE', `/verifications/${body.verificationId}`)
    expect(ended.status).toBe(200)
    expect((await read()).verifications).toHaveLength(1)
  })

  test('membership.classArchived: what is offered no more is given to nobody', async () => {
    const archived = { label: { en: 'Free viewer' }, isArchived: true }
    await administrator.client.call('PUT', `/member-classes/${grades.free}`, archived)
    expect((await classify(grades.free)).body.code).toBe('membership.classArchived')
    expect((await promote(grades.free)).body.code).toBe('membership.classArchived')
  })

  test('is not one’s own to give, and a type not to take', async () => {
    expect((await classify(grades.full, administrator)).body.code).toBe('membership.notYourself')
    expect((await promote(studentId)).status).toBe(404)
  })

  test('of two that are given at once one holds', async () => {
    const other = await makePerson(portal, { tenantId })
    await Promise.all([
      classify(grades.silent, other),
      classify(studentId, other),
      classify(grades.silent, other),
    ])
    const { rows } = await portal.app.database.pool.query(
      'SELECT facet FROM classifications WHERE person_id = $1 AND ends_at IS NULL ORDER BY facet',
      [other.personId],
    )
    expect(rows).toEqual([{ facet: 'grade' }, { facet: 'type' }])
  })
})

describe('membership.checkEligibility', () => {
  const check = async (condition: object) => {
    const { items } = await portal.app.runner.ask(
      checkEligibility,
      { personIds: [member.personId], ...condition },
      portal.app.asSystem('test', tenantId),
    )
    return items[0]?.objections
  }

  test('answers other rooms with reasons', async () => {
    expect(await check({ grades: ['full'] })).toEqual([])
    expect(await check({ grades: ['free'], types: ['student'], verified: ['identity'] })).toEqual([
      'grade',
      'type',
      'unverified',
    ])
  })

  test('membership.recordIdentityProof: an outside service is the strongest', async () => {
    await portal.app.runner.call(
      recordIdentityProof,
      { personId: member.personId, service: 'BankID' },
      portal.app.asSystem('test', tenantId),
    )
    expect(await check({ verified: ['identity'] })).toEqual([])
  })
})

test('the list of members filters by grade and says its name', async () => {
  const list = await administrator.client.call<Reply>('GET', '/members?grade=full')
  expect(list.body.items.map(({ grade }) => grade)).toEqual(['full'])
  expect((await administrator.client.get('/members?columns=grade')).text).toContain('Full member')
})

describe('on the pages', () => {
  test('grades are declared, changed and given', async () => {
    const { client } = administrator
    expect((await client.get('/settings/member-classes')).text).toContain('Full member')
    expect((await client.get('/settings/member-classes/new')).status).toBe(200)
    const made = await client.form('/settings/member-classes/new', {
      facet: 'type',
      key: 'honorary',
      'label.en': 'Honorary',
      position: '5',
      days: '0',
    })
    expect(made.status).toBe(303)
    const changed = await client.form(`/settings/member-classes/${studentId}`, {
      'label.en': 'Learner',
      position: '5',
      days: '0',
    })
    expect(changed.status).toBe(303)
    expect((await client.get(`/settings/member-classes/${studentId}`)).text).toContain('Learner')
    const page = `/people/${member.personId}/classes`
    expect((await client.form(page, { classId: studentId, reason: 'Studies' })).status).toBe(303)
    expect(
      (await client.form(`/people/${member.personId}/classes/verify`, { note: 'Passport' })).status,
    ).toBe(303)
    const [seen] = (await read()).verifications.filter(({ kind }) => kind === 'document')
    expect(
      (await client.form(`/people/${member.personId}/classes/verifications/${seen?.id}/end`, {})).status,
    ).toBe(303)
    const text = (await client.get(page)).text
    expect([text.includes('Learner'), text.includes('Studies')]).toEqual([true, true])
  })

  test('a member sees what is open, and takes it', async () => {
    const { body } = await administrator.client.call<Reply>('POST', '/member-classes', {
      facet: 'grade',
      key: 'open',
      label: { en: 'Open grade' },
    })
    const other = await makePerson(portal, { tenantId })
    expect((await other.client.get('/membership')).text).toContain(`/membership/promote/${body.id}`)
    expect((await other.client.form(`/membership/promote/${body.id}`, {})).status).toBe(303)
    const mine = await other.client.call<Reply>('GET', '/me/grade')
    expect(mine.body.grade).toMatchObject({ en: 'Open grade' })
    // Why staff decided something about them, they read in their history.
    const guest = { facet: 'type', key: 'guest', label: { en: 'Guest' } }
    const { id } = (await administrator.client.call<Reply>('POST', '/member-classes', guest)).body
    expect((await classify(id, other)).status).toBe(200)
    expect((await other.client.call('GET', '/me/grade')).body).toMatchObject({
      history: [{ reason: 'Because' }, { reason: null }],
    })
    expect((await other.client.get('/membership')).text).toContain('Because')
  })
})
