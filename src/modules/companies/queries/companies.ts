import { sql } from '../../../platform/db/sql.ts'
import { authorityFor, personOf } from '../../../platform/policy/actor.ts'
import { suspendCompany } from '../commands/suspend-company.ts'
import { verifyCompany } from '../commands/verify-company.ts'
import { companyStatuses, hasPower, statusTones, taxPurpose } from '../company.ts'
import { findCompany } from '../company-row.ts'
import {
  CompanyReference,
  CompanyReply,
  MyCompanies,
  Nothing,
  PaperLetter,
  PaperReference,
} from '../contract.ts'
import { visibleCompanies } from '../policy.ts'
import { list, query } from '../room.ts'

export const listMyCompanies = query({
  name: 'companies.listMyCompanies',
  summary: 'List the companies that you act for, and those that you were asked to act for',
  permission: 'member',
  input: Nothing,
  output: MyCompanies,
  http: { method: 'get', path: '/me/companies' },
  run: async ({ db, actor }) => ({
    items: await db.sql<MyCompanies['items'][number]>(sql`
      SELECT c.id, c.legal_name AS "legalName", c.status, c.verified_at IS NOT NULL AS "isVerified", a.powers,
        a.confirmed_at IS NOT NULL AS "isConfirmed"
      FROM agencies a JOIN companies c ON c.tenant_id = a.tenant_id AND c.id = a.company_id
      WHERE a.tenant_id = ${actor.tenantId}::uuid AND a.person_id = ${personOf(actor)}::uuid AND a.ended_at IS NULL
      ORDER BY a.confirmed_at IS NOT NULL, c.legal_name, c.id LIMIT 100`),
  }),
})

type More = NonNullable<CompanyReply['more']>

export const readCompany = query({
  name: 'companies.readCompany',
  summary: 'Read a company; who acts for it, and staff, are told all of it',
  permission: 'member',
  input: CompanyReference,
  output: CompanyReply,
  http: { method: 'get', path: '/companies/:companyId' },
  target: ({ db, actor, now }, { companyId }) => findCompany(db.sql, companyId, actor, now),
  async run({ db, actor, now, able, services }, { companyId }, company) {
    const { unitPath, powers } = company
    const isStaff = actor.kind === 'system' || authorityFor(actor, 'companies.read', unitPath, now) !== null
    const today = now.toISOString().slice(0, 10)
    let more: More | null = null
    if (isStaff || powers.length > 0) {
      const [papers, agencies, [seen]] = await Promise.all([
        db.sql<More['papers'][number]>(sql`
          SELECT id, kind, title, issuer, number, jurisdiction, amount::float8 AS amount, currency, basis, issued_on::text AS "issuedOn",
            expires_on::text AS "expiresOn", coalesce(expires_on < ${today}::date, false) AS "isExpired"
          FROM company_papers WHERE tenant_id = ${company.tenantId}::uuid AND company_id = ${companyId}::uuid
          ORDER BY kind, expires_on NULLS LAST, id`),
        db.sql<More['agencies'][number]>(sql`
          SELECT a.id, json_build_object('id', a.person_id, 'name', coalesce(p.display_name, '')) AS person, a.powers,
            a.asked_at AS "askedAt", a.confirmed_at AS "confirmedAt"
          FROM agencies a LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
          WHERE a.tenant_id = ${company.tenantId}::uuid AND a.company_id = ${companyId}::uuid AND a.ended_at IS NULL
          ORDER BY a.asked_at, a.id`),
        db.sql<{ verifiedBy: string | null }>(sql`
          SELECT p.display_name AS "verifiedBy" FROM companies c
          LEFT JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.verified_by WHERE c.id = ${companyId}::uuid`),
      ])
      const { registrationNumber, email, phone, addressLines, postalCode, shownTo, sealedTaxNumber } = company
      more = {
        registrationNumber,
        // Who only looks on needs no number that opens accounts elsewhere.
        taxNumber:
          sealedTaxNumber && (isStaff || hasPower(powers, 'manage'))
            ? services.crypto.openText(taxPurpose, sealedTaxNumber)
            : null,
        email,
        phone,
        addressLines,
        postalCode,
        shownTo,
        suspendedReason: company.suspendedReason,
        verifiedAt: company.verifiedAt,
        verifiedBy: seen?.verifiedBy ?? null,
        papers,
        agencies,
      }
    }
    return {
      id: company.id,
      legalName: company.legalName,
      tradeName: company.tradeName,
      country: company.country,
      city: company.city,
      region: company.region,
      website: company.website,
      foundedIn: company.foundedIn,
      about: company.about,
      status: company.status,
      isVerified: company.verifiedAt !== null,
      version: company.version,
      more,
      powers,
      askedFor: company.askedFor,
      abilities: {
        manage: hasPower(powers, 'manage'),
        verify: company.verifiedAt === null && able(verifyCompany, company),
        suspend: able(suspendCompany, company),
      },
    }
  },
})

