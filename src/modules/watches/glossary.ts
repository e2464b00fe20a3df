import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  watchId: 'The saved search.',
  name: 'What you call it.',
  query: 'What is looked for, as the address of the list of projects says it: `search=bridge&skill=Welding`.',
  rhythm: 'When you are told what is new: at once, daily, weekly or never.',
}
