import { accountOf } from '../../../platform/policy/actor.ts'
import { FoundingReference, Nothing } from '../contract.ts'
import { lockFounding } from '../founding-row.ts'
import { command } from '../room.ts'
import { decidedBefore } from '../tenancy.ts'

export const withdrawFounding = command({
  name: 'tenants.withdrawFounding',
  summary: 'Withdraw your wish to found an association',
  permission: 'signed-in',
  input: FoundingReference,
  output: Nothing,
  http: { method: 'delete', path: '/foundings/:foundingId' },
  target: async ({ tx, actor }, { foundingId }) => {
    const founding = await lockFounding(tx.sql, foundingId)
    return founding?.accountId === accountOf(actor) ? founding : null
  },
  async run({ tx, now, within, record }, { foundingId }, { state }) {
    within(null)
    if (state !== 'asked') throw decidedBefore()
    await tx.founding.update({ where: { id: foundingId }, data: { state: 'withdrawn', decidedAt: now } })
    record({ type: 'founding', id: foundingId }, { state }, { state: 'withdrawn' })
    return {}
  },
})
