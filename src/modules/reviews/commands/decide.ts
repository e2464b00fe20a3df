import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind, system } from '../../../platform/policy/actor.ts'
import { decideApplication } from '../../applications/index.ts'
import { awardProject } from '../../projects/index.ts'
import { Decide, Decided } from '../contract.ts'
import { requireOpen } from '../decision-row.ts'
import { decisionProposed } from '../facts.ts'
import { whileWeighing } from '../policy.ts'
import { takesTwo } from '../review.ts'
import { approvalOf, awardedSoFar, lockReview } from '../review-row.ts'
import { command } from '../room.ts'
import { itemsForTheRecord } from '../weighed-row.ts'

export const decide = command({
  name: 'reviews.decide',
  summary:
    'Decide about applications, one or several: award them, keep them in reserve or decline them. Awards above the limit wait for a second person',
  permission: 'reviews.manage',
  input: Decide,
  output: Decided,
  http: { method: 'post', path: '/projects/:projectId/decisions', status: 201 },
  severity: 'critical',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileWeighing,
  async run({ tx, actor, now, record, emit, call }, input, review) {
    const { projectId, applicationIds, outcome, reason, feedback } = input
    // Of these only an award tells.
    const { nextStep, contact } = outcome === 'awarded' ? input : { nextStep: null, contact: null }
    const { tenantId } = review
    const limit = await approvalOf(tx.sql, review, now)
    let awarded = await awardedSoFar(tx.sql, review, limit?.currency)
    const items = await itemsForTheRecord(tx.sql, { actor, now }, review)
    const chosen = requireOpen(items, applicationIds, outcome)
    const decidedBy = personBehind(actor)
    const as = system(
      'an application is decided about',
      tenantId,
      actor.kind === 'account' ? actor.accountId : null,
    )
    const tally = { decided: 0, proposed: 0 }
    for (const { applicationId, amount, currency, total, place, decision } of chosen) {
      const waits = takesTwo(outcome, { amount, currency }, limit, awarded)
      if (outcome === 'awarded') awarded += amount ?? 0
      // Whoever was in reserve has another decision now. One that is only proposed takes nothing from them.
      if (decision && !waits)
        await tx.sql(sql`
          UPDATE review_decisions SET status = 'superseded' WHERE tenant_id = ${tenantId}::uuid AND id = ${decision.id}::uuid`)
      const id = newId(now.getTime())
      const said = { outcome, reason, feedback, status: waits ? 'proposed' : 'final', place, total }
      await tx.decision.create({
        data: {
          ...said,
          nextStep,
          contact,
          id,
          tenantId,
          projectId,
          applicationId,
          decidedBy,
          decidedAt: now,
          finalAt: waits ? null : now,
          limitAbove: limit?.above ?? null,
          limitCurrency: limit?.currency ?? null,
        },
      })
      record({ type: 'decision', id }, null, { applicationId, ...said })
      if (waits) emit(decisionProposed, { decisionId: id })
      else await call(decideApplication, { applicationId, outcome, decidedBy, reason, feedback }, { as })
      tally[waits ? 'proposed' : 'decided'] += 1
    }
    if (outcome === 'awarded' && tally.decided > 0 && review.status === 'reviewing')
      await call(awardProject, { projectId }, { as })
    return { projectId, ...tally }
  },
})
