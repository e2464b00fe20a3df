import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  query: 'Filters, order and columns, as the address of the list says them.',
  isDefault: 'Whether the list opens with it where the address says no more.',
  sharedAt: 'The id of the unit whose members may open it; null for nobody else.',
}
