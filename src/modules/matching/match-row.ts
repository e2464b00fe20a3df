import { kilometresBetween } from '../../platform/db/distance.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Contractor, enoughWorks, farthest, mostWithoutGate, usualRadius, weights } from './match.ts'

/** What is asked of contractors, in columns of whichever table says it. */
export interface Wanted {
  /** As they are written, and folded as `fold_all` does. */
  skills: Sql
  skillKeys: Sql
  experienceYears: Sql
  latitude: Sql
  longitude: Sql
  /** Where it is no single place: a polygon of longitudes and latitudes. */
  area: Sql
  country: Sql
  /** The days on which work begins and ends. */
  since: Sql
  until: Sql
  currency: Sql
  /** The unit that offers it. */
  unitPath: Sql
  /** The types of member of which whoever applies is one, and the ways in which it has to be known who they are. */
  types: Sql
  verified: Sql
  /** A subselect of kind, title, title_key, place_key, amount and is_gate. */
  demands: Sql
}

/**
 * Two pieces of a WITH: `c` is the one contractor (a row of nothing where there is none), `p` their papers. Everything else of a
 * match follows from these, so that one statement ranks any number of projects.
 */
export function contractorTables(tenantId: string | null, { kind, id }: Contractor): Sql {
  const isTheirs = (alias: Sql) =>
    sql`${alias}.tenant_id = ${tenantId}::uuid AND ${alias}.kind = ${kind} AND ${alias}.contractor_id = ${id}::uuid`
  // Who acts for a company is looked at when they hand in: a company is of no type.
  const isPerson = kind === 'person'
  const type = sql`(SELECT t.key FROM person_classes t
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${id}::uuid AND t.facet = 'type')`
  const verified = sql`ARRAY(SELECT v.kind FROM person_verifications v
      WHERE v.tenant_id = ${tenantId}::uuid AND v.person_id = ${id}::uuid)`
  return sql`c AS MATERIALIZED (
      SELECT coalesce(k.skill_keys, '{}') AS skill_keys, k.works_since, k.latitude, k.longitude,
        coalesce(k.service_radius, ${usualRadius}::int)::float8 AS radius, coalesce(k.service_paths, '{}') AS service_paths,
        k.service_area, box(k.service_area) AS service_frame,
        coalesce(k.past_works, 0) AS past_works,
        ${isPerson}::boolean AS is_person, ${isPerson ? type : sql`NULL::text`} AS type, ${isPerson ? verified : sql`'{}'::text[]`} AS verified
      FROM (VALUES (1)) one LEFT JOIN contractors k ON ${isTheirs(sql`k`)}),
    p AS MATERIALIZED (
      SELECT k.paper_kind, k.title_key, fold_text(k.jurisdiction) AS place_key, k.amount::float8 AS amount, k.currency, k.expires_on
      FROM contractor_papers k WHERE ${isTheirs(sql`k`)})`
}

/** Somebody is of none of the types of member that may apply. */
function isOfOtherType(types: Sql): Sql {
  return sql`(c.is_person AND ${types} <> '{}' AND NOT coalesce(c.type = ANY(${types}), false))`
}

/** Bonds are of one kind; all else is asked for by its name. */
const isMeant = sql`p.paper_kind = d.kind AND (d.kind = 'bond' OR p.title_key = d.title_key)`

