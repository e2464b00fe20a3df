import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { attachment, type BidDocument, bidOf, bidsMayBeRead, lineTotal } from '../applications/index.ts'
import { linkToFile } from '../files/index.ts'
import type { BidReply, WeighedItem } from './contract.ts'
import { standsApartFrom } from './policy.ts'
import { type Asking, reviewedProjects } from './review-row.ts'
import { meanOf, outliersOf, rank } from './scoring.ts'
import { asOf, type ReviewRow, reviewColumns, type WeighedRow } from './views.ts'

/** What it is called where nobody shall know whose it is: nothing of it leads to the applicant. `a` is submitted_applications. */
export const codeOf: Sql = sql`upper(right(a.application_id::text, 6))`

/** The name of whoever applies; `a` is submitted_applications. */
export const nameOf: Sql = sql`coalesce(
  (SELECT k.name FROM contractors k WHERE k.tenant_id = a.tenant_id AND k.kind = 'company' AND k.contractor_id = a.company_id),
  (SELECT p.display_name FROM people p WHERE p.tenant_id = a.tenant_id AND p.person_id = a.person_id), '')`

const weighedColumns: Sql = sql`${reviewColumns}, a.application_id AS "applicationId", ${codeOf} AS code,
  a.person_id AS "personId", a.company_id AS "companyId", ${nameOf} AS "applicantName", a.status AS "applicationStatus",
  a.submitted_at AS "submittedAt", a.total::float8 AS amount, a.currency AS "amountIn", a.match_score AS "matchScore",
  a.decided_at AS "decidedAt", a.feedback`

/** An application as far as a condition lets it be seen; its project is held until the commit where that is asked. */
export async function findWeighed(
  run: RunSql,
  { actor, now }: Asking,
  applicationId: string,
  condition: Sql,
  { locked = false } = {},
): Promise<WeighedRow | null> {
  // Held first, and alone: what is read after that is what the one before has left.
  if (locked)
    await run(sql`
      SELECT 1 FROM project_places j WHERE j.project_id = (SELECT a.project_id FROM submitted_applications a
        WHERE a.application_id = ${applicationId}::uuid ${actor.tenantId === null ? empty : sql`AND a.tenant_id = ${actor.tenantId}::uuid`})
      FOR NO KEY UPDATE`)
  const [row] = await run<WeighedRow>(sql`
    SELECT ${weighedColumns} FROM submitted_applications a JOIN ${reviewedProjects}
      ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
    WHERE a.application_id = ${applicationId}::uuid AND ${condition} AND NOT ${standsApartFrom(actor)}`)
  return row ? asOf(row, now) : null
}

interface ItemRow extends Omit<WeighedItem, 'total' | 'place' | 'outliers' | 'sheets'> {
  assigned: number
  totals: number[]
  /** Whoever asks has one of its sheets open: what others made of it is kept from them. */
  isOpenForReader: boolean
}

export const mostWeighed = 1000

