import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  { on: 'profile', permission: 'member', path: '/profile/fields', label: 'fields.mine.title', order: 70 },
  {
    on: 'person',
    permission: 'fields.fill',
    path: '/people/:personId/fields',
    label: 'fields.theirs.link',
    order: 20,
  },
]
