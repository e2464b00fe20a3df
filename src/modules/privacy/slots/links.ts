import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  { on: 'profile', path: '/profile/data', label: 'privacy.data.title', order: 90, permission: 'person' },
  {
    on: 'person',
    path: '/people/:personId/merge',
    label: 'privacy.merge.tab',
    order: 80,
    permission: 'privacy.merge',
  },
]