/** All that came in for a project with how it was weighed so far, in one statement. */
export async function weighedItems(
  run: RunSql,
  { actor, now }: Asking,
  { tenantId, projectId, hidden }: Pick<ReviewRow, 'tenantId' | 'projectId' | 'hidden'>,
  isReviewer: boolean,
): Promise<WeighedItem[]> {
  const reader = personBehind(actor)
  const rows = await run<ItemRow>(sql`
    SELECT a.application_id AS "applicationId", ${codeOf} AS code, ${nameOf} AS applicant, a.status, a.submitted_at AS "submittedAt",
      a.total::float8 AS amount, a.currency, a.match_score AS "matchScore", coalesce(s.assigned, 0)::int AS assigned,
      coalesce(s.totals, '{}') AS totals, coalesce(s.is_open, false) AS "isOpenForReader",
      CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'outcome', d.outcome, 'status', d.status) END AS decision,
      EXISTS (SELECT 1 FROM appeals e WHERE e.tenant_id = d.tenant_id AND e.decision_id = d.id AND e.status = 'open') AS "hasOpenAppeal"
    FROM submitted_applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE c.status <> 'excused') AS assigned,
        array_agg(c.total ORDER BY c.id) FILTER (WHERE c.status = 'handedIn') AS totals,
        bool_or(c.person_id = ${reader}::uuid AND c.status = 'open') AS is_open
      FROM review_sheets c WHERE c.tenant_id = a.tenant_id AND c.application_id = a.application_id) s ON true
    LEFT JOIN review_decisions d ON d.tenant_id = a.tenant_id AND d.application_id = a.application_id AND d.status IN ('proposed', 'final')
    WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND NOT ${standsApartFrom(actor)} AND ${bidsMayBeRead(now)}
    ORDER BY a.submitted_at, a.application_id LIMIT ${mostWeighed}`)
  const counted = rows.map(({ assigned, totals, isOpenForReader, ...row }) => ({
    ...row,
    applicant: isReviewer && hidden.includes('names') ? null : row.applicant,
    matchScore: isReviewer && hidden.includes('match') ? null : row.matchScore,
    sheets: { assigned, handedIn: totals.length },
    total: isOpenForReader ? null : meanOf(totals),
    outliers: isOpenForReader ? 0 : outliersOf(totals.map((total, id) => ({ id, total }))).length,
  }))
  // While one of them is kept from the reader, places of the others would tell of it.
  const places = rows.some(({ isOpenForReader }) => isOpenForReader)
    ? new Map<string, number>()
    : rank(counted.map(({ applicationId, total }) => ({ id: applicationId, total })))
  return counted.map((item) => ({ ...item, place: places.get(item.applicationId) ?? null }))
}

/** Whether somebody reviews a project. */
export async function isReviewerOf(
  run: RunSql,
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
  personId: string | null,
): Promise<boolean> {
  const [found] = await run(sql`
    SELECT 1 FROM reviewers w WHERE w.tenant_id = ${tenantId}::uuid AND w.project_id = ${projectId}::uuid
      AND w.person_id = ${personId}::uuid AND w.ended_at IS NULL`)
  return found !== undefined
}

/** What was handed in, as it is weighed. Its files are linked for the reader. */
export async function readBid(
  run: RunSql,
  services: Pick<Services, 'keyedHash'>,
  row: WeighedRow,
  readerId: string | null,
  now: Date,
): Promise<BidReply> {
  const bid = await bidOf(run, row.tenantId, row.applicationId)
  const { contents, papers, works } = bid?.document ?? ({ contents: null, papers: [], works: [] } as const)
  return {
    applicationId: row.applicationId,
    code: row.code,
    applicant: {
      kind: row.companyId === null ? 'person' : 'company',
      id: row.companyId ?? row.personId ?? row.applicationId,
      name: row.applicantName,
    },
    submittedAt: row.submittedAt,
    hash: bid?.hash ?? null,
    isSealed: bid === null,
    proposal: contents?.proposal ?? '',
    experience: contents?.experience ?? '',
    timeline: contents?.timeline ?? '',
    milestones: contents?.milestones ?? [],
    items: (contents?.items ?? []).map((item) => ({
      title: item.title,
      quantity: item.quantity,
      unit: item.unit,
      price: item.price ?? 0,
      total: Number(lineTotal(item)),
    })),
    total: bid?.document.total ?? null,
    currency: contents?.currency ?? null,
    team: contents?.team ?? [],
    references: contents?.references ?? [],
    portfolio: contents?.portfolio ?? [],
    works: works.map(({ title, client, description }: BidDocument['works'][number]) => ({
      title,
      client,
      description,
    })),
    papers: papers.map(({ kind, title, issuer, jurisdiction, expiresOn }: BidDocument['papers'][number]) => ({
      kind,
      title,
      issuer,
      jurisdiction,
      expiresOn,
    })),
    files: (bid?.files ?? []).map(({ id, name, size }) => ({
      id,
      name,
      size,
      href: linkToFile(services, attachment, id, readerId, now, {
        of: { type: 'application', id: row.applicationId },
      }),
    })),
    match: row.matchScore === null ? null : { score: row.matchScore },
  }
}
