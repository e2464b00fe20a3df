import { InvitationsPage } from '../../../../templates/pages/projects/invitations-page.tsx'
import { InvitePage } from '../../../../templates/pages/projects/invite-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notAllowed } from '../../../platform/errors.ts'
import { inviteToProject } from '../commands/invite-to-project.ts'
import { withdrawInvitation } from '../commands/withdraw-invitation.ts'
import { findInvitees, listInvitations } from '../queries/invitations.ts'
import { readProject } from '../queries/project.ts'
import { managed, referenceOf } from './addresses.ts'

const invitations = `${managed}/:projectId/invitations`
const invitationsOf = ({ projectId }: Record<string, string>) => `${managed}/${projectId}/invitations`

const all = page({
  name: 'projects.invitationsPage',
  path: invitations,
  permission: 'projects.manage',
  async show({ ask, params, form }) {
    const reference = referenceOf(params)
    const [project, { items }] = await Promise.all([
      ask(readProject, reference),
      ask(listInvitations, reference),
    ])
    return draw(InvitationsPage, { project, invitations: items, form: form() })
  },
})

const invite = page({
  name: 'projects.invitePage',
  path: `${invitations}/new`,
  permission: 'projects.manage',
  async show({ ask, params, query, form }) {
    const reference = referenceOf(params)
    const search = (query.search ?? '').trim().slice(0, 120)
    const [project, found] = await Promise.all([
      ask(readProject, reference),
      ask(findInvitees, { ...reference, search }),
    ])
    if (!project.abilities.invite) throw notAllowed()
    return draw(InvitePage, { project, search, found, form: form() })
  },
  submit: {
    command: inviteToProject,
    done: ({ projectId, invited }) =>
      go(invitationsOf({ projectId }), success('projects.invitations.sent', { count: invited })),
  },
})

const withdraw = action({
  name: 'projects.withdrawInvitationAction',
  path: `${invitations}/:invitationId/withdraw`,
  permission: 'projects.manage',
  command: withdrawInvitation,
  done: (result) => go(invitationsOf(result), success('projects.invitations.withdrawn')),
  back: ({ params }) => invitationsOf(params),
})

export const invitationPages: readonly AnyPage[] = [all, invite, withdraw]
