import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { ownApplications } from '../../applications/index.ts'
import { Ask, Asked } from '../contract.ts'
import { clarificationSent } from '../facts.ts'
import { whileClarifying } from '../policy.ts'
import { notClarifying } from '../review.ts'
import { command } from '../room.ts'
import { messagesOf } from '../sheet-row.ts'
import { findWeighed } from '../weighed-row.ts'

export const answerQuestion = command({
  name: 'reviews.answerQuestion',
  summary: 'Answer what you were asked about your application',
  permission: 'person',
  input: Ask,
  output: Asked,
  http: { method: 'post', path: '/applications/:applicationId/answers', status: 201 },
  target: ({ tx, ...asking }, { applicationId }) =>
    findWeighed(tx.sql, asking, applicationId, ownApplications(asking.actor), { locked: true }),
  rule: whileClarifying,
  async run({ tx, actor, now, record, emit }, { applicationId, body }, row) {
    const { tenantId } = row
    // Nobody is written to unasked while it is weighed.
    const messages = await messagesOf(tx.sql, row)
    if (!messages.some(({ fromApplicant }) => !fromApplicant)) throw notClarifying()
    const id = newId(now.getTime())
    await tx.clarification.create({
      data: {
        id,
        tenantId,
        applicationId,
        fromApplicant: true,
        authorId: personOf(actor),
        body,
        sentAt: now,
      },
    })
    record({ type: 'clarification', id }, null, { applicationId, body })
    emit(clarificationSent, { applicationId, messageId: id })
    return { applicationId, messageId: id }
  },
})
