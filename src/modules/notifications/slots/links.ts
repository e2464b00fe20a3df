import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'profile',
    path: '/profile/notifications',
    label: 'notifications.preferences.title',
    order: 80,
    permission: 'member',
  },
]
