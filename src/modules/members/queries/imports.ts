import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { startImportUndo } from '../commands/start-import-undo.ts'
import { ImportKey, ImportReply, UndoRows } from '../contract.ts'
import { sayKept } from '../import/say-kept.ts'
import type { KeptReason } from '../import/undo.ts'
import { findImport, isUnderWay, judgeUndo } from '../import/undo-row.ts'
import { visibleImports } from '../policy.ts'
import { list, query } from '../room.ts'

const mostShown = 100

export const importStates = ['running', 'done', 'undoing', 'undone'] as const

export const importList = list({
  name: 'members.listImports',
  summary: 'List the imports into the units where you bring in people, newest first',
  permission: 'members.import',
  path: '/members/imports',
  words: {
    title: 'members.imports.title',
    none: 'members.imports.none',
    noneHelp: 'members.imports.noneHelp',
  },
  icon: 'people',
  from: sql`(SELECT m.*, CASE WHEN m.undone_at IS NOT NULL THEN 'undone' WHEN ${isUnderWay(sql`m.undo_task_id`)} THEN 'undoing'
      WHEN ${isUnderWay(sql`m.id`)} THEN 'running' ELSE 'done' END AS state FROM member_imports m) i
    JOIN unit_places u ON u.tenant_id = i.tenant_id AND u.unit_id = i.unit_id
    LEFT JOIN people p ON p.tenant_id = i.tenant_id AND p.person_id = i.started_by`,
  id: sql`i.id`,
  visible: visibleImports,
  columns: {
    startedAt: {
      type: 'instant',
      label: 'members.imports.startedAt',
      sql: sql`i.started_at`,
      sortable: true,
      shown: 'always',
    },
    unit: { type: 'name', label: 'members.unit', sql: sql`u.name`, sortable: true },
    startedBy: {
      type: 'name',
      label: 'members.imports.startedBy',
      sql: sql`p.display_name`,
      nullable: true,
    },
    added: { type: 'integer', label: 'members.imports.added', sql: sql`i.added` },
    changed: { type: 'integer', label: 'members.imports.changed', sql: sql`i.changed` },
    state: {
      type: 'status',
      label: 'members.imports.state',
      sql: sql`i.state`,
      options: importStates,
      words: 'members.imports.states',
      tones: { running: 'progress', done: 'success', undoing: 'progress', undone: 'neutral' },
    },
  },
  filters: {
    state: {
      type: 'choice',
      label: 'members.imports.state',
      sql: sql`i.state`,
      options: importStates,
      words: 'members.imports.states',
    },
  },
  sort: '-startedAt',
  href: ({ id }) => `/members/imports/${id}`,
})

/** How an import went, and what an undo would do, or has done. Nothing is written. */
export const readImport = query({
  name: 'members.readImport',
  summary: 'Read an import: how many it made, and who would stay if it were undone, and why',
  permission: 'members.import',
  input: ImportKey,
  output: ImportReply,
  http: { method: 'get', path: '/members/imports/:importId' },
  cost: 20,
  target: ({ db, actor, now }, { importId }) => findImport(db.sql, importId, actor, now),
  async run({ db, actor, now, slots, text, locale, able }, { importId }, found) {
    const { tenantId, unitId, unitName, startedAt, startedBy, added, changed, taken, undoUntil, undoneAt } =
      found
    const { isUnderWay: isRunning, isUndoing, undoTaskId } = found
    const isOver = undoUntil <= now
    const judged = isOver ? [] : await judgeUndo(db.sql, slots, found)
    const settled = await db.sql<{
      row: number
      personId: string
      keptFor: KeptReason
      keptIn: string[]
    }>(sql`
      SELECT row, person_id AS "personId", kept_for AS "keptFor", kept_in AS "keptIn" FROM member_import_rows
      WHERE import_id = ${importId}::uuid AND kept_for IS NOT NULL ORDER BY row LIMIT ${mostShown}`)
    const staying = judged.flatMap(({ keptFor, ...rest }) => (keptFor ? [{ keptFor, ...rest }] : []))
    const free = judged.filter(({ keptFor }) => keptFor === null)
    const restored = free.filter(({ wasThere }) => wasThere)
    const shown = [...settled, ...staying].slice(0, mostShown)
    const names = await db.sql<{ personId: string; name: string }>(sql`
      SELECT p.person_id AS "personId", p.display_name AS name FROM people p
      WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ANY(${[...shown.map(({ personId }) => personId), startedBy]}::uuid[])`)
    const nameOf = new Map(names.map(({ personId, name }) => [personId, name]))
    const mine = actor.kind === 'account' && actor.personId === startedBy
    return {
      id: importId,
      unitId,
      unitName,
      startedAt,
      startedBy: nameOf.get(startedBy ?? '') ?? null,
      added,
      changed,
      taken,
      kept: found.kept,
      goes: free.length - restored.length,
      restores: restored.length,
      stays: staying.length,
      undoUntil,
      undoneAt,
      isUnderWay: isRunning,
      isUndoing,
      // A task is seen by whoever started it alone.
      taskId: mine && isRunning ? importId : null,
      undoTaskId: isUndoing ? undoTaskId : null,
      rows: shown.map(({ row, personId, keptFor, keptIn }) => ({
        row,
        personId: nameOf.has(personId) ? personId : null,
        name: nameOf.get(personId) ?? null,
        reason: keptFor,
        text: sayKept(keptFor, keptIn, slots, text, locale()),
      })),
      abilities: { undo: able(startImportUndo, found) },
    }
  },
})

/** For the task, which goes through them all: what an undo before it has left is told again. */
export const listUndoRows = query({
  name: 'members.listUndoRows',
  summary: 'List the rows of an import whose people came in',
  permission: 'system',
  input: z.strictObject({ importId: z.uuid(), after: z.int(), limit: z.int() }),
  output: UndoRows,
  async run({ db, actor }, { importId, after, limit }) {
    const came = await db.sql<{ row: number; wasThere: boolean }>(sql`
      SELECT row, was_there AS "wasThere" FROM member_import_rows
      WHERE import_id = ${importId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND row > ${after}
      ORDER BY row LIMIT ${limit}`)
    return {
      rows: came.map(({ row }) => row),
      changed: came.filter(({ wasThere }) => wasThere).length,
    }
  },
})
