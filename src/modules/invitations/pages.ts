import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { ClaimPage } from '../../../templates/pages/invitations/claim-page.tsx'
import { FilePage } from '../../../templates/pages/invitations/file-page.tsx'
import { FilePreviewPage } from '../../../templates/pages/invitations/file-preview-page.tsx'
import { InvitationPage } from '../../../templates/pages/invitations/invitation-page.tsx'
import { InvitationsPage } from '../../../templates/pages/invitations/invitations-page.tsx'
import { InvitePage } from '../../../templates/pages/invitations/invite-page.tsx'
import { InvitedPage } from '../../../templates/pages/invitations/invited-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { afterBulk, bulkModel } from '../../platform/lists/bulk-page.ts'
import { isDay } from '../../platform/lists/columns.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { pathsWith } from '../../platform/policy/actor.ts'
import { startOfDay } from '../../platform/presentation/dates.ts'
import { Token } from '../identity/index.ts'
import { unitIdAt } from '../units/index.ts'
import { acceptAsMe } from './commands/accept-as-me.ts'
import { acceptAsNewcomer } from './commands/accept-as-newcomer.ts'
import { invitePerson } from './commands/invite-person.ts'
import { inviteToClaim } from './commands/invite-to-claim.ts'
import { receiveInvitations } from './commands/receive-invitations.ts'
import { resendInvitation } from './commands/resend-invitation.ts'
import { resendInvitations } from './commands/resend-invitations.ts'
import { startInvitations } from './commands/start-invitations.ts'
import { withdrawInvitation } from './commands/withdraw-invitation.ts'
import { withdrawInvitations } from './commands/withdraw-invitations.ts'
import { FileReference, InvitationReference, PersonReference } from './contract.ts'
import { mostLines } from './file/lines.ts'
import { invitationFile } from './file/received.ts'
import { invitationDays } from './invitation.ts'
import { readClaimable } from './queries/claimable.ts'
import { previewInvitations } from './queries/file-preview.ts'
import { invitationList, listPlacesToInvite, readInvitation } from './queries/invitation-list.ts'
import { readInvited } from './queries/invited.ts'
import { listRolesToGive } from './queries/roles-to-give.ts'

const all = page({
  name: 'invitations.invitationsPage',
  path: '/invitations',
  permission: 'invitations.manage',
  navigation: { group: 'association', label: 'invitations.title', icon: 'mail', order: 22 },
  show: async (context) =>
    draw(InvitationsPage, {
      list: await listModel(invitationList, context, [resendInvitations, withdrawInvitations]),
    }),
})

const bulkPages = [
  { act: resendInvitations, name: 'invitations.resendInvitationsPage', path: '/invitations/resend' },
  { act: withdrawInvitations, name: 'invitations.withdrawInvitationsPage', path: '/invitations/withdraw' },
].map(({ act, name, path }) =>
  page({
    name,
    path,
    permission: 'invitations.manage',
    show: async (context) => draw(BulkPage, { act: await bulkModel(act, context) }),
    submit: { command: act, done: (outcome, context) => afterBulk(act, outcome, context) },
  }),
)

const invite = page({
  name: 'invitations.invitePage',
  path: '/invitations/new',
  permission: 'invitations.manage',
  async show({ caller: { actor, now, locale }, ask, query, form, locales }) {
    const { items } = await ask(listPlacesToInvite, {})
    const [first] = pathsWith(actor, 'invitations.manage', now).sort((a, b) => a.length - b.length)
    const state = form({ days: invitationDays.usual, locale: locale() })
    const wanted = state.values.unitId ?? query.unit ?? (first && unitIdAt(first))
    const unit = items.find(({ id }) => id === wanted) ?? items[0]
    if (!unit) throw notFound()
    const roles = await ask(listRolesToGive, { unitId: unit.id })
    return draw(InvitePage, { unit, places: items, roles: roles.items, locales, form: state })
  },
  submit: {
    command: invitePerson,
    fill: (context) => ({ roleEndsAt: lastDayTyped(context, 'roleEndsAt') }),
    done: ({ id }) => go(`/invitations/${id}`, success('invitations.sent')),
  },
})

const byFile = page({
  name: 'invitations.filePage',
  path: '/invitations/file',
  permission: 'invitations.manage',
  async show({ ask, form }) {
    const { items } = await ask(listPlacesToInvite, {})
    return draw(FilePage, { places: items, form: form(), file: invitationFile, mostLines })
  },
  submit: {
    command: receiveInvitations,
    done: ({ unitId, fileId, ticket }) => go(`/invitations/file/${unitId}/${fileId}/${ticket}`),
  },
})

