import { taught } from './courses.ts'
import { nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

/** A course of the unit, which whoever asks learns already. */
async function learned(context: SampleContext): Promise<void> {
  await taught(context)
  const { world, spot, asking } = context
  await world.portal.app.database.pool.query(
    `INSERT INTO enrolments (id, tenant_id, course_id, version_id, person_id, enrolled_at, learned_at)
     SELECT gen_random_uuid(), $2, $1, $1, id, now(), now() FROM persons WHERE tenant_id = $2 AND id = $3`,
    [spot.unitId, spot.tenantId, asking.personId ?? null],
  )
}

const offered: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ courseId: spot.unitId }),
  prepare: taught,
}

const taken: Sample = { ...offered, prepare: learned }
const lesson: Sample = {
  ...taken,
  input: ({ spot }) => ({ courseId: spot.unitId, lessonKey: spot.unitId }),
}
const slug = ({ spot }: SampleContext) => ({ slug: `test-${spot.unitId}` })

export const learning: Samples = {
  'learning.readLearning': offered,
  'learning.findCourseId': { ...offered, input: slug },
  'learning.readLesson': lesson,
  'learning.listMyCourses': nothing,
  'learning.enrolMe': offered,
  'learning.leaveCourse': taken,
  'learning.markLesson': lesson,
  'learning.moveOn': taken,
  'learning.myCoursesPage': nothing,
  'learning.learningPage': { ...taken, input: slug },
  'learning.lessonPage': {
    ...taken,
    input: (context) => ({ ...slug(context), lessonKey: context.spot.unitId }),
  },
  'learning.enrolAction': offered,
  'learning.leaveAction': taken,
  'learning.markAction': lesson,
  'learning.moveOnAction': taken,
}
