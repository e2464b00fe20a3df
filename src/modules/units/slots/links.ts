import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'person',
    permission: 'units.admit',
    path: '/people/:personId/units',
    label: 'units.person.link',
    order: 10,
  },
  {
    on: 'unit',
    permission: 'units.join',
    path: '/units/:unitId/transfer',
    label: 'units.transfer.link',
    order: 90,
  },
]
