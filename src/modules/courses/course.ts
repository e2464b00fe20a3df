import { type AppError, defineError, invalid } from '../../platform/errors.ts'
import type { Issue } from '../../platform/presentation/view.ts'

export const statuses = ['draft', 'published', 'retired'] as const
export type Status = (typeof statuses)[number]

export const statusTones = { draft: 'neutral', published: 'success', retired: 'warning' } as const

export const visibilities = ['public', 'members', 'unit'] as const
export const levels = ['beginner', 'intermediate', 'advanced', 'expert'] as const

export const mostModules = 60
export const mostLessons = 400
export const mostAuthors = 20

export const wrongState = defineError('courses.wrongState', 409)
export const noDraft = defineError('courses.noDraft', 409)
export const draftedAlready = defineError('courses.draftedAlready', 409)
export const unitClosed = defineError('courses.unitClosed', 409)
export const tooManyModules = defineError('courses.tooManyModules', 409)
export const tooManyLessons = defineError('courses.tooManyLessons', 409)
export const tooManyAuthors = defineError('courses.tooManyAuthors', 409)
export const notWriter = defineError('courses.notWriter', 403)

/** What can become of a course that others find, and from where. */
const steps = {
  publish: { from: ['draft', 'published'], to: 'published' },
  retire: { from: ['published'], to: 'retired' },
  restore: { from: ['retired'], to: 'published' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Step = keyof typeof steps

/** Why a step cannot be taken; null where it can. */
export function stepFault(step: Step, { status }: { status: Status }): AppError | null {
  const from: readonly Status[] = steps[step].from
  return from.includes(status) ? null : wrongState()
}

export function stepLeadsTo(step: Step): Status {
  return steps[step].to
}

interface Publishable {
  summary: string | null
  description: string | null
  modules: ReadonlyArray<{ id: string; lessons: ReadonlyArray<{ id: string; isEmpty: boolean }> }>
}

export interface Lack {
  field: string
  code: string
  /** The lesson or the section that lacks something. */
  of: string | null
}

/** What a draft lacks before others may learn by it. */
export function missingToPublish({ summary, description, modules }: Publishable): Lack[] {
  const lacks: Lack[] = []
  if (summary === null) lacks.push({ field: 'summary', code: 'required', of: null })
  if (description === null) lacks.push({ field: 'description', code: 'required', of: null })
  if (modules.every(({ lessons }) => lessons.length === 0))
    lacks.push({ field: 'lessons', code: 'required', of: null })
  else
    for (const { id, lessons } of modules) {
      if (lessons.length === 0) lacks.push({ field: 'module', code: 'courses.error.emptyModule', of: id })
      for (const lesson of lessons)
        if (lesson.isEmpty) lacks.push({ field: 'lesson', code: 'courses.error.emptyLesson', of: lesson.id })
    }
  return lacks
}

export function requirePublishable(draft: Publishable): void {
  const issues: Issue[] = missingToPublish(draft).map(({ field, code }) => ({
    pointer: `/${field}`,
    code,
    message: '',
  }))
  if (issues.length > 0) throw invalid(issues)
}
