import { z } from 'zod'
import { AcceptInvitationPage } from '../../../templates/pages/identity/accept-invitation-page.tsx'
import { ChooseAssociationPage } from '../../../templates/pages/identity/choose-association-page.tsx'
import { ConfirmAddressPage } from '../../../templates/pages/identity/confirm-address-page.tsx'
import { EnterCodePage } from '../../../templates/pages/identity/enter-code-page.tsx'
import { ForgotPasswordPage } from '../../../templates/pages/identity/forgot-password-page.tsx'
import { HomePage } from '../../../templates/pages/identity/home-page.tsx'
import { MyAssociationsPage } from '../../../templates/pages/identity/my-associations-page.tsx'
import { NewPasswordPage } from '../../../templates/pages/identity/new-password-page.tsx'
import { SecondStepPage } from '../../../templates/pages/identity/second-step-page.tsx'
import { SignInCodePage } from '../../../templates/pages/identity/sign-in-code-page.tsx'
import { SignInPage } from '../../../templates/pages/identity/sign-in-page.tsx'
import { SignUpPage } from '../../../templates/pages/identity/sign-up-page.tsx'
import { StepUpPage } from '../../../templates/pages/identity/step-up-page.tsx'
import { UndoChangePage } from '../../../templates/pages/identity/undo-change-page.tsx'
import { UnlockPage } from '../../../templates/pages/identity/unlock-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  type PageResult,
  page,
  type Redirect,
  success,
} from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { longestDownload } from '../../platform/http/flash.ts'
import { readDoorway } from '../membership/index.ts'
import { readMyProfile } from '../people/index.ts'
import { checkCode } from '../referrals/index.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { chooseAssociation } from './commands/choose-association.ts'
import { completeSignIn } from './commands/complete-sign-in.ts'
import { confirmSignUp } from './commands/confirm-sign-up.ts'
import { confirmSignUpWithCode } from './commands/confirm-sign-up-with-code.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { requestSignInCode } from './commands/request-sign-in-code.ts'
import { requestSignUp } from './commands/request-sign-up.ts'
import { requestStepUpCode } from './commands/request-step-up-code.ts'
import { resetPassword } from './commands/reset-password.ts'
import { resetPasswordWithCode } from './commands/reset-password-with-code.ts'
import { signIn } from './commands/sign-in.ts'
import { signInWithCode } from './commands/sign-in-with-code.ts'
import { signInWithPasskey } from './commands/sign-in-with-passkey.ts'
import { signOut } from './commands/sign-out.ts'
import { stepUp } from './commands/step-up.ts'
import { undoAddressChange } from './commands/undo-address-change.ts'
import { unlockSignIn } from './commands/unlock-sign-in.ts'
import type { SignedIn, SignedUp } from './contract.ts'
import { localPath, pageOfFile, withNext } from './local-path.ts'
import { accountPages } from './pages/account.ts'
import { actingPages } from './pages/acting.ts'
import { providerPages } from './pages/providers.ts'
import { resetPages } from './pages/resets.ts'
import { withPasskey } from './posted-passkey.ts'
import { listAssociations, listMyAssociations } from './queries/associations.ts'
import { readHome } from './queries/home.ts'
import { readSecondStepWays } from './queries/passkeys.ts'
import { listProviders } from './queries/providers.ts'
import { readSignInWays } from './queries/sign-in-ways.ts'
import { readStepUpWays } from './queries/step-up-ways.ts'
import { Token } from './token.ts'

