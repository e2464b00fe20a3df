import { z } from 'zod'
import { empty, sql } from '../../../platform/db/sql.ts'
import { SendDrafts } from '../contract.ts'
import { invitationSent } from '../facts.ts'
import { alreadyInvited, paced } from '../invitation.ts'
import { endExpired } from '../invitation-row.ts'
import { command } from '../room.ts'

const stepSize = 500

/** Drafts of a file become invitations with a letter each: one step of them, or all in this one transaction. */
export const sendDrafts = command({
  name: 'invitations.sendDrafts',
  summary: 'Send the invitations of a file that were written down',
  permission: 'system',
  input: SendDrafts,
  output: z.strictObject({ sent: z.int(), left: z.int() }),
  severity: 'notable',
  async run({ tx, now, record, emit }, { batchId, all, before }) {
    const drafts = await tx.sql<{ id: string; tenantId: string; unitId: string; address: string }>(sql`
      SELECT id, tenant_id AS "tenantId", unit_id AS "unitId", address FROM person_invitations
      WHERE batch_id = ${batchId}::uuid AND state = 'draft' ORDER BY id ${all ? empty : sql`LIMIT ${stepSize}`} FOR UPDATE`)
    const ids = drafts.map(({ id }) => id)
    await endExpired(
      tx.sql,
      sql`EXISTS (SELECT 1 FROM person_invitations d WHERE d.id = ANY(${ids}::uuid[]) AND d.tenant_id = i.tenant_id AND d.unit_id = i.unit_id AND d.address = i.address)`,
      now,
    )
    const opened = await tx.sql<{ id: string }>(sql`
      UPDATE person_invitations d SET state = 'open', last_sent_at = ${now}, expires_at = ${now}::timestamptz + make_interval(days => d.days)
      WHERE d.id = ANY(${ids}::uuid[]) AND NOT EXISTS (
        SELECT 1 FROM person_invitations i WHERE i.tenant_id = d.tenant_id AND i.unit_id = d.unit_id AND i.address = d.address AND i.state = 'open')
      RETURNING d.id`)
    // Somebody else asked one of them in the meantime.
    if (all && opened.length < drafts.length) throw alreadyInvited()
    const sent = new Set(opened.map(({ id }) => id))
    const gone = ids.filter((id) => !sent.has(id))
    await tx.sql(sql`DELETE FROM person_invitations WHERE id = ANY(${gone}::uuid[])`)
    for (const [index, { id }] of opened.entries())
      emit(invitationSent, { invitationId: id, sends: 1, notBefore: paced(now, before + index) })
    record({ type: 'invitationFile', id: batchId }, null, { sent: opened.length })
    const [{ left = 0 } = {}] = await tx.sql<{ left: number }>(sql`
      SELECT count(*)::int AS left FROM person_invitations WHERE batch_id = ${batchId}::uuid AND state = 'draft'`)
    return { sent: opened.length, left }
  },
})
