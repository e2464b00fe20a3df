import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { KeptFaults, Nothing, SourceList, SourceReference, SourceReply } from '../contract.ts'
import { query } from '../room.ts'
import type { Source } from '../source.ts'
import { findSource, findSources } from '../source-row.ts'

const mostRuns = 10

export const listSources = query({
  name: 'sources.listSources',
  summary: 'List the outside sources that you look after, with their last runs',
  permission: 'sources.manage',
  input: Nothing,
  output: SourceList,
  http: { method: 'get', path: '/project-sources' },
  async run(context) {
    const { db, actor, now } = context
    return { items: await repliesFor(context, await findSources(db.sql, actor, now)) }
  },
})

export const readSource = query({
  name: 'sources.readSource',
  summary: 'Read an outside source, with its last runs',
  permission: 'sources.manage',
  input: SourceReference,
  output: SourceReply,
  http: { method: 'get', path: '/project-sources/:sourceId' },
  target: ({ db, actor, now }, { sourceId }) => findSource(db.sql, sourceId, actor, now),
  async run(context, _input, source) {
    const [reply] = await repliesFor(context, [source])
    return reply as SourceReply
  },
})

interface RunRow extends Omit<SourceReply['runs'][number], 'faults' | 'errorText'> {
  sourceId: string
  faults: unknown
}

async function repliesFor(
  { db, text }: QueryContext<'sourceRun'>,
  sources: Source[],
): Promise<SourceReply[]> {
  const runs = await db.sql<RunRow>(sql`
    SELECT r.* FROM unnest(${sources.map(({ id }) => id)}::uuid[]) s(id) CROSS JOIN LATERAL (
      SELECT id, source_id AS "sourceId", started_at AS "startedAt", ended_at AS "endedAt", added, changed, same, passed, failed, vanished,
        error, faults
      FROM source_runs WHERE source_id = s.id ORDER BY started_at DESC, id DESC LIMIT ${mostRuns}) r`)
  return sources.map(
    ({ tenantId: _tenant, unitPath: _path, unitId, unitName, sealedKey, mapping, ...source }) => ({
      ...source,
      unit: { id: unitId, name: unitName },
      hasKey: sealedKey !== null,
      columns: mapping?.columns ?? {},
      dayOrder: mapping?.dayOrder ?? 'ymd',
      runs: runs
        .filter(({ sourceId }) => sourceId === source.id)
        .map(({ sourceId: _source, faults, ...run }) => ({
          ...run,
          errorText: run.error === null ? null : text(`sources.errors.${run.error.split('.').at(-1)}`),
          faults: faults === null ? [] : KeptFaults.parse(faults).faults,
        })),
    }),
  )
}
