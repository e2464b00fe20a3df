import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { RecordReferral } from '../contract.ts'
import { readCode } from '../referral.ts'
import { findReferrer } from '../referral-row.ts'
import { command } from '../room.ts'

/**
 * Rooms that let somebody in call it in the same transaction. A code is judged as it stood when they asked to join, since it may be
 * renewed before they confirm; one that counts for nothing stops nobody.
 */
export const recordReferral = command({
  name: 'referrals.recordReferral',
  summary: 'Note who brought somebody who comes in',
  permission: 'system',
  input: RecordReferral,
  output: z.strictObject({ counted: z.boolean() }),
  async run({ tx, actor, now, record }, { personId, code, askedAt }) {
    const referrerId = await findReferrer(tx.sql, actor.tenantId, readCode(code), askedAt)
    if (referrerId === null || referrerId === personId) return { counted: false }
    const id = newId(now.getTime())
    // Who brought somebody stands once and for ever.
    const [noted] = await tx.sql(sql`
      INSERT INTO referrals (id, tenant_id, person_id, referrer_id, brought_at)
      VALUES (${id}::uuid, ${actor.tenantId}::uuid, ${personId}::uuid, ${referrerId}::uuid, ${now})
      ON CONFLICT (tenant_id, person_id) DO NOTHING RETURNING 1`)
    if (noted) record({ type: 'referral', id }, null, { personId, referrerId })
    return { counted: noted !== undefined }
  },
})
