import { newId } from '../../../platform/ids.ts'
import { lockRoot } from '../../units/index.ts'
import { ApprovalRule, ChangeApprovalRule } from '../contract.ts'
import { ruleOf } from '../review-row.ts'
import { command } from '../room.ts'

export const changeApprovalRule = command({
  name: 'reviews.changeApprovalRule',
  summary:
    'Say above which amount an award takes two people, where its project does not say so itself; what is closed already keeps what held then',
  permission: 'reviews.rule',
  input: ChangeApprovalRule,
  output: ApprovalRule,
  http: { method: 'put', path: '/review-rule' },
  severity: 'critical',
  target: ({ tx, actor }) => lockRoot(tx.sql, actor.tenantId),
  async run({ tx, now, record }, { currency, approvalAbove }, { tenantId }) {
    const before = await ruleOf(tx.sql, tenantId, now)
    const rule = currency !== null && approvalAbove !== null ? { currency, approvalAbove } : null
    const said = rule ?? { currency: null, approvalAbove: null }
    await tx.reviewRule.create({ data: { ...said, id: newId(now.getTime()), tenantId, changedAt: now } })
    record({ type: 'reviewRule', id: tenantId }, before, rule)
    return said
  },
})
