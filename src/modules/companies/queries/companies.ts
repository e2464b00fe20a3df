import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { authorityFor, personBehind, personOf } from '../../../platform/policy/actor.ts'
import { countriesIn } from '../../../platform/presentation/countries.ts'
import { linkToFile } from '../../files/index.ts'
import { isMember, type PlacePrecision, shownDegrees } from '../../people/index.ts'
import { areaReply } from '../../units/index.ts'
import { suspendCompany } from '../commands/suspend-company.ts'
import { verifyCompany } from '../commands/verify-company.ts'
import { type CompanyRow, companyStatuses, hasPower, isShownTo, statusTones, taxPurpose } from '../company.ts'
import { findCompany, isLookedAfter } from '../company-row.ts'
import {
  AgencyLetter,
  AgencyReference,
  CompanyReference,
  CompanyReply,
  LeftLetter,
  MyCompanies,
  Nothing,
  PaperLetter,
  PaperReference,
  ShownCompany,
  UnitsToWorkIn,
} from '../contract.ts'
import { mayFindManager, readerOf, visibleCompanies } from '../policy.ts'
import { list, query } from '../room.ts'
import { paperScan } from '../scan.ts'
import { worksOf } from '../work-row.ts'

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
    const reader = readerOf(actor, company, now)
    const today = now.toISOString().slice(0, 10)
    const isInside = reader === 'staff'
    const seesScans = powers.length > 0 || authorityFor(actor, 'companies.decide', unitPath, now) !== null
    const personId = personBehind(actor)
    const scanOf = (scanId: string | null) =>
      scanId && seesScans ? linkToFile(services, paperScan, scanId, personId, now) : null
    const [works, units, more] = await Promise.all([
      worksOf(db.sql, { tenantId: company.tenantId, companyId, personId: null }, reader, {
        services,
        actor,
        now,
      }),
      workplacesOf(db.sql, company),
      isInside ? readMore(db.sql, company, today) : null,
    ])
    const { sealedTaxNumber } = company
    return {
      ...saidBy(company),
      // Its people read the place as it is; others as exactly as it lets it be known.
      serviceArea: areaReply(company.serviceArea),
      position: positionOf(company, isInside ? 'exact' : company.placePrecision),
      units,
      works,
      status: company.status,
      isVerified: company.verifiedAt !== null,
      version: company.version,
      more: more && {
        ...more,
        papers: more.papers.map(({ scanId, ...paper }) => ({ ...paper, scan: scanOf(scanId) })),
        // Who only looks on needs no number that opens accounts elsewhere.
        taxNumber:
          sealedTaxNumber && (powers.length === 0 || hasPower(powers, 'manage'))
            ? services.crypto.openText(taxPurpose, sealedTaxNumber)
            : null,
        registrationNumber: company.registrationNumber,
        email: company.email,
        phone: company.phone,
        addressLines: company.addressLines,
        postalCode: company.postalCode,
        shownTo: company.shownTo,
        papersTo: company.papersTo,
        contactTo: company.contactTo,
        placePrecision: company.placePrecision,
        isLookedAfter: company.isLookedAfter,
        suspendedReason: company.suspendedReason,
        verifiedAt: company.verifiedAt,
      },
      powers,
      askedFor: company.askedFor,
      abilities: {
        manage: hasPower(powers, 'manage'),
        ask:
          company.status === 'active' && (hasPower(powers, 'manage') || mayFindManager(actor, company, now)),
        verify: company.verifiedAt === null && able(verifyCompany, company),
        suspend: able(suspendCompany, company),
      },
    }
  },
})

interface ReadPaper extends Omit<More['papers'][number], 'scan'> {
  scanId: string | null
}

