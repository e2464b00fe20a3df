import type { PageLink } from '../../../platform/slots/links.ts'

export const links: readonly PageLink[] = [
  {
    on: 'person',
    path: '/people/:personId/act-for',
    label: 'identity.acting.tab',
    order: 72,
    permission: 'identity.impersonate',
  },
  {
    on: 'person',
    path: '/people/:personId/second-step',
    label: 'identity.resets.tab',
    order: 70,
    permission: 'identity.help',
  },
]
