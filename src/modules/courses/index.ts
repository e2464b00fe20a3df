export { addLesson } from './commands/add-lesson.ts'
export { addModule } from './commands/add-module.ts'
export { draftCourse } from './commands/draft-course.ts'
export { publishCourse } from './commands/publish-course.ts'
export { LessonReply, OutlineModule } from './contract.ts'
export { readVersion } from './course-row.ts'
export { coursePublished } from './facts.ts'
export { playerOf } from './lesson.ts'
export {
  findCourseBySlug,
  findOffered,
  holdOffered,
  lessonOf,
  type Outline,
  outlineOf,
  publishedVersion,
} from './taught-row.ts'
