import type { Module } from '../../platform/declare/module.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { actFor } from './commands/act-for.ts'
import { addPasskey } from './commands/add-passkey.ts'
import { addProvider } from './commands/add-provider.ts'
import { admitFounder } from './commands/admit-founder.ts'
import { askForReset } from './commands/ask-for-reset.ts'
import { beginLink } from './commands/begin-link.ts'
import { beginReset } from './commands/begin-reset.ts'
import { beginSecondFactor } from './commands/begin-second-factor.ts'
import { beginVisit } from './commands/begin-visit.ts'
import { bringWhatProviderGroupsBring } from './commands/bring-what-provider-groups-bring.ts'
import { changeMyPassword } from './commands/change-my-password.ts'
import { changeProvider } from './commands/change-provider.ts'
import { changeSignInRule } from './commands/change-sign-in-rule.ts'
import { chooseAssociation } from './commands/choose-association.ts'
import { completeProviderSignIn } from './commands/complete-provider-sign-in.ts'
import { completeReset } from './commands/complete-reset.ts'
import { completeSignIn } from './commands/complete-sign-in.ts'
import { confirmAddressChange } from './commands/confirm-address-change.ts'
import { confirmSecondFactor } from './commands/confirm-second-factor.ts'
import { confirmSignUp } from './commands/confirm-sign-up.ts'
import { confirmSignUpWithCode } from './commands/confirm-sign-up-with-code.ts'
import { connectApp } from './commands/connect-app.ts'
import { createAccount } from './commands/create-account.ts'
import { disconnectApp } from './commands/disconnect-app.ts'
import { endAllSessions } from './commands/end-all-sessions.ts'
import { endOtherSessions } from './commands/end-other-sessions.ts'
import { endSession } from './commands/end-session.ts'
import { endSessionsHere } from './commands/end-sessions-here.ts'
import { endStolenApp } from './commands/end-stolen-app.ts'
import { forgetDevice } from './commands/forget-device.ts'
import { inviteFirstAdministrator } from './commands/invite-first-administrator.ts'
import { issueChallengeLetter } from './commands/issue-challenge-letter.ts'
import { letIn } from './commands/let-in.ts'
import { refreshApp } from './commands/refresh-app.ts'
import { removeMyAddress } from './commands/remove-my-address.ts'
import { removePasskey } from './commands/remove-passkey.ts'
import { removeProvider } from './commands/remove-provider.ts'
import { removeSecondFactor } from './commands/remove-second-factor.ts'
import { renamePasskey } from './commands/rename-passkey.ts'
import { renewMyRecoveryCodes } from './commands/renew-my-recovery-codes.ts'
import { requestAddressChange } from './commands/request-address-change.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { requestSignInCode } from './commands/request-sign-in-code.ts'
import { requestSignUp } from './commands/request-sign-up.ts'
import { requestStepUpCode } from './commands/request-step-up-code.ts'
import { resetPassword } from './commands/reset-password.ts'
import { resetPasswordWithCode } from './commands/reset-password-with-code.ts'
import { setResetWait } from './commands/set-reset-wait.ts'
import { signIn } from './commands/sign-in.ts'
import { signInWithCode } from './commands/sign-in-with-code.ts'
import { signInWithPasskey } from './commands/sign-in-with-passkey.ts'
import { signOut } from './commands/sign-out.ts'
import { stepUp } from './commands/step-up.ts'
import { stopActing } from './commands/stop-acting.ts'
import { stopMyReset } from './commands/stop-my-reset.ts'
import { stopReset } from './commands/stop-reset.ts'
import { undoAddressChange } from './commands/undo-address-change.ts'
import { unlinkIdentity } from './commands/unlink-identity.ts'
import { unlockSignIn } from './commands/unlock-sign-in.ts'
import { withdrawReset } from './commands/withdraw-reset.ts'
import { endpoints } from './endpoints.ts'
import { addressTaken, identityTaken, passkeyTaken, providerNameTaken, resetUnderWay } from './errors.ts'
import {
  addressConfirmed,
  challengeOpened,
  personJoined,
  secondStepResetChanged,
  securityChanged,
} from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { providerSecretPurpose } from './provider.ts'
import { readWhomToActFor } from './queries/acting.ts'
import { listAddressees, readAccountLetter } from './queries/addressees.ts'
import { listAssociations, listMyAssociations } from './queries/associations.ts'
import { appAuthentication, authentication } from './queries/authentication.ts'
import { readHome } from './queries/home.ts'
import {
  listMyPasskeys,
  readPasskeyCreation,
  readPasskeyRequest,
  readSecondStepWays,
} from './queries/passkeys.ts'
import { countProviderGroupsOf, listWithoutProviderRole } from './queries/provider-groups.ts'
import {
  beginAtProvider,
  listMyLinkedIdentities,
  listPlacesForGroups,
  listProviders,
  listRolesForGroups,
  readProvider,
  readSignInRules,
} from './queries/providers.ts'
import { readResetLetter } from './queries/reset-letter.ts'
import { previewHelp, readMyReset, readReset, readResetWait, resetList } from './queries/resets.ts'
import { listMySessions, readSecondFactorSetup, readSecurity } from './queries/security.ts'
import { readSignInWays } from './queries/sign-in-ways.ts'
import { readStepUpWays } from './queries/step-up-ways.ts'
import { secondFactorPurpose } from './second-factor.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { tenantData } from './slots/tenant-data.ts'
import { topics } from './slots/topics.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const identity: Module = {
  name: 'identity',
  operations: [
    bringWhatProviderGroupsBring,
    countProviderGroupsOf,
    listWithoutProviderRole,
    requestSignUp,
    confirmSignUp,
    confirmSignUpWithCode,
    signIn,
    requestSignInCode,
    signInWithCode,
    unlockSignIn,
    signOut,
    requestPasswordReset,
    resetPassword,
    resetPasswordWithCode,
    readHome,
    readSignInWays,
    stepUp,
    requestStepUpCode,
    readStepUpWays,
    readSecurity,
    readSecondFactorSetup,
    listMySessions,
    beginSecondFactor,
    confirmSecondFactor,
    removeSecondFactor,
    renewMyRecoveryCodes,
    completeSignIn,
    signInWithPasskey,
    readPasskeyRequest,
    readSecondStepWays,
    readPasskeyCreation,
    listMyPasskeys,
    actFor,
    stopActing,
    readWhomToActFor,
    connectApp,
    refreshApp,
    disconnectApp,
    endStolenApp,
    addPasskey,
    renamePasskey,
    removePasskey,
    beginAtProvider,
    completeProviderSignIn,
    listProviders,
    listPlacesForGroups,
    listRolesForGroups,
    readSignInRules,
    readProvider,
    addProvider,
    changeProvider,
    removeProvider,
    changeSignInRule,
    listMyLinkedIdentities,
    beginLink,
    unlinkIdentity,
    endSession,
    endOtherSessions,
    forgetDevice,
    changeMyPassword,
    requestAddressChange,
    confirmAddressChange,
    undoAddressChange,
    removeMyAddress,
    listAssociations,
    listMyAssociations,
    chooseAssociation,
    acceptInvitation,
    inviteFirstAdministrator,
    letIn,
    issueChallengeLetter,
    createAccount,
    admitFounder,
    beginVisit,
    endAllSessions,
    endSessionsHere,
    listAddressees,
    readAccountLetter,
    askForReset,
    beginReset,
    withdrawReset,
    completeReset,
    stopReset,
    stopMyReset,
    setResetWait,
    resetList.query,
    readReset,
    previewHelp,
    readResetWait,
    readMyReset,
    readResetLetter,
  ],
  endpoints: [...endpoints, resetList.download],
  pages,
  permissions,
  facts: [addressConfirmed, challengeOpened, personJoined, securityChanged, secondStepResetChanged],
  constraintErrors: {
    accounts_email_key: addressTaken,
    accounts_phone_key: addressTaken,
    passkeys_credential_id_key: passkeyTaken,
    second_step_resets_open_key: resetUnderWay,
    identity_providers_name_key: providerNameTaken,
    linked_identities_provider_id_subject_key: identityTaken,
    linked_identities_provider_id_account_id_key: identityTaken,
  },
  sealedColumns: [
    { table: 'identity_providers', keys: ['id'], column: 'sealed_secret', purpose: providerSecretPurpose },
    { table: 'second_factors', keys: ['account_id'], column: 'sealed_secret', purpose: secondFactorPurpose },
    { table: 'second_step_resets', keys: ['id'], column: 'sealed_secret', purpose: secondFactorPurpose },
  ],
  topics,
  links,
  unitHoldings,
  personalData,
  purges,
  authentication,
  bearers: [appAuthentication],
  tenantData,
}
