import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { RemovedWork, WorkReference } from '../contract.ts'
import { onlyOwners } from '../policy.ts'
import { command } from '../room.ts'
import { deleteWorks, findWork } from '../work-row.ts'

export const removeWork = command({
  name: 'companies.removeWork',
  summary: 'Remove past work of yours, or of a company that you manage, with its files',
  permission: 'member',
  input: WorkReference,
  output: RemovedWork,
  http: { method: 'delete', path: '/works/:workId' },
  target: ({ tx, actor, now }, { workId }) => findWork(tx.sql, workId, actor, now, { locked: true }),
  rule: onlyOwners,
  async run({ tx, call, record }, { workId }, { tenantId, companyId, personId, title }) {
    const as = system('past work is removed', tenantId)
    for (const fileId of await deleteWorks(
      tx.sql,
      sql`w.tenant_id = ${tenantId}::uuid AND w.id = ${workId}::uuid`,
    ))
      await call(dropFile, { fileId }, { as })
    record({ type: 'pastWork', id: workId }, { companyId, personId, title }, null)
    return { workId, companyId }
  },
})
