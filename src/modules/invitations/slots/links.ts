import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'unit',
    path: '/invitations/new?unit=:unitId',
    label: 'invitations.links.invite',
    order: 35,
    permission: 'invitations.manage',
  },
  {
    on: 'person',
    path: '/people/:personId/invite',
    label: 'invitations.links.claim',
    order: 70,
    permission: 'invitations.manage',
  },
]
