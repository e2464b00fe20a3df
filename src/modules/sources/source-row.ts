import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { KeptMapping } from './contract.ts'
import { visibleSources } from './policy.ts'
import type { Mapping, Source } from './source.ts'

type SourceRow = Omit<Source, 'mapping'> & { mapping: unknown }

const columns = sql`s.id, s.tenant_id AS "tenantId", s.unit_id AS "unitId", u.path::text AS "unitPath", u.name AS "unitName", s.name,
  s.kind, s.address, s.sealed_key AS "sealedKey", s.mapping, s.time_zone AS "timeZone", s.currency, s.contact_email AS "contactEmail",
  s.visibility, s.publishes, s.every_hours AS "everyHours", s.version, s.next_run_at AS "nextRunAt"`

export const placedSources = sql`project_sources s JOIN unit_places u ON u.tenant_id = s.tenant_id AND u.unit_id = s.unit_id`

export async function findSource(
  run: RunSql,
  sourceId: string,
  actor: Actor,
  now: Date,
  { locked = false } = {},
): Promise<Source | null> {
  const [row] = await run<SourceRow>(sql`
    SELECT ${columns} FROM ${placedSources} WHERE s.id = ${sourceId}::uuid AND ${visibleSources(actor, now)}
    ${locked ? sql`FOR NO KEY UPDATE OF s` : empty}`)
  return row ? toSource(row) : null
}

export async function findSources(run: RunSql, actor: Actor, now: Date): Promise<Source[]> {
  const rows = await run<SourceRow>(sql`
    SELECT ${columns} FROM ${placedSources} WHERE ${visibleSources(actor, now)} ORDER BY lower(s.name), s.id`)
  return rows.map(toSource)
}

function toSource(row: SourceRow): Source {
  return { ...row, mapping: row.mapping === null ? null : (KeptMapping.parse(row.mapping) as Mapping) }
}

/** What is sent of a source, as it is kept. */
export function mappingOf({
  kind,
  columns: said,
  dayOrder,
}: {
  kind: Source['kind']
  columns?: Partial<Record<string, string | null>> | undefined
  dayOrder: Mapping['dayOrder']
}): Mapping | null {
  if (kind !== 'csv') return null
  const told = Object.entries(said ?? {}).filter(([, column]) => column)
  return { v: 1, columns: Object.fromEntries(told) as Mapping['columns'], dayOrder }
}
