import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'person',
    permission: 'membership.read',
    path: '/people/:personId/standing',
    label: 'membership.link',
    order: 5,
  },
  {
    on: 'person',
    permission: 'membership.read',
    path: '/people/:personId/classes',
    label: 'membership.classes.link',
    order: 6,
  },
  {
    on: 'unit',
    permission: 'membership.ask',
    path: '/units/:unitId/ask-to-join',
    label: 'membership.joinRequests.ask',
    order: 89,
  },
  {
    on: 'unit',
    permission: 'membership.classes',
    path: '/settings/eligibility/joining/:unitId',
    label: 'membership.eligibility.ofUnit',
    order: 95,
  },
]
