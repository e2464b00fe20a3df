import { stepFault } from '../application.ts'
import { findApplication } from '../application-row.ts'
import { ApplicationReference, DecidedApplication } from '../contract.ts'
import { command } from '../room.ts'

/** Called by the room in which applications are weighed, where an appeal was upheld. */
export const reopenApplication = command({
  name: 'applications.reopenApplication',
  summary: 'Take back what was decided about an application: it is weighed again',
  permission: 'system',
  input: ApplicationReference,
  output: DecidedApplication,
  severity: 'notable',
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: (_actor, application) => stepFault('reopen', application),
  async run({ tx, now, record }, { applicationId }, before) {
    const status = 'shortlisted' as const
    const version = before.version + 1
    await tx.application.update({
      where: { id: applicationId },
      data: {
        status,
        decidedAt: null,
        decidedBy: null,
        decisionReason: null,
        feedback: null,
        version,
        updatedAt: now,
      },
    })
    record({ type: 'application', id: applicationId }, { status: before.status }, { status })
    return { applicationId, projectId: before.project.id, status, version }
  },
})
