import type { RunSql } from '../../platform/db/database.ts'
import { isNear, kilometresBetween } from '../../platform/db/distance.ts'
import { beginningsOf } from '../../platform/db/search-words.ts'
import { empty, join, type Sql, sql } from '../../platform/db/sql.ts'
import { textInSql } from '../../platform/db/translated.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { foldedWords, foldText } from '../../platform/text.ts'
import { type Contractor, contractorTables, type MatchRow, matchDetails, matched } from '../matching/index.ts'
import type { Position } from '../people/index.ts'
import type { FindProjects, FoundProjects } from './contract.ts'
import { dayOf, wanted } from './match-row.ts'
import { findableProjects } from './policy.ts'
import { isBookmarkedBy, placedProjects } from './project-row.ts'
import { type SummaryRow, summaryColumns } from './views.ts'

export interface Question {
  actor: Actor
  now: Date
  asked: FindProjects & { publishedAfter?: Date }
  from: Position | null
  /** Whom they are to fit; null where that was not asked. */
  contractor: Contractor | null
  locale: string
}

/** Where a page goes on: after a project, whose key in the order was this. */
export interface Place {
  key: string | number | null
  after: string
}

/** Nobody counts further. */
export const mostCounted = 2_000

/** Where the work is. `j` is the projects table. */
const place = { latitude: sql`j.latitude`, longitude: sql`j.longitude` }

/** Whether somebody is inside the area of the work. Its index finds the frames, and what is inside is then looked at exactly. */
function isWhere({ longitude, latitude }: Position): Sql {
  const point = sql`point(${longitude}::float8, ${latitude}::float8)`
  return sql`(j.service_area && polygon(box(${point}, ${point})) AND j.service_area @> ${point})`
}

/** How far the work is; nothing where somebody is in its area. */
function distanceFrom(from: Position): Sql {
  return sql`CASE WHEN ${isWhere(from)} THEN 0 ELSE ${kilometresBetween(place, from)} END`
}

function asQuery(search: string): string | null {
  const words = foldedWords(search)
  return words.length === 0 ? null : beginningsOf(words)
}

function conditions({ actor, now, asked, from, contractor }: Question): Sql {
  const found = [findableProjects(actor, now)]
  if (!asked.all) found.push(sql`j.status = 'published' AND j.deadline > ${now}`)
  const words = asQuery(asked.search)
  if (words !== null) found.push(sql`j.search @@ ${words}::tsquery`)
  else if (asked.search !== '') found.push(sql`false`)
  if (asked.category.length > 0)
    found.push(sql`j.category_id IN (SELECT k.id FROM project_categories k WHERE k.tenant_id = ${actor.tenantId}::uuid
      AND (k.id = ANY(${asked.category}::uuid[]) OR k.parent_id = ANY(${asked.category}::uuid[])))`)
  if (asked.skill.length > 0) found.push(sql`j.skill_keys @> ${asked.skill.map(foldText)}::text[]`)
  // What others alone can do is no match, however well it would fit.
  if (asked.sort === 'match' && contractor) found.push(sql`j.open_to IN ('either', ${contractor.kind})`)
  if (asked.bookmarked) found.push(isBookmarkedBy(actor))
  if (asked.publishedAfter) found.push(sql`j.published_at > ${asked.publishedAfter}`)
  if (asked.openTo) found.push(sql`j.open_to IN ('either', ${asked.openTo})`)
  if (asked.currency) found.push(sql`j.currency = ${asked.currency}`)
  if (asked.budgetFrom !== undefined)
    found.push(sql`coalesce(j.budget_until, j.estimate, j.budget_from) >= ${asked.budgetFrom}::float8`)
  if (asked.budgetUntil !== undefined)
    found.push(sql`coalesce(j.budget_from, j.estimate, j.budget_until) <= ${asked.budgetUntil}::float8`)
  // A day is the one that it is where the project is.
  if (asked.deadlineFrom)
    found.push(sql`(j.deadline AT TIME ZONE j.time_zone)::date >= ${asked.deadlineFrom}::date`)
  if (asked.deadlineUntil)
    found.push(sql`(j.deadline AT TIME ZONE j.time_zone)::date <= ${asked.deadlineUntil}::date`)
  // Whoever is where the work is, is near it.
  if (from) found.push(sql`(${isNear(place, from, asked.radius)} OR ${isWhere(from)})`)
  return join(found, ' AND ')
}

interface Order {
  key: Sql
  /** What a key is read back as. */
  type: Sql
  isDescending: boolean
}