const home = page({
  name: 'identity.home',
  path: '/',
  permission: 'anyone',
  navigation: { group: 'start', label: 'identity.home.title', icon: 'home', order: 0, bar: 1 },
  async show({ caller: { actor }, ask }) {
    if (actor.kind !== 'account') return go('/sign-in')
    if (actor.personId === null) {
      const { items, providerOnly } = await ask(listProviders, {})
      const providers = items.map(({ id, name }) => ({ name, href: `/sign-in/with/${id}` }))
      return draw(HomePage, { member: null, providers: providerOnly ? providers : [] })
    }
    const [{ givenName, displayName }, { sections }] = await Promise.all([
      ask(readMyProfile, {}),
      ask(readHome, {}),
    ])
    return draw(HomePage, { providers: [], member: { name: givenName ?? displayName, sections } })
  },
})

/** The page to sign up, with what the link that led there said. */
function signUpAt({ unit, ref }: Record<string, string>): string {
  const said = new URLSearchParams(
    Object.entries({ unit, ref }).flatMap(([key, text]) => (text ? [[key, text]] : [])),
  )
  return said.size === 0 ? '/sign-up' : `/sign-up?${said}`
}

/** The link of a member that somebody followed goes with them through a page to sign in. */
function withReferral(path: string, { ref }: Record<string, string>): string {
  return ref ? `${path}${path.includes('?') ? '&' : '?'}ref=${encodeURIComponent(ref.slice(0, 200))}` : path
}

const signUp = page({
  name: 'identity.signUpPage',
  path: '/sign-up',
  permission: 'anyone',
  async show({ caller, form, query, ask }) {
    const wanted = z.uuid().safeParse(query.unit)
    const next = wanted.success ? `/units/${wanted.data}` : '/'
    if (caller.actor.kind === 'account') return go(next)
    if (caller.actor.tenantId === null) return go(`/association?next=${encodeURIComponent(signUpAt(query))}`)
    const [{ phones, joining }, { items, providerOnly }, doorway, referral] = await Promise.all([
      ask(readSignInWays, {}),
      ask(listProviders, {}),
      wanted.success ? ask(readDoorway, { unitId: wanted.data }) : null,
      query.ref ? ask(checkCode, { code: query.ref.slice(0, 200) }) : null,
    ])
    if (providerOnly) return go(withReferral(withNext('/sign-in', { next }), query))
    return draw(SignUpPage, {
      form: form(),
      action: signUpAt(query),
      phones,
      joining: joining ?? 'open',
      providers: items
        .filter(({ admits }) => admits)
        .map(({ id, name }) => ({
          name,
          href: withReferral(withNext(`/sign-in/with/${id}`, { next }), query),
        })),
      signInHref: withNext('/sign-in', { next }),
      unit: query.unit === undefined ? null : (doorway?.unit ?? 'none'),
      referral: referral && { code: query.ref ?? '', counts: referral.counts },
    })
  },
  submit: {
    command: requestSignUp,
    // Not a field of the form: the browser may tell its zone only after the page was drawn.
    fill: ({ timeZone }) => ({ timeZone }),
    done: () => go('/sign-up/code'),
  },
})

const signUpCode = page({
  name: 'identity.signUpCodePage',
  path: '/sign-up/code',
  permission: 'anyone',
  show: async ({ form }) =>
    draw(EnterCodePage, { form: form(), action: '/sign-up/code', purpose: 'join', again: '/sign-up' }),
  submit: { command: confirmSignUpWithCode, done: welcome },
})

const confirmAddress = page({
  name: 'identity.confirmAddressPage',
  path: '/confirm/:token',
  permission: 'anyone',
  async show({ params, form }) {
    requireToken(params.token)
    return draw(ConfirmAddressPage, { action: `/confirm/${params.token}`, form: form() })
  },
  submit: { command: confirmSignUp, done: welcome },
})

