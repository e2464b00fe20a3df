import type { RunSql } from '../db/database.ts'
import type { Sql } from '../db/sql.ts'
import { sql, trusted } from '../db/sql.ts'
import type { AccountActor } from '../policy/actor.ts'
import type { Found } from '../presentation/finds.ts'
import type { IconName } from '../presentation/view.ts'
import type { Words } from '../presentation/words.ts'

/** Something that a room lets people find by its name. It finds only what the actor may see. */
export interface Findable {
  /** `<room>.<name>` */
  name: string
  title: Words
  icon: IconName
  order: number
  permission: string
  find(run: RunSql, question: Question, actor: AccountActor, now: Date): Promise<Found[]>
}

export interface Question {
  text: string
  limit: number
  /** SQL that holds where a column has all the words that were asked for, in any order and case. */
  matches(column: string): Sql
}

export function questionOf(text: string, limit: number): Question {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords)
  return {
    text,
    limit,
    matches: (column) =>
      sql`NOT EXISTS (SELECT 1 FROM unnest(${words}::text[]) word WHERE position(word IN lower(${trusted(column)})) = 0)`,
  }
}

/** Each is one look at each name. */
const mostWords = 8
