import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addMember } from '../../../src/modules/units/index.ts'
import { makeCourse } from '../../factories/courses.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Draft {
  version: number
  number: number
  minutes: number
  modules: Array<{ id: string; title: string; lessons: Array<{ id: string; key: string; title: string }> }>
  missing: Array<{ field: string; text: string }>
  abilities: Record<string, boolean>
}

interface Course {
  status: string
  number: number
  title: string
  lessons: number
  outline: Array<{ key: string; lessons: Array<{ key: string; title: string; isPreview: boolean }> }>
  authors: Array<{ name: string }>
  draft: { number: number } | null
  abilities: Record<string, boolean>
}

interface Refusal {
  code: string
  issues: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string
let unitId: string
let staff: MadePerson
let otherStaff: MadePerson
let insider: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId, tenantId, 'Bay')
  const otherUnitId = await makeUnit(portal, tenantId, tenantId, 'Valley')
  staff = await makePerson(portal, { tenantId, roles: ['member'], at: [{ unitId, role: 'manager' }] })
  otherStaff = await makePerson(portal, {
    tenantId,
    roles: [],
    at: [{ unitId: otherUnitId, role: 'manager' }],
  })
  insider = await makePerson(portal, { tenantId })
  const { personId } = insider
  await portal.app.runner.call(addMember, { unitId, personId }, portal.app.asSystem('test', tenantId))
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const readDraft = async (courseId: string, by = staff) =>
  (await by.client.call<Draft>('GET', `/courses/${courseId}/draft`)).body
const read = async (courseId: string, by = staff) =>
  (await by.client.call<Course>('GET', `/courses/${courseId}`)).body
const titles = ({ modules }: Draft) =>
  modules.map(({ title, lessons }) => [title, ...lessons.map((l) => l.title)])

