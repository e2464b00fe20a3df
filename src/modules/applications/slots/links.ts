import type { PageLink } from '../../../platform/slots/links.ts'

/** Visitors are asked to sign in on the way. */
export const links: readonly PageLink[] = [
  {
    on: 'project',
    permission: 'anyone',
    path: '/projects/:slug/apply',
    label: 'applications.apply',
    order: 10,
  },
  {
    on: 'managedProject',
    permission: 'applications.seal',
    path: '/managed-projects/:projectId/sealing',
    label: 'applications.sealings.title',
    order: 10,
  },
  {
    on: 'endedProject',
    permission: 'applications.read',
    path: '/managed-projects/:projectId/applications/export',
    label: 'reviews.weighed.export',
    order: 20,
  },
]
