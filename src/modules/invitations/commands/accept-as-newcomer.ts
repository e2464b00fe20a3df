import { hashPassword } from '../../identity/index.ts'
import { comeIn, requireOpen } from '../accepting.ts'
import { AcceptAsNewcomer, Accepted } from '../contract.ts'
import { signInFirst } from '../invitation.ts'
import { command } from '../room.ts'

/** Whoever has the link has the address that it was sent to: nothing else is asked to confirm it. */
export const acceptAsNewcomer = command({
  name: 'invitations.acceptAsNewcomer',
  summary: 'Accept an invitation with a new account, and be signed in',
  permission: 'anyone',
  input: AcceptAsNewcomer,
  output: Accepted,
  http: { method: 'post', path: '/invited/newcomer', status: 201 },
  severity: 'critical',
  limits: [{ by: 'address', count: 200, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: password == null ? null : await hashPassword(password, services.config) }
  },
  async run(context, { token, givenName, familyName, timeZone }) {
    const { actor, prepared, locale } = context
    // Whoever is signed in says whether they mean this account.
    if (actor.kind === 'account') throw signInFirst()
    const invitation = await requireOpen(context, token)
    const { channel, address } = invitation
    return comeIn(context, invitation, {
      account: { channel, address, passwordHash: prepared.passwordHash },
      givenName,
      familyName,
      locale: locale(),
      timeZone,
    })
  },
})
