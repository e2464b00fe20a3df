import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { linkToFile } from '../files/index.ts'
import { statusAt } from '../projects/index.ts'
import {
  type ApplicationRow,
  type AppliedFor,
  type FileRow,
  type OpenProject,
  openFault,
} from './application.ts'
import { attachment } from './attachment.ts'
import type { ApplicationReply } from './contract.ts'

type Told = Pick<
  AppliedFor,
  'id' | 'slug' | 'title' | 'timeZone' | 'endedAt' | 'closeReason' | 'cancelReason'
> &
  OpenProject

export function projectReply(project: Told, now: Date): ApplicationReply['project'] {
  const { id, slug, title, deadline, timeZone, closeReason, cancelReason, closedAt, endedAt } = project
  const status = statusAt(project, now)
  const isCancelled = status === 'cancelled'
  return {
    id,
    slug,
    title,
    deadline,
    timeZone,
    status,
    isOpen: openFault(project, now) === null,
    reason: isCancelled ? cancelReason : closeReason,
    endedEarlyAt: isCancelled ? endedAt : closeReason === null ? null : closedAt,
  }
}

export function applicantReply({
  id,
  personId,
  companyId,
  applicantName,
}: Pick<ApplicationRow, 'id' | 'personId' | 'companyId' | 'applicantName'>): ApplicationReply['applicant'] {
  return companyId === null
    ? { kind: 'person', id: personId ?? id, name: applicantName }
    : { kind: 'company', id: companyId, name: applicantName }
}

interface Reading {
  services: Pick<Services, 'keyedHash'>
  actor: Actor
  now: Date
}

export type LinkedFile = NonNullable<ApplicationReply['bid']>['files'][number]

/** Files with links for whoever asks, for a few minutes. Where they are another's, each opening stands in the audit. */
export function linked(
  files: readonly FileRow[],
  { services, actor, now }: Reading,
  ofApplication: string | null,
): LinkedFile[] {
  const of = ofApplication === null ? null : { type: 'application', id: ofApplication }
  const personId = personBehind(actor)
  return files.map(({ id, name, mediaType, size, sha256 }) => ({
    id,
    name,
    mediaType,
    size,
    sha256,
    href: linkToFile(services, attachment, id, personId, now, { of }),
  }))
}
