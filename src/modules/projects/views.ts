import { type Sql, sql } from '../../platform/db/sql.ts'
import { textInSql } from '../../platform/db/translated.ts'
import type { Placed } from '../../platform/declare/operation.ts'
import { wallTimeOf } from '../../platform/presentation/dates.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import { type MatchRow, sayMatch, toMatch } from '../matching/index.ts'
import { areaReply } from '../units/index.ts'
import type { DemandReply, ProjectReply, ProjectSummary } from './contract.ts'
import { type Status, statusAt } from './project.ts'

export interface ProjectRow extends Placed {
  id: string
  tenantId: string
  unitId: string
  unitName: string
  slug: string
  title: string
  summary: string | null
  description: string | null
  categoryId: string | null
  category: ProjectReply['category']
  sectors: string[]
  keywords: string[]
  organisation: string | null
  fundingSource: string | null
  currency: string | null
  budgetFrom: number | null
  budgetUntil: number | null
  estimate: number | null
  addressLines: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  /** As PostgreSQL writes a polygon. */
  serviceArea: string | null
  startsOn: string | null
  endsOn: string | null
  durationDays: number | null
  deadline: Date | null
  timeZone: string
  requirements: string[]
  skills: string[]
  experienceYears: number
  contactName: string | null
  contactEmail: string | null
  contactPhone: string | null
  priority: NonNullable<ProjectReply['priority']>
  visibility: ProjectReply['visibility']
  openTo: ProjectReply['openTo']
  maxApplications: number | null
  grades: string[]
  applicantTypes: string[]
  applicantVerified: ProjectReply['applicantVerified']
  /** So many persons and companies are invited. */
  invited: number
  /** Whether whoever asks is. */
  isInvited: boolean
  /** Whether whoever asks applies for it, or stands too close to it. */
  isApart: boolean
  isBarred: boolean
  /** Whether it was said by what applications are weighed. */
  hasCriteria: boolean
  /** Whether bids are sealed: waiting for their witnesses, or ready. */
  sealing: 'awaiting' | 'ready' | null
  extendWithinDays: number | null
  extendByDays: number | null
  addenda: number
  amendedAt: Date | null
  files: Array<{ id: string; name: string | null; mediaType: string; size: number; isShown: boolean }>
  hasQuestions: boolean
  originalSource: string | null
  originalUrl: string | null
  originalGoneAt: Date | null
  status: Status
  cancelReason: string | null
  closeReason: string | null
  version: number
  isBookmarked: boolean
  publishedAt: Date | null
  closedAt: Date | null
  endedAt: Date | null
}

/** A category with the one above it, in the reader's language. `j` is the projects table. */
function categoryIn(locale: string): Sql {
  const named = (name: Sql) => textInSql(name, locale)
  return sql`(SELECT json_build_object('id', k.id, 'name', ${named(sql`k.name`)},
      'parent', CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'name', ${named(sql`o.name`)}) END)
    FROM project_categories k LEFT JOIN project_categories o ON o.tenant_id = k.tenant_id AND o.id = k.parent_id
    WHERE k.tenant_id = j.tenant_id AND k.id = j.category_id)`
}

/** The columns of lists and feeds; `j` is the projects table, `u` the unit_places of their units. */
export function summaryColumns(locale: string): Sql {
  return sql`j.id, j.tenant_id AS "tenantId", j.unit_id AS "unitId", u.name AS "unitName", u.path::text AS "unitPath", j.slug, j.title,
    j.summary, j.category_id AS "categoryId", ${categoryIn(locale)} AS category, j.organisation, j.currency,
    j.budget_from::float8 AS "budgetFrom", j.budget_until::float8 AS "budgetUntil", j.city, j.region, j.country,
    j.starts_on::text AS "startsOn", j.ends_on::text AS "endsOn", j.deadline, j.time_zone AS "timeZone", j.skills,
    j.priority, j.visibility, j.open_to AS "openTo", j.status, j.published_at AS "publishedAt", j.addenda,
    (SELECT a.issued_at FROM project_addenda a
      WHERE a.tenant_id = j.tenant_id AND a.project_id = j.id AND a.number = j.addenda) AS "amendedAt"`
}