export const companyList = list({
  name: 'companies.listCompanies',
  summary: 'List the companies of the association',
  permission: 'companies.read',
  path: '/companies',
  words: { title: 'companies.list.title', none: 'companies.list.none', noneHelp: 'companies.list.noneHelp' },
  icon: 'work',
  from: sql`(SELECT e.*, e.verified_at IS NOT NULL AS is_verified,
      (SELECT min(k.expires_on) FROM company_papers k WHERE k.tenant_id = e.tenant_id AND k.company_id = e.id) AS first_expiry
    FROM companies e) c JOIN unit_places r ON r.unit_id = c.tenant_id`,
  id: sql`c.id`,
  visible: visibleCompanies,
  columns: {
    name: {
      type: 'name',
      label: 'companies.legalName',
      sql: sql`c.legal_name`,
      sortable: true,
      shown: 'always',
    },
    country: { type: 'code', label: 'companies.country', sql: sql`c.country`, sortable: true },
    registrationNumber: {
      type: 'code',
      label: 'companies.registrationNumber',
      sql: sql`c.registration_number`,
      nullable: true,
    },
    city: { type: 'name', label: 'companies.city', sql: sql`c.city`, nullable: true, sortable: true },
    status: {
      type: 'status',
      label: 'companies.status',
      sql: sql`c.status`,
      options: companyStatuses,
      words: 'companies.statuses',
      tones: statusTones,
    },
    isVerified: { type: 'boolean', label: 'companies.verified', sql: sql`c.is_verified` },
    firstExpiry: {
      type: 'date',
      label: 'companies.firstExpiry',
      sql: sql`c.first_expiry`,
      nullable: true,
      sortable: true,
    },
  },
  filters: {
    search: {
      type: 'search',
      label: 'companies.list.search',
      in: [sql`c.legal_name`, sql`c.trade_name`, sql`c.registration_number`],
    },
    status: {
      type: 'choice',
      label: 'companies.status',
      sql: sql`c.status`,
      options: companyStatuses,
      words: 'companies.statuses',
      counted: true,
    },
    isVerified: { type: 'flag', label: 'companies.verified', sql: sql`c.is_verified`, counted: true },
    expires: { type: 'dates', label: 'companies.firstExpiry', sql: sql`c.first_expiry`, of: 'date' },
  },
  sort: 'name',
  href: ({ id }) => `/companies/${id}`,
})

/** Null where the paper was removed meanwhile. */
export const readPaperLetter = query({
  name: 'companies.readPaperLetter',
  summary: 'What there is to write about a paper of a company, and to whom',
  permission: 'system',
  input: PaperReference,
  output: PaperLetter,
  async run({ db }, { companyId, paperId }) {
    const [letter] = await db.sql<NonNullable<PaperLetter>>(sql`
      SELECT c.legal_name AS "companyName", k.title, k.kind, k.expires_on::text AS "expiresOn",
        ARRAY(SELECT a.person_id FROM agencies a WHERE a.tenant_id = c.tenant_id AND a.company_id = c.id AND a.ended_at IS NULL
          AND a.confirmed_at IS NOT NULL AND 'manage' = ANY(a.powers) ORDER BY a.id) AS "personIds"
      FROM company_papers k JOIN companies c ON c.tenant_id = k.tenant_id AND c.id = k.company_id
      WHERE k.id = ${paperId}::uuid AND c.id = ${companyId}::uuid AND k.expires_on IS NOT NULL`)
    return letter ?? null
  },
})
