import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type CompanyRow, hasPower, type Power } from './company.ts'
import { visibleCompanies } from './policy.ts'

/**
 * A company as far as the actor knows of it: by their office, because they act for it or were asked to, or because it is
 * shown to members. Locked, its people and papers change one after the other.
 */
export async function findCompany(
  run: RunSql,
  companyId: string,
  actor: Actor,
  now: Date,
  { locked = false } = {},
): Promise<CompanyRow | null> {
  const own = actor.kind === 'account' ? actor.personId : null
  const [company] = await run<CompanyRow>(sql`
    SELECT c.id, c.tenant_id AS "tenantId", r.path::text AS "unitPath", c.legal_name AS "legalName", c.trade_name AS "tradeName",
      c.country, c.registration_number AS "registrationNumber", c.sealed_tax_number AS "sealedTaxNumber", c.founded_in AS "foundedIn",
      c.about, c.website, c.email, c.phone, c.address_lines AS "addressLines", c.city, c.region, c.postal_code AS "postalCode",
      c.shown_to AS "shownTo", c.status, c.suspended_reason AS "suspendedReason", c.verified_at AS "verifiedAt", c.version,
      coalesce((SELECT a.powers FROM agencies a WHERE a.tenant_id = c.tenant_id AND a.company_id = c.id AND a.person_id = ${own}::uuid
        AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL), '{}') AS powers,
      coalesce((SELECT a.powers FROM agencies a WHERE a.tenant_id = c.tenant_id AND a.company_id = c.id AND a.person_id = ${own}::uuid
        AND a.ended_at IS NULL AND a.confirmed_at IS NULL), '{}') AS "askedFor"
    FROM companies c JOIN unit_places r ON r.unit_id = c.tenant_id
    WHERE c.id = ${companyId}::uuid AND (${visibleCompanies(actor, now)} OR (c.tenant_id = ${actor.tenantId}::uuid AND (
      (c.shown_to = 'members' AND c.status = 'active') OR EXISTS (SELECT FROM agencies a WHERE a.tenant_id = c.tenant_id
        AND a.company_id = c.id AND a.person_id = ${own}::uuid AND a.ended_at IS NULL))))
    ${locked ? sql`FOR NO KEY UPDATE OF c` : empty}`)
  return company ?? null
}

/** Whether a person may do something for a company now: a suspended one nobody acts for. Other rooms ask it in their transaction. */
export async function mayActFor(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
  companyId: string,
  power: Power,
): Promise<boolean> {
  const [agency] = await run<{ powers: Power[] }>(sql`
    SELECT a.powers FROM agencies a JOIN companies c ON c.tenant_id = a.tenant_id AND c.id = a.company_id
    WHERE a.tenant_id = ${tenantId}::uuid AND a.company_id = ${companyId}::uuid AND a.person_id = ${personId}::uuid
      AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL AND c.status = 'active'`)
  return agency !== undefined && hasPower(agency.powers, power)
}
