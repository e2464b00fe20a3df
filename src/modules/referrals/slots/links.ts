import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'person',
    permission: 'referrals.read',
    path: '/people/:personId/referrals',
    label: 'referrals.link',
    order: 65,
  },
]
