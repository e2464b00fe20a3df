import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { type AppliedFor, witnessApplies } from './application.ts'
import { sealingsForStaff } from './policy.ts'

export interface SealingRow {
  tenantId: string
  unitPath: string
  project: Pick<AppliedFor, 'id' | 'slug' | 'title' | 'status' | 'deadline' | 'closedAt' | 'timeZone'>
  threshold: number
  publicKey: Buffer | null
  readyAt: Date | null
  openedAt: Date | null
  isWitness: boolean
  wrappedKey: Buffer | null
  share: Buffer | null
  acceptedAt: Date | null
  declinedAt: Date | null
  givenAt: Date | null
  /** Whoever asks looks after the project. */
  isStaff: boolean
}

/** How the bids of a project are sealed, for its witnesses and for those who look after it. */
export async function findSealing(
  run: RunSql,
  { actor, now }: { actor: Actor; now: Date },
  projectId: string,
  { locked = false } = {},
): Promise<SealingRow | null> {
  const own = personBehind(actor)
  // In a statement of its own: what was waited for may have changed what stands beside it, which the same statement would not see.
  if (locked)
    await run(sql`
      SELECT FROM sealings WHERE tenant_id = ${actor.tenantId}::uuid AND project_id = ${projectId}::uuid FOR NO KEY UPDATE`)
  type Flat = SealingRow & SealingRow['project'] & { projectId: string }
  const [row] = await run<Flat>(sql`
    SELECT s.tenant_id AS "tenantId", u.path::text AS "unitPath", s.project_id AS "projectId", j.slug, j.title, j.status, j.deadline,
      j.closed_at AS "closedAt", j.time_zone AS "timeZone", s.threshold, s.public_key AS "publicKey", s.ready_at AS "readyAt",
      s.opened_at AS "openedAt", w.person_id IS NOT NULL AS "isWitness", w.wrapped_key AS "wrappedKey", w.share,
      w.accepted_at AS "acceptedAt", w.declined_at AS "declinedAt", w.given_at AS "givenAt", ${sealingsForStaff(actor, now)} AS "isStaff"
    FROM sealings s JOIN project_places j ON j.tenant_id = s.tenant_id AND j.project_id = s.project_id
    JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
    LEFT JOIN sealing_witnesses w ON w.tenant_id = s.tenant_id AND w.project_id = s.project_id AND w.person_id = ${own}::uuid
    WHERE s.project_id = ${projectId}::uuid AND s.tenant_id = ${actor.tenantId}::uuid
      AND (w.person_id IS NOT NULL OR ${sealingsForStaff(actor, now)})`)
  if (!row) return null
  const { projectId: id, slug, title, status, deadline, closedAt, timeZone, ...rest } = row
  return { ...rest, project: { id, slug, title, status, deadline, closedAt, timeZone } }
}

export interface WitnessRow {
  personId: string
  name: string
  publicKey: Buffer | null
  acceptedAt: Date | null
  declinedAt: Date | null
  declineReason: string | null
  givenAt: Date | null
  sealedGivenShare: Buffer | null
}

export function witnessesOf(run: RunSql, tenantId: string, projectId: string): Promise<WitnessRow[]> {
  return run<WitnessRow>(sql`
    SELECT w.person_id AS "personId", coalesce(p.display_name, '') AS name, w.public_key AS "publicKey", w.accepted_at AS "acceptedAt",
      w.declined_at AS "declinedAt", w.decline_reason AS "declineReason", w.given_at AS "givenAt", w.sealed_given_share AS "sealedGivenShare"
    FROM sealing_witnesses w LEFT JOIN directory_people p ON p.tenant_id = w.tenant_id AND p.person_id = w.person_id
    WHERE w.tenant_id = ${tenantId}::uuid AND w.project_id = ${projectId}::uuid ORDER BY w.person_id`)
}

/** The key that bids of a project are sealed to, held as it is until the commit: it is not opened meanwhile. */
export async function holdSealing(
  run: RunSql,
  tenantId: string,
  projectId: string,
): Promise<{ publicKey: Buffer | null; openedAt: Date | null } | null> {
  const [sealing] = await run<{ publicKey: Buffer | null; openedAt: Date | null }>(sql`
    SELECT public_key AS "publicKey", opened_at AS "openedAt" FROM sealings
    WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid FOR SHARE`)
  return sealing ?? null
}

/** Nobody opens the bids among which their own is: neither themselves, nor for a company that they act for. */
export async function requireNoWitness(
  run: RunSql,
  {
    tenantId,
    projectId,
    personId,
    companyId,
  }: { tenantId: string; projectId: string; personId: string | null; companyId: string | null },
): Promise<void> {
  const [witness] = await run(sql`
    SELECT FROM sealing_witnesses w WHERE w.tenant_id = ${tenantId}::uuid AND w.project_id = ${projectId}::uuid
      AND (w.person_id = ${personId}::uuid OR EXISTS (SELECT FROM company_agents g
        WHERE g.tenant_id = w.tenant_id AND g.company_id = ${companyId}::uuid AND g.person_id = w.person_id))`)
  if (witness) throw witnessApplies()
}

/** How many of how many witnesses open the bids of a project. */
export async function witnessesNeeded(
  run: RunSql,
  { tenantId, project }: { tenantId: string; project: Pick<AppliedFor, 'id'> },
): Promise<{ threshold: number; witnesses: number } | null> {
  const [sealing] = await run<{ threshold: number; witnesses: number }>(sql`
    SELECT s.threshold, s.witnesses FROM project_sealings s
    WHERE s.tenant_id = ${tenantId}::uuid AND s.project_id = ${project.id}::uuid`)
  return sealing ?? null
}
