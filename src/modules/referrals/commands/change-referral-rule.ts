import { sql } from '../../../platform/db/sql.ts'
import { ChangeReferralRule, ReferralRule } from '../contract.ts'
import { rootOf } from '../policy.ts'
import { readRule } from '../referral-row.ts'
import { command } from '../room.ts'

/** Nothing is lost by it: who brought whom stands, and links count again once they are switched on. */
export const changeReferralRule = command({
  name: 'referrals.changeReferralRule',
  summary: 'Switch the links of all members off, or on again',
  permission: 'referrals.manage',
  input: ChangeReferralRule,
  output: ReferralRule,
  http: { method: 'put', path: '/referral-rule' },
  severity: 'notable',
  target: async ({ actor }) => rootOf(actor),
  async run({ tx, now, record }, { isOff }, { tenantId }) {
    const before = await readRule(tx.sql, tenantId)
    await tx.sql(sql`
      INSERT INTO referral_rules (tenant_id, is_off, updated_at) VALUES (${tenantId}::uuid, ${isOff}, ${now})
      ON CONFLICT (tenant_id) DO UPDATE SET is_off = excluded.is_off, updated_at = excluded.updated_at`)
    record({ type: 'referralRule', id: tenantId }, { isOff: before.isOff }, { isOff })
    return { ...before, isOff }
  },
})
