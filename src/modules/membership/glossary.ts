import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  to: 'How the membership stands from then on.',
  from: 'The day from which on; left out for at once.',
  reason: 'Why; whom it is about reads it.',
  prefix: 'What stands before the number.',
  withYear: 'Whether the year stands in the number.',
  digits: 'To how many digits it is filled up with zeros.',
  nextNumber: 'With what number it goes on; null for the one that follows.',
}
