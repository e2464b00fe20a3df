import type { Module } from '../../platform/declare/module.ts'
import { addLesson } from './commands/add-lesson.ts'
import { addModule } from './commands/add-module.ts'
import { beginDraft } from './commands/begin-draft.ts'
import { changeDraft } from './commands/change-draft.ts'
import { changeLesson } from './commands/change-lesson.ts'
import { changeModule } from './commands/change-module.ts'
import { changeOffer } from './commands/change-offer.ts'
import { discardDraft } from './commands/discard-draft.ts'
import { draftCourse } from './commands/draft-course.ts'
import { moveLesson } from './commands/move-lesson.ts'
import { moveModule } from './commands/move-module.ts'
import { nameAuthor } from './commands/name-author.ts'
import { publishCourse } from './commands/publish-course.ts'
import { removeAuthor } from './commands/remove-author.ts'
import { removeLesson } from './commands/remove-lesson.ts'
import { removeModule } from './commands/remove-module.ts'
import { restoreCourse } from './commands/restore-course.ts'
import { retireCourse } from './commands/retire-course.ts'
import { draftedAlready } from './course.ts'
import { coursePublished } from './facts.ts'
import { playerHosts } from './lesson.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { findAuthors, listAuthors } from './queries/authors.ts'
import { courseList } from './queries/course-list.ts'
import { readCourse, readCourseAt } from './queries/courses.ts'
import { listUnitsToTeachIn, readDraft, readWrittenLesson } from './queries/drafts.ts'
import { findCourses } from './queries/find-courses.ts'
import { readPreview } from './queries/previews.ts'
import { personalData } from './slots/personal-data.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const courses: Module = {
  name: 'courses',
  operations: [
    findCourses,
    courseList.query,
    readCourse,
    readCourseAt,
    readPreview,
    draftCourse,
    changeOffer,
    readDraft,
    changeDraft,
    beginDraft,
    discardDraft,
    addModule,
    changeModule,
    moveModule,
    removeModule,
    readWrittenLesson,
    addLesson,
    changeLesson,
    moveLesson,
    removeLesson,
    listAuthors,
    findAuthors,
    nameAuthor,
    removeAuthor,
    publishCourse,
    retireCourse,
    restoreCourse,
    listUnitsToTeachIn,
  ],
  facts: [coursePublished],
  pages,
  endpoints: [courseList.download],
  permissions,
  personalData,
  unitHoldings,
  tenantData: { goes: ['lessons', 'course_modules', 'course_versions', 'course_authors', 'courses'] },
  frames: playerHosts,
  constraintErrors: { course_versions_draft_key: draftedAlready },
}
