import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  entryId: 'The id of the entry.',
  match:
    'Filters and order as the address of the list says them, such as `outcome=refused&sort=occurredAt`. Empty means every entry.',
}
