import { LearningPage } from '../../../templates/pages/learning/learning-page.tsx'
import { LessonPage } from '../../../templates/pages/learning/lesson-page.tsx'
import { MyCoursesPage } from '../../../templates/pages/learning/my-courses-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { playerOf } from '../courses/index.ts'
import { enrolMe } from './commands/enrol-me.ts'
import { leaveCourse } from './commands/leave-course.ts'
import { markLesson } from './commands/mark-lesson.ts'
import { moveOn } from './commands/move-on.ts'
import { LessonReference } from './contract.ts'
import { findCourseId, readLearning, readLesson } from './queries/learning.ts'
import { listMyCourses } from './queries/my-courses.ts'

const mine = page({
  name: 'learning.myCoursesPage',
  path: '/my-courses',
  permission: 'member',
  navigation: { group: 'me', label: 'learning.mine.title', icon: 'learn', order: 22 },
  show: async ({ ask }) => draw(MyCoursesPage, await ask(listMyCourses, {})),
})

function courseIdAt({ ask, params }: Pick<PageContext, 'ask' | 'params'>) {
  const slug = params.slug ?? ''
  if (slug.length > 80) throw notFound()
  return ask(findCourseId, { slug })
}

const learn = page({
  name: 'learning.learningPage',
  path: '/courses/:slug/learn',
  permission: 'member',
  async show(context) {
    const learning = await context.ask(readLearning, await courseIdAt(context))
    return draw(LearningPage, { learning, form: context.form() })
  },
})

const one = page({
  name: 'learning.lessonPage',
  path: '/courses/:slug/lessons/:lessonKey',
  permission: 'member',
  async show(context) {
    const { courseId } = await courseIdAt(context)
    const reference = LessonReference.safeParse({ courseId, lessonKey: context.params.lessonKey })
    if (!reference.success) throw notFound()
    const learned = await context.ask(readLesson, reference.data)
    const { url, kind } = learned.lesson
    return draw(LessonPage, {
      learned,
      player: kind === 'video' && url ? playerOf(url) : null,
      form: context.form(),
    })
  },
})

const learning = '/learning/:courseId'
/** Buttons know a course by its id; its page has an address that people can read. */
const back = () => '/my-courses'

const enrol = action({
  name: 'learning.enrolAction',
  path: `${learning}/enrol`,
  permission: 'member',
  command: enrolMe,
  done: ({ slug }) => go(`/courses/${slug}/learn`, success('learning.enrolled')),
  back,
})

const leave = action({
  name: 'learning.leaveAction',
  path: `${learning}/leave`,
  permission: 'member',
  command: leaveCourse,
  done: () => go('/my-courses', success('learning.leftNow')),
  back,
})

const mark = action({
  name: 'learning.markAction',
  path: `${learning}/lessons/:lessonKey`,
  permission: 'member',
  command: markLesson,
  done: ({ slug, nextKey, percent }) =>
    nextKey === null
      ? go(`/courses/${slug}/learn`, percent === 100 ? success('learning.completedNow') : undefined)
      : go(`/courses/${slug}/lessons/${nextKey}`),
  back,
})

const newest = action({
  name: 'learning.moveOnAction',
  path: `${learning}/newest-version`,
  permission: 'member',
  command: moveOn,
  done: ({ slug }) => go(`/courses/${slug}/learn`, success('learning.movedOn')),
  back,
})

export const pages: readonly AnyPage[] = [mine, learn, one, enrol, leave, mark, newest]
