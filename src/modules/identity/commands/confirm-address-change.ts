import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import type { Address } from '../address.ts'
import { addressOf, answerByCode, closeChallenge, openChallenge } from '../challenge.ts'
import { Nothing, WithCode } from '../contract.ts'
import { codeExpired } from '../errors.ts'
import { addressConfirmed } from '../facts.ts'
import { takeOwnEntry } from '../joining.ts'
import { command } from '../room.ts'
import { lifetimes } from '../token.ts'

/** The account uses the new address from now on; the one from before is sent a link that takes it back. */
export const confirmAddressChange = command({
  name: 'identity.confirmAddressChange',
  summary: 'Use a new e-mail address or phone, with the code that was sent there',
  permission: 'signed-in',
  stepUp: true,
  input: WithCode,
  output: Nothing,
  http: { method: 'post', path: '/account/addresses/confirm' },
  severity: 'critical',
  async run(context, { code }) {
    const { tx, actor, session, record, emit, refused } = context
    const accountId = accountOf(actor)
    const { challenge, error } = await answerByCode(context, 'changeAddress', code)
    if (error) return refused(error)
    if (challenge.accountId !== accountId) return refused(codeExpired())
    const { channel, value } = addressOf(challenge)
    const [before] = await tx.sql<{ email: string | null; phone: string | null }>(
      sql`SELECT email, phone FROM accounts WHERE id = ${accountId}::uuid FOR UPDATE`,
    )
    if (!before) throw codeExpired()
    await closeChallenge(context, challenge)
    await tx.sql(
      channel === 'email'
        ? sql`UPDATE accounts SET email = ${value} WHERE id = ${accountId}::uuid`
        : sql`UPDATE accounts SET phone = ${value} WHERE id = ${accountId}::uuid`,
    )
    record({ type: 'account', id: accountId }, { [channel]: before[channel] }, { [channel]: value })
    const heard = whoHears(before, channel)
    if (heard && heard.value.toLowerCase() !== value)
      await openChallenge(context, {
        purpose: 'undoChange',
        address: heard,
        accountId,
        by: 'link',
        linkMinutes: lifetimes.undoDays * 24 * 60,
      })
    await takeOwnEntry(context, accountId, { channel, value })
    if (actor.kind === 'account' && actor.personId !== null)
      emit(addressConfirmed, { personId: actor.personId })
    session.renew()
    return {}
  },
})

/** The address that was replaced; where there was none of its kind, the one of the other kind. */
function whoHears(
  { email, phone }: { email: string | null; phone: string | null },
  changed: Address['channel'],
): Address | null {
  const [own, other] = changed === 'email' ? [email, phone] : [phone, email]
  if (own !== null) return { channel: changed, value: own }
  return other === null ? null : { channel: changed === 'email' ? 'phone' : 'email', value: other }
}
