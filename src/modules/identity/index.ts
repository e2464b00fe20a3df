export { type Address, accountAt, addresseeLimits, requireReachable, TypedAddress } from './address.ts'
export { describeBrowser } from './browser.ts'
export { codeMinutes } from './code.ts'
export { admitFounder } from './commands/admit-founder.ts'
export { beginVisit } from './commands/begin-visit.ts'
export { bringWhatProviderGroupsBring } from './commands/bring-what-provider-groups-bring.ts'
export { createAccount } from './commands/create-account.ts'
export { endAllSessions } from './commands/end-all-sessions.ts'
export { endSessionsHere } from './commands/end-sessions-here.ts'
export { inviteFirstAdministrator } from './commands/invite-first-administrator.ts'
export { issueChallengeLetter } from './commands/issue-challenge-letter.ts'
export { letIn } from './commands/let-in.ts'
export { entriesAmong, findEntryOf } from './entry-row.ts'
export {
  addressConfirmed,
  challengeOpened,
  personJoined,
  secondStepResetChanged,
  securityChanged,
} from './facts.ts'
export { completeEntry } from './joining.ts'
export { hashPassword, NewPassword } from './password.ts'
export { listAddressees, readAccountLetter } from './queries/addressees.ts'
export {
  type AccountRow,
  accountColumns,
  accountJoins,
  accountStillActive,
  authentication,
  knownFrom,
  rightsStillTrue,
} from './queries/authentication.ts'
export { countProviderGroupsOf, listWithoutProviderRole } from './queries/provider-groups.ts'
export { listProviders } from './queries/providers.ts'
export { readResetLetter } from './queries/reset-letter.ts'
export { takeBackDays } from './second-step-reset.ts'
export { hashToken, lifetimes, Token, tokenFor } from './token.ts'
