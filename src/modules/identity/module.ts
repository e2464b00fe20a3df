import type { Module } from '../../platform/declare/module.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { chooseAssociation } from './commands/choose-association.ts'
import { confirmSignUp } from './commands/confirm-sign-up.ts'
import { confirmSignUpWithCode } from './commands/confirm-sign-up-with-code.ts'
import { createAccount } from './commands/create-account.ts'
import { endAllSessions } from './commands/end-all-sessions.ts'
import { inviteFirstAdministrator } from './commands/invite-first-administrator.ts'
import { issueChallengeLetter } from './commands/issue-challenge-letter.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { requestSignInCode } from './commands/request-sign-in-code.ts'
import { requestSignUp } from './commands/request-sign-up.ts'
import { requestStepUpCode } from './commands/request-step-up-code.ts'
import { resetPassword } from './commands/reset-password.ts'
import { resetPasswordWithCode } from './commands/reset-password-with-code.ts'
import { signIn } from './commands/sign-in.ts'
import { signInWithCode } from './commands/sign-in-with-code.ts'
import { signOut } from './commands/sign-out.ts'
import { stepUp } from './commands/step-up.ts'
import { unlockSignIn } from './commands/unlock-sign-in.ts'
import { addressTaken } from './errors.ts'
import { challengeOpened, personJoined, securityChanged } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listAddressees, readAccountLetter } from './queries/addressees.ts'
import { listAssociations } from './queries/associations.ts'
import { authentication } from './queries/authentication.ts'
import { readHome } from './queries/home.ts'
import { readSignInWays } from './queries/sign-in-ways.ts'
import { readStepUpWays } from './queries/step-up-ways.ts'
import { secondFactorPurpose } from './second-factor.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'

export const identity: Module = {
  name: 'identity',
  operations: [
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
    listAssociations,
    chooseAssociation,
    acceptInvitation,
    inviteFirstAdministrator,
    issueChallengeLetter,
    createAccount,
    endAllSessions,
    listAddressees,
    readAccountLetter,
  ],
  pages,
  permissions,
  facts: [challengeOpened, personJoined, securityChanged],
  constraintErrors: { accounts_email_key: addressTaken, accounts_phone_key: addressTaken },
  sealedColumns: [
    { table: 'second_factors', keys: ['account_id'], column: 'sealed_secret', purpose: secondFactorPurpose },
  ],
  personalData,
  purges,
  authentication,
}
