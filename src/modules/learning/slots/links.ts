import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'course',
    permission: 'member',
    path: '/courses/:slug/learn',
    label: 'learning.learnThis',
    order: 10,
  },
]
