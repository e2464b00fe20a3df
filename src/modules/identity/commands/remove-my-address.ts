import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { openChallenge } from '../challenge.ts'
import { Channel, Nothing } from '../contract.ts'
import { lastAddress } from '../errors.ts'
import { command } from '../room.ts'
import { lifetimes } from '../token.ts'

export const removeMyAddress = command({
  name: 'identity.removeMyAddress',
  summary: 'Remove the e-mail address or the phone of your account, where the other one stays',
  permission: 'signed-in',
  stepUp: true,
  input: Channel,
  output: Nothing,
  http: { method: 'delete', path: '/account/addresses/:channel' },
  severity: 'critical',
  async target({ tx, actor }) {
    const [account] = await tx.sql<{ id: string; email: string | null; phone: string | null }>(
      sql`SELECT id, email, phone FROM accounts WHERE id = ${accountOf(actor)}::uuid FOR UPDATE`,
    )
    return account ?? null
  },
  async run(context, { channel }, { id, email, phone }) {
    const { tx, session, record } = context
    const removed = channel === 'email' ? email : phone
    if (removed === null) return {}
    if ((channel === 'email' ? phone : email) === null) throw lastAddress()
    await tx.account.update({ where: { id }, data: { [channel]: null } })
    record({ type: 'account', id }, { [channel]: removed }, { [channel]: null })
    await openChallenge(context, {
      purpose: 'undoChange',
      address: { channel, value: removed },
      accountId: id,
      by: 'link',
      linkMinutes: lifetimes.undoDays * 24 * 60,
    })
    session.renew()
    return {}
  },
})
