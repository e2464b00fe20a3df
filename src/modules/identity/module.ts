import type { Module } from '../../platform/declare/module.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { chooseAssociation } from './commands/choose-association.ts'
import { confirmSignUp } from './commands/confirm-sign-up.ts'
import { createAccount } from './commands/create-account.ts'
import { inviteFirstAdministrator } from './commands/invite-first-administrator.ts'
import { issuePasswordResetLetter } from './commands/issue-password-reset-letter.ts'
import { issueSignUpLetter } from './commands/issue-sign-up-letter.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { requestSignUp } from './commands/request-sign-up.ts'
import { resetPassword } from './commands/reset-password.ts'
import { signIn } from './commands/sign-in.ts'
import { signOut } from './commands/sign-out.ts'
import { addressTaken } from './errors.ts'
import { passwordChanged, passwordResetRequested, personJoined, signUpRequested } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listAddressees, readAccountLetter } from './queries/addressees.ts'
import { listAssociations } from './queries/associations.ts'
import { authentication } from './queries/authentication.ts'
import { readHome } from './queries/home.ts'
import { personalData } from './slots/personal-data.ts'

export const identity: Module = {
  name: 'identity',
  operations: [
    requestSignUp,
    confirmSignUp,
    signIn,
    signOut,
    requestPasswordReset,
    resetPassword,
    readHome,
    listAssociations,
    chooseAssociation,
    acceptInvitation,
    inviteFirstAdministrator,
    issueSignUpLetter,
    issuePasswordResetLetter,
    createAccount,
    listAddressees,
    readAccountLetter,
  ],
  pages,
  permissions,
  facts: [signUpRequested, personJoined, passwordResetRequested, passwordChanged],
  constraintErrors: { accounts_email_key: addressTaken },
  personalData,
  authentication,
}
