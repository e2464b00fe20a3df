import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'unit',
    path: '/units/:unitId/positions',
    label: 'positions.link',
    order: 20,
    permission: 'positions.read',
  },
  {
    on: 'person',
    path: '/people/:personId/positions',
    label: 'positions.link',
    order: 12,
    permission: 'positions.appoint',
  },
  { on: 'profile', path: '/profile/positions', label: 'positions.link', order: 70, permission: 'member' },
]
