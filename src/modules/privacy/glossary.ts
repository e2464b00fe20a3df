import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  mergeId: 'The id of the merge.',
  otherId: 'The id of the other person of the two.',
  keptId: 'The id of the person who stays.',
  mergedId: 'The id of the person who is emptied into the other.',
}