const filePreview = page({
  name: 'invitations.filePreviewPage',
  path: '/invitations/file/:unitId/:fileId/:ticket',
  permission: 'invitations.manage',
  async show({ caller, ask, params, path, form, locales }) {
    const reference = FileReference.safeParse(params)
    if (!reference.success) throw notFound()
    const preview = await ask(previewInvitations, reference.data)
    const mode = preview.refused === 0 ? 'all' : 'good'
    return draw(FilePreviewPage, {
      preview,
      path,
      locales,
      form: form({ mode, days: invitationDays.usual, locale: caller.locale() }),
    })
  },
  submit: { command: startInvitations, done: ({ taskId }) => go(`/tasks/${taskId}`) },
})

const claim = page({
  name: 'invitations.claimPage',
  path: '/people/:personId/invite',
  permission: 'invitations.manage',
  async show({ caller, ask, params, form, locales }) {
    const reference = PersonReference.safeParse(params)
    if (!reference.success) throw notFound()
    const person = await ask(readClaimable, reference.data)
    const state = form({ days: invitationDays.usual, locale: caller.locale(), address: person.address ?? '' })
    return draw(ClaimPage, { person, locales, form: state })
  },
  submit: {
    command: inviteToClaim,
    done: ({ id }) => go(`/invitations/${id}`, success('invitations.sent')),
  },
})

const one = page({
  name: 'invitations.invitationPage',
  path: '/invitations/:invitationId',
  permission: 'invitations.manage',
  async show({ ask, params, form }) {
    const reference = InvitationReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(InvitationPage, { invitation: await ask(readInvitation, reference.data), form: form() })
  },
})

const resend = action({
  name: 'invitations.resendInvitationAction',
  path: '/invitations/:invitationId/resend',
  permission: 'invitations.manage',
  command: resendInvitation,
  done: ({ id }) => go(`/invitations/${id}`, success('invitations.sentAgain')),
  back: ({ params }) => `/invitations/${params.invitationId}`,
})

const withdraw = action({
  name: 'invitations.withdrawInvitationAction',
  path: '/invitations/:invitationId/withdraw',
  permission: 'invitations.manage',
  command: withdrawInvitation,
  done: ({ id }) => go(`/invitations/${id}`, success('invitations.withdrawn')),
  back: ({ params }) => `/invitations/${params.invitationId}`,
})

const invited = page({
  name: 'invitations.invitedPage',
  path: '/invited/:token',
  permission: 'anyone',
  async show({ ask, params, form }) {
    const token = tokenIn(params)
    const said = await ask(readInvited, { token })
    const { givenName, familyName } = said
    return draw(InvitedPage, {
      invited: said,
      action: `/invited/${token}`,
      form: form({ givenName, familyName, way: 'password' }),
    })
  },
  submit: {
    command: acceptAsNewcomer,
    fill: ({ timeZone }) => ({ timeZone }),
    // How somebody will sign in is a question of the form alone: no password is an answer to it.
    tidy: ({ way, ...typed }) => ({ ...typed, ...(way === 'other' ? { password: null } : {}) }),
    done: (_result, { form }) =>
      form().values.way === 'other'
        ? go('/account/passkeys/new', success('invitations.welcomePasskey'))
        : go('/', success('invitations.welcome')),
  },
})

const acceptMine = action({
  name: 'invitations.acceptAsMeAction',
  path: '/invited/:token/accept',
  permission: 'signed-in',
  command: acceptAsMe,
  done: ({ unitId }) => go(`/units/${unitId}`, success('invitations.welcome')),
  back: ({ params }) => `/invited/${tokenIn(params)}`,
})

/** A link that was cut by a mail program is not found, rather than wrong in a field nobody filled in. */
function tokenIn({ token }: Record<string, string>): string {
  const read = Token.safeParse(token)
  if (!read.success) throw notFound()
  return read.data
}

/** A day as the moment at which it is over where the reader is. */
function lastDayTyped({ form, timeZone }: PageContext, field: string): string | null {
  const typed = String(form().values[field] ?? '').trim()
  if (typed === '') return null
  return isDay(typed) ? startOfDay(typed, timeZone, 1).toISOString() : typed
}

export const pages: readonly AnyPage[] = [
  all,
  ...bulkPages,
  invite,
  byFile,
  filePreview,
  claim,
  one,
  resend,
  withdraw,
  invited,
  acceptMine,
]
