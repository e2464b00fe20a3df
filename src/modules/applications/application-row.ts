import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import { notAsAnother } from '../../platform/errors.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import type { Party } from '../companies/index.ts'
import type { ApplicationRow, AppliedFor, FileRow } from './application.ts'
import { visibleApplications } from './policy.ts'

/** The name of whoever applies; `a` is the applications table, or the view submitted_applications. */
export const applicantName = sql`coalesce(
  (SELECT k.name FROM contractors k WHERE k.tenant_id = a.tenant_id AND k.kind = 'company' AND k.contractor_id = a.company_id),
  (SELECT p.display_name FROM directory_people p WHERE p.tenant_id = a.tenant_id AND p.person_id = a.person_id), '')`

/** An application as far as whoever asks may see it. Locked, what becomes of it follows one after the other. */
export async function findApplication(
  run: RunSql,
  { actor, now }: { actor: Actor; now: Date },
  applicationId: string,
  { locked = false } = {},
): Promise<ApplicationRow | null> {
  const own = personBehind(actor)
  const [row] = await run<ApplicationRow & Pick<AppliedFor, 'deadline' | 'closedAt' | 'endedAt'>>(sql`
    SELECT a.id, a.tenant_id AS "tenantId", u.path::text AS "unitPath", a.person_id AS "personId", a.company_id AS "companyId",
      ${applicantName} AS "applicantName", a.status, a.bids, a.submitted_at AS "submittedAt", a.withdrawn_at AS "withdrawnAt",
      a.set_aside_at IS NOT NULL AS "isSetAside",
      a.total::float8 AS total, a.currency, a.match_score AS "matchScore", a.decided_at AS "decidedAt",
      a.decision_reason AS "decisionReason", a.feedback, a.draft, a.draft_salt AS "draftSalt", a.draft_saved_at AS "draftSavedAt",
      a.version, a.created_at AS "createdAt",
      json_build_object('id', j.project_id, 'slug', j.slug, 'title', j.title, 'status', j.status, 'timeZone', j.time_zone,
        'startsOn', j.starts_on, 'endsOn', j.ends_on, 'closeReason', j.close_reason, 'cancelReason', j.cancel_reason, 'openTo', j.open_to,
        'types', j.applicant_types, 'verified', j.applicant_verified, 'maxApplications', j.max_applications, 'currency', j.currency, 'isSealed', j.sealing IS NOT NULL) AS project,
      j.deadline, j.closed_at AS "closedAt", j.ended_at AS "endedAt",
      coalesce(a.person_id = ${own}::uuid OR g.powers IS NOT NULL, false) AS "isOwn",
      coalesce(a.person_id = ${own}::uuid OR g.powers && '{apply,manage}', false) AS "mayWrite"
    FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
    JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
    LEFT JOIN company_agents g ON g.tenant_id = a.tenant_id AND g.company_id = a.company_id AND g.person_id = ${own}::uuid
    WHERE a.id = ${applicationId}::uuid AND ${visibleApplications(actor, now)} ${locked ? sql`FOR NO KEY UPDATE OF a` : empty}`)
  if (!row) return null
  // Whoever helps somebody is not that person: what they hand in is theirs alone.
  if (row.isOwn && actor.kind === 'account' && actor.by) throw notAsAnother()
  const { deadline, closedAt, endedAt, project, ...rest } = row
  return { ...rest, project: { ...project, deadline, closedAt, endedAt } }
}

/** On one side of it stands a person, or a company with the person who acts for it. */
export function partyOf(
  { personId, companyId }: Pick<ApplicationRow, 'personId' | 'companyId'>,
  actingPersonId: string,
): Party {
  return companyId === null
    ? { kind: 'person', id: personId ?? actingPersonId, actingPersonId }
    : { kind: 'company', id: companyId, actingPersonId }
}

export function filesOf(
  run: RunSql,
  { tenantId, id }: Pick<ApplicationRow, 'tenantId' | 'id'>,
): Promise<FileRow[]> {
  return run<FileRow>(sql`
    SELECT f.file_id AS id, k.name, k.media_type AS "mediaType", k.size::int AS size, encode(k.sha256, 'hex') AS sha256,
      f.in_draft AS "inDraft", f.in_bid AS "inBid"
    FROM application_files f JOIN kept_files k ON k.tenant_id = f.tenant_id AND k.file_id = f.file_id
    WHERE f.tenant_id = ${tenantId}::uuid AND f.application_id = ${id}::uuid ORDER BY f.added_at, f.file_id`)
}
