import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { dropFile } from '../../files/index.ts'
import { companiesLeftBy } from '../company-row.ts'
import { companyLeft } from '../facts.ts'
import { deleteWorks } from '../work-row.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'companies',
      title: say('companies.list.title'),
      of: 'person',
      columns: ['verified_by'],
      purpose: 'says who of the staff has seen that a company is what it says',
      ground: 'legitimate interest',
      kept: 'as long as the company stands so verified',
      export: { not: 'what somebody of the staff has decided stands in their audit entries' },
      erase: { not: 'it leads to a row without a name' },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE companies SET verified_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND verified_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'agencies',
      title: say('companies.mine.title'),
      of: 'person',
      columns: ['person_id', 'asked_by'],
      purpose: 'says who may act for which company, and who asked them to',
      ground: 'contract',
      kept: 'for good, without a name: what was done for a company rests on it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT c.legal_name AS company, a.powers, a.asked_at AS "askedAt", a.confirmed_at AS "confirmedAt", a.ended_at AS "endedAt"
          FROM agencies a JOIN companies c ON c.tenant_id = a.tenant_id AND c.id = a.company_id
          WHERE a.tenant_id = ${tenantId}::uuid AND a.person_id = ${personId}::uuid ORDER BY a.asked_at`),
      async erase({ tx, now, emit }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE agencies SET ended_at = coalesce(ended_at, ${now}), asked_address = NULL WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
        for (const companyId of await companiesLeftBy(tx.sql, { tenantId, personIds }, now))
          emit(companyLeft, { companyId })
      },
      async merge({ tx, now }, { from, into }) {
        // Somebody acts once for a company: the kept entry takes over the powers of the other one, where both are confirmed.
        await tx.sql(sql`
          UPDATE agencies k SET powers = ARRAY(SELECT DISTINCT unnest(k.powers || a.powers)) FROM agencies a
          WHERE a.tenant_id = ${from.tenantId}::uuid AND a.person_id = ${from.personId}::uuid AND k.person_id = ${into.personId}::uuid
            AND k.company_id = a.company_id AND a.ended_at IS NULL AND k.ended_at IS NULL
            AND a.confirmed_at IS NOT NULL AND k.confirmed_at IS NOT NULL`)
        await tx.sql(sql`
          UPDATE agencies a SET ended_at = ${now} WHERE a.tenant_id = ${from.tenantId}::uuid AND a.person_id = ${from.personId}::uuid
            AND a.ended_at IS NULL AND a.confirmed_at IS NULL AND EXISTS (SELECT FROM agencies k WHERE k.company_id = a.company_id
              AND k.person_id = ${into.personId}::uuid AND k.ended_at IS NULL)`)
        await tx.sql(sql`
          UPDATE agencies k SET ended_at = ${now} WHERE k.tenant_id = ${from.tenantId}::uuid AND k.ended_at IS NULL AND EXISTS (
            SELECT FROM agencies o WHERE o.company_id = k.company_id AND o.ended_at IS NULL AND o.id <> k.id
              AND ((k.person_id = ${from.personId}::uuid AND o.person_id = ${into.personId}::uuid AND o.confirmed_at IS NOT NULL)
                OR (k.person_id = ${into.personId}::uuid AND k.confirmed_at IS NULL AND o.person_id = ${from.personId}::uuid)))`)
        for (const column of [sql`person_id`, sql`asked_by`])
          await tx.sql(sql`
            UPDATE agencies SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
    {
      table: 'past_works',
      title: say('companies.works.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'shows what somebody has done for others',
      ground: 'consent',
      kept: 'until the person takes it back or is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT title, client, place, started_on AS "startedOn", ended_on AS "endedOn", amount::float8 AS amount, currency, role,
            description, link, shown_to AS "shownTo", created_at AS "createdAt" FROM past_works
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY created_at, id`),
      files: async (run, { tenantId, personId }) => {
        const files = await run<{ fileId: string; mediaType: string }>(sql`
          SELECT k.file_id AS "fileId", k.media_type AS "mediaType" FROM past_works w
          JOIN past_work_files f ON f.tenant_id = w.tenant_id AND f.work_id = w.id
          JOIN kept_files k ON k.tenant_id = f.tenant_id AND k.file_id = f.file_id
          WHERE w.tenant_id = ${tenantId}::uuid AND w.person_id = ${personId}::uuid ORDER BY f.added_at, f.file_id`)
        return files.map((file) => ({ ...file, name: 'past-work' }))
      },
      async erase({ tx, call }, { tenantId, personIds }) {
        const as = system('a person is erased', tenantId)
        const theirs = sql`w.tenant_id = ${tenantId}::uuid AND w.person_id = ANY(${personIds}::uuid[])`
        for (const fileId of await deleteWorks(tx.sql, theirs)) await call(dropFile, { fileId }, { as })
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE past_works SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
  ],
}
