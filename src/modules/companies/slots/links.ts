import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  { on: 'profile', permission: 'member', path: '/profile/works', label: 'companies.works.title', order: 52 },
]
