import { randomBytes } from 'node:crypto'
import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { MyCode, Nothing } from '../contract.ts'
import { codeFrom, referralsOff } from '../referral.ts'
import { lockCode, readRule } from '../referral-row.ts'
import { command } from '../room.ts'

export const makeMyCode = command({
  name: 'referrals.makeMyCode',
  summary: 'Have a link of your own by which people join, or a new one; the one from before counts no more',
  permission: 'member',
  input: Nothing,
  output: MyCode,
  http: { method: 'post', path: '/me/referral-code', status: 201 },
  limits: [{ by: 'account', count: 20, seconds: 3600 }],
  prepare: async () => ({ code: codeFrom(randomBytes(16)) }),
  async run({ tx, actor, now, prepared: { code }, record }) {
    const personId = personOf(actor)
    if (actor.tenantId === null || (await readRule(tx.sql, actor.tenantId)).isOff) throw referralsOff()
    const before = await lockCode(tx.sql, personId)
    if (before) await tx.referralCode.update({ where: { id: before.id }, data: { endedAt: now } })
    const id = newId(now.getTime())
    await tx.referralCode.create({ data: { id, tenantId: actor.tenantId, personId, code, createdAt: now } })
    record({ type: 'referralCode', id }, before && { id: before.id }, { personId, code })
    return { code }
  },
})
