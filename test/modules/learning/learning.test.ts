import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeCourse } from '../../factories/courses.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Progress {
  status: string
  done: number
  lessons: number
  percent: number
  completedAt: string | null
  accessUntil: string | null
  nextKey: string | null
  code?: string
}

interface Learning {
  progress: Progress | null
  outline: Array<{ lessons: Array<{ key: string; title: string; isDone: boolean; opensAt: string | null }> }>
  nextKey: string | null
  newer: { number: number; changes: string | null } | null
  left: number | null
  abilities: Record<string, boolean>
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

const course = (said: object = {}, options: object = {}) =>
  makeCourse(staff, { unitId: tenantId, ...said }, options)

const enrol = (courseId: string, by = member) =>
  by.client.call<Progress>('POST', `/courses/${courseId}/enrolment`)
const read = async (courseId: string, by = member) =>
  (await by.client.call<Learning>('GET', `/courses/${courseId}/learning`)).body
const keys = ({ outline }: Learning) => outline.flatMap(({ lessons }) => lessons.map(({ key }) => key))
const mark = (courseId: string, lessonKey: string | undefined, isDone = true, by = member) =>
  by.client.call<Progress>('PUT', `/courses/${courseId}/lessons/${lessonKey}/progress`, { isDone })

/** What the rows say, beside what the enrolment counts. */
async function counted(courseId: string): Promise<Array<{ done: number; rows: number }>> {
  const { rows } = await portal.app.database.pool.query(
    `SELECT e.done, (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.version_id = e.version_id AND l.key = p.lesson_key
       WHERE p.enrolment_id = e.id) AS rows FROM enrolments e WHERE e.course_id = $1 AND e.status <> 'left'`,
    [courseId],
  )
  return rows
}

describe('a learner', () => {
  test('enrols, does lesson after lesson, and has completed the course once', async () => {
    const { courseId } = await course({ lessons: ['a', 'b', 'c'] })
    expect(await read(courseId)).toMatchObject({ progress: null, nextKey: null, abilities: { enrol: true } })
    expect((await enrol(courseId)).status).toBe(201)
    expect((await enrol(courseId)).body.code).toBe('learning.alreadyEnrolled')
    const [a, b, c] = keys(await read(courseId))
    expect((await read(courseId)).nextKey).toBe(a)
    expect((await mark(courseId, b)).body).toMatchObject({
      done: 1,
      percent: 33,
      nextKey: c,
      status: 'active',
    })
    expect((await mark(courseId, c)).body).toMatchObject({ done: 2, percent: 66, nextKey: a })
    // The same once more, and two at once, count once.
    await Promise.all([mark(courseId, a), mark(courseId, a), mark(courseId, b)])
    const whole = await read(courseId)
    expect(whole.progress).toMatchObject({ done: 3, percent: 100, status: 'completed' })
    expect(await counted(courseId)).toEqual([{ done: 3, rows: 3 }])
    // Looked at again it stays completed, since then.
    expect((await mark(courseId, a, false)).body).toMatchObject({
      ...{ done: 2, status: 'completed', completedAt: whole.progress?.completedAt },
    })
    await mark(courseId, a)
    const { items } = (await member.client.call<{ items: Progress[] }>('GET', '/me/courses?which=completed'))
      .body
    expect(items[0]).toMatchObject({ courseId, percent: 100 })
  })

  test('reads a lesson once they have enrolled, and nobody else does', async () => {
    const { courseId, slug } = await course()
    const outsider = await makePerson(portal, { tenantId })
    const [key] = keys(await read(courseId))
    const lesson = (by: MadePerson) =>
      by.client.call<{ lesson: { body: string }; code: string }>('GET', `/courses/${courseId}/lessons/${key}`)
    expect((await lesson(member)).status).toBe(404)
    expect((await mark(courseId, key)).status).toBe(404)
    await enrol(courseId)
    expect((await lesson(member)).body.lesson.body).toBe('Of helmets.')
    expect((await lesson(outsider)).status).toBe(404)
    expect((await mark(courseId, slug)).status).toBe(422)
    expect((await mark(courseId, courseId)).status).toBe(404)
    expect((await portal.visitor().call('GET', `/courses/${courseId}/learning`)).status).toBe(401)
  })

  test('keeps their version while another is published, goes on when they choose, and takes along what they did', async () => {
    const { courseId } = await course({ lessons: ['a', 'b'] })
    await enrol(courseId)
    const [a] = keys(await read(courseId))
    await mark(courseId, a)
    const newest = () => member.client.call<Progress>('POST', `/courses/${courseId}/enrolment/newest-version`)
    expect((await newest()).body.code).toBe('learning.newestAlready')
    await staff.client.call('POST', `/courses/${courseId}/draft`)
    const draft = (
      await staff.client.call<{ modules: Array<{ id: string; lessons: Array<{ id: string }> }> }>(
        'GET',
        `/courses/${courseId}/draft`,
      )
    ).body.modules[0]
    const told = { title: 'Safety', language: 'en', summary: 'S', description: 'D', changes: 'Ropes.' }
    await staff.client.call('PUT', `/courses/${courseId}/draft`, told)
    await staff.client.call('DELETE', `/courses/${courseId}/draft/lessons/${draft?.lessons[1]?.id}`)
    for (const title of ['c', 'd'])
      await staff.client.call('POST', `/courses/${courseId}/draft/modules/${draft?.id}/lessons`, {
        ...{ kind: 'text', title, body: title },
      })
    expect((await staff.client.call('POST', `/courses/${courseId}/publication`)).status).toBe(200)
    const kept = await read(courseId)
    expect(kept).toMatchObject({ progress: { done: 1, lessons: 2 }, newer: { number: 2, changes: 'Ropes.' } })
    expect((await newest()).body).toMatchObject({ done: 1, lessons: 3, percent: 33 })
    expect(await read(courseId)).toMatchObject({ newer: null })
    expect(await counted(courseId)).toEqual([{ done: 1, rows: 1 }])
  })

  test('leaves, and finds what they had done when they come back', async () => {
    const { courseId } = await course()
    await enrol(courseId)
    const [a, b] = keys(await read(courseId))
    await mark(courseId, a)
    const leave = () => member.client.call('DELETE', `/courses/${courseId}/enrolment`)
    expect([(await leave()).status, (await leave()).status]).toEqual([200, 404])
    expect((await enrol(courseId)).body).toMatchObject({ done: 1, percent: 50, nextKey: b })
  })

  test('waits for lessons that are not open yet, and is shut out when their time is over', async () => {
    const { courseId } = await course({ lessons: ['a'] }, { isPublished: false, offer: { accessDays: 10 } })
    const modules = await staff.client.call<{ moduleId: string }>(
      'POST',
      `/courses/${courseId}/draft/modules`,
      {
        ...{ title: 'Later', releaseAfterDays: 3 },
      },
    )
    await staff.client.call('POST', `/courses/${courseId}/draft/modules/${modules.body.moduleId}/lessons`, {
      ...{ kind: 'text', title: 'b', body: 'b' },
    })
    await staff.client.call('POST', `/courses/${courseId}/publication`)
    const late = await makePerson(portal, { tenantId })
    await enrol(courseId, late)
    const [a, b] = keys(await read(courseId, late))
    expect((await mark(courseId, a, true, late)).body.nextKey).toBeNull()
    expect((await mark(courseId, b, true, late)).body.code).toBe('learning.notOpenYet')
    const lesson = () => late.client.call<Progress>('GET', `/courses/${courseId}/lessons/${b}`)
    expect((await lesson()).body.code).toBe('learning.notOpenYet')
    const days = async (count: number) => {
      await portal.app.database.pool.query(
        `UPDATE enrolments SET enrolled_at = enrolled_at - make_interval(days => $2), access_until = access_until - make_interval(days => $2)
         WHERE course_id = $1`,
        [courseId, count],
      )
    }
    await days(4)
    expect((await lesson()).status).toBe(200)
    await days(7)
    expect((await lesson()).body.code).toBe('learning.accessOver')
    expect((await mark(courseId, b, true, late)).body.code).toBe('learning.accessOver')
    expect((await late.client.get('/my-courses')).text).toContain('Access is over')
  })
})

test('so many enrol as there are places, however many press at once', async () => {
  const { courseId } = await course({}, { offer: { capacity: 3 } })
  const crowd = await Promise.all(Array.from({ length: 8 }, () => makePerson(portal, { tenantId })))
  const answers = await Promise.all(crowd.map((each) => enrol(courseId, each)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
  expect(answers.filter(({ body }) => body.code === 'learning.courseFull')).toHaveLength(5)
  expect(await read(courseId)).toMatchObject({ left: 0, abilities: { enrol: false } })
})

test('the portal leads from the catalogue through the lessons to the end', async () => {
  const { courseId, slug } = await course({ title: 'Knots', lessons: ['Bowline', 'Hitch'] })
  const { client } = await makePerson(portal, { tenantId })
  const pressed = {
    /** Where a button leads. */
    async form(path: string, fields: Record<string, string> = {}) {
      const answer = await client.form(path, fields)
      expect([path, answer.status]).toEqual([path, 303])
      return answer.headers.get('location') ?? ''
    },
  }
  expect((await client.get(`/courses/${slug}`)).text).toContain(`/courses/${slug}/learn`)
  expect((await client.get('/my-courses')).text).toContain('/courses"')
  const start = await pressed.form(`/learning/${courseId}/enrol`)
  const page = (await client.get(start)).text
  const [first] = [...page.matchAll(new RegExp(`/courses/${slug}/lessons/([\\w-]{36})`, 'g'))].map(
    (m) => m[1],
  )
  expect((await client.get(`/courses/${slug}/lessons/${first}`)).text).toContain('Of bowline.')
  const second = await pressed.form(`/learning/${courseId}/lessons/${first}`, { isDone: 'true' })
  expect((await client.get(second)).text).toContain('Of hitch.')
  const end = await pressed.form(`/learning/${courseId}/lessons/${second.split('/').at(-1)}`, {
    isDone: 'true',
  })
  expect(end).toBe(`/courses/${slug}/learn`)
  expect((await client.get(end)).text).toContain('Completed')
  await pressed.form(`/learning/${courseId}/leave`)
  expect((await client.form(`/learning/${courseId}/newest-version`, {})).status).toBe(404)
})
