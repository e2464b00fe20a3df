import { sql } from '../../../platform/db/sql.ts'
import { lockRoot } from '../../units/index.ts'
import { ApprovalRule, ChangeApprovalRule } from '../contract.ts'
import { ruleOf } from '../review-row.ts'
import { command } from '../room.ts'

export const changeApprovalRule = command({
  name: 'reviews.changeApprovalRule',
  summary: 'Say above which amount an award takes two people, where its project does not say so itself',
  permission: 'reviews.rule',
  input: ChangeApprovalRule,
  output: ApprovalRule,
  http: { method: 'put', path: '/review-rule' },
  severity: 'critical',
  target: ({ tx, actor }) => lockRoot(tx.sql, actor.tenantId),
  async run({ tx, now, record }, { currency, approvalAbove }, { tenantId }) {
    const before = await ruleOf(tx.sql, tenantId)
    const rule = currency !== null && approvalAbove !== null ? { currency, approvalAbove } : null
    if (rule)
      await tx.reviewRule.upsert({
        where: { tenantId },
        create: { ...rule, tenantId, changedAt: now },
        update: { ...rule, changedAt: now },
      })
    else await tx.sql(sql`DELETE FROM review_rules WHERE tenant_id = ${tenantId}::uuid`)
    record({ type: 'reviewRule', id: tenantId }, before, rule)
    return rule ?? { currency: null, approvalAbove: null }
  },
})
