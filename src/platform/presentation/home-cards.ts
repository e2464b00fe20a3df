import type { IconName } from './view.ts'
import type { Words } from './words.ts'

export interface HomeCard {
  title: Words
  href: string
  icon: IconName
  /** A few lines that say why one would go there. */
  facts: Words[]
  badge?: { words: Words; tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger' }
  /** The next step, as a link of its own. */
  action?: { words: Words; href: string }
}

export interface HomeCards {
  cards: HomeCard[]
  /** Where there are more of them than fit here. */
  more?: { words: Words; href: string }
  /** Says what would stand here, and the first step. */
  empty?: { title: Words; help: Words; action?: { words: Words; href: string } }
}

export interface LoadedSection {
  name: string
  title: Words
  /** Null where it could not be loaded. */
  content: HomeCards | null
}
