import { stepFault } from '../application.ts'
import { findApplication } from '../application-row.ts'
import { DecideApplication, DecidedApplication } from '../contract.ts'
import { applicationDecided } from '../facts.ts'
import { command } from '../room.ts'

/** Called by the room in which applications are weighed, which has judged already who does it. What is told to the applicant is no matter of the audit. */
export const decideApplication = command({
  name: 'applications.decideApplication',
  summary: 'Write down what was decided about an application',
  permission: 'system',
  input: DecideApplication,
  output: DecidedApplication,
  severity: 'notable',
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: (_actor, application) => stepFault('decide', application),
  async run({ tx, now, record, emit }, { applicationId, outcome, decidedBy, reason, feedback }, before) {
    const { project } = before
    const version = before.version + 1
    await tx.application.update({
      where: { id: applicationId },
      data: {
        status: outcome,
        decidedAt: now,
        decidedBy,
        decisionReason: reason,
        feedback,
        version,
        updatedAt: now,
      },
    })
    record(
      { type: 'application', id: applicationId },
      { status: before.status },
      { status: outcome, decidedBy },
    )
    emit(applicationDecided, { projectId: project.id, applicationId, status: outcome })
    return { applicationId, projectId: project.id, status: outcome, version }
  },
})
