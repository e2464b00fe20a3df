import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { isInGoodStanding } from '../people/index.ts'
import { type CompanyRow, hasPower, type Party, type Power } from './company.ts'
import { knownCompanies } from './policy.ts'

/** For `p` as the table agencies. */
const inAgencies = { id: sql`p.person_id` }

/** Whether somebody in good standing manages it. `c` has the id of the company and its tenant. */
export function isLookedAfter(now: Date): Sql {
  return sql`EXISTS (SELECT FROM agencies p WHERE p.tenant_id = c.tenant_id AND p.company_id = c.id AND p.ended_at IS NULL
    AND p.confirmed_at IS NOT NULL AND 'manage' = ANY(p.powers) AND ${isInGoodStanding(now, inAgencies)})`
}

/** A company as far as the actor knows of it. Locked, its people, papers and works change one after the other. */
export async function findCompany(
  run: RunSql,
  companyId: string,
  actor: Actor,
  now: Date,
  { locked = false } = {},
): Promise<CompanyRow | null> {
  const own = personBehind(actor)
  const [company] = await run<CompanyRow>(sql`
    SELECT c.id, c.tenant_id AS "tenantId", r.path::text AS "unitPath", c.legal_name AS "legalName", c.trade_name AS "tradeName",
      c.country, c.registration_number AS "registrationNumber", c.sealed_tax_number AS "sealedTaxNumber", c.founded_in AS "foundedIn",
      c.about, c.website, c.email, c.phone, c.address_lines AS "addressLines", c.city, c.region, c.postal_code AS "postalCode",
      c.skills, c.latitude, c.longitude, c.place_precision AS "placePrecision", c.service_radius AS "serviceRadius", c.service_area::text AS "serviceArea",
      c.shown_to AS "shownTo", c.papers_to AS "papersTo", c.contact_to AS "contactTo", c.status,
      c.suspended_reason AS "suspendedReason", c.verified_at AS "verifiedAt", c.version, ${isLookedAfter(now)} AS "isLookedAfter",
      coalesce((SELECT a.powers FROM agencies a WHERE a.tenant_id = c.tenant_id AND a.company_id = c.id AND a.person_id = ${own}::uuid
        AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL), '{}') AS powers,
      coalesce((SELECT a.powers FROM agencies a WHERE a.tenant_id = c.tenant_id AND a.company_id = c.id AND a.person_id = ${own}::uuid
        AND a.ended_at IS NULL AND a.confirmed_at IS NULL), '{}') AS "askedFor"
    FROM companies c JOIN unit_places r ON r.unit_id = c.tenant_id
    WHERE c.id = ${companyId}::uuid AND ${knownCompanies(actor, now)}
    ${locked ? sql`FOR NO KEY UPDATE OF c` : empty}`)
  return company ?? null
}

/** Companies that some people manage, or did until this moment, and that nobody in good standing manages any more. */
export async function companiesLeftBy(
  run: RunSql,
  { tenantId, personIds }: { tenantId: string; personIds: readonly string[] },
  now: Date,
): Promise<string[]> {
  const left = await run<{ id: string }>(sql`
    SELECT c.id FROM companies c WHERE c.tenant_id = ${tenantId}::uuid AND EXISTS (
      SELECT FROM agencies m WHERE m.tenant_id = c.tenant_id AND m.company_id = c.id AND m.person_id = ANY(${personIds}::uuid[])
        AND m.confirmed_at IS NOT NULL AND 'manage' = ANY(m.powers) AND (m.ended_at IS NULL OR m.ended_at = ${now}))
      AND NOT ${isLookedAfter(now)} ORDER BY c.id`)
  return left.map(({ id }) => id)
}

/**
 * Whether somebody may act as a party now: each for themselves, and for a company with the power to; for a suspended one
 * nobody acts. Other rooms ask it in their transaction.
 */
export async function mayActFor(
  run: RunSql,
  tenantId: string,
  { kind, id, actingPersonId }: Party,
  power: Power,
): Promise<boolean> {
  if (kind === 'person') return id === actingPersonId
  const [agency] = await run<{ powers: Power[] }>(sql`
    SELECT a.powers FROM agencies a JOIN companies c ON c.tenant_id = a.tenant_id AND c.id = a.company_id
    WHERE a.tenant_id = ${tenantId}::uuid AND a.company_id = ${id}::uuid AND a.person_id = ${actingPersonId}::uuid
      AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL AND c.status = 'active'`)
  return agency !== undefined && hasPower(agency.powers, power)
}