/** Of a paper `p`, asked for by `d`: how much of the demand it answers, and what there is to say of it. */
function judgement(
  { since, until, currency }: Wanted,
  today: string,
): { share: Sql; state: Sql; opens: Sql } {
  const isElsewhere = sql`p.place_key <> d.place_key`
  const isOver = sql`p.expires_on < ${today}::date`
  const isOverBefore = sql`p.expires_on < ${since}`
  const isOverDuring = sql`p.expires_on < ${until}`
  const isOtherMoney = sql`d.amount > 0 AND p.currency IS DISTINCT FROM ${currency}`
  const isTooLittle = sql`d.amount > 0 AND p.amount < d.amount`
  return {
    share: sql`(CASE WHEN ${isElsewhere} OR ${isOver} OR ${isOverBefore} OR (${isOtherMoney}) THEN 0
      ELSE (CASE WHEN ${isOverDuring} THEN 0.5 ELSE 1 END) * (CASE WHEN ${isTooLittle} THEN p.amount / d.amount ELSE 1 END) END)::float8`,
    state: sql`CASE WHEN ${isElsewhere} THEN 'otherPlace' WHEN ${isOver} THEN 'expired' WHEN ${isOverBefore} THEN 'expiresBefore'
      WHEN ${isOtherMoney} THEN 'otherCurrency' WHEN ${isTooLittle} THEN 'tooLittle' WHEN ${isOverDuring} THEN 'expiresDuring' ELSE 'valid' END`,
    // It is there when work begins, and as large as was asked for: whoever demands it can have it renewed until the end.
    opens: sql`NOT coalesce(${isElsewhere} OR ${isOver} OR ${isOverBefore} OR (${isOtherMoney}) OR (${isTooLittle}), false)`,
  }
}

/**
 * `LATERAL` what a row of projects comes to for the contractor: `m.score`, and what it is made of. Beside it stand the tables of
 * `contractorTables`.
 */
export function matched(wanted: Wanted, today: string): Sql {
  const { skillKeys, experienceYears, latitude, longitude, area, since, unitPath, types, verified, demands } =
    wanted
  const place = sql`point(${longitude}, ${latitude})`
  // Where the work is lies in what the contractor serves, or touches it; or they are where the work is. The frame is looked at first.
  const isInArea = sql`coalesce((c.service_frame @> ${place} AND c.service_area @> ${place}) OR c.service_area && ${area}
        OR ${area} @> point(c.longitude, c.latitude), false)`
  const { share, opens } = judgement(wanted, today)
  const isKeptOut = sql`${isOfOtherType(types)} OR (c.is_person AND NOT ${verified} <@ c.verified)`
  // Each part by itself, behind a fence: what stands in a CASE twice would be worked out twice.
  const parts = sql`
    SELECT cardinality(${skillKeys}) AS skills, ${experienceYears} AS experience_years,
      (SELECT count(*)::int FROM unnest(${skillKeys}) AS asked WHERE asked = ANY(c.skill_keys)) AS skills_met,
      (extract(year FROM ${since})::int - c.works_since) AS years, (${latitude} IS NOT NULL OR ${area} IS NOT NULL) AS is_placed,
      CASE WHEN ${latitude} IS NOT NULL AND c.latitude IS NOT NULL THEN
        ${kilometresBetween({ latitude, longitude }, { latitude: sql`c.latitude`, longitude: sql`c.longitude` })} END AS kilometres,
      ${unitPath} <@ ANY(c.service_paths) AS is_in_units, ${isInArea} AS is_in_area, e.papers, e.paper_shares, e.covers, e.cover_shares, coalesce(e.is_shut, false) OR ${isKeptOut} AS is_shut
    FROM (SELECT count(*) FILTER (WHERE NOT f.is_cover)::int AS papers, coalesce(sum(f.share) FILTER (WHERE NOT f.is_cover), 0) AS paper_shares,
        count(*) FILTER (WHERE f.is_cover)::int AS covers, coalesce(sum(f.share) FILTER (WHERE f.is_cover), 0) AS cover_shares,
        bool_or(f.is_shut) AS is_shut
      FROM (SELECT d.kind IN ('bond', 'insurance') AS is_cover,
          d.is_gate AND NOT EXISTS (SELECT FROM p WHERE ${isMeant} AND ${opens}) AS is_shut,
          coalesce((SELECT max(${share}) FROM p WHERE ${isMeant}), 0) AS share FROM ${demands} d) f) e
    OFFSET 0`
  return sql`(SELECT s.*, CASE WHEN s.is_shut THEN least(${mostWithoutGate}::int, s.fit) ELSE s.fit END AS score FROM (
    SELECT a.*, round(100 * (
        (CASE WHEN a.skills > 0 THEN ${weights.skills}::float8 * a.skills_met / a.skills ELSE 0 END)
        + (CASE WHEN a.papers > 0 THEN ${weights.papers}::float8 * a.paper_shares / a.papers ELSE 0 END)
        + (CASE WHEN a.covers > 0 THEN ${weights.cover}::float8 * a.cover_shares / a.covers ELSE 0 END)
        + (CASE WHEN a.experience_years > 0
            THEN ${weights.experience}::float8 * least(1, greatest(0, coalesce(a.years, 0))::float8 / a.experience_years) ELSE 0 END)
        + (CASE WHEN a.is_placed THEN ${weights.distance}::float8 * a.distance_share ELSE 0 END)
        + ${weights.works}::float8 * least(1, c.past_works / ${enoughWorks}::float8)
      ) / ((CASE WHEN a.skills > 0 THEN ${weights.skills}::float8 ELSE 0 END) + (CASE WHEN a.papers > 0 THEN ${weights.papers}::float8 ELSE 0 END)
        + (CASE WHEN a.covers > 0 THEN ${weights.cover}::float8 ELSE 0 END)
        + (CASE WHEN a.experience_years > 0 THEN ${weights.experience}::float8 ELSE 0 END)
        + (CASE WHEN a.is_placed THEN ${weights.distance}::float8 ELSE 0 END) + ${weights.works}::float8))::int AS fit
    FROM (SELECT b.*, b.is_in_units OR b.is_in_area OR coalesce(b.kilometres <= c.radius, false) AS is_served,
        CASE WHEN b.is_in_units OR b.is_in_area THEN 1 WHEN b.kilometres IS NULL THEN 0
          ELSE greatest(0, least(1, (${farthest}::float8 * c.radius - b.kilometres) / (${farthest - 1}::float8 * c.radius))) END AS distance_share
      FROM (${parts}) b OFFSET 0) a OFFSET 0) s)`
}

