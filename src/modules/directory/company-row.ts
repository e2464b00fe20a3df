import type { RunSql } from '../../platform/db/database.ts'
import { beginningsOf } from '../../platform/db/search-words.ts'
import { empty, join, type Sql, sql } from '../../platform/db/sql.ts'
import { collate, collationOf } from '../../platform/lists/collation.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { foldedWords, foldText } from '../../platform/text.ts'
import { isShownSql, listedCompanies } from '../companies/index.ts'
import type { Position } from '../people/index.ts'
import type { CompanyEntry, SearchCompanies } from './contract.ts'
import { distanceTo, isWithin } from './place-row.ts'

export interface CompanyQuestion {
  actor: Actor
  now: Date
  /** The day it is where the reader is. */
  today: string
  asked: SearchCompanies
  from: Position | null
  locale: string
}

/** Where a page goes on: after a company in the order of names, or from a distance on. */
export interface CompanyPlace {
  beyond: number | null
  after: string
}

/** Papers that count today, as far as the company shows them. `p` is directory_companies. */
function shownPapers({ actor, now, today }: CompanyQuestion): Sql {
  return sql`k.tenant_id = p.tenant_id AND k.kind = 'company' AND k.contractor_id = p.company_id
    AND (k.expires_on IS NULL OR k.expires_on >= ${today}::date) AND ${isShownSql(sql`p.papers_to`, actor, now)}`
}

function conditions(question: CompanyQuestion): Sql {
  const { actor, now, asked, from } = question
  const found = [listedCompanies(actor, now)]
  const words = foldedWords(asked.search)
  if (words.length > 0) {
    const beginnings = beginningsOf(words)
    found.push(sql`name_words(p.legal_name, p.trade_name) @@ ${beginnings}::tsquery`)
  } else if (asked.search !== '') found.push(sql`false`)
  if (asked.unitId)
    // Who works in a region works in each chapter of it, and who works in a chapter works in the region.
    found.push(sql`EXISTS (SELECT FROM company_workplaces s JOIN unit_places u ON u.tenant_id = s.tenant_id
      WHERE s.tenant_id = p.tenant_id AND s.company_id = p.company_id AND u.unit_id = ${asked.unitId}::uuid
        AND (s.path @> u.path OR s.path <@ u.path))`)
  if (asked.skill.length > 0) found.push(sql`fold_all(p.skills) @> ${asked.skill.map(foldText)}::text[]`)
  if (asked.certification.length > 0)
    found.push(sql`EXISTS (SELECT FROM contractor_papers k WHERE ${shownPapers(question)}
      AND k.title_key = ANY(${asked.certification.map(foldText)}::text[]))`)
  if (from) found.push(isWithin(from, asked.radius))
  return join(found, ' AND ')
}

/** One page of the companies that match, and one more where there are others. */
export function readCompanies(
  run: RunSql,
  question: CompanyQuestion,
  place: CompanyPlace | null,
): Promise<CompanyEntry[]> {
  const { actor, asked, from, locale } = question
  const collation = collate(collationOf(locale))
  const byDistance = asked.sort === 'distance' && from !== null
  const key = byDistance ? distanceTo(from) : sql`p.legal_name${collation}`
  const last =
    place && byDistance
      ? sql`${place.beyond}::float8`
      : sql`(SELECT o.legal_name FROM directory_companies o WHERE o.tenant_id = ${actor.tenantId}::uuid
          AND o.company_id = ${place?.after ?? null}::uuid)${collation}`
  return run<CompanyEntry>(sql`
    SELECT p.company_id AS "companyId", p.legal_name AS "legalName", p.trade_name AS "tradeName", p.country, p.region, p.city,
      p.founded_in AS "foundedIn", p.is_verified AS "isVerified", p.skills,
      ARRAY(SELECT DISTINCT k.title FROM contractor_papers k WHERE ${shownPapers(question)} ORDER BY k.title) AS certifications,
      ARRAY(SELECT s.name FROM company_workplaces s WHERE s.tenant_id = p.tenant_id AND s.company_id = p.company_id ORDER BY s.path) AS units,
      ${from ? distanceTo(from) : sql`NULL::float8`} AS kilometres
    FROM directory_companies p
    WHERE ${conditions(question)}${place ? sql` AND (${key}, p.company_id) > (${last}, ${place.after}::uuid)` : empty}
    ORDER BY ${key}, p.company_id LIMIT ${asked.limit + 1}`)
}
