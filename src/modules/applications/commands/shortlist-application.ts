import { stepFault } from '../application.ts'
import { findApplication } from '../application-row.ts'
import { DecidedApplication, ShortlistApplication } from '../contract.ts'
import { command } from '../room.ts'

/** Called by the room in which applications are weighed, which has judged already who does it. */
export const shortlistApplication = command({
  name: 'applications.shortlistApplication',
  summary: 'Put an application among those that are looked at closer, or back among the others',
  permission: 'system',
  input: ShortlistApplication,
  output: DecidedApplication,
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: (_actor, application) => stepFault('shortlist', application),
  async run({ tx, now, record }, { applicationId, isShortlisted }, before) {
    const status = isShortlisted ? ('shortlisted' as const) : ('submitted' as const)
    const version = before.version + 1
    await tx.application.update({ where: { id: applicationId }, data: { status, version, updatedAt: now } })
    record({ type: 'application', id: applicationId }, { status: before.status }, { status })
    return { applicationId, projectId: before.project.id, status, version }
  },
})
