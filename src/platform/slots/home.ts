import type { RunSql } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { AccountActor } from '../policy/actor.ts'
import type { HomeCards, LoadedSection } from '../presentation/home-cards.ts'
import type { Words } from '../presentation/words.ts'
import { mayEnter } from '../run/authorise.ts'

/** What a room puts on the page that its reader sees first. */
export interface HomeSection {
  /** `<room>.<name>` */
  name: string
  title: Words
  /** Lower ones stand above. */
  order: number
  permission: string
  /** Null where there is nothing that this reader would miss. It may ask the database once. */
  load(run: RunSql, actor: AccountActor, now: Date): Promise<HomeCards | null>
}

/** All sections that a reader may see, side by side. One that fails says so in its own place, and the rest stand. */
export async function loadHome(
  sections: readonly HomeSection[],
  { sql, actor, now, log }: { sql: RunSql; actor: AccountActor; now: Date; log: Log },
): Promise<LoadedSection[]> {
  const loaded = await Promise.all(
    sections
      .filter((section) => mayEnter({ ...section, kind: 'query' }, actor, now))
      .map(async ({ name, title, load }) => {
        try {
          const content = await load(oneQuery(sql, name), actor, now)
          return content && { name, title, content }
        } catch (error) {
          log.error({ err: error, section: name }, 'a section of the home page failed')
          return { name, title, content: null }
        }
      }),
  )
  return loaded.filter((section) => section !== null)
}

/** Everybody comes by the home page, and often: a section that asks twice is found at its first visit. */
function oneQuery(run: RunSql, section: string): RunSql {
  let asked = false
  return (piece) => {
    if (asked) throw new Error(`${section} asks the database twice for the home page.`)
    asked = true
    return run(piece)
  }
}
