import { sql } from '../../../platform/db/sql.ts'
import { messageKeyOf } from '../../../platform/errors.ts'
import { mergedTables, planUndo } from '../../../platform/slots/merge-record.ts'
import { undoMerge } from '../commands/undo-merge.ts'
import { MergeReference, MergeReply } from '../contract.ts'
import { mergeUndoable } from '../merge.ts'
import { findMerge, keptChanges } from '../merge-row.ts'
import { mergesInCharge } from '../policy.ts'
import { list, query } from '../room.ts'
import { sayLeft, titlesOf } from '../say-left.ts'

export const mergeStates = ['merged', 'undone'] as const

/** An entry is called as it is now, or as it was when it was merged away. */
const nameOf = (id: ReturnType<typeof sql>) => sql`coalesce(
  (SELECT n.display_name FROM people n WHERE n.tenant_id = m.tenant_id AND n.person_id = ${id}),
  (SELECT n.display_name FROM merged_people n WHERE n.tenant_id = m.tenant_id AND n.person_id = ${id}), '')`

export const mergeList = list({
  name: 'privacy.listMerges',
  summary: 'List the merges of entries, newest first',
  permission: 'privacy.merge',
  path: '/merges/done',
  words: { title: 'privacy.merges.title', none: 'privacy.merges.none', noneHelp: 'privacy.merges.noneHelp' },
  icon: 'people',
  from: sql`(SELECT e.*, CASE WHEN e.undone_at IS NULL THEN 'merged' ELSE 'undone' END AS state FROM person_merges e) m
    JOIN unit_places r ON r.unit_id = m.tenant_id
    LEFT JOIN people b ON b.tenant_id = m.tenant_id AND b.person_id = m.merged_by`,
  id: sql`m.id`,
  visible: mergesInCharge,
  columns: {
    mergedAt: {
      type: 'instant',
      label: 'privacy.merges.mergedAt',
      sql: sql`m.merged_at`,
      sortable: true,
      shown: 'always',
    },
    merged: { type: 'name', label: 'privacy.merges.merged', sql: nameOf(sql`m.merged_id`) },
    kept: { type: 'name', label: 'privacy.merges.kept', sql: nameOf(sql`m.kept_id`) },
    mergedBy: { type: 'name', label: 'privacy.merges.mergedBy', sql: sql`b.display_name`, nullable: true },
    state: {
      type: 'status',
      label: 'privacy.merges.state',
      sql: sql`m.state`,
      options: mergeStates,
      words: 'privacy.merges.states',
      tones: { merged: 'success', undone: 'neutral' },
    },
  },
  filters: {
    state: {
      type: 'choice',
      label: 'privacy.merges.state',
      sql: sql`m.state`,
      options: mergeStates,
      words: 'privacy.merges.states',
    },
  },
  sort: '-mergedAt',
  href: ({ id }) => `/merges/${id}`,
})

/** What undoing a merge would do as things are now. Nothing is written. */
export const readMerge = query({
  name: 'privacy.readMerge',
  summary: 'Read a merge: what would go back if it were undone, and what would stay',
  permission: 'privacy.merge',
  input: MergeReference,
  output: MergeReply,
  http: { method: 'get', path: '/merges/:mergeId' },
  cost: 10,
  target: ({ db, actor, now }, { mergeId }) => findMerge(db.sql, mergeId, actor, now),
  async run({ db, actor, now, slots, services, text, locale, able }, { mergeId }, merge) {
    const [named] = await db.sql<{
      kept: string
      merged: string
      mergedBy: string | null
      undoneBy: string | null
    }>(sql`
      SELECT ${nameOf(sql`m.kept_id`)} AS kept, ${nameOf(sql`m.merged_id`)} AS merged,
        nullif(${nameOf(sql`m.merged_by`)}, '') AS "mergedBy", nullif(${nameOf(sql`m.undone_by`)}, '') AS "undoneBy"
      FROM person_merges m WHERE m.id = ${mergeId}::uuid`)
    const refusal = mergeUndoable(actor, merge, now)
    const tables = mergedTables(slots)
    const changes = refusal ? [] : await keptChanges(db.sql, services, mergeId)
    const { steps, left } = await planUndo(db.sql, tables, changes, { lock: false })
    const titleOf = titlesOf(slots, text, locale())
    const back = new Map<string, number>()
    for (const { shape } of steps) {
      const title = titleOf(shape.table)
      back.set(title, (back.get(title) ?? 0) + 1)
    }
    return {
      id: mergeId,
      kept: { personId: merge.keptId, name: named?.kept ?? '' },
      merged: { personId: merge.mergedId, name: named?.merged ?? '' },
      mergedAt: merge.mergedAt,
      mergedBy: named?.mergedBy ?? null,
      undoUntil: merge.undoUntil,
      undoneAt: merge.undoneAt,
      undoneBy: named?.undoneBy ?? null,
      back: [...back].map(([title, count]) => ({ title, count })),
      left: sayLeft(left, slots, text, locale()),
      refusal: refusal?.code ?? null,
      refusalText: refusal && text(messageKeyOf(refusal.code), refusal.values),
      abilities: { undo: able(undoMerge, merge) },
    }
  },
})
