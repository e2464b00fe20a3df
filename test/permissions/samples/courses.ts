import { randomUUID } from 'node:crypto'
import { atUnit, nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

const said = () => ({ title: `Welding ${randomUUID().slice(0, 8)}`, language: 'en' })

/** A course of the unit with a lesson in it, all with its id, in one of the states, for those of the unit. */
const inState =
  (status: 'draft' | 'published' | 'retired') =>
  async ({ world, spot }: SampleContext): Promise<void> => {
    const { pool } = world.portal.app.database
    const { unitId: id, tenantId } = spot
    await pool.query(
      `INSERT INTO courses (id, tenant_id, unit_id, slug, status, visibility, time_zone, created_at, updated_at, published_at, retired_at)
       VALUES ($1, $2, $1, $3, $4, 'unit', 'UTC', now(), now(), CASE WHEN $4 <> 'draft' THEN now() END, CASE WHEN $4 = 'retired' THEN now() END)`,
      [id, tenantId, `test-${id}`, status],
    )
    await pool.query(
      `INSERT INTO course_versions (id, tenant_id, course_id, number, title, summary, description, language, modules, lessons, created_at, updated_at)
       VALUES ($1, $2, $1, 1, 'Test', 'Test', 'Test', 'en', 1, 1, now(), now())`,
      [id, tenantId],
    )
    await pool.query(
      `INSERT INTO course_modules (id, tenant_id, version_id, key, place, title) VALUES ($1, $2, $1, $1, 1, 'Test')`,
      [id, tenantId],
    )
    await pool.query(
      `INSERT INTO lessons (id, tenant_id, version_id, module_id, key, place, kind, title, body, content, links, completion, is_preview)
       VALUES ($1, $2, $1, $1, $1, 1, 'text', 'Test', 'Test',
         '{"v": 1, "url": null, "transcript": null, "startsAt": null, "endsAt": null, "venue": null}', '{"v": 1, "items": []}',
         '{"v": 1, "by": "viewed"}', true)`,
      [id, tenantId],
    )
    if (status !== 'draft')
      await pool.query(
        `UPDATE course_versions SET status = 'published', published_at = now() WHERE id = $1`,
        [id],
      )
  }

const course = (status: 'draft' | 'published' | 'retired', more: object = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ courseId: spot.unitId, ...more }),
  prepare: inState(status),
})

/** One that is learned. */
export const taught = inState('published')

/** As its page is found. */
const found: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ slug: `test-${spot.unitId}` }),
  prepare: inState('published'),
}

const preview: Sample = {
  ...found,
  input: ({ spot }) => ({ courseId: spot.unitId, lessonKey: spot.unitId }),
}

const section = (more: object = {}): Sample => ({
  ...course('draft'),
  input: ({ spot }) => ({ courseId: spot.unitId, moduleId: spot.unitId, ...more }),
})

const lesson = (more: object = {}): Sample => ({
  ...course('draft'),
  input: ({ spot }) => ({ courseId: spot.unitId, lessonId: spot.unitId, ...more }),
})

const placed: Sample = {
  ...course('draft'),
  input: ({ spot }) => ({ courseId: spot.unitId, lessonId: spot.unitId, moduleId: spot.unitId, place: 1 }),
}

/** Whoever holds the unit, as whoever looks after it finds them. */
const author: Sample = {
  ...course('draft'),
  input: ({ spot }) => ({ courseId: spot.unitId, personId: spot.personId }),
}

const named: Sample = {
  ...author,
  async prepare(context) {
    await inState('draft')(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO course_authors (tenant_id, course_id, person_id, may_write, place, added_at) VALUES ($2, $1, $3, false, 1, now())`,
      [spot.unitId, spot.tenantId, spot.personId],
    )
  },
}

const drafted: Sample = { ...atUnit, input: ({ spot }) => ({ unitId: spot.unitId, ...said() }) }
const written = () => ({ kind: 'text', title: 'Helmets', body: 'On your head.' })

export const courses: Samples = {
  'courses.findCourses': nothing,
  'courses.listCourses': nothing,
  'courses.listCoursesFile': nothing,
  'courses.readCourse': course('published'),
  'courses.readCourseAt': found,
  'courses.readPreview': preview,
  'courses.draftCourse': drafted,
  'courses.changeOffer': course('published', { visibility: 'unit' }),
  'courses.readDraft': course('draft'),
  'courses.changeDraft': course('draft', said()),
  'courses.beginDraft': course('published'),
  'courses.discardDraft': course('draft'),
  'courses.addModule': course('draft', { title: 'Basics' }),
  'courses.changeModule': section({ title: 'Basics' }),
  'courses.moveModule': section({ place: 1 }),
  'courses.removeModule': section(),
  'courses.readWrittenLesson': lesson(),
  'courses.addLesson': section(written()),
  'courses.changeLesson': lesson(written()),
  'courses.moveLesson': placed,
  'courses.removeLesson': lesson(),
  'courses.listAuthors': course('draft'),
  'courses.findAuthors': course('draft', { search: 'a' }),
  'courses.nameAuthor': author,
  'courses.removeAuthor': named,
  'courses.publishCourse': course('draft'),
  'courses.retireCourse': course('published'),
  'courses.restoreCourse': course('retired'),
  'courses.listUnitsToTeachIn': nothing,
  'courses.findPage': nothing,
  'courses.coursePage': found,
  'courses.previewPage': {
    ...found,
    input: ({ spot }) => ({ slug: `test-${spot.unitId}`, lessonKey: spot.unitId }),
  },
  'courses.writtenPage': nothing,
  'courses.newCoursePage': { ...drafted, about: 'nothing' },
  'courses.draftPage': course('draft'),
  'courses.tellingPage': course('draft', said()),
  'courses.offerPage': course('published', { visibility: 'unit' }),
  'courses.newModulePage': course('draft', { title: 'Basics' }),
  'courses.modulePage': section({ title: 'Basics' }),
  'courses.moveModuleAction': section({ place: 1 }),
  'courses.removeModuleAction': section(),
  'courses.newLessonPage': section(written()),
  'courses.lessonPage': lesson(written()),
  'courses.moveLessonAction': placed,
  'courses.removeLessonAction': lesson(),
  'courses.beginDraftAction': course('published'),
  'courses.discardDraftAction': course('draft'),
  'courses.publishAction': course('draft'),
  'courses.retireAction': course('published'),
  'courses.restoreAction': course('retired'),
  'courses.authorsPage': course('draft'),
  'courses.authorPage': author,
  'courses.removeAuthorAction': named,
}
