import type { Module } from '../../platform/declare/module.ts'
import { acceptAsMe } from './commands/accept-as-me.ts'
import { acceptAsNewcomer } from './commands/accept-as-newcomer.ts'
import { discardDrafts } from './commands/discard-drafts.ts'
import { draftInvitation } from './commands/draft-invitation.ts'
import { invitePerson } from './commands/invite-person.ts'
import { inviteToClaim } from './commands/invite-to-claim.ts'
import { receiveInvitations } from './commands/receive-invitations.ts'
import { resendInvitation } from './commands/resend-invitation.ts'
import { resendInvitations } from './commands/resend-invitations.ts'
import { sendDrafts } from './commands/send-drafts.ts'
import { startInvitations } from './commands/start-invitations.ts'
import { withdrawInvitation } from './commands/withdraw-invitation.ts'
import { withdrawInvitations } from './commands/withdraw-invitations.ts'
import { invitationAccepted, invitationSent } from './facts.ts'
import { fileRepeated } from './invitation.ts'
import { constraintErrors } from './invitation-row.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { readClaimable } from './queries/claimable.ts'
import { judgeFile } from './queries/file-lines.ts'
import { previewInvitations } from './queries/file-preview.ts'
import { invitationList, listPlacesToInvite, readInvitation } from './queries/invitation-list.ts'
import { readInvited } from './queries/invited.ts'
import { readAcceptanceLetter, readInvitationLetter } from './queries/letters.ts'
import { listRolesToGive } from './queries/roles-to-give.ts'
import { expecting } from './slots/expecting.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'
import { inviteByFile } from './task-kinds.ts'

export const invitations: Module = {
  name: 'invitations',
  operations: [
    invitationList.query,
    invitationList.shape,
    invitePerson,
    readInvitation,
    resendInvitation,
    withdrawInvitation,
    resendInvitations,
    withdrawInvitations,
    listPlacesToInvite,
    listRolesToGive,
    readClaimable,
    inviteToClaim,
    readInvited,
    acceptAsNewcomer,
    acceptAsMe,
    readInvitationLetter,
    readAcceptanceLetter,
    receiveInvitations,
    previewInvitations,
    startInvitations,
    judgeFile,
    draftInvitation,
    sendDrafts,
    discardDrafts,
  ],
  pages,
  endpoints: [invitationList.download],
  permissions,
  facts: [invitationSent, invitationAccepted],
  taskKinds: [inviteByFile],
  links,
  expecting,
  personalData,
  purges,
  topics,
  unitHoldings,
  constraintErrors: { ...constraintErrors, person_invitations_draft_key: fileRepeated },
  tenantData: { goes: ['person_invitations'] },
}
