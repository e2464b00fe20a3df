import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  code: 'The code of a member’s link.',
  isOff: 'Whether nobody’s link counts.',
  askedAt: 'When whoever came asked to join.',
}
