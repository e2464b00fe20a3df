import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  address: 'The e-mail address or phone that the invitation is sent to. Whoever accepts it has to have it.',
  role: 'The key of a built-in role, or the id of one that staff made, that comes with it; null or left out for none but that of a member.',
  roleEndsAt: 'When that role ends by itself; null or left out for never.',
  days: 'For how many days it can be accepted.',
  greeting: 'A word to whoever is invited.',
  locale: 'The language of the letter.',
  personId: 'The person whom it is for, where the association has an entry of them that nobody signs in as.',
  token: 'What stands in the link of the letter.',
  unitId: 'The unit that somebody is invited to.',
  password: 'Null or left out for whoever will sign in by a passkey or by codes.',
}
