import { personOf } from '../../../platform/policy/actor.ts'
import { MyCode, Nothing } from '../contract.ts'
import { lockCode } from '../referral-row.ts'
import { command } from '../room.ts'

export const endMyCode = command({
  name: 'referrals.endMyCode',
  summary: 'Switch your link off: nobody comes by it any more',
  permission: 'person',
  input: Nothing,
  output: MyCode,
  http: { method: 'delete', path: '/me/referral-code' },
  async run({ tx, actor, now, record }) {
    const personId = personOf(actor)
    const before = await lockCode(tx.sql, personId)
    if (before) {
      await tx.referralCode.update({ where: { id: before.id }, data: { endedAt: now } })
      record({ type: 'referralCode', id: before.id }, { personId }, null)
    }
    return { code: null }
  },
})
