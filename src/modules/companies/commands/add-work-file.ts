import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { keepFile, registerFile } from '../../files/index.ts'
import { mostFiles, tooManyFiles } from '../company.ts'
import { AddWorkFile, WorkFileReference } from '../contract.ts'
import { onlyOwners } from '../policy.ts'
import { command } from '../room.ts'
import { workFile } from '../scan.ts'
import { findWork } from '../work-row.ts'

export const addWorkFile = command({
  name: 'companies.addWorkFile',
  summary: 'Add a picture or a document to past work: PDF, PNG, JPEG or WebP, at most 10 MB',
  permission: 'member',
  input: AddWorkFile,
  output: WorkFileReference,
  http: { method: 'post', path: '/works/:workId/files', status: 201, upload: workFile },
  prepare: ({ services }, { file }) => keepFile(services, workFile, file),
  target: ({ tx, actor, now }, { workId }) => findWork(tx.sql, workId, actor, now, { locked: true }),
  rule: onlyOwners,
  async run({ tx, now, prepared, call, record }, { workId }, { tenantId, personId }) {
    // Counted after the lock: those that the target read were there before it.
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM past_work_files WHERE tenant_id = ${tenantId}::uuid AND work_id = ${workId}::uuid`)
    if (count >= mostFiles) throw tooManyFiles({ values: { most: mostFiles } })
    const { fileId } = prepared
    await call(registerFile, prepared, { as: system('a file is added to past work', tenantId) })
    await tx.pastWorkFile.create({ data: { tenantId, workId, fileId, addedAt: now } })
    record({ type: 'pastWork', id: workId }, { personId }, { personId, fileId })
    return { workId, fileId }
  },
})
