import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  days: 'In how many days it ends.',
  scopes: 'What the token may do, such as `units.read`; never more than its owner holds.',
  unitId: 'The id of the unit: the token counts there and below.',
}
