import { z } from 'zod'
import { notFound } from '../../../platform/errors.ts'
import { missingFor } from '../../../platform/slots/eligibility.ts'
import { addMember } from '../../units/index.ts'
import { ComeToUnit } from '../contract.ts'
import { joinRequestStates } from '../join-request.ts'
import { findAskedPlace, readHistory, writeJoinRequest } from '../join-request-row.ts'
import { command } from '../room.ts'

/**
 * Whoever joins the association and named a unit comes there too: at once where the unit is open to all, else they ask. A
 * unit that takes nobody any more by now, or asks for what a newcomer lacks, stops nobody at the door of the association:
 * the request stands as ended.
 */
export const comeToUnit = command({
  name: 'membership.comeToUnit',
  summary: 'Take a newcomer to the unit that they named, or ask there for them',
  permission: 'system',
  input: ComeToUnit,
  output: z.strictObject({ became: z.enum(['member', ...joinRequestStates]) }),
  async run(context, { personId, unitId, message }) {
    const { tx, actor, now, call, record } = context
    const place = await findAskedPlace(tx.sql, unitId, actor, now, true)
    if (!place) throw notFound()
    const { belongs } = await readHistory(tx.sql, place, personId)
    if (belongs) return { became: 'member' as const }
    const { tenantId, unitPath } = place
    const aim = { kind: 'joining', unitPath } as const
    const lacking = await missingFor(context, { tenantId, personIds: [personId], aim })
    const isLetIn = place.status === 'open' && !lacking.has(personId)
    if (isLetIn && place.joining === 'open') {
      await call(addMember, { unitId, personId })
      return { became: 'member' as const }
    }
    const id = await writeJoinRequest(context, place, { personId, message })
    if (isLetIn && place.joining === 'request') return { became: 'requested' as const }
    await tx.joinRequest.update({ where: { id }, data: { state: 'ended', decidedAt: now } })
    record({ type: 'joinRequest', id }, null, { personId, state: 'ended' })
    return { became: 'ended' as const }
  },
})
