import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { DemandReference, RemoveDemand } from '../contract.ts'
import { amendIfPublished } from '../issue-addendum.ts'
import { onlyChangeable } from '../policy.ts'
import { demandsOf, findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const removeDemand = command({
  name: 'projects.removeDemand',
  summary: 'Ask no more for a licence, a certification, a bond or an insurance',
  permission: 'projects.manage',
  input: RemoveDemand,
  output: DemandReference,
  http: { method: 'delete', path: '/projects/:projectId/demands/:demandId' },
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyChangeable,
  async run(context, { projectId, demandId, addendum }, project) {
    const { tx, record } = context
    const demand = (await demandsOf(tx.sql, project)).find(({ id }) => id === demandId)
    if (!demand) throw notFound()
    await tx.sql(sql`
      DELETE FROM project_demands WHERE tenant_id = ${project.tenantId}::uuid AND id = ${demandId}::uuid`)
    record({ type: 'projectDemand', id: demandId }, { projectId, ...demand }, null)
    const { id: _id, ...before } = demand
    await amendIfPublished(context, project, addendum, { of: 'demand', before, after: null })
    return { projectId, demandId }
  },
})
