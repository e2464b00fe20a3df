import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from '../../src/platform/db/sql.ts'
import type { Portal } from '../support/portal.ts'

export interface MadeInvitation {
  id: string
  /** What stands in the link of its letter. */
  token: string
}

/** One whose letter went out long ago, so that another may follow at once. */
export async function makeInvitation(
  portal: Portal,
  {
    tenantId,
    unitId,
    invitedBy = null,
    address = `${randomUUID()}@example.org`,
    givenName = null,
  }: {
    tenantId: string
    unitId: string
    invitedBy?: string | null
    address?: string
    givenName?: string | null
  },
): Promise<MadeInvitation> {
  const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')]
  await portal.app.database.sql(sql`
    INSERT INTO person_invitations (id, tenant_id, unit_id, state, channel, address, given_name, locale, token_hash, sends, days, invited_by,
      created_at, last_sent_at, expires_at)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${unitId}::uuid, 'open', 'email', ${address}, ${givenName}, 'en',
      ${createHash('sha256').update(token).digest()}, 1, 14, ${invitedBy}::uuid, '2020-01-01', '2020-01-01', '2100-01-01')`)
  return { id, token }
}
