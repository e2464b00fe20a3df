import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { system } from '../../../platform/policy/actor.ts'
import { registerFile } from '../../files/index.ts'
import { KeepRecord, RecordKept } from '../contract.ts'
import { findReview } from '../review-row.ts'
import { command } from '../room.ts'

export const keepRecord = command({
  name: 'reviews.keepRecord',
  summary: 'Keep a record of how a project was decided',
  permission: 'system',
  input: KeepRecord,
  output: RecordKept,
  target: ({ tx, ...asking }, { projectId }) => findReview(tx.sql, asking, projectId),
  async run({ tx, actor, now, record, call }, { projectId, file, locale, mentions, madeBy }) {
    const { tenantId } = actor
    await call(registerFile, file, { as: system('a decision record is kept', tenantId) })
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO decision_records (id, tenant_id, project_id, file_id, locale, mentions, made_by, made_at)
      VALUES (${id}::uuid, ${tenantId}::uuid, ${projectId}::uuid, ${file.fileId}::uuid, ${locale}, ${mentions}::uuid[],
        ${madeBy}::uuid, ${now})`)
    record({ type: 'decisionRecord', id }, null, {
      projectId,
      fileId: file.fileId,
      sha256: file.sha256,
      locale,
    })
    return { recordId: id }
  },
})
