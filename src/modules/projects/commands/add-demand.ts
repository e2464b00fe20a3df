import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { AddDemand, DemandReference } from '../contract.ts'
import { amendIfPublished } from '../issue-addendum.ts'
import { onlyChangeable } from '../policy.ts'
import { mostDemands, tooManyDemands } from '../project.ts'
import { demandsOf, findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const addDemand = command({
  name: 'projects.addDemand',
  summary: 'Ask for a licence, a certification, a bond or an insurance of whoever does a project',
  permission: 'projects.manage',
  input: AddDemand,
  output: DemandReference,
  http: { method: 'post', path: '/projects/:projectId/demands', status: 201 },
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyChangeable,
  async run(context, { projectId, addendum, ...said }, project) {
    const { tx, now, record } = context
    if (said.amount !== null && project.currency === null)
      throw invalid([{ pointer: '/amount', code: 'projects.error.noCurrency', message: '' }])
    const others = await demandsOf(tx.sql, project)
    if (others.length >= mostDemands) throw tooManyDemands({ values: { most: mostDemands } })
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO project_demands (id, tenant_id, project_id, kind, title, jurisdiction, amount, is_gate, created_at)
      VALUES (${id}::uuid, ${project.tenantId}::uuid, ${projectId}::uuid, ${said.kind}, ${said.title}, ${said.jurisdiction},
        ${said.amount}::bigint, ${said.isGate}, ${now})`)
    record({ type: 'projectDemand', id }, null, { projectId, ...said })
    await amendIfPublished(context, project, addendum, { of: 'demand', before: null, after: said })
    return { projectId, demandId: id }
  },
})
