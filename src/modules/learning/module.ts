import type { Module } from '../../platform/declare/module.ts'
import { enrolMe } from './commands/enrol-me.ts'
import { leaveCourse } from './commands/leave-course.ts'
import { markLesson } from './commands/mark-lesson.ts'
import { moveOn } from './commands/move-on.ts'
import { alreadyEnrolled } from './enrolment.ts'
import { courseCompleted } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { findCourseId, readLearning, readLesson } from './queries/learning.ts'
import { listMyCourses } from './queries/my-courses.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'

export const learning: Module = {
  name: 'learning',
  operations: [
    readLearning,
    findCourseId,
    readLesson,
    listMyCourses,
    enrolMe,
    leaveCourse,
    markLesson,
    moveOn,
  ],
  facts: [courseCompleted],
  pages,
  links,
  permissions,
  personalData,
  tenantData: { goes: ['lesson_progress', 'enrolments'] },
  constraintErrors: { enrolments_current_key: alreadyEnrolled },
}
