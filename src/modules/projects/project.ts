import { type AppError, defineError, invalid } from '../../platform/errors.ts'
import type { Issue } from '../../platform/presentation/view.ts'

export const statuses = ['draft', 'published', 'closed', 'reviewing', 'awarded', 'cancelled'] as const
export type Status = (typeof statuses)[number]

export const statusTones = {
  draft: 'neutral',
  published: 'success',
  closed: 'warning',
  reviewing: 'progress',
  awarded: 'info',
  cancelled: 'danger',
} as const

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export const visibilities = ['public', 'members', 'unit'] as const
export const openTos = ['person', 'company', 'either'] as const
export const demandKinds = ['licence', 'certification', 'bond', 'insurance'] as const

export const mostDemands = 40
export const mostCategories = 300

/** What can become of a project, and from where. */
const steps = {
  publish: { from: ['draft'], to: 'published' },
  close: { from: ['published'], to: 'closed' },
  review: { from: ['closed'], to: 'reviewing' },
  cancel: { from: ['published', 'closed', 'reviewing'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Step = keyof typeof steps

export const wrongState = defineError('projects.wrongState', 409)
export const notDraft = defineError('projects.notDraft', 409)
export const unitClosed = defineError('projects.unitClosed', 409)
export const slugTaken = defineError('projects.slugTaken', 409)
export const tooManyDemands = defineError('projects.tooManyDemands', 409)
export const demandedAlready = defineError('projects.demandedAlready', 409)
export const tooManyCategories = defineError('projects.tooManyCategories', 409)
export const tooDeep = defineError('projects.tooDeep', 409)

interface Timed {
  status: Status
  deadline: Date | null
}

/** The deadline closes a project by itself: the job that writes it down may come a moment later. */
export function statusAt({ status, deadline }: Timed, now: Date): Status {
  return status === 'published' && deadline !== null && deadline <= now ? 'closed' : status
}

/** Why a step cannot be taken; null where it can. */
export function stepFault(step: Step, project: Timed, now: Date): AppError | null {
  const from: readonly Status[] = steps[step].from
  return from.includes(statusAt(project, now)) ? null : wrongState()
}

export function stepLeadsTo(step: Step): Status {
  return steps[step].to
}

interface Publishable {
  description: string | null
  deadline: Date | null
  contactName: string | null
  contactEmail: string | null
  contactPhone: string | null
}

/** What a draft lacks before others may find it, field by field. */
export function missingToPublish(project: Publishable, now: Date): Issue[] {
  const issues: Issue[] = []
  const lacks = (field: string, code: string) => issues.push({ pointer: `/${field}`, code, message: '' })
  if (project.description === null) lacks('description', 'required')
  if (project.deadline === null) lacks('deadline', 'required')
  else if (project.deadline <= now) lacks('deadline', 'projects.error.deadlineOver')
  if (!project.contactEmail && !project.contactPhone) lacks('contactEmail', 'projects.error.noContact')
  return issues
}

export function requirePublishable(project: Publishable, now: Date): void {
  const issues = missingToPublish(project, now)
  if (issues.length > 0) throw invalid(issues)
}

/** Letters and digits of a title as an address has them; what is written in other letters stays short. */
export function slugOf(title: string, id: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const beginning = (words ?? []).join('-').slice(0, 60).replace(/-$/, '')
  // The end of an id is made by chance, the beginning by the clock.
  return [beginning, id.slice(-8)].filter(Boolean).join('-')
}
