import { CoursePage } from '../../../templates/pages/courses/course-page.tsx'
import { FindPage } from '../../../templates/pages/courses/find-page.tsx'
import { PreviewPage } from '../../../templates/pages/courses/preview-page.tsx'
import { type AnyPage, draw, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { SlugReference } from './contract.ts'
import { statusTones } from './course.ts'
import { playerOf } from './lesson.ts'
import { lessonKeyIn, list } from './pages/addresses.ts'
import { authorPages } from './pages/authors.ts'
import { draftPages } from './pages/drafts.ts'
import { findModel } from './pages/find-model.ts'
import { partPages } from './pages/parts.ts'
import { stepPages } from './pages/steps.ts'
import { readCourseAt } from './queries/courses.ts'
import { readPreview } from './queries/previews.ts'

const find = page({
  name: 'courses.findPage',
  path: list,
  permission: 'anyone',
  navigation: { group: 'association', label: 'courses.find.title', icon: 'learn', order: 13 },
  show: async (context) => draw(FindPage, await findModel(context)),
})

function slugIn(params: Record<string, string>) {
  const reference = SlugReference.safeParse({ slug: params.slug })
  if (!reference.success) throw notFound()
  return reference.data
}

const one = page({
  name: 'courses.coursePage',
  path: `${list}/:slug`,
  permission: 'anyone',
  async show({ ask, params, form, caller, links }) {
    const course = await ask(readCourseAt, slugIn(params))
    return draw(CoursePage, {
      course,
      // Who learns it, and how far they are, rooms above know.
      links: course.status === 'published' ? links('course', { slug: course.slug }) : [],
      tones: statusTones,
      form: form(),
      origin: caller.request?.origin ?? null,
    })
  },
})

const preview = page({
  name: 'courses.previewPage',
  path: `${list}/:slug/previews/:lessonKey`,
  permission: 'anyone',
  async show({ ask, params }) {
    const course = await ask(readCourseAt, slugIn(params))
    const lesson = await ask(readPreview, lessonKeyIn({ ...params, courseId: course.id }))
    return draw(PreviewPage, { course, lesson, player: lesson.url && playerOf(lesson.url) })
  },
})

export const pages: readonly AnyPage[] = [
  find,
  one,
  preview,
  ...draftPages,
  ...partPages,
  ...stepPages,
  ...authorPages,
]
