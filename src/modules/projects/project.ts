import { type AppError, defineError, invalid } from '../../platform/errors.ts'
import { isOnCalendar, momentAt, wallTimeOf } from '../../platform/presentation/dates.ts'
import type { Issue } from '../../platform/presentation/view.ts'
import type { VerificationKind } from '../membership/index.ts'
import { isTimeZone } from '../people/index.ts'

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
export const priorityTones = {
  low: 'neutral',
  normal: 'neutral',
  high: 'warning',
  urgent: 'danger',
} as const
export const visibilities = ['public', 'members', 'grades', 'unit', 'invited'] as const
export const openTos = ['person', 'company', 'either'] as const
export const demandKinds = ['licence', 'certification', 'bond', 'insurance'] as const

/** How many people find a project at most: what has been found is not hidden again. */
const reach = { public: 3, members: 2, grades: 1, unit: 1, invited: 0 } as const satisfies Record<
  (typeof visibilities)[number],
  number
>

export const mostDemands = 40
export const mostAddenda = 200
export const mostFiles = 40
export const mostCategories = 300
export const mostBookmarks = 500
/** Of one project, those that have ended among them: all are told on one page. */
export const mostInvitations = 1000
/** So many are invited with one request. */
export const mostInvitedAtOnce = 100

/** What can become of a project, and from where. */
const steps = {
  publish: { from: ['draft'], to: 'published' },
  close: { from: ['published'], to: 'closed' },
  review: { from: ['closed'], to: 'reviewing' },
  amend: { from: ['published'], to: 'published' },
  award: { from: ['reviewing'], to: 'awarded' },
  cancel: { from: ['published', 'closed', 'reviewing'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Step = keyof typeof steps

export const wrongState = defineError('projects.wrongState', 409)
export const notDraft = defineError('projects.notDraft', 409)
export const unitClosed = defineError('projects.unitClosed', 409)
export const tooManyDemands = defineError('projects.tooManyDemands', 409)
export const demandedAlready = defineError('projects.demandedAlready', 409)
export const onlyByAddendum = defineError('projects.onlyByAddendum', 409)
export const tooManyFiles = defineError('projects.tooManyFiles', 409)
export const tooManyAddenda = defineError('projects.tooManyAddenda', 409)
export const tooManyCategories = defineError('projects.tooManyCategories', 409)
export const tooManyBookmarks = defineError('projects.tooManyBookmarks', 409)
export const tooManyInvitations = defineError('projects.tooManyInvitations', 409)
export const invitationEnded = defineError('projects.invitationEnded', 409)
export const standsApart = defineError('projects.standsApart', 403)
export const noCriteria = defineError('projects.noCriteria', 409)
export const stillDraft = defineError('projects.stillDraft', 409)
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
  sealing: 'awaiting' | 'ready' | null
  visibility: (typeof visibilities)[number]
  /** So many are invited. */
  invited: number
}

/** What a draft lacks before others may find it, field by field. */
export function missingToPublish(project: Publishable, now: Date): Issue[] {
  const issues: Issue[] = []
  const lacks = (field: string, code: string) => issues.push({ pointer: `/${field}`, code, message: '' })
  if (project.description === null) lacks('description', 'required')
  if (project.deadline === null) lacks('deadline', 'required')
  else if (project.deadline <= now) lacks('deadline', 'projects.error.deadlineOver')
  if (!project.contactEmail && !project.contactPhone) lacks('contactEmail', 'projects.error.noContact')
  // Nobody would ever learn of it.
  if (project.visibility === 'invited' && project.invited === 0)
    lacks('visibility', 'projects.error.nobodyInvited')
  if (project.sealing === 'awaiting') lacks('sealing', 'projects.error.witnessesAwaited')
  return issues
}

export function requirePublishable(project: Publishable, now: Date): void {
  const issues = missingToPublish(project, now)
  if (issues.length > 0) throw invalid(issues)
}

/** What a project asks of whoever applies, beside papers: of which type of member they are, and how it is known who they are. */
export function askedOf({
  applicantTypes,
  applicantVerified,
}: {
  applicantTypes: string[]
  applicantVerified: VerificationKind[]
}): { types: string[]; verified: VerificationKind[] } {
  return { types: applicantTypes, verified: applicantVerified }
}

interface Reaching {
  grades: readonly string[]
  applicantTypes: readonly string[]
  applicantVerified: readonly VerificationKind[]
  currency: string | null
  visibility: (typeof visibilities)[number]
  openTo: (typeof openTos)[number]
  maxApplications: number | null
  deadline: Date | null
}

/** What an addendum may not take from those who have found a project, field by field. */
export function narrowed(before: Reaching, after: Reaching): Issue[] {
  const issues: Issue[] = []
  const fault = (field: keyof Reaching, code: string) =>
    issues.push({ pointer: `/${field}`, code, message: '' })
  if (after.visibility !== before.visibility && reach[after.visibility] <= reach[before.visibility])
    fault('visibility', 'projects.error.narrower')
  if (after.visibility === 'grades' && before.grades.some((grade) => !after.grades.includes(grade)))
    fault('grades', 'projects.error.narrower')
  if (after.openTo !== before.openTo && after.openTo !== 'either') fault('openTo', 'projects.error.narrower')
  const { applicantTypes: types, applicantVerified: kinds } = after
  if (
    types.length > 0 &&
    (before.applicantTypes.length === 0 || before.applicantTypes.some((type) => !types.includes(type)))
  )
    fault('applicantTypes', 'projects.error.narrower')
  if (kinds.some((kind) => !before.applicantVerified.includes(kind)))
    fault('applicantVerified', 'projects.error.narrower')
  if (after.maxApplications !== null && after.maxApplications < (before.maxApplications ?? Infinity))
    fault('maxApplications', 'projects.error.fewer')
  // Every amount that was ever told, in a bid as well, would mean something else.
  if (before.currency !== null && after.currency !== before.currency)
    fault('currency', 'projects.error.currencyStays')
  if (before.deadline && after.deadline && after.deadline < before.deadline)
    fault('deadline', 'projects.error.deadlineEarlier')
  return issues
}

interface Extending {
  deadline: Date | null
  timeZone: string
  extendWithinDays: number | null
  extendByDays: number | null
}

/**
 * Where the rule of a project moves its deadline to, if something is changed now; null where it leaves it. Days are
 * those of its own calendar: the hour stays, whatever clocks do meanwhile.
 */
export function extendedUntil(
  { deadline, timeZone, extendWithinDays, extendByDays }: Extending,
  now: Date,
): Date | null {
  if (deadline === null || extendWithinDays === null || extendByDays === null) return null
  return now >= daysLater(deadline, -extendWithinDays, timeZone)
    ? daysLater(deadline, extendByDays, timeZone)
    : null
}

function daysLater(moment: Date, days: number, timeZone: string): Date {
  const wall = new Date(`${wallTimeOf(moment, timeZone)}:00Z`)
  wall.setUTCDate(wall.getUTCDate() + days)
  return momentAt(wall.toISOString().slice(0, 16), timeZone)
}

interface Parts {
  visibility: (typeof visibilities)[number]
  grades: readonly string[]
  deadline: string | null
  timeZone: string
  currency: string | null
  budgetFrom: number | null
  budgetUntil: number | null
  estimate: number | null
  startsOn: string | null
  endsOn: string | null
  extendWithinDays: number | null
  extendByDays: number | null
}

/** What is wrong with what several fields say together. */
export function faultsTogether(said: Parts): Array<{ field: keyof Parts; code: string }> {
  const faults: Array<{ field: keyof Parts; code: string }> = []
  const { currency, budgetFrom, budgetUntil, estimate, startsOn, endsOn, extendWithinDays, extendByDays } =
    said
  // The hour that is left out in spring: another would stand in its place.
  const { deadline, timeZone } = said
  if (deadline !== null && isOnCalendar(deadline) && isTimeZone(timeZone))
    if (wallTimeOf(momentAt(deadline, timeZone), timeZone) !== deadline)
      faults.push({ field: 'deadline', code: 'projects.error.noSuchHour' })
  // Who may apply reads about the work after the deadline, never before it.
  if (deadline !== null && startsOn && startsOn < deadline.slice(0, 10))
    faults.push({ field: 'startsOn', code: 'projects.error.startsBeforeDeadline' })
  if (currency === null && [budgetFrom, budgetUntil, estimate].some((amount) => amount !== null))
    faults.push({ field: 'currency', code: 'required' })
  if (budgetFrom !== null && budgetUntil !== null && budgetUntil < budgetFrom)
    faults.push({ field: 'budgetUntil', code: 'projects.error.budgetBelow' })
  if (startsOn && endsOn && endsOn < startsOn)
    faults.push({ field: 'endsOn', code: 'projects.error.endsBefore' })
  if (extendWithinDays !== null && extendByDays === null)
    faults.push({ field: 'extendByDays', code: 'required' })
  if (extendByDays !== null && extendWithinDays === null)
    faults.push({ field: 'extendWithinDays', code: 'required' })
  if (said.visibility === 'grades' && said.grades.length === 0)
    faults.push({ field: 'grades', code: 'notChosen' })
  return faults
}
