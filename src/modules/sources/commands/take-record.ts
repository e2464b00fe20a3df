import { isDeepStrictEqual } from 'node:util'
import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { momentAt } from '../../../platform/presentation/dates.ts'
import { amendImported, importProject, noteOriginal } from '../../projects/index.ts'
import { KeptRecord, TakenRecord, TakeRecord } from '../contract.ts'
import type { SourceRecord } from '../record.ts'
import { command } from '../room.ts'
import { type Source, toldOtherwise } from '../source.ts'
import { findSource } from '../source-row.ts'

interface Item {
  projectId: string
  said: unknown
  vanishedAt: Date | null
  seenIn: string
}

/**
 * A record becomes a project once, by its source and the id that it has there. What it says otherwise later is told to the
 * project: field by field, so that what staff have written stays where the source says the same as before.
 */
export const takeRecord = command({
  name: 'sources.takeRecord',
  summary: 'Bring in what a source says of one project',
  permission: 'system',
  input: TakeRecord,
  output: TakenRecord,
  async target({ tx, actor, now }, { runId }) {
    const [run] = await tx.sql<{ sourceId: string }>(sql`
      SELECT source_id AS "sourceId" FROM source_runs WHERE id = ${runId}::uuid AND tenant_id = ${actor.tenantId}::uuid`)
    return run ? findSource(tx.sql, run.sourceId, actor, now, { locked: true }) : null
  },
  async run({ tx, now, call, record: write, text: words }, { runId, record }, source) {
    const { tenantId, id: sourceId, name } = source
    const { externalId } = record
    const as = system('a source is brought in', tenantId)
    const said = { v: 1, record }
    const [item] = await tx.sql<Item>(sql`
      SELECT project_id AS "projectId", said, vanished_at AS "vanishedAt", seen_in AS "seenIn" FROM source_items
      WHERE tenant_id = ${tenantId}::uuid AND source_id = ${sourceId}::uuid AND external_id = ${externalId}`)
    if (!item) {
      // What is over already begins no project.
      if (record.deadline !== null && momentAt(record.deadline, source.timeZone) <= now)
        return { became: 'passed' as const }
      const { projectId } = await call(
        importProject,
        {
          unitId: source.unitId,
          source: name,
          url: record.url,
          publishes: source.publishes,
          parts: { ...partsOf(record, source), visibility: source.visibility, timeZone: source.timeZone },
        },
        { as },
      )
      await tx.sourceItem.create({
        data: { tenantId, sourceId, externalId, projectId, said, seenIn: runId, deadline: record.deadline },
      })
      write({ type: 'sourceItem', id: projectId }, null, { sourceId, externalId })
      return { became: 'added' as const }
    }
    const { projectId, vanishedAt, seenIn } = item
    const before = KeptRecord.parse(item.said).record
    // Met in this run already, on another page: the project would be told one thing and the other at each run.
    if (seenIn === runId && !isDeepStrictEqual(before, record)) throw toldOtherwise()
    if (vanishedAt !== null) await call(noteOriginal, { projectId, isGone: false }, { as })
    await tx.sql(sql`
      UPDATE source_items SET said = ${JSON.stringify(said)}::jsonb, seen_in = ${runId}::uuid, vanished_at = NULL, deadline = ${record.deadline}
      WHERE tenant_id = ${tenantId}::uuid AND source_id = ${sourceId}::uuid AND external_id = ${externalId}`)
    const changed = differing(partsOf(before, source), partsOf(record, source))
    if (Object.keys(changed).length === 0) return { became: 'same' as const }
    const text = words('sources.changedThere', { source: name })
    const { isDone } = await call(amendImported, { projectId, parts: changed, text, url: record.url }, { as })
    write(
      { type: 'sourceItem', id: projectId },
      { at: before.externalId },
      { at: externalId, changedAt: now },
    )
    return { became: isDone ? ('changed' as const) : ('passed' as const) }
  },
})

/** What a record says, as fields of a project. */
function partsOf(record: SourceRecord, { currency, contactEmail }: Source) {
  const { externalId: _externalId, url: _url, ...parts } = record
  return {
    ...parts,
    currency: record.estimate === null ? null : currency,
    contactEmail: record.contactEmail ?? (record.contactPhone === null ? contactEmail : null),
  }
}

type Parts = ReturnType<typeof partsOf>

function differing(before: Parts, after: Parts): Partial<Parts> {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(before[name as keyof Parts], value)),
  )
}
