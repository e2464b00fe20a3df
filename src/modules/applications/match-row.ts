import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { MatchReasons } from '../matching/index.ts'

/**
 * How well the applicant fitted when they handed it in, and what somebody says of that; for rooms in which it is weighed: they
 * have judged already who reads it.
 */
export async function keptMatchOf(
  run: RunSql,
  tenantId: string,
  applicationId: string,
  personId: string | null,
): Promise<{ score: number; version: number; reasons: MatchReasons; mine: boolean | null } | null> {
  const [kept] = await run<{ score: number; version: number; reasons: unknown; mine: boolean | null }>(sql`
    SELECT a.match_score AS score, a.match_version AS version, a.match_reasons AS reasons, r.is_right AS mine
    FROM applications a LEFT JOIN match_ratings r ON r.tenant_id = a.tenant_id AND r.application_id = a.id AND r.person_id = ${personId}::uuid
    WHERE a.tenant_id = ${tenantId}::uuid AND a.id = ${applicationId}::uuid AND a.match_score IS NOT NULL
      AND a.match_version IS NOT NULL`)
  // Of somebody who was erased the score stays, and what it came from has gone.
  return kept ? { ...kept, reasons: MatchReasons.parse(kept.reasons ?? { v: 1, parts: [] }) } : null
}