/** All columns of a ProjectRow. */
export function projectColumns(locale: string): Sql {
  return sql`${summaryColumns(locale)}, j.description, j.sectors, j.keywords, j.funding_source AS "fundingSource",
    j.estimate::float8 AS estimate, j.address_lines AS "addressLines", j.postal_code AS "postalCode", j.latitude, j.longitude,
    j.service_area::text AS "serviceArea", j.duration_days AS "durationDays", j.requirements, j.experience_years AS "experienceYears", j.contact_name AS "contactName",
    j.contact_email AS "contactEmail", j.contact_phone AS "contactPhone", j.max_applications AS "maxApplications", j.grades, j.applicant_types AS "applicantTypes",
    j.applicant_verified AS "applicantVerified", j.sealing,
    (SELECT count(*)::int FROM project_invitations i
      WHERE i.tenant_id = j.tenant_id AND i.project_id = j.id AND i.ended_at IS NULL) AS invited,
    j.extend_within_days AS "extendWithinDays", j.extend_by_days AS "extendByDays",
    (SELECT coalesce(json_agg(json_build_object('id', f.file_id, 'name', k.name, 'mediaType', k.media_type, 'size', k.size,
        'isShown', f.shown_at IS NOT NULL)
        ORDER BY f.added_at, f.file_id), '[]')
      FROM project_files f JOIN kept_files k ON k.tenant_id = f.tenant_id AND k.file_id = f.file_id
      WHERE f.tenant_id = j.tenant_id AND f.project_id = j.id AND f.removed_at IS NULL) AS files,
    EXISTS (SELECT FROM project_questions q WHERE q.tenant_id = j.tenant_id AND q.project_id = j.id) AS "hasQuestions",
    j.original_source AS "originalSource", j.original_url AS "originalUrl", j.original_gone_at AS "originalGoneAt",
    j.cancel_reason AS "cancelReason", j.close_reason AS "closeReason", j.version, j.closed_at AS "closedAt", j.ended_at AS "endedAt"`
}

export type SummaryRow = Pick<
  ProjectRow,
  Exclude<keyof ProjectSummary, 'unit' | 'kilometres' | 'match'> | 'unitId' | 'unitName'
> & { kilometres?: number | null; match?: MatchRow | null }

export function toSummary(row: SummaryRow, now: Date, text: Translate): ProjectSummary {
  const { kilometres = null, match } = row
  return {
    ...shared(row, now),
    kilometres,
    isBookmarked: row.isBookmarked,
    match: match ? sayMatch(toMatch(match), text) : null,
  }
}

type More = Pick<
  ProjectReply,
  | 'demands'
  | 'files'
  | 'missing'
  | 'abilities'
  | 'sealing'
  | 'criteria'
  | 'applications'
  | 'applicantsNeed'
  | 'priority'
>

export function toReply(
  row: ProjectRow,
  demands: DemandReply[],
  more: Omit<More, 'demands'>,
  now: Date,
): ProjectReply {
  const { latitude, longitude, deadline, timeZone } = row
  return {
    ...shared(row, now),
    description: row.description,
    sectors: row.sectors,
    keywords: row.keywords,
    fundingSource: row.fundingSource,
    estimate: row.estimate,
    addressLines: row.addressLines,
    postalCode: row.postalCode,
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    serviceArea: areaReply(row.serviceArea),
    durationDays: row.durationDays,
    deadlineThere: deadline && wallTimeOf(deadline, timeZone),
    requirements: row.requirements,
    experienceYears: row.experienceYears,
    contactName: row.contactName,
    contactEmail: row.contactEmail,
    contactPhone: row.contactPhone,
    maxApplications: row.maxApplications,
    grades: row.grades,
    applicantTypes: row.applicantTypes,
    applicantVerified: row.applicantVerified,
    isSealed: row.sealing !== null,
    extendWithinDays: row.extendWithinDays,
    extendByDays: row.extendByDays,
    hasQuestions: row.hasQuestions,
    original:
      row.originalSource === null
        ? null
        : { source: row.originalSource, url: row.originalUrl, goneAt: row.originalGoneAt },
    cancelReason: row.cancelReason,
    closeReason: row.closeReason,
    closedAt: row.closedAt,
    endedAt: row.endedAt,
    version: row.version,
    isBookmarked: row.isBookmarked,
    isInvited: row.isInvited,
    demands,
    ...more,
  }
}

function shared(row: SummaryRow, now: Date): Omit<ProjectSummary, 'kilometres' | 'match' | 'isBookmarked'> {
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    summary: row.summary,
    status: statusAt(row, now),
    priority: null,
    visibility: row.visibility,
    openTo: row.openTo,
    unit: { id: row.unitId, name: row.unitName },
    organisation: row.organisation,
    category: row.category,
    currency: row.currency,
    budgetFrom: row.budgetFrom,
    budgetUntil: row.budgetUntil,
    city: row.city,
    region: row.region,
    country: row.country,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    deadline: row.deadline,
    timeZone: row.timeZone,
    publishedAt: row.publishedAt,
    addenda: row.addenda,
    amendedAt: row.amendedAt,
    skills: row.skills,
  }
}
