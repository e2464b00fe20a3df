import type { Glossary } from '../../platform/declare/room.ts'

export const glossary: Glossary = {
  groupId: 'A group of the identity provider.',
  targetId: 'What a group brings, at one unit.',
  role: 'The key of a built-in role or the id of one that staff made; nothing for belonging to the unit.',
  providerId: 'The provider of OpenID Connect that calls people as the directory does; nothing for none.',
}
