import type { PageLink } from '../../../platform/slots/links.ts'

const own = { on: 'profile', permission: 'member' } as const

export const links: readonly PageLink[] = [
  { ...own, path: '/profile', label: 'people.names.title', order: 10 },
  { ...own, path: '/profile/contact', label: 'people.contact.title', order: 20 },
  { ...own, path: '/profile/about', label: 'people.about.title', order: 30 },
  { ...own, path: '/profile/languages', label: 'people.languages.title', order: 40 },
  { ...own, path: '/profile/certifications', label: 'people.certifications.title', order: 50 },
  { ...own, path: '/profile/region', label: 'people.region.title', order: 60 },
  { ...own, path: '/profile/visibility', label: 'people.visibility.title', order: 55 },
]
