import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  { on: 'profile', permission: 'member', path: '/profile/reviews', label: 'reviews.mine.title', order: 54 },
]
