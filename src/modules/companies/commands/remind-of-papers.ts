import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { paperExpiring } from '../facts.ts'
import { command } from '../room.ts'

/** So many days before, there is still time to renew it. */
const daysBefore = 30
const atOnce = 500

/**
 * Each paper once. What is locked by somebody who changes it right now is taken the next time. The clock is of no association:
 * it goes through them one by one, since mail is written in the name of the association that a fact is of.
 */
export const remindOfPapers = command({
  name: 'companies.remindOfPapers',
  summary:
    'Note which papers of companies expire within a month, so that those who manage them are told once',
  permission: 'system',
  input: Nothing,
  output: z.strictObject({ reminded: z.int() }),
  // Called until nothing is left: an earlier answer given again would never say so.
  idempotent: false,
  async run({ tx, actor, now, emit, call }): Promise<{ reminded: number }> {
    const today = now.toISOString().slice(0, 10)
    const isDue = sql`k.reminded_at IS NULL AND k.expires_on >= ${today}::date AND k.expires_on <= ${today}::date + ${daysBefore}::int`
    if (actor.tenantId === null) {
      const tenants = await tx.sql<{ tenantId: string }>(sql`
        SELECT DISTINCT k.tenant_id AS "tenantId" FROM company_papers k WHERE ${isDue}`)
      let reminded = 0
      for (const { tenantId } of tenants)
        reminded += (await call(remindOfPapers, {}, { as: system('papers expire', tenantId) })).reminded
      return { reminded }
    }
    const papers = await tx.sql<{ id: string; companyId: string }>(sql`
      UPDATE company_papers SET reminded_at = ${now} WHERE id IN (
        SELECT k.id FROM company_papers k WHERE k.tenant_id = ${actor.tenantId}::uuid AND ${isDue} LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
      RETURNING id, company_id AS "companyId"`)
    for (const { id: paperId, companyId } of papers) emit(paperExpiring, { companyId, paperId })
    return { reminded: papers.length }
  },
})
