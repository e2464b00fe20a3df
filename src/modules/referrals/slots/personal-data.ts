import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'referral_codes',
      title: say('referrals.codes'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'is a link by which somebody brings others in',
      ground: 'consent',
      kept: 'until the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT code, created_at AS "createdAt", ended_at AS "endedAt" FROM referral_codes
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY created_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(
          sql`DELETE FROM referral_codes WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx, now }, { from, into }) {
        // The link of the kept entry goes on; the other one's only where the kept one has none.
        await tx.sql(sql`
          UPDATE referral_codes c SET person_id = ${into.personId}::uuid,
            ended_at = CASE WHEN EXISTS (SELECT 1 FROM referral_codes k WHERE k.tenant_id = c.tenant_id
              AND k.person_id = ${into.personId}::uuid AND k.ended_at IS NULL) THEN coalesce(c.ended_at, ${now}) ELSE c.ended_at END
          WHERE c.tenant_id = ${from.tenantId}::uuid AND c.person_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'referrals',
      title: say('referrals.title'),
      of: 'person',
      columns: ['person_id', 'referrer_id'],
      purpose: 'says who brought whom into the association, and when',
      ground: 'legitimate interest',
      kept: 'for good: it leads from one entry to another, without a name once they are erased',
      // Whom somebody brought is about those as well: of them only that they came.
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT CASE WHEN person_id = ${personId}::uuid THEN 'came' ELSE 'brought' END AS direction, brought_at AS "broughtAt" FROM referrals
          WHERE tenant_id = ${tenantId}::uuid AND ${personId}::uuid IN (person_id, referrer_id) ORDER BY brought_at`),
      erase: { not: 'by itself it leads from nobody to nobody; others are counted by it' },
      async merge({ tx }, { from, into }) {
        const both = [from.personId, into.personId]
        // Nobody brought themselves; and somebody was brought once, by who came first.
        await tx.sql(sql`
          DELETE FROM referrals WHERE tenant_id = ${from.tenantId}::uuid
            AND person_id = ANY(${both}::uuid[]) AND referrer_id = ANY(${both}::uuid[])`)
        await tx.sql(sql`
          DELETE FROM referrals r USING referrals o WHERE r.tenant_id = ${from.tenantId}::uuid AND o.tenant_id = r.tenant_id
            AND r.person_id = ANY(${both}::uuid[]) AND o.person_id = ANY(${both}::uuid[]) AND r.id <> o.id
            AND (r.brought_at, r.id) > (o.brought_at, o.id)`)
        for (const column of [sql`person_id`, sql`referrer_id`])
          await tx.sql(sql`
            UPDATE referrals SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
  ],
}
