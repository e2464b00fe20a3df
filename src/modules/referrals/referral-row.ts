import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { inDirectory, isInGoodStanding, isShownTo } from '../people/index.ts'
import type { ReferralRule } from './contract.ts'
import { mostShown } from './referral.ts'

/** Whose link had a code at a time, while the association counts links and they are there. */
export async function findReferrer(
  run: RunSql,
  tenantId: string | null,
  code: string,
  at: Date,
): Promise<string | null> {
  const [found] = await run<{ personId: string }>(sql`
    SELECT c.person_id AS "personId" FROM referral_codes c JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.person_id
    WHERE c.tenant_id = ${tenantId}::uuid AND c.code = ${code} AND c.created_at <= ${at} AND (c.ended_at IS NULL OR c.ended_at > ${at})
      AND NOT EXISTS (SELECT 1 FROM referral_rules o WHERE o.tenant_id = c.tenant_id AND o.is_off)`)
  return found?.personId ?? null
}

/** Whether links count, how many came by them, and how many members brought somebody. */
export async function readRule(run: RunSql, tenantId: string | null): Promise<ReferralRule> {
  const [rule] = await run<ReferralRule>(sql`
    SELECT EXISTS (SELECT 1 FROM referral_rules o WHERE o.tenant_id = ${tenantId}::uuid AND o.is_off) AS "isOff",
      count(*)::int AS count, count(DISTINCT r.referrer_id)::int AS members FROM referrals r WHERE r.tenant_id = ${tenantId}::uuid`)
  return rule ?? { isOff: false, count: 0, members: 0 }
}

/**
 * Those whom somebody brought, the newest first: by name where the reader finds them in the directory, in which nobody stands
 * whose membership rests.
 */
export function listBroughtBy(
  run: RunSql,
  { tenantId, referrerId }: { tenantId: string | null; referrerId: string },
  actor: Actor,
  now: Date,
): Promise<Array<{ name: string | null; personId: string | null; broughtAt: Date }>> {
  const isFound = sql`p.person_id IS NOT NULL AND ${isInGoodStanding(now, inDirectory)} AND ${isShownTo(sql`p.shown_to`, actor, now, inDirectory)}`
  return run(sql`
    SELECT CASE WHEN ${isFound} THEN p.display_name END AS name, CASE WHEN ${isFound} THEN p.person_id END AS "personId",
      r.brought_at AS "broughtAt"
    FROM referrals r LEFT JOIN directory_people p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
    WHERE r.tenant_id = ${tenantId}::uuid AND r.referrer_id = ${referrerId}::uuid ORDER BY r.brought_at DESC, r.id DESC LIMIT ${mostShown}`)
}

export async function countBroughtBy(
  run: RunSql,
  { tenantId, referrerId }: { tenantId: string | null; referrerId: string },
): Promise<number> {
  const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM referrals WHERE tenant_id = ${tenantId}::uuid AND referrer_id = ${referrerId}::uuid`)
  return count
}

/** The code of somebody's link, held until the commit: of two who renew it at once one comes after the other. */
export async function lockCode(run: RunSql, personId: string): Promise<{ id: string; code: string } | null> {
  await run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`referral code ${personId}`}, 0))`)
  const [code] = await run<{ id: string; code: string }>(
    sql`SELECT id, code FROM referral_codes WHERE person_id = ${personId}::uuid AND ended_at IS NULL`,
  )
  return code ?? null
}
