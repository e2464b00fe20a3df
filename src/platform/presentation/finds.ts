import type { IconName } from './view.ts'
import type { Words } from './words.ts'

export interface Found {
  id: string
  title: Words
  href: string
  /** What tells it from others of the same name. */
  note: Words | null
}

/** What one room found. */
export interface FindGroup {
  name: string
  title: Words
  icon: IconName
  /** Null where the room could not answer. */
  found: Found[] | null
}
