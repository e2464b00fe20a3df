import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { Ask, Asked } from '../contract.ts'
import { clarificationSent } from '../facts.ts'
import { assignedReviews, overseenApplications, whileClarifying } from '../policy.ts'
import { command } from '../room.ts'
import { findWeighed } from '../weighed-row.ts'

/** Applicants read what is asked, and not who asks. */
export const askApplicant = command({
  name: 'reviews.askApplicant',
  summary: 'Ask an applicant to make something clear; they do not learn who asks',
  permission: 'member',
  input: Ask,
  output: Asked,
  http: { method: 'post', path: '/weighed-applications/:applicationId/questions', status: 201 },
  severity: 'notable',
  target: ({ tx, ...asking }, { applicationId }) =>
    findWeighed(
      tx.sql,
      asking,
      applicationId,
      sql`((${overseenApplications(asking.actor, asking.now)}) OR (${assignedReviews(asking.actor)}))`,
      { locked: true },
    ),
  rule: whileClarifying,
  async run({ tx, actor, now, record, emit }, { applicationId, body }, { tenantId }) {
    const id = newId(now.getTime())
    const authorId = personBehind(actor)
    await tx.clarification.create({
      data: { id, tenantId, applicationId, fromApplicant: false, authorId, body, sentAt: now },
    })
    record({ type: 'clarification', id }, null, { applicationId, body })
    emit(clarificationSent, { applicationId, messageId: id })
    return { applicationId, messageId: id }
  },
})