function orderOf({ asked, from }: Question): Order {
  const words = asQuery(asked.search)
  switch (asked.sort) {
    case 'deadline':
      return { key: sql`j.deadline`, type: sql`timestamptz`, isDescending: false }
    case 'budget':
      return {
        key: sql`coalesce(j.budget_until, j.estimate, j.budget_from, -1)`,
        type: sql`bigint`,
        isDescending: true,
      }
    case 'relevance':
      if (words !== null)
        return { key: sql`ts_rank(j.search, ${words}::tsquery)`, type: sql`real`, isDescending: true }
      break
    case 'match':
      return { key: sql`m.score`, type: sql`int`, isDescending: true }
    case 'distance':
      if (from) return { key: distanceFrom(from), type: sql`float8`, isDescending: false }
      break
  }
  return { key: sql`j.published_at`, type: sql`timestamptz`, isDescending: true }
}

export type FoundRow = SummaryRow & { key: string; match: MatchRow | null }

/** One page, and one more that says whether there is another. */
export function readFound(run: RunSql, question: Question, last: Place | null): Promise<FoundRow[]> {
  const { asked, from, locale, actor, now, contractor } = question
  const { key, type, isDescending } = orderOf(question)
  const direction = isDescending ? sql`DESC` : sql`ASC`
  const beyond = last
    ? sql`AND (${key}, j.id) ${isDescending ? sql`<` : sql`>`} (${String(last.key)}::${type}, ${last.after}::uuid)`
    : sql``
  const kilometres = from ? distanceFrom(from) : sql`NULL::float8`
  const order = (by: Sql) => sql`ORDER BY ${by} ${direction}, j.id ${direction}`
  // Which ones they are is found by little of each; what is told of them, and what a score comes from, is worked out for the page alone.
  const today = dayOf(now)
  const match = contractor ? sql`CROSS JOIN c CROSS JOIN LATERAL ${matched(wanted, today)} m` : empty
  return run<FoundRow>(sql`
    WITH ${contractor ? sql`${contractorTables(actor.tenantId, contractor)}, ` : empty}
    page AS MATERIALIZED (SELECT j.id, ${key} AS key FROM ${placedProjects} ${asked.sort === 'match' ? match : empty}
      WHERE ${conditions(question)} ${beyond} ${order(key)} LIMIT ${asked.limit + 1})
    SELECT ${summaryColumns(locale)}, page.key::text AS key, ${kilometres} AS kilometres, ${isBookmarkedBy(actor)} AS "isBookmarked",
      ${contractor ? matchDetails(wanted, today) : sql`NULL`} AS match
    FROM page JOIN projects j ON j.tenant_id = ${actor.tenantId}::uuid AND j.id = page.id
    JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id ${match} ${order(sql`page.key`)}`)
}

type Counts = NonNullable<FoundProjects['counts']>

export async function countFound(run: RunSql, question: Question): Promise<Counts> {
  const { actor, locale } = question
  const ids = await run<{ id: string }>(sql`
    SELECT j.id FROM ${placedProjects} WHERE ${conditions(question)} LIMIT ${mostCounted + 1}`)
  const isMore = ids.length > mostCounted
  const total = { count: Math.min(ids.length, mostCounted), isMore }
  if (isMore) return { total, facets: null }
  const these = sql`j.tenant_id = ${actor.tenantId}::uuid AND j.id = ANY(${ids.map(({ id }) => id)}::uuid[])`
  // Somebody who has chosen a currency may choose another.
  const { currency: _currency, budgetFrom: _from, budgetUntil: _until, ...inAnyMoney } = question.asked
  const [category, skill, currency] = await Promise.all([
    run<NonNullable<Counts['facets']>['category'][number]>(sql`
      SELECT k.id AS value, ${textInSql(sql`k.name`, locale)} AS label, count(*)::int AS count
      FROM projects j JOIN project_categories o ON o.tenant_id = j.tenant_id AND o.id = j.category_id
      JOIN project_categories k ON k.tenant_id = o.tenant_id AND (k.id = o.id OR k.id = o.parent_id)
      WHERE ${these} GROUP BY k.id ORDER BY 3 DESC, 2, 1 LIMIT ${mostValues}`),
    run<NonNullable<Counts['facets']>['skill'][number]>(sql`
      SELECT min(s) AS value, min(s) AS label, count(DISTINCT j.id)::int AS count FROM projects j, unnest(j.skills) AS s
      WHERE ${these} GROUP BY fold_text(s) ORDER BY 3 DESC, 1 LIMIT ${mostValues}`),
    run<NonNullable<Counts['facets']>['currency'][number]>(sql`
      SELECT j.currency AS value, j.currency AS label, count(*)::int AS count FROM ${placedProjects}
      WHERE ${conditions({ ...question, asked: inAnyMoney })} AND j.currency IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${mostValues}`),
  ])
  return { total, facets: { category, skill, currency } }
}

const mostValues = 20
