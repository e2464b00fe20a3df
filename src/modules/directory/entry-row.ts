import type { RunSql } from '../../platform/db/database.ts'
import { empty, join, type Sql, sql, trusted } from '../../platform/db/sql.ts'
import { collate, collationOf } from '../../platform/lists/collation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import { foldedWords, foldText } from '../../platform/text.ts'
import {
  audienceColumns,
  closenessTo,
  fellowsOf,
  inDirectory,
  isInGoodStanding,
  isMember,
  isShownTo,
  type Position,
  peopleBelow,
  unitsOf,
} from '../people/index.ts'
import type { DirectoryPage, SearchDirectory } from './contract.ts'
import { distanceTo, isWithin } from './place-row.ts'
import type { EntryRow } from './views.ts'

export interface Question {
  actor: Actor
  now: Date
  /** The day it is where the reader is. */
  today: string
  asked: SearchDirectory
  from: Position | null
  locale: string
}

/** Where a page goes on: after somebody in the order of names, or from a distance on. */
export type Place = { after: string } | { beyond: number; after: string }

/** Nobody counts further: where more match, the order itself finds the first of them soon. */
export const mostCounted = 2_000

/** Part of a profile, as far as it may be known by whoever asks. What is hidden matches nothing. */
function isShown(audience: string, { actor, now }: Question): Sql {
  return isShownTo(trusted(audience), actor, now, inDirectory)
}

function conditions(question: Question, kilometres = question.asked.radius): Sql {
  const { actor, now, today, asked, from } = question
  const tenant = sql`p.tenant_id = ${actor.tenantId}::uuid`
  const found = [
    tenant,
    isInGoodStanding(now, inDirectory),
    sql`EXISTS (SELECT 1 FROM unit_members e WHERE e.tenant_id = p.tenant_id AND e.person_id = p.person_id AND e.ended_at IS NULL)`,
  ]
  const words = foldedWords(asked.search)
  if (words.length > 0) {
    const beginnings = words.map((word) => `'${word}':*`).join(' & ')
    found.push(sql`name_words(p.display_name, p.native_name) @@ ${beginnings}::tsquery`)
  } else if (asked.search !== '') found.push(sql`false`)
  if (asked.unitId)
    found.push(
      sql`p.person_id IN (SELECT m.person_id FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
        WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.ended_at IS NULL AND u.path <@ (SELECT w.path FROM unit_places w
          WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.unit_id = ${asked.unitId}::uuid)) AND ${isShown('p.units_to', question)}`,
    )
  if (asked.skill.length > 0)
    found.push(
      sql`fold_all(p.skills) @> ${asked.skill.map(foldText)}::text[] AND ${isShown('p.skills_to', question)}`,
    )
  if (asked.certification.length > 0)
    found.push(
      sql`p.person_id IN (SELECT c.person_id FROM person_certifications c WHERE c.tenant_id = ${actor.tenantId}::uuid
        AND fold_text(c.name) = ANY(${asked.certification.map(foldText)}::text[]) AND ${holds(today)})
        AND ${isShown('p.certifications_to', question)}`,
    )
  if (from) found.push(sql`${isWithin(from, kilometres)} AND ${isShown('p.place_to', question)}`)
  return join(found, ' AND ')
}

function holds(today: string): Sql {
  return sql`(c.expires_on IS NULL OR c.expires_on >= ${today}::date)`
}

/**
 * Who stands in the directory for whoever asks, in parts that indexes answer one by one. Nobody stands in two of them.
 */
function listed({ actor, now }: Question): Sql[] {
  if (actor.kind === 'system') return [sql`p.shown_to <> 'nobody'`]
  if (!isMember(actor, now)) return [sql`p.shown_to = 'public'`]
  const paths = pathsWith(actor, 'people.read', now)
  const inCharge = paths.length > 0
  return [
    sql`p.shown_to IN ('public', 'members')`,
    sql`p.shown_to = 'unit' AND p.person_id IN (${fellowsOf(actor)}${
      inCharge ? sql` UNION ${peopleBelow(actor.tenantId, paths)}` : empty
    })`,
    ...(inCharge
      ? [sql`p.shown_to = 'staff' AND p.person_id IN (${peopleBelow(actor.tenantId, paths)})`]
      : []),
  ]
}

/** The ids of those who match, in no order and no more than can be counted; one more says that there are others. */
export async function matchingIds(run: RunSql, question: Question): Promise<string[]> {
  const matching = conditions(question)
  const parts = listed(question).map(
    (part) =>
      sql`(SELECT p.person_id AS id FROM directory_people p WHERE ${part} AND ${matching} LIMIT ${mostCounted + 1})`,
  )
  const rows = await run<{ id: string }>(
    sql`SELECT id FROM (${join(parts, ' UNION ALL ')}) AS found LIMIT ${mostCounted + 1}`,
  )
  return rows.map(({ id }) => id)
}

interface Order {
  key: Sql
  by: Sql
  /** What comes after a place. */
  after: (place: Place) => Sql
}

function orderOf({ asked, from, actor, locale }: Question): Order {
  if (asked.sort === 'distance' && from) {
    const key = distanceTo(from)
    return {
      key,
      by: sql`${key}, p.person_id`,
      after: (place) =>
        'beyond' in place
          ? sql` AND (${key}, p.person_id) > (${place.beyond}::float8, ${place.after}::uuid)`
          : empty,
    }
  }
  const collation = collate(collationOf(locale))
  const key = sql`p.sort_name${collation}`
  return {
    key,
    by: sql`${key}, p.person_id`,
    // The place is somebody, not their name: what it is sorted by may hold more than is shown.
    after: ({ after }) => sql` AND (${key}, p.person_id) > ((SELECT o.sort_name FROM directory_people o
      WHERE o.tenant_id = ${actor.tenantId}::uuid AND o.person_id = ${after}::uuid)${collation}, ${after}::uuid)`,
  }
}

