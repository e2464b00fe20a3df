import { sql, trusted } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData, PersonalTable } from '../../../platform/slots/personal-data.ts'

/** Who wrote what, in one column of a table; the rest of it is the association's. */
function written(
  table: 'question_banks' | 'questions' | 'question_revisions',
  column: 'created_by' | 'made_by',
  {
    title,
    purpose,
    exported,
  }: Pick<PersonalTable, 'title' | 'purpose'> & { exported: PersonalTable['export'] },
): PersonalTable {
  return {
    table,
    title,
    of: 'person',
    columns: [column],
    purpose,
    ground: 'legitimate interest',
    kept: 'as long as the question, without its author once they are erased',
    export: exported,
    async erase({ tx }, { tenantId, personIds }) {
      await tx.sql(sql`
        UPDATE ${trusted(table)} SET ${trusted(column)} = NULL
        WHERE tenant_id = ${tenantId}::uuid AND ${trusted(column)} = ANY(${personIds}::uuid[])`)
    },
    async merge({ tx }, { from, into }) {
      await tx.sql(sql`
        UPDATE ${trusted(table)} SET ${trusted(column)} = ${into.personId}::uuid
        WHERE tenant_id = ${from.tenantId}::uuid AND ${trusted(column)} = ${from.personId}::uuid`)
    },
  }
}

export const personalData: PersonalData = {
  tables: [
    written('question_banks', 'created_by', {
      title: say('questions.banks.title'),
      purpose: 'says who made a bank of questions',
      exported: (run, { tenantId, personId }) =>
        run(sql`
          SELECT name, created_at AS "createdAt" FROM question_banks
          WHERE tenant_id = ${tenantId}::uuid AND created_by = ${personId}::uuid ORDER BY created_at, id`),
    }),
    written('questions', 'created_by', {
      title: say('questions.list.title'),
      purpose: 'says who wrote a question',
      exported: (run, { tenantId, personId }) =>
        run(sql`
          SELECT title, created_at AS "createdAt" FROM questions
          WHERE tenant_id = ${tenantId}::uuid AND created_by = ${personId}::uuid ORDER BY created_at, id`),
    }),
    written('question_revisions', 'made_by', {
      title: say('questions.revisions.title'),
      purpose: 'says who changed what a question asks and what is right',
      exported: (run, { tenantId, personId }) =>
        run(sql`
          SELECT q.title, r.number, r.made_at AS "madeAt" FROM question_revisions r
          JOIN questions q ON q.tenant_id = r.tenant_id AND q.id = r.question_id
          WHERE r.tenant_id = ${tenantId}::uuid AND r.made_by = ${personId}::uuid ORDER BY r.made_at, r.id`),
    }),
  ],
}
