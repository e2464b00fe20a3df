import { randomBytes } from 'node:crypto'
import type { Contents } from './contents.ts'

/** What is being written, with what is made by chance for its hash. */
export function newDraft(contents: Contents, now: Date) {
  return { draft: contents, draftSalt: randomBytes(16).toString('hex'), draftSavedAt: now }
}
