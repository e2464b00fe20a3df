import type { z } from 'zod'
import { AcceptInvitationPage } from '../../../templates/pages/identity/accept-invitation-page.tsx'
import { CheckMailPage } from '../../../templates/pages/identity/check-mail-page.tsx'
import { ChooseAssociationPage } from '../../../templates/pages/identity/choose-association-page.tsx'
import { ConfirmAddressPage } from '../../../templates/pages/identity/confirm-address-page.tsx'
import { ForgotPasswordPage } from '../../../templates/pages/identity/forgot-password-page.tsx'
import { HomePage } from '../../../templates/pages/identity/home-page.tsx'
import { NewPasswordPage } from '../../../templates/pages/identity/new-password-page.tsx'
import { SignInPage } from '../../../templates/pages/identity/sign-in-page.tsx'
import { SignUpPage } from '../../../templates/pages/identity/sign-up-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { readMyProfile } from '../people/index.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { chooseAssociation } from './commands/choose-association.ts'
import { confirmSignUp } from './commands/confirm-sign-up.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { requestSignUp } from './commands/request-sign-up.ts'
import { resetPassword } from './commands/reset-password.ts'
import { signIn } from './commands/sign-in.ts'
import { signOut } from './commands/sign-out.ts'
import { localPath } from './local-path.ts'
import { listAssociations } from './queries/associations.ts'
import { readHome } from './queries/home.ts'
import { Token } from './token.ts'

const home = page({
  name: 'identity.home',
  path: '/',
  permission: 'anyone',
  navigation: { label: 'identity.home.title', icon: 'home', order: 0 },
  async show({ caller: { actor }, ask }) {
    if (actor.kind !== 'account') return go('/sign-in')
    if (actor.personId === null) return draw(HomePage, { member: null })
    const [{ givenName, displayName }, { sections }] = await Promise.all([
      ask(readMyProfile, {}),
      ask(readHome, {}),
    ])
    return draw(HomePage, { member: { name: givenName ?? displayName, sections } })
  },
})

const signUp = page({
  name: 'identity.signUpPage',
  path: '/sign-up',
  permission: 'anyone',
  async show({ caller, form }) {
    if (caller.actor.kind === 'account') return go('/')
    if (caller.actor.tenantId === null) return go('/association?next=%2Fsign-up')
    return draw(SignUpPage, { form: form() })
  },
  submit: {
    command: requestSignUp,
    // Not a field of the form: the browser may tell its zone only after the page was drawn.
    fill: ({ timeZone }) => ({ timeZone }),
    done: () => go('/check-mail'),
  },
})

const checkMail = page({
  name: 'identity.checkMailPage',
  path: '/check-mail',
  permission: 'anyone',
  show: async () => draw(CheckMailPage, {}),
})

const confirmAddress = page({
  name: 'identity.confirmAddressPage',
  path: '/confirm/:token',
  permission: 'anyone',
  async show({ params, form }) {
    requireToken(params.token)
    return draw(ConfirmAddressPage, { action: `/confirm/${params.token}`, form: form() })
  },
  // A press of the button confirms, not the visit: programs that look through mail visit every link.
  submit: { command: confirmSignUp, done: () => go('/sign-in', success('identity.confirm.done')) },
})

const signInPage = page({
  name: 'identity.signInPage',
  path: '/sign-in',
  permission: 'anyone',
  async show({ caller, form, query }) {
    const next = localPath(query.next)
    if (caller.actor.kind === 'account') return go(next)
    return draw(SignInPage, {
      form: form(),
      action: next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`,
    })
  },
  submit: { command: signIn, done: (_result, { query }) => go(localPath(query.next)) },
})

const signOutAction = action({
  name: 'identity.signOutAction',
  path: '/sign-out',
  permission: 'anyone',
  command: signOut,
  done: () => go('/sign-in', success('identity.signOut.done')),
  back: () => '/',
})

const forgotPassword = page({
  name: 'identity.forgotPasswordPage',
  path: '/forgot-password',
  permission: 'anyone',
  show: async ({ form }) => draw(ForgotPasswordPage, { form: form() }),
  submit: { command: requestPasswordReset, done: () => go('/check-mail') },
})

const newPassword = page({
  name: 'identity.newPasswordPage',
  path: '/new-password/:token',
  permission: 'anyone',
  async show({ params, form }) {
    requireToken(params.token)
    return draw(NewPasswordPage, { action: `/new-password/${params.token}`, form: form() })
  },
  submit: { command: resetPassword, done: () => go('/sign-in', success('identity.newPassword.done')) },
})

const association = page({
  name: 'identity.associationPage',
  path: '/association',
  permission: 'anyone',
  async show({ ask, form, query }) {
    const { items } = await ask(listAssociations, {})
    return draw(ChooseAssociationPage, {
      associations: items,
      form: form(),
      action: `/association?next=${encodeURIComponent(localPath(query.next))}`,
    })
  },
  submit: { command: chooseAssociation, done: (_result, { query }) => go(localPath(query.next)) },
})

const invitation = page({
  name: 'identity.invitationPage',
  path: '/invitation/:token',
  permission: 'anyone',
  async show({ params, form }) {
    requireToken(params.token)
    return draw(AcceptInvitationPage, { action: `/invitation/${params.token}`, form: form() })
  },
  submit: { command: acceptInvitation, done: () => go('/', success('identity.invitation.done')) },
})

/** A link that was cut by a mail program is not found, rather than wrong in a field nobody filled in. */
function requireToken(token: string | undefined): asserts token is z.output<typeof Token> {
  if (!Token.safeParse(token).success) throw notFound()
}

export const pages: readonly AnyPage[] = [
  home,
  signUp,
  checkMail,
  confirmAddress,
  signInPage,
  signOutAction,
  forgotPassword,
  newPassword,
  association,
  invitation,
]
