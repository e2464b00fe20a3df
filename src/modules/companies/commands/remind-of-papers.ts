import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { Nothing } from '../contract.ts'
import { paperExpiring } from '../facts.ts'
import { command } from '../room.ts'

/** So many days before, there is still time to renew it. */
const daysBefore = 30
const atOnce = 500

/** Each paper once. What is locked by somebody who changes it right now is taken the next time. */
export const remindOfPapers = command({
  name: 'companies.remindOfPapers',
  summary:
    'Note which papers of companies expire within a month, so that those who manage them are told once',
  permission: 'system',
  input: Nothing,
  output: z.strictObject({ reminded: z.int() }),
  async run({ tx, now, emit }) {
    const today = now.toISOString().slice(0, 10)
    const papers = await tx.sql<{ id: string; companyId: string }>(sql`
      UPDATE company_papers SET reminded_at = ${now} WHERE id IN (
        SELECT k.id FROM company_papers k WHERE k.reminded_at IS NULL AND k.expires_on >= ${today}::date
          AND k.expires_on <= ${today}::date + ${daysBefore}::int LIMIT ${atOnce} FOR UPDATE SKIP LOCKED)
      RETURNING id, company_id AS "companyId"`)
    for (const { id: paperId, companyId } of papers) emit(paperExpiring, { companyId, paperId })
    return { reminded: papers.length }
  },
})
