import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'person',
    path: '/people/:personId/merge',
    label: 'privacy.merge.tab',
    order: 80,
    permission: 'privacy.merge',
  },
]
