import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  name: 'What the position is called, by language.',
  'name.v': 'The version of how texts by language are written: 1.',
  description: 'What whoever holds it is to do, by language; null for no words.',
  level: 'How high it stands: 1 is the highest.',
  kinds: 'The keys of the kinds of unit that have it; none for each of them.',
  way: 'Whether one is elected or appointed to it.',
  seats: 'So many hold it in one unit at a time.',
  termMonths: 'How many months a term usually lasts; null for no usual end.',
  role: 'What it carries for the term: the key of a built-in role, or the id of one that staff made; null for none.',
  startsAt:
    'When the term begins; left out for at once. One in the past is kept as history, and gives no rights back then.',
  endsAt: 'When the term ends; null for no end, left out for as long as a term usually lasts.',
  reason: 'Why; whom it is about reads it.',
  search: 'Parts of a name.',
}
