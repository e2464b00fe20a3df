import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { AwaitAdmission } from '../contract.ts'
import { findAskedPlace, writeJoinRequest } from '../join-request-row.ts'
import { command } from '../room.ts'

/** Called in the transaction in which somebody comes who is not let in at once: they are there, and what members may rests. */
export const awaitAdmission = command({
  name: 'membership.awaitAdmission',
  summary: 'Let a newcomer wait until the staff of the association decide whether they come in',
  permission: 'system',
  input: AwaitAdmission,
  output: z.strictObject({ requestId: z.uuid() }),
  async run(context, { personId, message }) {
    const { tx, actor, now, record } = context
    const { tenantId } = actor
    const place = tenantId && (await findAskedPlace(tx.sql, tenantId, actor, now, true))
    if (!tenantId || !place) throw notFound()
    const id = newId(now.getTime())
    await tx.standing.create({
      data: { id, tenantId, personId, standing: 'pending', startsAt: now, decidedAt: now },
    })
    record({ type: 'standing', id }, null, { personId, standing: 'pending', from: now })
    return { requestId: await writeJoinRequest(context, place, { personId, message }) }
  },
})
