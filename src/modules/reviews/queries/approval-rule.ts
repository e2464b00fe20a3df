import { ApprovalRule, Nothing } from '../contract.ts'
import { ruleOf } from '../review-row.ts'
import { query } from '../room.ts'

export const readApprovalRule = query({
  name: 'reviews.readApprovalRule',
  summary: 'Read above which amount an award takes two people',
  permission: 'reviews.read',
  input: Nothing,
  output: ApprovalRule,
  http: { method: 'get', path: '/review-rule' },
  run: async ({ db, actor, now }) =>
    (await ruleOf(db.sql, actor.tenantId, now)) ?? { currency: null, approvalAbove: null },
})
