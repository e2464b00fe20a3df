import { sql } from '../../../platform/db/sql.ts'
import type { Expecting } from '../../../platform/slots/expecting.ts'
import { tokenFor } from '../../identity/index.ts'
import { letterOf, linkPurpose } from '../invitation.ts'

/** Whoever was asked in by mail, and has not come yet: the page of the letter that was sent last. */
export const expecting: Expecting = async ({ sql: run, services, now }, { tenantId, email }) => {
  const [waiting] = await run<{ id: string; sends: number }>(sql`
    SELECT i.id, i.sends FROM person_invitations i
    WHERE i.tenant_id = ${tenantId}::uuid AND i.channel = 'email' AND i.address = ${email} AND i.state = 'open'
      AND i.expires_at > ${now} AND i.sends > 0 ORDER BY i.last_sent_at DESC LIMIT 1`)
  return waiting ? `/invited/${tokenFor(services, linkPurpose, letterOf(waiting.id, waiting.sends))}` : null
}
