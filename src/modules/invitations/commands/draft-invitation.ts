import { z } from 'zod'
import { newId } from '../../../platform/ids.ts'
import { authentication, hashToken, tokenFor } from '../../identity/index.ts'
import { DraftInvitation } from '../contract.ts'
import { promisedRole } from '../giving.ts'
import { daysAfter, inviterMayNot, letterOf, linkPurpose, unitClosed } from '../invitation.ts'
import { holdInvitingPlace, refuseTwice } from '../invitation-row.ts'
import { command } from '../room.ts'

/** One line of a file, as whoever handed it in may send it by now. Nobody hears of it until the file goes out. */
export const draftInvitation = command({
  name: 'invitations.draftInvitation',
  summary: 'Write down one line of a file of invitations, without sending it',
  permission: 'system',
  input: DraftInvitation,
  output: z.strictObject({ invitationId: z.uuid() }),
  async run(context, { batchId, startedBy, row: _row, unitId, channel, address, role, ...said }) {
    const { tx, actor, now, roles, services } = context
    const tenantId = actor.tenantId ?? ''
    const starter = await authentication.loadStarter(
      tx.sql,
      { tenantId, personId: startedBy, token: null },
      now,
      roles,
    )
    const place = starter && (await holdInvitingPlace(tx.sql, unitId, starter, now))
    if (!starter || !place) throw inviterMayNot()
    if (place.status !== 'open') throw unitClosed()
    const promised = await promisedRole({ ...context, actor: starter }, place, { role, roleEndsAt: null })
    await refuseTwice(tx.sql, {
      tenantId,
      unitId,
      personId: null,
      address: { channel, value: address },
      role: promised.role,
    })
    const id = newId(now.getTime())
    await tx.personInvitation.create({
      data: {
        id,
        tenantId,
        unitId,
        state: 'draft',
        channel,
        address,
        ...said,
        ...promised,
        tokenHash: new Uint8Array(hashToken(tokenFor(services, linkPurpose, letterOf(id, 1)))),
        sends: 1,
        invitedBy: startedBy,
        createdAt: now,
        expiresAt: daysAfter(now, said.days),
        batchId,
      },
    })
    return { invitationId: id }
  },
})
