import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  endsAt: 'When it ends by itself; null or left out for never.',
  role: 'The key of a built-in role, or the id of one that staff made.',
  name: 'What the role is called, by language.',
  'name.v': 'The version of how texts by language are written: 1.',
  description: 'What the role is for, by language; null for no words.',
  permissions: 'What the role lets people do.',
  required: 'Whether who holds the role has to have a second step.',
  toldHolders:
    'How many people `GET …/preview` said it changes something for. Refused where it is another number by now.',
  unitId: 'The unit: it counts there and below.',
  reason: 'Why, in words for whoever asks later.',
}
