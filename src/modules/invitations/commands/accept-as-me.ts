import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { comeIn, requireOpen } from '../accepting.ts'
import { Accepted, WithToken } from '../contract.ts'
import { maskedAddress, otherAddress } from '../invitation.ts'
import { command } from '../room.ts'

/** With an account that there is, in this association or in others. It has to be the one that the letter was sent to. */
export const acceptAsMe = command({
  name: 'invitations.acceptAsMe',
  summary: 'Accept an invitation with the account that you are signed in with',
  permission: 'signed-in',
  input: WithToken,
  output: Accepted,
  http: { method: 'post', path: '/invited/me', status: 201 },
  severity: 'critical',
  limits: [{ by: 'account', count: 60, seconds: 600 }],
  tokens: false,
  async run(context, { token }) {
    const { tx, actor, locale, session } = context
    const accountId = accountOf(actor)
    const invitation = await requireOpen(context, token)
    const { channel, address } = invitation
    const [mine] = await tx.sql(sql`
      SELECT 1 FROM account_addresses a WHERE a.account_id = ${accountId}::uuid AND ${address} IN (lower(a.email::text), a.phone)`)
    if (!mine) throw otherAddress({ values: { address: maskedAddress(channel, address) } })
    const { givenName, familyName, timeZone } = await namesOf(context, accountId, invitation)
    const accepted = await comeIn(context, invitation, {
      account: { accountId },
      givenName,
      familyName,
      locale: locale(),
      timeZone,
    })
    session.renew()
    return accepted
  },
})

/** As whoever invites calls them; else as they are called elsewhere, since they are the same. */
async function namesOf(
  { tx }: { tx: { sql: Parameters<typeof requireOpen>[0]['tx']['sql'] } },
  accountId: string,
  {
    givenName,
    familyName,
    address,
  }: { givenName: string | null; familyName: string | null; address: string },
): Promise<{ givenName: string | null; familyName: string | null; timeZone: string }> {
  const [elsewhere] = await tx.sql<{ called: string; timeZone: string }>(sql`
    SELECT called, time_zone AS "timeZone" FROM people WHERE account_id = ${accountId}::uuid ORDER BY person_id LIMIT 1`)
  const timeZone = elsewhere?.timeZone ?? 'UTC'
  if (givenName !== null || familyName !== null) return { givenName, familyName, timeZone }
  return { givenName: elsewhere?.called ?? address.split('@')[0] ?? address, familyName: null, timeZone }
}