/** What stands in tables of its own. */
async function readMore(run: RunSql, { id, tenantId }: CompanyRow, today: string) {
  const [papers, agencies, [seen]] = await Promise.all([
    run<ReadPaper>(sql`
      SELECT k.id, k.kind, k.title, k.issuer, k.number, k.jurisdiction, k.amount::float8 AS amount, k.currency, k.basis,
        k.issued_on::text AS "issuedOn", k.expires_on::text AS "expiresOn", coalesce(k.expires_on < ${today}::date, false) AS "isExpired",
        k.scan_id AS "scanId"
      FROM company_papers k WHERE k.tenant_id = ${tenantId}::uuid AND k.company_id = ${id}::uuid
      ORDER BY k.kind, k.expires_on NULLS LAST, k.id`),
    run<More['agencies'][number]>(sql`
      SELECT a.id, CASE WHEN a.asked_address IS NULL THEN json_build_object('id', a.person_id, 'name', coalesce(p.display_name, '')) END AS person,
        a.asked_address AS address, a.powers, a.asked_at AS "askedAt", a.confirmed_at AS "confirmedAt"
      FROM agencies a LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
      WHERE a.tenant_id = ${tenantId}::uuid AND a.company_id = ${id}::uuid AND a.ended_at IS NULL
      ORDER BY a.asked_at, a.id`),
    run<{ verifiedBy: string | null }>(sql`
      SELECT p.display_name AS "verifiedBy" FROM companies c
      LEFT JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.verified_by WHERE c.id = ${id}::uuid`),
  ])
  return { papers, agencies, verifiedBy: seen?.verifiedBy ?? null }
}

function workplacesOf(run: RunSql, { id, tenantId }: CompanyRow) {
  return run<{ id: string; name: string }>(sql`
    SELECT s.unit_id AS id, s.name FROM company_workplaces s
    WHERE s.tenant_id = ${tenantId}::uuid AND s.company_id = ${id}::uuid ORDER BY s.path`)
}

function saidBy({
  id,
  legalName,
  tradeName,
  country,
  city,
  region,
  website,
  foundedIn,
  about,
  skills,
  serviceRadius,
}: CompanyRow) {
  return {
    id,
    legalName,
    tradeName,
    country,
    city,
    region,
    website,
    foundedIn,
    about,
    skills,
    serviceRadius,
  }
}

function positionOf({ latitude, longitude }: CompanyRow, precision: PlacePrecision) {
  if (latitude === null || longitude === null) return null
  return { latitude: shownDegrees(latitude, precision), longitude: shownDegrees(longitude, precision) }
}

/** For the directory, which anybody may open: as much of a company as it shows to whoever reads it. */
export const readShownCompany = query({
  name: 'companies.readShownCompany',
  summary: 'Read what a company shows to you',
  permission: 'anyone',
  input: CompanyReference,
  output: ShownCompany,
  async target({ db, actor, now }, { companyId }) {
    const company = await findCompany(db.sql, companyId, actor, now)
    if (company?.status !== 'active') return null
    // Its own people see here what others see.
    return isShownTo(company.shownTo, isMember(actor, now) ? 'members' : 'public') ? company : null
  },
  async run({ db, actor, now, services }, { companyId }, company) {
    const { tenantId, papersTo, contactTo } = company
    const reader = isMember(actor, now) ? 'members' : 'public'
    const today = now.toISOString().slice(0, 10)
    const [works, units, papers] = await Promise.all([
      worksOf(db.sql, { tenantId, companyId, personId: null }, reader, { services, actor, now }),
      workplacesOf(db.sql, company),
      isShownTo(papersTo, reader) ? readMore(db.sql, company, today).then((more) => more.papers) : [],
    ])
    const isReachable = isShownTo(contactTo, reader)
    const address = [company.addressLines, company.postalCode, company.city].filter(Boolean).join(', ')
    return {
      ...saidBy(company),
      position: positionOf(company, company.placePrecision),
      serviceArea: areaReply(company.serviceArea),
      units,
      works,
      isVerified: company.verifiedAt !== null,
      papers: papers
        .filter(({ isExpired }) => !isExpired)
        .map(({ kind, title, issuer, jurisdiction, amount, currency, basis, expiresOn }) => ({
          kind,
          title,
          issuer,
          jurisdiction,
          amount,
          currency,
          basis,
          expiresOn,
        })),
      email: isReachable ? company.email : null,
      phone: isReachable ? company.phone : null,
      address: isReachable && address !== '' ? address : null,
    }
  },
})

