import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { system } from '../../platform/policy/actor.ts'
import { dropFile } from '../files/index.ts'

type Context = Pick<CommandContext<never, unknown>, 'call'> & {
  tx: Pick<CommandContext<never, unknown>['tx'], 'sql'>
}

/** Files that nothing of an application needs any more: their bytes go once that is committed. */
export async function letFilesGo(
  { tx, call }: Context,
  { tenantId, id }: { tenantId: string; id: string },
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return
  const gone = await tx.sql<{ fileId: string }>(sql`
    DELETE FROM application_files WHERE tenant_id = ${tenantId}::uuid AND application_id = ${id}::uuid AND file_id = ANY(${fileIds}::uuid[])
    RETURNING file_id AS "fileId"`)
  for (const { fileId } of gone)
    await call(
      dropFile,
      { fileId },
      { as: system('a file of an application is not needed any more', tenantId) },
    )
}
