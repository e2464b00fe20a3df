import { sql } from '../../../platform/db/sql.ts'
import { areaChosen, areaReply, areaTyped } from '../../units/index.ts'
import { ChangedProject, SetProjectArea } from '../contract.ts'
import { amendIfPublished } from '../issue-addendum.ts'
import { onlyChangeable } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const setProjectArea = command({
  name: 'projects.setProjectArea',
  summary:
    'Say by an area where the work of a project is: as GeoJSON, or as the boundary of a unit; null clears it. What is published takes an addendum',
  permission: 'projects.manage',
  input: SetProjectArea,
  output: ChangedProject,
  http: { method: 'put', path: '/projects/:projectId/service-area' },
  prepare: async (_context, { area }) => areaTyped(area),
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyChangeable,
  async run(context, { projectId, areaOfUnitId, addendum }, project) {
    const { tx, actor, now, prepared, record } = context
    const { slug, version, serviceArea } = project
    const area = await areaChosen(tx.sql, { actor, now }, areaOfUnitId, prepared)
    await tx.sql(sql`
      UPDATE projects SET service_area = ${area}::polygon, version = version + 1, updated_at = ${now} WHERE id = ${projectId}::uuid`)
    record({ type: 'project', id: projectId }, { serviceArea }, { serviceArea: area })
    const change = { of: 'area' as const, before: areaReply(serviceArea), after: areaReply(area) }
    await amendIfPublished(context, project, addendum, change)
    return { projectId, slug, version: version + 1 }
  },
})
