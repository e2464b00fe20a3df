import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { holdUnit } from '../../projects/index.ts'
import { keyPurpose } from '../adapters/fetch-page.ts'
import { ChangedSource, DeclareSource } from '../contract.ts'
import { command } from '../room.ts'
import { mostSources, nextRun, tooManySources } from '../source.ts'
import { mappingOf } from '../source-row.ts'

export const declareSource = command({
  name: 'sources.declareSource',
  summary: 'Name an outside source from which projects of a unit come in',
  permission: 'sources.manage',
  input: DeclareSource,
  output: ChangedSource,
  http: { method: 'post', path: '/project-sources', status: 201 },
  severity: 'notable',
  target: ({ tx, ...reader }, { unitId }) => holdUnit(tx.sql, reader, unitId),
  async run({ tx, now, record, services }, said, { tenantId }) {
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM project_sources WHERE tenant_id = ${tenantId}::uuid`)
    if (count >= mostSources) throw tooManySources({ values: { most: mostSources } })
    const { apiKey, columns: _columns, dayOrder: _dayOrder, ...plain } = said
    const id = newId(now.getTime())
    await tx.projectSource.create({
      data: {
        ...plain,
        id,
        tenantId,
        mapping: (mappingOf(said) as object | null) ?? undefined,
        sealedKey: apiKey === null ? null : Uint8Array.from(services.crypto.seal(keyPurpose, apiKey)),
        nextRunAt: nextRun(said.everyHours, now),
        createdAt: now,
        updatedAt: now,
      },
    })
    record({ type: 'projectSource', id }, null, said)
    return { sourceId: id, version: 1 }
  },
})