const signInPage = page({
  name: 'identity.signInPage',
  path: '/sign-in',
  permission: 'anyone',
  async show({ caller, form, query, ask }) {
    const next = localPath(query.next)
    if (caller.actor.kind === 'account') return go(next)
    const [{ phones, passkeys }, { items: providers, providerOnly }] = await Promise.all([
      ask(readSignInWays, {}),
      ask(listProviders, {}),
    ])
    return draw(SignInPage, {
      form: form(),
      action: withNext('/sign-in', query),
      codeAction: withNext('/sign-in/code', query),
      phones,
      providers: providers.map(({ id, name }) => ({
        name,
        href: withReferral(withNext(`/sign-in/with/${id}`, query), query),
      })),
      providerOnly,
      // Providers, and who may join, are those of one association: where several share a host it is chosen first.
      chooseHref:
        caller.actor.tenantId === null
          ? `/association?next=${encodeURIComponent(withNext('/sign-in', query))}`
          : null,
      passkeyAction: passkeys ? withNext('/sign-in/passkey', query) : null,
    })
  },
  submit: { command: signIn, done: goOn },
})

const passkeySignIn = action({
  name: 'identity.passkeySignInAction',
  path: '/sign-in/passkey',
  permission: 'anyone',
  command: signInWithPasskey,
  tidy: withPasskey,
  done: (_result, { query }) => go(localPath(query.next)),
  back: ({ query }) => withNext('/sign-in', query),
})

const signInCode = page({
  name: 'identity.signInCodePage',
  path: '/sign-in/code',
  permission: 'anyone',
  show: async ({ form, query, ask }) =>
    draw(SignInCodePage, {
      form: form(),
      action: withNext('/sign-in/code', query),
      phones: (await ask(readSignInWays, {})).phones,
    }),
  submit: {
    command: requestSignInCode,
    done: (_result, { query }) => go(withNext('/sign-in/code/enter', query)),
  },
})

const enterSignInCode = page({
  name: 'identity.enterSignInCodePage',
  path: '/sign-in/code/enter',
  permission: 'anyone',
  show: async ({ form, query }) =>
    draw(EnterCodePage, {
      form: form(),
      action: withNext('/sign-in/code/enter', query),
      purpose: 'signIn',
      again: withNext('/sign-in/code', query),
    }),
  submit: { command: signInWithCode, done: goOn },
})

/** Stands between somebody and what asks for more than a session; what they typed there waits in the page itself. */
const stepUpPage = page({
  name: 'identity.stepUpPage',
  path: '/step-up',
  permission: 'signed-in',
  async show({ ask, form, query, carried }) {
    const { way, passkey } = await ask(readStepUpWays, {})
    const to = localPath(query.to)
    return draw(StepUpPage, {
      form: form(),
      way,
      passkey,
      sent: query.sent === '1',
      action: `/step-up?to=${encodeURIComponent(to)}${query.sent === '1' ? '&sent=1' : ''}`,
      codeAction: `/step-up/code?to=${encodeURIComponent(to)}`,
      carried,
    })
  },
  submit: {
    command: stepUp,
    tidy: withPasskey,
    done: (_result, { query, carried }) =>
      carried.length > 0
        ? { kind: 'redirect', to: localPath(query.to), again: true }
        : onward(localPath(query.to)),
  },
})

/** A file comes to the list that it is of, or the task that made it: a browser that is sent to the file itself would go on showing the asked code. */
function onward(to: string): PageResult {
  const { pathname, searchParams } = new URL(to, 'http://here')
  const list = pageOfFile(pathname)
  if (list === null || to.length > longestDownload) return go(to)
  searchParams.delete('bom')
  const back = searchParams.size > 0 ? `${list}?${searchParams}` : list
  return go(back, { ...success('identity.stepUp.file'), download: to })
}

const stepUpCode = action({
  name: 'identity.stepUpCodeAction',
  path: '/step-up/code',
  permission: 'signed-in',
  command: requestStepUpCode,
  done: (_result, { query }) => go(`/step-up?to=${encodeURIComponent(localPath(query.to))}&sent=1`),
  back: ({ query }) => `/step-up?to=${encodeURIComponent(localPath(query.to))}`,
})

