import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'unit',
    path: '/grants?within=:unitId',
    label: 'access.links.grants',
    order: 40,
    permission: 'access.read',
  },
  {
    on: 'unit',
    path: '/units/:unitId/give-role',
    label: 'access.links.give',
    order: 41,
    permission: 'access.manage',
  },
  {
    on: 'unit',
    path: '/units/:unitId/why',
    label: 'access.links.why',
    order: 42,
    permission: 'access.explain',
  },
  {
    on: 'person',
    path: '/grants?person=:personId',
    label: 'access.roles',
    order: 60,
    permission: 'access.read',
  },
]
