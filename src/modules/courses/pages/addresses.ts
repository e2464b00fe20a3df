import type { PageContext } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { CourseReference, LessonKeyReference, LessonReference, ModuleReference } from '../contract.ts'

export const list = '/courses'
export const written = '/written-courses'

export const addressOf = ({ slug }: { slug: string }) => `${list}/${slug}`
export const draftOf = ({ courseId }: { courseId: string }) => `${written}/${courseId}/draft`

type Params = Pick<PageContext, 'params'>['params']

/** What is no id is not found. */
function found<Reference>(parsed: { success: true; data: Reference } | { success: false }): Reference {
  if (!parsed.success) throw notFound()
  return parsed.data
}

export const courseIn = ({ courseId }: Params) => found(CourseReference.safeParse({ courseId }))
export const moduleIn = ({ courseId, moduleId }: Params) =>
  found(ModuleReference.safeParse({ courseId, moduleId }))
export const lessonIn = ({ courseId, lessonId }: Params) =>
  found(LessonReference.safeParse({ courseId, lessonId }))
export const lessonKeyIn = ({ courseId, lessonKey }: Params) =>
  found(LessonKeyReference.safeParse({ courseId, lessonKey }))

/** Where a button of somebody who writes leads back to. */
export const backToDraft = ({ params }: Pick<PageContext, 'params'>) =>
  draftOf({ courseId: params.courseId ?? '' })
