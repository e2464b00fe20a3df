import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  { on: 'profile', permission: 'member', path: '/project-watches', label: 'watches.title', order: 54 },
]
