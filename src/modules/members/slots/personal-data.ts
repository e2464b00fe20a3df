import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'member_imports',
      title: say('members.imports.title'),
      of: 'person',
      columns: ['started_by'],
      purpose: 'says who brought in people from a file, and lets it be taken back',
      ground: 'legitimate interest',
      kept: 'for good, without a name once whoever did it is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT p.name AS unit, i.started_at AS "startedAt", i.added, i.undone_at AS "undoneAt" FROM member_imports i
          JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
          WHERE i.tenant_id = ${tenantId}::uuid AND i.started_by = ${personId}::uuid ORDER BY i.id`),
      erase: { not: 'it says by an id alone who it was, and no name is shown for an erased person' },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE member_imports SET started_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND started_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'member_import_rows',
      title: say('members.imports.rows'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'lets people whom a file brought in by mistake be taken back',
      ground: 'legitimate interest',
      kept: 'as long as the import can be undone',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT p.name AS unit, i.started_at AS "startedAt", r.row FROM member_import_rows r
          JOIN member_imports i ON i.tenant_id = r.tenant_id AND i.id = r.import_id
          JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
          WHERE r.tenant_id = ${tenantId}::uuid AND r.person_id = ${personId}::uuid ORDER BY r.import_id, r.row`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE member_import_rows SET prints = '{"v": 1, "tables": {}}', sealed_before = NULL
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      // Who was merged is no longer as the file made them: an undo leaves them.
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE member_import_rows SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
  ],
}
