import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { dropFile } from '../../files/index.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'tasks',
      title: say('tasks.title'),
      of: 'person',
      columns: ['started_by'],
      lists: ['mentions'],
      purpose: 'does long work that somebody asked for, and hands them what came of it',
      ground: 'contract',
      kept: 'thirty days after it ended',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT kind, state, created_at AS "createdAt", ended_at AS "endedAt" FROM tasks
          WHERE tenant_id = ${tenantId}::uuid AND started_by = ${personId}::uuid ORDER BY id`),
      async erase({ tx, now, call }, { tenantId, personIds }) {
        const results = await tx.sql<{ fileId: string }>(sql`
          SELECT result_file_id AS "fileId" FROM tasks
          WHERE tenant_id = ${tenantId}::uuid AND started_by = ANY(${personIds}::uuid[]) AND result_file_id IS NOT NULL`)
        // What still runs stops at its next step if it may; nobody is left to fetch what it would make.
        await tx.sql(sql`
          UPDATE tasks SET started_by = NULL, result_file_id = NULL, result_name = NULL,
            cancel_requested_at = CASE WHEN ended_at IS NULL THEN coalesce(cancel_requested_at, ${now}) END
          WHERE tenant_id = ${tenantId}::uuid AND started_by = ANY(${personIds}::uuid[])`)
        // Files of others that speak of the person go too; what is still at work writes its own anew, without them.
        const speaking = await tx.sql<{ fileId: string | null }>(sql`
          WITH found AS (
            SELECT id, result_file_id FROM tasks
            WHERE tenant_id = ${tenantId}::uuid AND mentions && ${personIds}::uuid[] FOR NO KEY UPDATE)
          UPDATE tasks k SET result_file_id = NULL, result_name = NULL, mentions = '{}', parts = '{}', checkpoint = NULL,
            run_id = NULL, state = CASE WHEN k.state = 'running' THEN 'queued' ELSE k.state END
          FROM found f WHERE k.id = f.id RETURNING f.result_file_id AS "fileId"`)
        for (const { fileId } of [...results, ...speaking])
          if (fileId) await call(dropFile, { fileId }, { as: system('a person is erased', tenantId) })
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE tasks SET started_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND started_by = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE tasks SET mentions = array_replace(mentions, ${from.personId}::uuid, ${into.personId}::uuid)
          WHERE tenant_id = ${from.tenantId}::uuid AND mentions @> ARRAY[${from.personId}::uuid]`)
      },
    },
  ],
}
