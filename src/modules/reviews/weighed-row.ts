import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import {
  applicantName,
  attachment,
  type BidDocument,
  bidOf,
  bidsMayBeRead,
  lineTotal,
} from '../applications/index.ts'
import { linkToFile } from '../files/index.ts'
import type { BidReply, WeighedItem } from './contract.ts'
import { standsApartFrom } from './policy.ts'
import { type Asking, reviewedProjects } from './review-row.ts'
import { meanOf, outliersOf, rank } from './scoring.ts'
import { asOf, type ReviewRow, reviewColumns, type WeighedRow } from './views.ts'

/** What it is called where nobody shall know whose it is: nothing of it leads to the applicant. `a` is submitted_applications. */
export const codeOf: Sql = sql`upper(right(a.application_id::text, 6))`

const weighedColumns: Sql = sql`${reviewColumns}, a.application_id AS "applicationId", ${codeOf} AS code,
  a.person_id AS "personId", a.company_id AS "companyId", ${applicantName} AS "applicantName", a.status AS "applicationStatus",
  a.submitted_at AS "submittedAt", a.total::float8 AS amount, a.currency AS "amountIn", a.match_score AS "matchScore",
  a.decided_at AS "decidedAt", a.feedback,
  EXISTS (SELECT FROM issued_addenda i WHERE i.tenant_id = a.tenant_id AND i.project_id = a.project_id AND i.is_material
    AND i.issued_at > a.submitted_at) AS "isOvertaken"`

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
  isApart: boolean
  assigned: number
  totals: number[]
  /** Whoever asks has one of its sheets open: what others made of it is kept from them. */
  isOpenForReader: boolean
}

export const mostWeighed = 1000

/** All that came in for a project with how it was weighed so far, in one statement, as far as whoever asks may see it. */
export async function weighedItems(
  run: RunSql,
  { actor, now }: Asking,
  { tenantId, projectId, hidden }: Pick<ReviewRow, 'tenantId' | 'projectId' | 'hidden'>,
  isReviewer: boolean,
): Promise<WeighedItem[]> {
  const found = await itemRows(run, { actor, now }, { tenantId, projectId }, mostWeighed)
  const rows = found.filter(({ isApart }) => !isApart)
  const counted = rows.map((row) => {
    const item = countedItem(row, row.isOpenForReader ? null : row.totals)
    return {
      ...item,
      applicant: isReviewer && hidden.includes('names') ? null : item.applicant,
      matchScore: isReviewer && hidden.includes('match') ? null : item.matchScore,
      ...(isReviewer && hidden.includes('amount') && { amount: null, currency: null }),
    }
  })
  // While one of them is kept from the reader, places of the others would tell of it.
  return rows.some(({ isOpenForReader }) => isOpenForReader) ? counted : placed(counted)
}

/**
 * The same for what is written down of it: totals and places are those among all that came in, whatever is kept from whoever
 * writes it down. They get what they stand apart from as little as anywhere.
 */
export async function itemsForTheRecord(
  run: RunSql,
  asking: Asking,
  project: Pick<ReviewRow, 'tenantId' | 'projectId'>,
): Promise<WeighedItem[]> {
  const rows = await itemRows(run, asking, project, null)
  const apart = new Set(rows.filter(({ isApart }) => isApart).map(({ applicationId }) => applicationId))
  const items = placed(rows.map((row) => countedItem(row, row.totals)))
  return items.filter(({ applicationId }) => !apart.has(applicationId))
}

/** Where totals are kept from the reader, `totals` is null. */
function countedItem(
  { assigned, totals: handedIn, isApart: _apart, isOpenForReader: _open, ...row }: ItemRow,
  totals: readonly number[] | null,
): WeighedItem {
  return {
    ...row,
    sheets: { assigned, handedIn: handedIn.length },
    total: totals && meanOf(totals),
    outliers: totals ? outliersOf(totals.map((total, id) => ({ id, total }))).length : 0,
    place: null,
  }
}

function placed(items: readonly WeighedItem[]): WeighedItem[] {
  const places = rank(items.map(({ applicationId, total }) => ({ id: applicationId, total })))
  return items.map((item) => ({ ...item, place: places.get(item.applicationId) ?? null }))
}

function itemRows(
  run: RunSql,
  { actor, now }: Asking,
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
  most: number | null,
): Promise<ItemRow[]> {
  const reader = personBehind(actor)
  return run<ItemRow>(sql`
    SELECT a.application_id AS "applicationId", ${standsApartFrom(actor)} AS "isApart", ${codeOf} AS code, ${applicantName} AS applicant,
      a.status, a.submitted_at AS "submittedAt", a.total::float8 AS amount, a.currency, a.match_score AS "matchScore", coalesce(s.assigned, 0)::int AS assigned,
      coalesce(s.totals, '{}') AS totals, coalesce(s.is_open, false) AS "isOpenForReader",
      CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'outcome', d.outcome, 'status', d.status) END AS decision,
      coalesce(d.has_open_appeal, false) AS "hasOpenAppeal",
      EXISTS (SELECT FROM issued_addenda i WHERE i.tenant_id = a.tenant_id AND i.project_id = a.project_id AND i.is_material
    AND i.issued_at > a.submitted_at) AS "isOvertaken"
    FROM submitted_applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE c.status <> 'excused') AS assigned,
        array_agg(c.total ORDER BY c.id) FILTER (WHERE c.status = 'handedIn') AS totals,
        bool_or(c.person_id = ${reader}::uuid AND c.status = 'open') AS is_open
      FROM review_sheets c WHERE c.tenant_id = a.tenant_id AND c.application_id = a.application_id) s ON true
    -- Of one that holds and one that is to take its place, the second is what waits for somebody.
    LEFT JOIN LATERAL (
      SELECT x.id, x.outcome, x.status, bool_or(EXISTS (SELECT 1 FROM appeals e WHERE e.tenant_id = x.tenant_id
          AND e.decision_id = x.id AND e.status = 'open')) OVER () AS has_open_appeal
      FROM review_decisions x WHERE x.tenant_id = a.tenant_id AND x.application_id = a.application_id AND x.status IN ('proposed', 'final')
      ORDER BY x.status = 'proposed' DESC LIMIT 1) d ON true
    WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND ${bidsMayBeRead(now)}
    ORDER BY a.submitted_at, a.application_id LIMIT ${most}::int`)
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
    isOvertaken: row.isOvertaken,
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
