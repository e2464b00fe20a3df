import { signedOut } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { endAllSessions } from '../../identity/index.ts'
import { beginClosing, lockPeopleOf, objectionsOf } from '../closing-row.ts'
import { ClosingReply, Confirmed } from '../contract.ts'
import { command } from '../room.ts'

/** All of it, in every association. Whoever signs in again before it is due stays. */
export const closeMyAccount = command({
  name: 'privacy.closeMyAccount',
  summary: 'Close your account; signing in again within the time for second thoughts undoes it',
  permission: 'signed-in',
  input: Confirmed,
  output: ClosingReply,
  http: { method: 'post', path: '/me/closing', status: 202 },
  severity: 'critical',
  stepUp: true,
  idempotent: false,
  async run(context) {
    const { tx, actor, now, slots, call, session } = context
    if (actor.kind !== 'account') throw signedOut()
    for (const subject of await lockPeopleOf(tx.sql, actor.accountId)) {
      const [objection] = await objectionsOf(tx.sql, slots, subject, now)
      if (objection) throw objection
    }
    const closing = await beginClosing(context, { accountId: actor.accountId })
    await call(endAllSessions, { accountId: actor.accountId }, { as: system('an account closes') })
    session.end()
    return closing
  },
})