/** A `MatchRow` as JSON, of a row with `m` as `matched` has it: for the few that are shown. */
export function matchDetails(wanted: Wanted, today: string): Sql {
  const { skills, country, types, verified, demands } = wanted
  const { share, state } = judgement(wanted, today)
  return sql`json_build_object('score', m.score, 'skills', m.skills, 'skillsMet', m.skills_met,
    'missing', ARRAY(SELECT asked.skill FROM unnest(${skills}) WITH ORDINALITY AS asked(skill, place)
      WHERE NOT fold_text(asked.skill) = ANY(c.skill_keys) ORDER BY asked.place),
    'demands', (SELECT coalesce(json_agg(json_build_object('kind', d.kind, 'title', d.title, 'isGate', d.is_gate,
        'share', coalesce(best.share, 0), 'state', coalesce(best.state, 'missing'))
        ORDER BY array_position(ARRAY['licence', 'certification', 'bond', 'insurance'], d.kind), d.title), '[]')
      FROM ${demands} d LEFT JOIN LATERAL (SELECT ${share} AS share, ${state} AS state FROM p WHERE ${isMeant}
        ORDER BY 1 DESC, p.expires_on DESC NULLS FIRST LIMIT 1) best ON true),
    'asksType', c.is_person AND ${types} <> '{}', 'isOfType', NOT ${isOfOtherType(types)},
    'verified', CASE WHEN c.is_person THEN ${verified} ELSE '{}' END, 'unverified', ARRAY(SELECT unnest(${verified}) EXCEPT SELECT unnest(c.verified)),
    'experienceYears', m.experience_years, 'years', m.years, 'isPlaced', m.is_placed, 'kilometres', m.kilometres,
    'isServed', m.is_served, 'isInArea', m.is_in_area, 'distanceShare', m.distance_share, 'country', ${country}, 'works', c.past_works)`
}
