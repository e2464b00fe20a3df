import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { WorkFileReference, WorkReference } from '../contract.ts'
import { onlyOwners } from '../policy.ts'
import { command } from '../room.ts'
import { findWork } from '../work-row.ts'

export const removeWorkFile = command({
  name: 'companies.removeWorkFile',
  summary: 'Remove a file of past work',
  permission: 'member',
  input: WorkFileReference,
  output: WorkReference,
  http: { method: 'delete', path: '/works/:workId/files/:fileId' },
  target: ({ tx, actor, now }, { workId }) => findWork(tx.sql, workId, actor, now, { locked: true }),
  rule: onlyOwners,
  async run({ tx, call, record }, { workId, fileId }, { tenantId, personId }) {
    const [gone] = await tx.sql<{ fileId: string }>(sql`
      DELETE FROM past_work_files WHERE tenant_id = ${tenantId}::uuid AND work_id = ${workId}::uuid AND file_id = ${fileId}::uuid
      RETURNING file_id AS "fileId"`)
    if (!gone) throw notFound()
    await call(dropFile, { fileId }, { as: system('a file of past work is removed', tenantId) })
    record({ type: 'pastWork', id: workId }, { personId, fileId }, { personId })
    return { workId }
  },
})
