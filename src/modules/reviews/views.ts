import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Placed } from '../../platform/declare/operation.ts'
import { statusAt } from '../projects/index.ts'
import type { Mark, ReviewedProject, WeighedItem } from './contract.ts'
import { type Hideable, type Outcome, usualAppealDays } from './review.ts'

export interface ReviewRow extends Placed {
  projectId: string
  tenantId: string
  unitId: string
  unitName: string
  slug: string
  title: string
  status: ReviewedProject['status']
  deadline: Date | null
  closedAt: Date | null
  currency: string | null
  hidden: Hideable[]
  appealDays: number
  approvalAbove: number | null
  hasCriteria: boolean
  /** Somebody's application stands, while the project is open. */
  isAppliedFor: boolean
  /** Bids are sealed, and wait for their witnesses. */
  isSealed: boolean
  /** 0 where nothing was said of its review yet. */
  version: number
}

/** `j` is project_places, `u` the unit_places of their units, `v` the review where there is one. */
export const reviewColumns: Sql = sql`j.project_id AS "projectId", j.tenant_id AS "tenantId", j.unit_id AS "unitId",
  u.name AS "unitName", u.path::text AS "unitPath", j.slug, j.title, j.status, j.deadline, j.closed_at AS "closedAt", j.currency,
  coalesce(v.hidden, '{}') AS hidden, coalesce(v.appeal_days, ${usualAppealDays}) AS "appealDays", v.approval_above::float8 AS "approvalAbove",
  EXISTS (SELECT FROM project_sealings s WHERE s.tenant_id = j.tenant_id AND s.project_id = j.project_id AND s.opened_at IS NULL)
    AS "isSealed",
  EXISTS (SELECT FROM review_criteria c WHERE c.tenant_id = j.tenant_id AND c.project_id = j.project_id) AS "hasCriteria",
  CASE WHEN j.status = 'published' THEN EXISTS (SELECT FROM submitted_applications o WHERE o.tenant_id = j.tenant_id AND o.project_id = j.project_id)
    ELSE false END AS "isAppliedFor",
  coalesce(v.version, 0) AS version`

/** The clock may have closed the project before that is written down. */
export function asOf<Row extends Pick<ReviewRow, 'status' | 'deadline'>>(row: Row, now: Date): Row {
  return { ...row, status: statusAt(row, now) }
}

export function projectReply({
  projectId,
  slug,
  title,
  status,
  unitId,
  unitName,
  currency,
  isSealed,
}: ReviewRow): ReviewedProject {
  return { id: projectId, slug, title, status, unit: { id: unitId, name: unitName }, currency, isSealed }
}

/** An application with the project that it is weighed for. */
export interface WeighedRow extends ReviewRow {
  applicationId: string
  code: string
  personId: string | null
  companyId: string | null
  applicantName: string
  applicationStatus: WeighedItem['status']
  submittedAt: Date
  /** It was handed in before the last material addendum. */
  isOvertaken: boolean
  amount: number | null
  amountIn: string | null
  matchScore: number | null
  decidedAt: Date | null
  feedback: string | null
}

export interface SheetRow {
  id: string
  personId: string
  status: 'open' | 'handedIn' | 'excused'
  marks: { v: 1; marks: Mark[] }
  note: string | null
  total: number | null
  version: number
}

export interface OwnSheet extends WeighedRow {
  sheet: SheetRow
}

export interface DecisionRow extends WeighedRow {
  decision: {
    id: string
    outcome: Outcome
    status: 'proposed' | 'final' | 'refused' | 'superseded'
    reason: string
    feedback: string | null
    decidedBy: string | null
    secondBy: string | null
    finalAt: Date | null
  }
}

/** A review with whether all of it is decided, and how it is told of. */
export interface RecordableRow extends ReviewRow {
  timeZone: string
  isDecided: boolean
}

export interface AppealRow extends DecisionRow {
  /** Whoever asks decided, agreed or reviewed something of this project. */
  hasTakenPart: boolean
  appealStatus: 'open' | 'upheld' | 'dismissed'
}
