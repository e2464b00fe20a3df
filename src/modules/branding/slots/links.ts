import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'unit',
    permission: 'branding.change',
    path: '/units/:unitId/brand',
    label: 'branding.link',
    order: 50,
  },
]
