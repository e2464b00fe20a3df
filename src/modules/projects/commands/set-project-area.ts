import { sql } from '../../../platform/db/sql.ts'
import { areaChosen, areaTyped } from '../../units/index.ts'
import { ChangedProject, SetProjectArea } from '../contract.ts'
import { onlyDrafts } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const setProjectArea = command({
  name: 'projects.setProjectArea',
  summary:
    'Say by an area where the work of a draft is: as GeoJSON, or as the boundary of a unit; null clears it',
  permission: 'projects.manage',
  input: SetProjectArea,
  output: ChangedProject,
  http: { method: 'put', path: '/projects/:projectId/service-area' },
  prepare: async (_context, { area }) => areaTyped(area),
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyDrafts,
  async run(
    { tx, actor, now, prepared, record },
    { projectId, areaOfUnitId },
    { slug, version, serviceArea },
  ) {
    const area = await areaChosen(tx.sql, { actor, now }, areaOfUnitId, prepared)
    await tx.sql(sql`
      UPDATE projects SET service_area = ${area}::polygon, version = version + 1, updated_at = ${now} WHERE id = ${projectId}::uuid`)
    record({ type: 'project', id: projectId }, { serviceArea }, { serviceArea: area })
    return { projectId, slug, version: version + 1 }
  },
})
