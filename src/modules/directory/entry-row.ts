import type { RunSql } from '../../platform/db/database.ts'
import { beginningsOf } from '../../platform/db/search-words.ts'
import { empty, join, type Sql, sql, trusted } from '../../platform/db/sql.ts'
import { collate, collationOf } from '../../platform/lists/collation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import { foldedWords, foldText } from '../../platform/text.ts'
import {
  audienceColumns,
  closenessTo,
  fellowsOf,
  inDirectory,
  isInChargeOfAll,
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

/** Of more people who have a name nobody counts what else they have: whoever looks for somebody types more of it. */
export const mostNamed = 200

/** Nobody counts further: where more match, the order itself finds the first of them soon. */
export const mostCounted = 2_000

/** Part of a profile, as far as it may be known by whoever asks. What is hidden matches nothing. */
function isShown(audience: string, { actor, now }: Question): Sql {
  return isShownTo(trusted(audience), actor, now, inDirectory)
}

/** The keys of an association's words, in an index that all share, begin with its id (`name_beginnings`, `skill_keys`). */
function keyOf({ actor }: Question, word: string): string {
  return `${actor.tenantId?.replaceAll('-', '')}${word}`
}

/**
 * Whoever is of the association. Where keys find people they are of it already, and the planner, who does not know how few
 * these are, would look up everybody else of it too: it knows no index for this way to say it.
 */
function ofTenant({ actor, asked }: Question): Sql {
  return asked.search === '' && asked.skill.length === 0
    ? sql`p.tenant_id = ${actor.tenantId}::uuid`
    : sql`p.tenant_id IS NOT DISTINCT FROM ${actor.tenantId}::uuid`
}

/** Whether an index finds people, or somebody is looked at who was found in another way: what an index holds is dear to work out. */
type By = 'index' | 'person'

/** What is asked of somebody, each part by an index of its own. */
function asks(
  question: Question,
  { kilometres = question.asked.radius, by = 'index' }: { kilometres?: number; by?: By } = {},
): Sql[] {
  const { actor, today, asked, from } = question
  const found: Sql[] = []
  const words = foldedWords(asked.search)
  if (words.length > 0) found.push(isNamed(question, words, by))
  else if (asked.search !== '') found.push(sql`false`)
  if (asked.unitId)
    found.push(
      sql`p.person_id IN (SELECT m.person_id FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
        WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.ended_at IS NULL AND u.path <@ (SELECT w.path FROM unit_places w
          WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.unit_id = ${asked.unitId}::uuid)) AND ${isShown('p.units_to', question)}`,
    )
  if (asked.skill.length > 0)
    found.push(
      sql`${isAble(question, asked.skill.map(foldText), by)} AND ${isShown('p.skills_to', question)}`,
    )
  if (asked.certification.length > 0)
    found.push(
      sql`p.person_id IN (SELECT c.person_id FROM person_certifications c WHERE c.tenant_id = ${actor.tenantId}::uuid
        AND fold_text(c.name) = ANY(${asked.certification.map(foldText)}::text[]) AND ${holds(today)})
        AND ${isShown('p.certifications_to', question)}`,
    )
  if (from) found.push(sql`${isWithin(from, kilometres)} AND ${isShown('p.place_to', question)}`)
  return found
}

function isNamed(question: Question, words: readonly string[], by: By): Sql {
  return by === 'index'
    ? sql`name_beginnings(p.tenant_id, p.display_name, p.native_name) @> ${words.map((word) => keyOf(question, word))}::text[]`
    : sql`name_words(p.display_name, p.native_name) @@ ${beginningsOf(words)}::tsquery`
}

function isAble(question: Question, skills: readonly string[], by: By): Sql {
  return by === 'index'
    ? sql`skill_keys(p.tenant_id, p.skills) @> ${skills.map((skill) => keyOf(question, skill))}::text[]`
    : sql`fold_all(p.skills) @> ${[...skills]}::text[]`
}

/** Who stands in a directory at all: whoever belongs to a unit, and whose membership does not rest. */
function stands(now: Date): Sql {
  return sql`${isInGoodStanding(now, inDirectory)}
    AND EXISTS (SELECT 1 FROM unit_members e WHERE e.tenant_id = p.tenant_id AND e.person_id = p.person_id AND e.ended_at IS NULL)`
}

function holds(today: string): Sql {
  return sql`(c.expires_on IS NULL OR c.expires_on >= ${today}::date)`
}

/**
 * Whom whoever asks may find, in parts that indexes answer one by one. Nobody stands in two of them. Where something is
 * asked, its own index finds them, and each is looked at; where nothing is, each part is found by whom it shows itself to.
 */
function listed(question: Question): Sql[] {
  const { actor, now } = question
  if (actor.kind === 'system') return [sql`p.shown_to <> 'nobody'`]
  if (!isMember(actor, now)) return [sql`p.shown_to = 'public'`]
  if (isInChargeOfAll(actor, now)) return [sql`p.shown_to <> 'nobody'`]
  const paths = pathsWith(actor, 'people.read', now)
  const inCharge = paths.length > 0
  const below = peopleBelow(actor.tenantId, paths)
  if (asks(question).length > 0) {
    const isBelow = sql`EXISTS (${below} AND b.person_id = p.person_id)`
    return [
      sql`p.shown_to <> 'nobody' AND (p.shown_to IN ('public', 'members')
        OR p.shown_to = 'unit' AND (p.person_id IN (${fellowsOf(actor)})${inCharge ? sql` OR ${isBelow}` : empty})
        ${inCharge ? sql`OR p.shown_to = 'staff' AND ${isBelow}` : empty})`,
    ]
  }
  return [
    sql`p.shown_to IN ('public', 'members')`,
    sql`p.shown_to = 'unit' AND p.person_id IN (${fellowsOf(actor)}${inCharge ? sql` UNION ${below}` : empty})`,
    ...(inCharge ? [sql`p.shown_to = 'staff' AND p.person_id IN (${below})`] : []),
  ]
}

export interface Found {
  ids: string[]
  /** It has been looked whether they stand in a directory at all. */
  stand: boolean
  /** There are more than these, and they have to be found in their order. */
  isMore: boolean
}

/**
 * Those who match, in no order and no more than are counted. Where nobody counts them, it is not looked yet whether they
 * stand in a directory at all: nearly all do, and asking takes longer than all the rest.
 */
export async function matchingIds(run: RunSql, question: Question): Promise<Found> {
  const { asked, now } = question
  const matching = join(
    [ofTenant(question), ...asks(question), ...(asked.counts ? [stands(now)] : [])],
    ' AND ',
  )
  const parts = listed(question).map(
    (part) =>
      sql`(SELECT p.person_id AS id FROM directory_people p WHERE ${part} AND ${matching} LIMIT ${mostCounted + 1})`,
  )
  const rows = await run<{ id: string }>(
    sql`SELECT id FROM (${join(parts, ' UNION ALL ')}) AS found LIMIT ${mostCounted + 1}`,
  )
  return { ids: rows.map(({ id }) => id), stand: asked.counts, isMore: rows.length > mostCounted }
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

/** The ids of the next ones where so many match that few of them are looked for: as many as one page holds, and one more. */
export async function nextIds(run: RunSql, question: Question, place: Place | null): Promise<string[]> {
  const { asked, from } = question
  if (asked.sort !== 'distance' || !from) {
    if (asked.search === '' && asked.skill.length === 0) return idsByName(run, question, place)
    // Who has a name may stand together in the order of names, behind everybody else: nobody looks through all of them.
    const ids = await idsByName(run, question, place, mostTried)
    return ids.length > asked.limit ? ids : idsAtOnce(run, question, place, asked.radius)
  }
  // Ever wider rings, so that nobody sorts all who live within the widest one.
  const beyond = place && 'beyond' in place ? place.beyond : 0
  for (let wide = asked.radius / 64; ; wide *= 4) {
    const kilometres = Math.min(beyond + wide, asked.radius)
    const ids = await idsAtOnce(run, question, place, kilometres)
    if (ids.length > asked.limit || kilometres === asked.radius) return ids
  }
}

/** People who are looked at one after the other before an index is asked, which would collect all who have a skill or name. */
const mostTried = 400

/**
 * A page of those who have a skill, where it is so common that it fills with the first people in the order of names; null
 * where it does not, or where they are to be counted and have to be found all the same.
 */
export async function idsOfCommon(
  run: RunSql,
  question: Question,
  place: Place | null,
): Promise<string[] | null> {
  const { asked } = question
  if (asked.counts || asked.sort !== 'name' || asked.search !== '' || asked.skill.length === 0) return null
  const ids = await idsByName(run, question, place, mostTried)
  return ids.length > asked.limit ? ids : null
}

async function idsAtOnce(
  run: RunSql,
  question: Question,
  place: Place | null,
  kilometres: number,
): Promise<string[]> {
  const { key, by, after } = orderOf(question)
  const { now, asked } = question
  const matching = join([ofTenant(question), ...asks(question, { kilometres }), stands(now)], ' AND ')
  const parts = listed(question).map(
    (part) =>
      sql`(SELECT p.person_id, ${key} AS key FROM directory_people p WHERE ${part} AND ${matching}${
        place ? after(place) : empty
      } ORDER BY ${by} LIMIT ${asked.limit + 1})`,
  )
  return firstOf(run, parts, asked.limit + 1)
}

/**
 * People in the order of their names, one after the other until there are enough. What is asked stands apart from the order:
 * together the planner, who does not know how many match, would first find all of them and sort them.
 */
async function idsByName(
  run: RunSql,
  question: Question,
  place: Place | null,
  most: number | null = null,
): Promise<string[]> {
  const { key, by, after } = orderOf(question)
  const { actor, now, asked } = question
  const asking = asks(question, { by: 'person' })
  if (asking.length === 0) return idsAtOnce(run, question, place, asked.radius)
  // Either way the people are taken in their order before anything is asked of them.
  const first = most === null ? sql`OFFSET 0` : sql`LIMIT ${most}`
  const parts = listed(question).map(
    (part) => sql`(SELECT o.person_id, o.key FROM (SELECT p.person_id, ${key} AS key FROM directory_people p
      WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.shown_to <> 'nobody'${place ? after(place) : empty} ORDER BY ${by} ${first}) o
      CROSS JOIN LATERAL (SELECT 1 FROM directory_people p
        WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = o.person_id AND ${join([part, ...asking, stands(now)], ' AND ')} OFFSET 0) m
      ORDER BY o.key, o.person_id LIMIT ${asked.limit + 1})`,
  )
  return firstOf(run, parts, asked.limit + 1)
}

async function firstOf(run: RunSql, parts: readonly Sql[], limit: number): Promise<string[]> {
  const rows = await run<{ id: string }>(
    sql`SELECT person_id AS id FROM (${join(parts, ' UNION ALL ')}) AS found ORDER BY key, person_id LIMIT ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** One page of these people, each with all that whoever asks might be shown. */
export async function readEntries(
  run: RunSql,
  question: Question,
  { ids, stand }: Pick<Found, 'ids' | 'stand'>,
  place: Place | null,
): Promise<EntryRow[]> {
  const { actor, now, today, from, asked } = question
  const { by, after } = orderOf(question)
  // Whom the page holds is found first: what is told of each is read for them alone.
  return run<EntryRow>(sql`
    WITH chosen AS MATERIALIZED (
      SELECT p.person_id FROM directory_people p WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ANY(${ids}::uuid[])
        ${place ? after(place) : empty} ${stand ? empty : sql`AND ${stands(now)}`} ORDER BY ${by} LIMIT ${asked.limit + 1})
    SELECT p.person_id AS "personId", p.display_name AS "displayName", p.native_name AS "nativeName", p.title, p.photo_id AS "photoId",
      p.skills, coalesce(p.phone, (SELECT a.phone FROM account_addresses a WHERE a.account_id = p.account_id)) AS phone,
      coalesce((SELECT a.email FROM account_addresses a WHERE a.account_id = p.account_id), p.email) AS email,
      p.address_lines AS "addressLines", p.city, p.region, p.postal_code AS "postalCode", p.country, p.latitude, p.longitude,
      ${audienceColumns}, ${closenessTo(actor, now, inDirectory)} AS closeness,
      ARRAY(SELECT c.name FROM person_certifications c WHERE c.tenant_id = p.tenant_id AND c.person_id = p.person_id AND ${holds(today)}
        ORDER BY c.name, c.certification_id) AS certifications,
      ${unitsOf(inDirectory)} AS units,
      ${from ? distanceTo(from) : sql`NULL::float8`} AS kilometres
    FROM chosen JOIN directory_people p ON p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = chosen.person_id ORDER BY ${by}`)
}

type Facets = NonNullable<NonNullable<DirectoryPage['counts']>['facets']>

/** How many of some people have what, as far as they show it to whoever asks. */
export async function readFacets(run: RunSql, question: Question, ids: readonly string[]): Promise<Facets> {
  const { actor, today, asked } = question
  const these = (audience: string) =>
    sql`p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ANY(${ids}::uuid[]) AND ${isShown(audience, question)}`
  const [skill, certification, unitId] = await Promise.all([
    // Each way to write a skill is folded once, however many have it.
    run<Facets['skill'][number]>(sql`
      WITH told AS MATERIALIZED (
        SELECT p.person_id, s FROM directory_people p, unnest(p.skills) AS s WHERE ${these('p.skills_to')}),
      ways AS MATERIALIZED (SELECT s, fold_text(s) COLLATE "C" AS word FROM (SELECT DISTINCT s FROM told) AS way)
      SELECT min(s) AS value, min(s) AS label, count(DISTINCT person_id)::int AS count FROM told JOIN ways USING (s)
      GROUP BY word ORDER BY 3 DESC, 1 LIMIT ${mostValues}`),
    run<Facets['certification'][number]>(sql`
      SELECT min(c.name) AS value, min(c.name) AS label, count(DISTINCT p.person_id)::int AS count
      FROM directory_people p JOIN person_certifications c ON c.tenant_id = p.tenant_id AND c.person_id = p.person_id
      WHERE ${these('p.certifications_to')} AND ${holds(today)} GROUP BY fold_text(c.name) ORDER BY 3 DESC, 1 LIMIT ${mostValues}`),
    // The units right below the one that was asked for, or below the root. The planner may look for them before it has
    // compared the paths, and there is no part of a path that is too short for it.
    run<Facets['unitId'][number]>(sql`
      WITH top AS MATERIALIZED (
        SELECT t.path FROM unit_places t WHERE t.tenant_id = ${actor.tenantId}::uuid AND t.unit_id = ${asked.unitId ?? actor.tenantId}::uuid),
      below AS MATERIALIZED (
        SELECT CASE WHEN nlevel(u.path) > nlevel(top.path) THEN subpath(u.path, nlevel(top.path), 1)::text END AS label,
          count(DISTINCT p.person_id)::int AS count
        FROM directory_people p JOIN unit_members m ON m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL
        JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
        JOIN top ON u.path <@ top.path AND u.path <> top.path WHERE ${these('p.units_to')} GROUP BY 1)
      SELECT b.unit_id AS value, b.name AS label, count FROM below
      JOIN unit_places b ON b.tenant_id = ${actor.tenantId}::uuid AND b.unit_id = below.label::uuid
      ORDER BY count DESC, b.name, b.unit_id LIMIT ${mostValues}`),
  ])
  return { unitId, skill, certification }
}

const mostValues = 20