const secondStep = page({
  name: 'identity.secondStepPage',
  path: '/sign-in/second-step',
  permission: 'anyone',
  show: async ({ form, query, ask }) =>
    draw(SecondStepPage, {
      form: form(),
      action: withNext('/sign-in/second-step', query),
      help: withNext('/sign-in/second-step/help', query),
      trustDays: (await ask(readSignInWays, {})).trustDays,
      ...(await ask(readSecondStepWays, {})),
    }),
  submit: {
    command: completeSignIn,
    tidy: withPasskey,
    done: (_result, { query }) => go(localPath(query.next)),
  },
})

const undoChange = page({
  name: 'identity.undoChangePage',
  path: '/undo/:token',
  permission: 'anyone',
  async show({ params, form }) {
    requireToken(params.token)
    return draw(UndoChangePage, { action: `/undo/${params.token}`, form: form() })
  },
  submit: {
    command: undoAddressChange,
    done: () => go('/forgot-password', success('identity.undoChange.done')),
  },
})

const unlock = page({
  name: 'identity.unlockPage',
  path: '/unlock/:token',
  permission: 'anyone',
  async show({ params, form }) {
    requireToken(params.token)
    return draw(UnlockPage, { action: `/unlock/${params.token}`, form: form() })
  },
  submit: { command: unlockSignIn, done: () => go('/sign-in', success('identity.unlock.done')) },
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
  show: async ({ form, ask }) =>
    draw(ForgotPasswordPage, { form: form(), phones: (await ask(readSignInWays, {})).phones }),
  submit: { command: requestPasswordReset, done: () => go('/new-password') },
})

const newPasswordCode = page({
  name: 'identity.newPasswordCodePage',
  path: '/new-password',
  permission: 'anyone',
  show: async ({ form }) =>
    draw(EnterCodePage, {
      form: form(),
      action: '/new-password',
      purpose: 'resetPassword',
      again: '/forgot-password',
    }),
  submit: {
    command: resetPasswordWithCode,
    done: () => go('/sign-in', success('identity.newPassword.done')),
  },
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
      form: form(items.some(({ id }) => id === query.tenantId) ? { tenantId: query.tenantId } : undefined),
      action: `/association?next=${encodeURIComponent(localPath(query.next))}`,
    })
  },
  submit: {
    command: chooseAssociation,
    done: ({ name }, { query }) =>
      go(localPath(query.next), success('identity.association.chosen', { name })),
  },
})

const myAssociations = page({
  name: 'identity.myAssociationsPage',
  path: '/my-associations',
  permission: 'signed-in',
  show: async ({ ask }) => draw(MyAssociationsPage, await ask(listMyAssociations, {})),
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

/** Whoever became an entry that the association kept reads so, and where its name is changed: what they typed was not taken. */
function welcome({ entry }: z.output<typeof SignedUp>): Redirect {
  const told =
    entry === null ? success('identity.confirm.done') : success('identity.confirm.tookOver', { name: entry })
  return go('/', told)
}

/** After password or code: where one wanted to go, or the second step on the way there. */
function goOn({ next }: z.output<typeof SignedIn>, { query }: PageContext): Redirect {
  return next === 'done' ? go(localPath(query.next)) : go(withNext('/sign-in/second-step', query))
}

/** A link that was cut by a mail program is not found, rather than wrong in a field nobody filled in. */
function requireToken(token: string | undefined): asserts token is z.output<typeof Token> {
  if (!Token.safeParse(token).success) throw notFound()
}

export const pages: readonly AnyPage[] = [
  home,
  signUp,
  signUpCode,
  confirmAddress,
  signInPage,
  passkeySignIn,
  signInCode,
  enterSignInCode,
  secondStep,
  undoChange,
  unlock,
  stepUpPage,
  stepUpCode,
  signOutAction,
  forgotPassword,
  newPassword,
  newPasswordCode,
  association,
  myAssociations,
  invitation,
  ...accountPages,
  ...actingPages,
  ...resetPages,
  ...providerPages,
]