describe('a draft', () => {
  test('says what it lacks, and is refused until it has it', async () => {
    const drafted = { unitId, title: 'Roofs', language: 'uk' }
    const { courseId } = (await staff.client.call<{ courseId: string }>('POST', '/courses', drafted)).body
    const missing = async () => (await readDraft(courseId)).missing.map(({ field }) => field)
    expect(await missing()).toEqual(['summary', 'description', 'lessons'])
    const refused = await staff.client.call<Refusal>('POST', `/courses/${courseId}/publication`)
    expect(refused.status).toBe(422)
    expect(refused.body.issues.map(({ pointer }) => pointer)).toEqual([
      '/summary',
      '/description',
      '/lessons',
    ])
    const draft = `/courses/${courseId}/draft`
    const { moduleId } = (
      await staff.client.call<{ moduleId: string }>('POST', `/courses/${courseId}/draft/modules`, {
        title: 'A',
      })
    ).body
    await staff.client.call('POST', `/courses/${courseId}/draft/modules`, { title: 'B' })
    const lessons = `/courses/${courseId}/draft/modules/${moduleId}/lessons`
    await staff.client.call('POST', lessons, { kind: 'text', title: 'Nothing' })
    expect(await missing()).toEqual(['summary', 'description', 'lesson', 'module'])
  })

  test('is seen by those who write it or look after its unit, and by nobody else', async () => {
    const { courseId, slug } = await makeCourse(staff, { unitId }, { isPublished: false })
    for (const { client } of [otherStaff, insider, member]) {
      expect((await client.call('GET', `/courses/${courseId}`)).status).toBe(404)
      expect((await client.call('GET', `/courses/${courseId}/draft`)).status).toBe(404)
      expect((await client.call('DELETE', `/courses/${courseId}/draft`)).status).toBe(404)
    }
    expect((await portal.visitor().get(`/courses/${slug}`)).status).toBe(404)
    const { displayName } = (await insider.client.call<{ displayName: string }>('GET', '/me/profile')).body
    const search = new URLSearchParams({ search: displayName })
    const found = async () =>
      (
        await staff.client.call<{ items: Array<{ personId: string }> }>(
          'GET',
          `/courses/${courseId}/author-candidates?${search}`,
        )
      ).body.items.some(({ personId }) => personId === insider.personId)
    expect(await found()).toBe(true)
    const { personId } = insider
    expect(
      (await staff.client.call('PUT', `/courses/${courseId}/authors/${personId}`, { bio: 'Welds.' })).status,
    ).toBe(200)
    expect(await found()).toBe(false)
    const section = await insider.client.call('POST', `/courses/${courseId}/draft/modules`, {
      title: 'By a writer',
    })
    expect(section.status).toBe(201)
    // Publishing is for staff, and so is saying who else writes.
    expect((await insider.client.call('POST', `/courses/${courseId}/publication`)).status).toBe(403)
    expect((await insider.client.call('PUT', `/courses/${courseId}/authors/${personId}`, {})).status).toBe(
      403,
    )
    expect(
      (await insider.client.call<{ items: unknown[] }>('GET', `/courses/${courseId}/authors`)).body.items,
    ).toHaveLength(1)
    await staff.client.call('PUT', `/courses/${courseId}/authors/${personId}`, { mayWrite: false })
    expect((await insider.client.call('GET', `/courses/${courseId}/draft`)).status).toBe(404)
    expect((await staff.client.call('DELETE', `/courses/${courseId}/authors/${personId}`)).status).toBe(200)
    expect((await staff.client.call('DELETE', `/courses/${courseId}/authors/${personId}`)).status).toBe(404)
    const nobody = `/courses/${courseId}/authors/${tenantId}`
    expect((await staff.client.call<Refusal>('PUT', nobody, {})).body.issues[0]).toMatchObject({
      pointer: '/personId',
      code: 'notOffered',
    })
  })

  test('keeps its order while sections and lessons move, leave and come at once', async () => {
    const { courseId, moduleId, lessons } = await makeCourse(
      staff,
      { unitId, lessons: ['a', 'b', 'c'] },
      { isPublished: false },
    )
    const draft = `/courses/${courseId}/draft`
    const second = (
      await staff.client.call<{ moduleId: string }>('POST', `/courses/${courseId}/draft/modules`, {
        title: 'More',
      })
    ).body.moduleId
    const move = (lessonId: string | undefined, to: object) =>
      staff.client.call('POST', `/courses/${courseId}/draft/lessons/${lessonId}/move`, to)
    await move(lessons[2]?.lessonId, { moduleId, place: 1 })
    expect(titles(await readDraft(courseId))).toEqual([['Basics', 'c', 'a', 'b'], ['More']])
    await move(lessons[0]?.lessonId, { moduleId: second, place: 9 })
    await staff.client.call('POST', `/courses/${courseId}/draft/modules/${second}/move`, { place: 1 })
    expect(titles(await readDraft(courseId))).toEqual([
      ['More', 'a'],
      ['Basics', 'c', 'b'],
    ])
    const elsewhere = await makeCourse(staff, { unitId }, { isPublished: false })
    expect((await move(lessons[0]?.lessonId, { moduleId: elsewhere.moduleId, place: 1 })).status).toBe(404)
    const answers = await Promise.all([
      move(lessons[1]?.lessonId, { moduleId: second, place: 1 }),
      move(lessons[2]?.lessonId, { moduleId: second, place: 1 }),
      staff.client.call('POST', `/courses/${courseId}/draft/modules/${second}/lessons`, {
        kind: 'text',
        title: 'd',
      }),
      staff.client.call('DELETE', `/courses/${courseId}/draft/lessons/${lessons[0]?.lessonId}`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201, 200])
    const after = await readDraft(courseId)
    expect(titles(after).map(([title, ...rest]) => [title, ...rest.sort()])).toEqual([
      ['More', 'b', 'c', 'd'],
      ['Basics'],
    ])
    expect(after.minutes).toBe(20)
    expect((await staff.client.call('DELETE', `/courses/${courseId}/draft/modules/${second}`)).status).toBe(
      200,
    )
    expect(await readDraft(courseId)).toMatchObject({ minutes: 0, modules: [{ title: 'Basics' }] })
  })

  test('is not written over by whoever has not seen it', async () => {
    const { courseId, lessons } = await makeCourse(staff, { unitId }, { isPublished: false })
    const { version } = await readDraft(courseId)
    const lessonId = lessons[0]?.lessonId
    const said = { kind: 'text', title: 'Helmets', body: 'New.' }
    const put = (text: string) =>
      staff.client.call('PUT', `/courses/${courseId}/draft/lessons/${lessonId}`, said, { 'If-Match': text })
    expect((await put(`"${version}"`)).status).toBe(200)
    expect((await put(`"${version}"`)).status).toBe(412)
  })

  test.each([
    ['video', { url: 'https://example.org/film.mp4' }, '/url', 'courses.error.noPlayer'],
    ['live', { endsAt: '2998-01-01T10:00' }, '/startsAt', 'required'],
    [
      'live',
      { startsAt: '2998-01-01T10:00', endsAt: '2998-01-01T09:00' },
      '/endsAt',
      'courses.error.endsBefore',
    ],
    [
      'text',
      { releasedAt: '2998-01-01T10:00', releaseAfterDays: 3 },
      '/releaseAfterDays',
      'courses.error.opensTwice',
    ],
    [
      'text',
      { links: [{ title: 'Words', url: 'javascript:alert(1)' }] },
      '/links/0/url',
      'courses.error.address',
    ],
  ])('refuses a lesson of kind %s that says %j', async (kind, said, pointer, code) => {
    const { courseId, moduleId } = await makeCourse(staff, { unitId, lessons: [] }, { isPublished: false })
    const lessons = `/courses/${courseId}/draft/modules/${moduleId}/lessons`
    const { status, body } = await staff.client.call<Refusal>('POST', lessons, { kind, title: 'A', ...said })
    expect([status, body.issues[0]]).toMatchObject([422, { pointer, code }])
  })

  test('ends at what a course can hold', async () => {
    const { courseId, moduleId } = await makeCourse(staff, { unitId, lessons: [] }, { isPublished: false })
    await portal.app.database.pool.query(
      `UPDATE course_versions SET lessons = 400, modules = 60 WHERE course_id = '${courseId}'`,
    )
    const draft = `/courses/${courseId}/draft`
    const lesson = await staff.client.call<Refusal>(
      'POST',
      `/courses/${courseId}/draft/modules/${moduleId}/lessons`,
      {
        kind: 'text',
        title: 'A',
      },
    )
    expect([lesson.status, lesson.body.code]).toEqual([409, 'courses.tooManyLessons'])
    const section = await staff.client.call<Refusal>('POST', `/courses/${courseId}/draft/modules`, {
      title: 'A',
    })
    expect([section.status, section.body.code]).toEqual([409, 'courses.tooManyModules'])
  })
})

describe('a published course', () => {
  test('stays as it is while a new version is written, and gives way to it as a whole', async () => {
    const { courseId, lessons } = await makeCourse(staff, { unitId })
    const change = { kind: 'text', title: 'Helmets', body: 'New.' }
    const lesson = `/courses/${courseId}/draft/lessons/${lessons[0]?.lessonId}`
    expect((await staff.client.call<Refusal>('PUT', lesson, change)).body.code).toBe('courses.noDraft')
    const before = await read(courseId)
    expect(before).toMatchObject({
      number: 1,
      status: 'published',
      draft: null,
      abilities: { beginDraft: true },
    })
    const begin = () => staff.client.call<Refusal>('POST', `/courses/${courseId}/draft`)
    const begun = await Promise.all([begin(), begin()])
    expect(begun.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(begun.find(({ status }) => status === 409)?.body.code).toBe('courses.draftedAlready')
    const draft = await readDraft(courseId)
    const copied = draft.modules[0]?.lessons[0]
    // The same lesson in another version: progress is kept by its key.
    expect(copied?.key).toBe(before.outline[0]?.lessons[0]?.key)
    expect(copied?.id).not.toBe(lessons[0]?.lessonId)
    const lessonId = copied?.id
    expect(
      (
        await staff.client.call('PUT', `/courses/${courseId}/draft/lessons/${lessonId}`, {
          ...change,
          title: 'Hard hats',
          isPreview: true,
        })
      ).status,
    ).toBe(200)
    expect(
      (await staff.client.call<{ title: string }>('GET', `/courses/${courseId}/draft/lessons/${lessonId}`))
        .body.title,
    ).toBe('Hard hats')
    expect((await read(courseId, member)).outline[0]?.lessons[0]?.title).toBe('Helmets')
    expect((await staff.client.call('POST', `/courses/${courseId}/publication`)).status).toBe(200)
    const after = await read(courseId, member)
    expect(after).toMatchObject({ number: 2, draft: null, abilities: { write: false } })
    expect(after.outline[0]?.lessons[0]).toMatchObject({ title: 'Hard hats', isPreview: true })
    const visitor = portal.visitor()
    expect(
      (await visitor.call<{ body: string }>('GET', `/courses/${courseId}/previews/${copied?.key}`)).body.body,
    ).toBe('New.')
    const closed = after.outline[0]?.lessons[1]?.key
    expect((await visitor.call('GET', `/courses/${courseId}/previews/${closed}`)).status).toBe(404)
    expect((await staff.client.call('GET', `/courses/${courseId}/previews/${closed}`)).status).toBe(200)
  })

  test('cannot be changed even by a statement that forgets to look', async () => {
    const { courseId } = await makeCourse(staff, { unitId })
    const change = `UPDATE lessons SET title = 'Other' WHERE version_id IN (SELECT id FROM course_versions WHERE course_id = '${courseId}')`
    await expect(portal.app.database.pool.query(change)).rejects.toThrow(
      /is published: its contents stay as they are/,
    )
  })

  test('is found by those whom it is offered to, and by nobody once it is retired', async () => {
    const made = Object.fromEntries(
      await Promise.all(
        (['public', 'members', 'unit'] as const).map(async (visibility) => {
          const title = `Offered to ${visibility}`
          const offer = { visibility }
          return [visibility, await makeCourse(staff, { unitId, title }, { offer })] as const
        }),
      ),
    )
    const found = async (client: MadePerson['client']) =>
      (
        await client.call<{ items: Array<{ title: string }> }>('GET', '/courses?search=offered&sort=title')
      ).body.items.map(({ title }) => title.replace('Offered to ', ''))
    expect(await found(portal.visitor())).toEqual(['public'])
    expect(await found(member.client)).toEqual(['members', 'public'])
    expect(await found(insider.client)).toEqual(['members', 'public', 'unit'])
    const courseId = made.public?.courseId
    const retire = async () => (await staff.client.call('POST', `/courses/${courseId}/retirement`)).status
    expect([await retire(), await retire()]).toEqual([200, 409])
    expect(await found(member.client)).toEqual(['members'])
    expect((await member.client.call('GET', `/courses/${courseId}`)).status).toBe(404)
    const restore = async () => (await staff.client.call('POST', `/courses/${courseId}/restoring`)).status
    expect([await restore(), await restore()]).toEqual([200, 409])
    expect(await found(member.client)).toEqual(['members', 'public'])
  })

  test('is searched, counted by what fits it, and paged', async () => {
    const one = async (title: string, level: string, tags: string[]) =>
      makeCourse(staff, { unitId, title, level, tags })
    await one('Zinc roofs', 'beginner', ['roofs', 'zinc'])
    await one('Zinc gutters', 'advanced', ['zinc'])
    await one('Slate', 'advanced', ['roofs'])
    interface Found {
      items: Array<{ title: string }>
      nextCursor: string | null
      counts: {
        total: { count: number }
        facets: Record<'level' | 'tag', Array<{ value: string; count: number }>>
      }
    }
    const ask = async (query: string) => (await member.client.call<Found>('GET', `/courses?${query}`)).body
    const { items, counts } = await ask('search=zinc&level=advanced&counts=true')
    expect(items.map(({ title }) => title)).toEqual(['Zinc gutters'])
    // Of levels it is told how many each would leave, whichever is chosen.
    expect(counts.facets.level).toEqual([
      { value: 'advanced', count: 1 },
      { value: 'beginner', count: 1 },
    ])
    expect((await ask('tag=Roofs&sort=title')).items.map(({ title }) => title)).toEqual([
      'Slate',
      'Zinc roofs',
    ])
    for (const sort of ['newest', 'title', 'shortest', 'relevance']) {
      const first = await ask(`search=zinc&sort=${sort}&limit=1`)
      const next = await ask(`search=zinc&sort=${sort}&limit=1&cursor=${first.nextCursor}`)
      expect([...first.items, ...next.items].map(({ title }) => title).sort()).toEqual([
        'Zinc gutters',
        'Zinc roofs',
      ])
      expect(next.nextCursor).toBeNull()
    }
    const foreign = await member.client.call<Refusal>('GET', '/courses?cursor=abc')
    expect(foreign.body.issues[0]).toMatchObject({ pointer: '/cursor', code: 'cursor' })
  })

  test('drops a new version without losing what is offered, and a course that never was goes as a whole', async () => {
    const { courseId } = await makeCourse(staff, { unitId })
    await staff.client.call('POST', `/courses/${courseId}/draft`)
    expect((await staff.client.call('DELETE', `/courses/${courseId}/draft`)).status).toBe(200)
    expect(await read(courseId)).toMatchObject({ number: 1, draft: null })
    expect((await staff.client.call<Refusal>('DELETE', `/courses/${courseId}/draft`)).body.code).toBe(
      'courses.noDraft',
    )
    const never = await makeCourse(staff, { unitId }, { isPublished: false })
    await staff.client.call('PUT', `/courses/${never.courseId}/authors/${insider.personId}`, {})
    expect((await staff.client.call('DELETE', `/courses/${never.courseId}/draft`)).status).toBe(200)
    expect((await staff.client.call('GET', `/courses/${never.courseId}`)).status).toBe(404)
  })
})

describe('the portal', () => {
  const pressed = {
    /** Where a form leads that was taken. */
    async form(path: string, fields: Record<string, string> = {}): Promise<string> {
      const answer = await staff.client.form(path, fields)
      expect([path, answer.status]).toEqual([path, 303])
      return answer.headers.get('location') ?? ''
    },
  }

  test('leads from a new course over its sections and lessons to the catalogue', async () => {
    const drafted = await pressed.form('/written-courses/new', {
      ...{ unitId, title: 'Timber', language: 'en', timeZone: 'UTC' },
    })
    const id = drafted.split('/')[2] ?? ''
    await pressed.form(`/written-courses/${id}/draft/edit`, {
      ...{ title: 'Timber', language: 'en', level: 'beginner', objectives: 'Saw\nPlane' },
      ...{ summary: 'Of wood.', description: 'All about wood.' },
    })
    await pressed.form(`/written-courses/${id}/draft/modules/new`, { title: 'Beams' })
    await pressed.form(`/written-courses/${id}/draft/modules/new`, { title: 'Boards' })
    const [beams, boards] = (await readDraft(id)).modules
    const listed = await staff.client.call<{ items: Array<{ id: string }> }>(
      'GET',
      '/written-courses?search=timber',
    )
    expect(listed.body.items.map((item) => item.id)).toEqual([id])
    await pressed.form(`/written-courses/${id}/draft/modules/${beams?.id}`, { title: 'Long beams' })
    await pressed.form(`/written-courses/${id}/draft/modules/${boards?.id}/move`, { place: '1' })
    const video = await staff.client.get(
      `/written-courses/${id}/draft/modules/${beams?.id}/lessons/new?kind=video`,
    )
    expect(video.text).toContain('YouTube')
    await pressed.form(`/written-courses/${id}/draft/modules/${beams?.id}/lessons/new`, {
      ...{ kind: 'video', title: 'Sawing', url: 'https://youtu.be/dQw4w9WgXcQ', isPreview: 'true' },
      ...{ 'links.0.title': 'The norm', 'links.0.url': 'https://example.org/norm' },
    })
    await pressed.form(`/written-courses/${id}/draft/modules/${beams?.id}/lessons/new`, {
      kind: 'text',
      title: 'No',
    })
    const lessons = (await readDraft(id)).modules[1]?.lessons ?? []
    await pressed.form(`/written-courses/${id}/draft/lessons/${lessons[0]?.id}/move`, {
      ...{ moduleId: beams?.id ?? '', place: '2' },
    })
    await pressed.form(`/written-courses/${id}/draft/lessons/${lessons[1]?.id}/remove`)
    await pressed.form(`/written-courses/${id}/draft/modules/${boards?.id}/remove`)
    expect(titles(await readDraft(id))).toEqual([['Long beams', 'Sawing']])
    expect((await staff.client.get(`/written-courses/${id}/draft`)).text).toContain('Sawing')
    const edit = await staff.client.get(`/written-courses/${id}/draft/lessons/${lessons[0]?.id}`)
    expect(edit.text).toContain('https://example.org/norm')
    expect((await staff.client.get('/written-courses')).text).toContain('Timber')
    const address = await pressed.form(`/written-courses/${id}/publish`)
    expect((await portal.visitor().get('/courses?search=timber')).text).toContain(address)
    const course = (await portal.visitor().get(address)).text
    const key = new RegExp(`${address}/previews/([\\w-]{36})`).exec(course)?.[1]
    const shown = await portal.visitor().get(`${address}/previews/${key}`)
    expect(shown.text).toContain('https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ')
    expect(shown.headers.get('content-security-policy')).toContain('frame-src')
    expect((await staff.client.get(`/written-courses/${id}/offer`)).status).toBe(200)
    await pressed.form(`/written-courses/${id}/offer`, {
      visibility: 'members',
      timeZone: 'UTC',
      capacity: '20',
    })
    expect((await portal.visitor().get(address)).status).toBe(404)
  })

  test('takes a course out of the catalogue and back, and a new version up and away', async () => {
    const { courseId } = await makeCourse(staff, { unitId })
    await pressed.form(`/written-courses/${courseId}/retire`)
    expect((await read(courseId)).status).toBe('retired')
    await pressed.form(`/written-courses/${courseId}/restore`)
    await pressed.form(`/written-courses/${courseId}/begin-draft`)
    expect((await read(courseId)).draft).toMatchObject({ number: 2 })
    await pressed.form(`/written-courses/${courseId}/draft/discard`)
    expect(await read(courseId)).toMatchObject({ status: 'published', draft: null })
  })

  test('names authors, and says no longer that it is by them', async () => {
    const { courseId, slug } = await makeCourse(staff, { unitId })
    const { personId } = insider
    const named = { isShown: 'true', mayWrite: 'true', bio: 'Saws.' }
    await pressed.form(`/written-courses/${courseId}/authors/${personId}`, named)
    expect((await staff.client.get(`/written-courses/${courseId}/authors?search=a`)).text).toContain(personId)
    expect((await portal.visitor().get(`/courses/${slug}`)).text).toContain('Saws.')
    await pressed.form(`/written-courses/${courseId}/authors/${personId}/remove`)
    expect((await portal.visitor().get(`/courses/${slug}`)).text).not.toContain('Saws.')
  })
})
