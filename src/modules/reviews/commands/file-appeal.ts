import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { ownApplications } from '../../applications/index.ts'
import { FileAppeal, FiledAppeal } from '../contract.ts'
import { standingDecision } from '../decision-row.ts'
import { appealFiled } from '../facts.ts'
import { appealTooLate, appealUntil } from '../review.ts'
import { command } from '../room.ts'
import { findWeighed } from '../weighed-row.ts'

export const fileAppeal = command({
  name: 'reviews.fileAppeal',
  summary: 'Appeal against what was decided about your application, within the days that its project says',
  permission: 'person',
  input: FileAppeal,
  output: FiledAppeal,
  http: { method: 'post', path: '/applications/:applicationId/appeals', status: 201 },
  severity: 'notable',
  target: ({ tx, ...asking }, { applicationId }) =>
    findWeighed(tx.sql, asking, applicationId, ownApplications(asking.actor), { locked: true }),
  async run({ tx, actor, now, record, emit }, { applicationId, body }, row) {
    const decision = await standingDecision(tx.sql, row)
    const until = decision && appealUntil(decision.finalAt, row.appealDays)
    // Nobody has anything against an award of their own.
    if (row.applicationStatus === 'awarded' || !decision || !until || until <= now) throw appealTooLate()
    const id = newId(now.getTime())
    await tx.appeal.create({
      data: {
        id,
        tenantId: row.tenantId,
        decisionId: decision.id,
        body,
        filedBy: personOf(actor),
        filedAt: now,
      },
    })
    record({ type: 'appeal', id }, null, { applicationId, decisionId: decision.id, body })
    emit(appealFiled, { appealId: id })
    return { applicationId, appealId: id }
  },
})
