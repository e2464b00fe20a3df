import type { RunSql } from '../../platform/db/database.ts'
import { beginningsOf } from '../../platform/db/search-words.ts'
import { join, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { foldedWords, foldText } from '../../platform/text.ts'
import type { FindCourses, FoundCourses } from './contract.ts'
import { placedCourses } from './course-row.ts'
import { findableCourses } from './policy.ts'
import { type SummaryRow, summaryColumns } from './views.ts'

export interface Question {
  actor: Actor
  now: Date
  asked: FindCourses
  locale: string
}

/** Where a page goes on: after a course, whose key in the order was this. */
export interface Place {
  key: string
  after: string
}

/** Nobody counts further. */
export const mostCounted = 2_000
const mostValues = 20

/** Courses with the version that is offered. */
const offered: Sql = sql`${placedCourses} JOIN course_versions v ON v.tenant_id = c.tenant_id AND v.course_id = c.id AND v.status = 'published'`

function asQuery(search: string): string | null {
  const words = foldedWords(search)
  return words.length === 0 ? null : beginningsOf(words)
}

type Facet = 'level' | 'language' | 'tag'

/** What is asked; without one facet, where its own values are counted. */
function conditions({ actor, now, asked }: Question, without?: Facet): Sql {
  const found = [findableCourses(actor, now)]
  const words = asQuery(asked.search)
  if (words !== null) found.push(sql`v.search @@ ${words}::tsquery`)
  else if (asked.search !== '') found.push(sql`false`)
  if (asked.level.length > 0 && without !== 'level') found.push(sql`v.level = ANY(${asked.level}::text[])`)
  if (asked.language.length > 0 && without !== 'language')
    found.push(sql`v.language = ANY(${asked.language}::text[])`)
  if (asked.tag.length > 0) found.push(sql`fold_all(v.tags) @> ${asked.tag.map(foldText)}::text[]`)
  return join(found, ' AND ')
}

interface Order {
  key: Sql
  /** What a key is read back as. */
  type: Sql
  isDescending: boolean
}

function orderOf({ asked }: Question): Order {
  const words = asQuery(asked.search)
  switch (asked.sort) {
    case 'title':
      return { key: sql`fold_text(v.title)`, type: sql`text`, isDescending: false }
    case 'shortest':
      return { key: sql`v.minutes`, type: sql`int`, isDescending: false }
    case 'relevance':
      if (words !== null)
        return { key: sql`ts_rank(v.search, ${words}::tsquery)`, type: sql`real`, isDescending: true }
      break
  }
  return { key: sql`c.published_at`, type: sql`timestamptz`, isDescending: true }
}

/** A key that the database could not read is no place. */
export function keyFits(sort: FindCourses['sort'], key: string): boolean {
  switch (sort) {
    case 'title':
      return !key.includes('\0')
    case 'shortest':
      return /^\d{1,9}$/.test(key)
    case 'relevance':
      return /^\d{1,9}(\.\d{1,20})?(e[+-]\d{1,2})?$/.test(key)
    case 'newest':
      return (
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(key) &&
        !Number.isNaN(Date.parse(key.replace('+00', 'Z')))
      )
  }
}

/** One page, and one more that says whether there is another. */
export function readFound(
  run: RunSql,
  question: Question,
  last: Place | null,
): Promise<Array<SummaryRow & { key: string }>> {
  const { key, type, isDescending } = orderOf(question)
  const direction = isDescending ? sql`DESC` : sql`ASC`
  const beyond = last
    ? sql`AND (${key}, c.id) ${isDescending ? sql`<` : sql`>`} (${last.key}::${type}, ${last.after}::uuid)`
    : sql``
  return run(sql`
    SELECT ${summaryColumns}, (${key})::text AS key FROM ${offered}
    WHERE ${conditions(question)} ${beyond} ORDER BY ${key} ${direction}, c.id ${direction} LIMIT ${question.asked.limit + 1}`)
}

type Counts = NonNullable<FoundCourses['counts']>
type Counted = NonNullable<Counts['facets']>['level']

export async function countFound(run: RunSql, question: Question): Promise<Counts> {
  const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM (SELECT FROM ${offered} WHERE ${conditions(question)} LIMIT ${mostCounted + 1}) AS f`)
  const isMore = count > mostCounted
  const total = { count: Math.min(count, mostCounted), isMore }
  if (isMore) return { total, facets: null }
  const counted = (value: Sql, facet: Facet, from = offered) =>
    run<Counted[number]>(sql`
      SELECT ${value} AS value, count(*)::int AS count FROM ${from} WHERE ${conditions(question, facet)}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${mostValues}`)
  const [level, language, tag] = await Promise.all([
    counted(sql`v.level`, 'level'),
    counted(sql`v.language`, 'language'),
    counted(sql`k.tag`, 'tag', sql`${offered} CROSS JOIN LATERAL unnest(v.tags) AS k (tag)`),
  ])
  return { total, facets: { level, language, tag } }
}
