import { sql } from '../../../platform/db/sql.ts'
import { personBehind, system } from '../../../platform/policy/actor.ts'
import { decideApplication } from '../../applications/index.ts'
import { awardProject } from '../../projects/index.ts'
import { AgreedTo, AgreeToDecision } from '../contract.ts'
import { lockDecision } from '../decision-row.ts'
import { ifProposedByAnother, overseenApplications } from '../policy.ts'
import { command } from '../room.ts'

export const agreeToDecision = command({
  name: 'reviews.agreeToDecision',
  summary: 'Agree to an award that takes two, or do not; whoever proposed it cannot',
  permission: 'reviews.manage',
  input: AgreeToDecision,
  output: AgreedTo,
  http: { method: 'post', path: '/decisions/:decisionId/agreement' },
  severity: 'critical',
  target: ({ tx, ...asking }, { decisionId }) =>
    lockDecision(tx.sql, asking, decisionId, overseenApplications(asking.actor, asking.now)),
  rule: ifProposedByAnother,
  async run(
    { tx, actor, now, record, call },
    { decisionId, agrees, reason: secondReason },
    { tenantId, projectId, applicationId, status: stage, decision },
  ) {
    const status = agrees ? ('final' as const) : ('refused' as const)
    const secondBy = personBehind(actor)
    const written = { status, secondBy, secondAt: now, secondReason, finalAt: agrees ? now : null }
    // Whoever was in reserve has another decision from now on.
    if (agrees)
      await tx.sql(sql`
        UPDATE review_decisions SET status = 'superseded' WHERE tenant_id = ${tenantId}::uuid
          AND application_id = ${applicationId}::uuid AND status = 'final'`)
    await tx.decision.update({ where: { id: decisionId }, data: written })
    record({ type: 'decision', id: decisionId }, { status: 'proposed' }, written)
    if (agrees) {
      const as = system('an award is agreed to', tenantId, actor.kind === 'account' ? actor.accountId : null)
      const { outcome, decidedBy, reason, feedback } = decision
      await call(decideApplication, { applicationId, outcome, decidedBy, reason, feedback }, { as })
      if (stage === 'reviewing') await call(awardProject, { projectId }, { as })
    }
    return { decisionId, projectId, status }
  },
})
