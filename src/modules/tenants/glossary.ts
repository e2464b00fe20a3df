import type { Glossary } from '../../platform/declare/room.ts'

export const glossary: Glossary = {
  tenantId: 'The association.',
  foundingId: 'The application to found an association.',
  slug: 'Its short name in addresses: lower-case letters, digits and hyphens. It is the only one of this name.',
  unitKind: 'What its units are called, in its language; more kinds can be declared later.',
  purpose: 'What it is for; for whoever decides.',
  minutes: 'For how long; it ends by itself.',
  timeZone: 'Its time zone, as in Europe/Kyiv.',
}