/** More than anybody ticks one by one; those of an association that is larger are told by their ids. */
const mostOffered = 300

export const listUnitsToWorkIn = query({
  name: 'companies.listUnitsToWorkIn',
  summary: 'List the units that a company can say it works in',
  permission: 'member',
  input: CompanyReference,
  output: UnitsToWorkIn,
  target: ({ db, actor, now }, { companyId }) => findCompany(db.sql, companyId, actor, now),
  run: async ({ db }, { companyId }, { tenantId }) => ({
    items: await db.sql<{ id: string; name: string }>(sql`
      SELECT o.id, o.name FROM (
        SELECT u.unit_id AS id, u.name, u.path FROM unit_places u
        LEFT JOIN company_units s ON s.tenant_id = u.tenant_id AND s.unit_id = u.unit_id AND s.company_id = ${companyId}::uuid
        WHERE u.tenant_id = ${tenantId}::uuid AND u.status = 'open'
        ORDER BY s.unit_id IS NULL, nlevel(u.path), u.path LIMIT ${mostOffered}) o ORDER BY o.path`),
  }),
})

export const companyList = list({
  name: 'companies.listCompanies',
  summary: 'List the companies of the association',
  permission: 'companies.read',
  path: '/companies',
  words: { title: 'companies.list.title', none: 'companies.list.none', noneHelp: 'companies.list.noneHelp' },
  icon: 'work',
  from: (
    now,
  ) => sql`(SELECT c.*, c.verified_at IS NOT NULL AS is_verified, ${isLookedAfter(now)} AS is_looked_after,
      (SELECT min(k.expires_on) FROM company_papers k WHERE k.tenant_id = c.tenant_id AND k.company_id = c.id) AS first_expiry
    FROM companies c) c JOIN unit_places r ON r.unit_id = c.tenant_id`,
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
    country: { type: 'text', label: 'companies.country', sql: sql`c.country`, sortable: true },
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
    isLookedAfter: { type: 'boolean', label: 'companies.lookedAfter', sql: sql`c.is_looked_after` },
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
    isLookedAfter: {
      type: 'flag',
      label: 'companies.lookedAfter',
      sql: sql`c.is_looked_after`,
      counted: true,
    },
    expires: { type: 'dates', label: 'companies.firstExpiry', sql: sql`c.first_expiry`, of: 'date' },
  },
  sort: 'name',
  named: async ({ locale }) => ({
    country: Object.fromEntries(countriesIn(locale()).map(({ code, name }) => [code, name])),
  }),
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

/** Null where they have answered, or were asked no more, meanwhile. */
export const readAgencyLetter = query({
  name: 'companies.readAgencyLetter',
  summary: 'What there is to write to somebody who was asked to act for a company',
  permission: 'system',
  input: AgencyReference,
  output: AgencyLetter,
  async run({ db }, { companyId, agencyId }) {
    const [letter] = await db.sql<NonNullable<AgencyLetter>>(sql`
      SELECT c.legal_name AS "companyName", a.powers, a.person_id AS "personId", p.display_name AS "askedBy"
      FROM agencies a JOIN companies c ON c.tenant_id = a.tenant_id AND c.id = a.company_id
      LEFT JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.asked_by
      WHERE a.id = ${agencyId}::uuid AND c.id = ${companyId}::uuid AND a.person_id IS NOT NULL
        AND a.confirmed_at IS NULL AND a.ended_at IS NULL`)
    return letter ?? null
  },
})

/** Null where somebody looks after it again. */
export const readLeftLetter = query({
  name: 'companies.readLeftLetter',
  summary: 'What there is to write about a company that nobody looks after',
  permission: 'system',
  input: CompanyReference,
  output: LeftLetter,
  async run({ db, now }, { companyId }) {
    const [letter] = await db.sql<NonNullable<LeftLetter>>(sql`
      SELECT c.legal_name AS "companyName", c.tenant_id AS "tenantId" FROM companies c
      WHERE c.id = ${companyId}::uuid AND NOT ${isLookedAfter(now)}`)
    return letter ?? null
  },
})
