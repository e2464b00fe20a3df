import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  choices: 'What is wanted, each topic by each way.',
  'choices[].topic': 'What is written about.',
  'choices[].channel': 'By which way.',
  'choices[].wanted': 'Whether it is wanted.',
}
