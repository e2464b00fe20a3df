import { hashToken, tokenFor } from '../../identity/index.ts'
import { InvitationReference, InvitationReply } from '../contract.ts'
import { invitationSent } from '../facts.ts'
import { promisedRole, requireSteppedUp } from '../giving.ts'
import {
  daysAfter,
  letterOf,
  linkPurpose,
  minutesBetweenLetters,
  mostLetters,
  sentJustNow,
  sentOften,
  unitClosed,
} from '../invitation.ts'
import { holdInvitingPlace, lockInvitation } from '../invitation-row.ts'
import { onlyWhatWaits } from '../policy.ts'
import { command } from '../room.ts'

/** Another letter with another link, which counts as long as the first did. Whoever sends it vouches for it from then on. */
export const resendInvitation = command({
  name: 'invitations.resendInvitation',
  summary: 'Send an invitation again, with a new link and its time anew',
  permission: 'invitations.manage',
  input: InvitationReference,
  output: InvitationReply,
  http: { method: 'post', path: '/invitations/:invitationId/letters' },
  severity: 'notable',
  target: ({ tx, actor, now }, { invitationId }) => lockInvitation(tx.sql, invitationId, actor, now),
  rule: onlyWhatWaits,
  async run(context, _input, invitation) {
    const { tx, actor, now, services, record, emit } = context
    const { id, unitId, personId, role, roleEndsAt, sends, days, lastSentAt } = invitation
    const waits = (lastSentAt?.getTime() ?? 0) + minutesBetweenLetters * 60_000 - now.getTime()
    if (waits > 0)
      throw sentJustNow({
        values: { minutes: minutesBetweenLetters },
        headers: { 'Retry-After': String(Math.ceil(waits / 1000)) },
      })
    if (sends >= mostLetters) throw sentOften({ values: { most: mostLetters } })
    const place = await holdInvitingPlace(tx.sql, unitId, actor, now)
    if (place?.status !== 'open') throw unitClosed()
    // Judged anew, as what somebody else promised may not be theirs to give.
    const promised = await promisedRole(context, place, { role, roleEndsAt })
    if (promised.role !== null) requireSteppedUp(actor, now)
    const expiresAt = daysAfter(now, days)
    const letter = sends + 1
    await tx.personInvitation.update({
      where: { id },
      data: {
        state: 'open',
        endedAt: null,
        sends: letter,
        tokenHash: new Uint8Array(hashToken(tokenFor(services, linkPurpose, letterOf(id, letter)))),
        lastSentAt: now,
        expiresAt,
        ...(actor.kind === 'account' ? { invitedBy: actor.personId } : {}),
      },
    })
    record({ type: 'invitation', id }, { sends }, { sends: letter, expiresAt })
    emit(invitationSent, { invitationId: id, sends: letter, notBefore: null })
    return { id, unitId, personId, state: 'open' as const, expiresAt }
  },
})