/** The ids of the next ones where so many match that the order finds them: from each part as many as one page holds. */
export async function nextIds(run: RunSql, question: Question, place: Place | null): Promise<string[]> {
  const { asked, from } = question
  if (asked.sort !== 'distance' || !from) return idsInOrder(run, question, place, asked.radius)
  // Ever wider rings, so that nobody sorts all who live within the widest one.
  const begin = Math.max(1, place && 'beyond' in place ? place.beyond * 1.1 : 0)
  for (let kilometres = begin; ; kilometres *= 2) {
    const widest = Math.min(kilometres, asked.radius)
    const ids = await idsInOrder(run, question, place, widest)
    if (ids.length > asked.limit || widest === asked.radius) return ids
  }
}

async function idsInOrder(
  run: RunSql,
  question: Question,
  place: Place | null,
  kilometres: number,
): Promise<string[]> {
  const { key, by, after } = orderOf(question)
  const matching = sql`${conditions(question, kilometres)}${place ? after(place) : empty}`
  const limit = question.asked.limit + 1
  const parts = listed(question).map(
    (part) =>
      sql`(SELECT p.person_id, ${key} AS key FROM directory_people p WHERE ${part} AND ${matching} ORDER BY ${by} LIMIT ${limit})`,
  )
  const rows = await run<{ id: string }>(
    sql`SELECT person_id AS id FROM (${join(parts, ' UNION ALL ')}) AS found ORDER BY key, person_id LIMIT ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** One page of these people, each with all that whoever asks might be shown. */
export async function readEntries(
  run: RunSql,
  question: Question,
  ids: readonly string[],
  place: Place | null,
): Promise<EntryRow[]> {
  const { actor, now, today, from, asked } = question
  const { by, after } = orderOf(question)
  return run<EntryRow>(sql`
    SELECT p.person_id AS "personId", p.display_name AS "displayName", p.native_name AS "nativeName", p.title, p.photo_id AS "photoId",
      p.skills, coalesce(p.phone, (SELECT a.phone FROM account_addresses a WHERE a.account_id = p.account_id)) AS phone,
      coalesce((SELECT a.email FROM account_addresses a WHERE a.account_id = p.account_id), p.email) AS email,
      p.address_lines AS "addressLines", p.city, p.region, p.postal_code AS "postalCode", p.country, p.latitude, p.longitude,
      ${audienceColumns}, ${closenessTo(actor, now, inDirectory)} AS closeness,
      ARRAY(SELECT c.name FROM person_certifications c WHERE c.tenant_id = p.tenant_id AND c.person_id = p.person_id AND ${holds(today)}
        ORDER BY c.name, c.certification_id) AS certifications,
      ${unitsOf(inDirectory)} AS units,
      ${from ? distanceTo(from) : sql`NULL::float8`} AS kilometres
    FROM directory_people p
    WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ANY(${ids}::uuid[])${place ? after(place) : empty}
    ORDER BY ${by} LIMIT ${asked.limit + 1}`)
}

type Facets = NonNullable<NonNullable<DirectoryPage['counts']>['facets']>

/** How many of some people have what, as far as they show it to whoever asks. */
export async function readFacets(run: RunSql, question: Question, ids: readonly string[]): Promise<Facets> {
  const { actor, today, asked } = question
  const these = (audience: string) =>
    sql`p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ANY(${ids}::uuid[]) AND ${isShown(audience, question)}`
  const [skill, certification, unitId] = await Promise.all([
    run<Facets['skill'][number]>(sql`
      SELECT min(s) AS value, min(s) AS label, count(DISTINCT p.person_id)::int AS count FROM directory_people p, unnest(p.skills) AS s
      WHERE ${these('p.skills_to')} GROUP BY fold_text(s) ORDER BY 3 DESC, 1 LIMIT ${mostValues}`),
    run<Facets['certification'][number]>(sql`
      SELECT min(c.name) AS value, min(c.name) AS label, count(DISTINCT p.person_id)::int AS count
      FROM directory_people p JOIN person_certifications c ON c.tenant_id = p.tenant_id AND c.person_id = p.person_id
      WHERE ${these('p.certifications_to')} AND ${holds(today)} GROUP BY fold_text(c.name) ORDER BY 3 DESC, 1 LIMIT ${mostValues}`),
    // The units right below the one that was asked for, or below the root. The planner may look for them before it has
    // compared the paths, and there is no part of a path that is too short for it.
    run<Facets['unitId'][number]>(sql`
      SELECT b.unit_id AS value, b.name AS label, count(DISTINCT p.person_id)::int AS count
      FROM unit_places t JOIN directory_people p ON ${these('p.units_to')}
      JOIN unit_members m ON m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL
      JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id AND u.path <@ t.path AND u.path <> t.path
      JOIN unit_places b ON b.tenant_id = u.tenant_id AND b.unit_id = CASE
        WHEN nlevel(u.path) > nlevel(t.path) THEN subpath(u.path, nlevel(t.path), 1)::text::uuid END
      WHERE t.tenant_id = ${actor.tenantId}::uuid AND t.unit_id = ${asked.unitId ?? actor.tenantId}::uuid
      GROUP BY 1, 2 ORDER BY 3 DESC, 2 LIMIT ${mostValues}`),
  ])
  return { unitId, skill, certification }
}

const mostValues = 20
