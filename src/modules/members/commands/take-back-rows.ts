import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { erasePersons } from '../../../platform/slots/erase.ts'
import { ImportRowKeys, TakenBack } from '../contract.ts'
import { restoreKnown } from '../import/known-row.ts'
import { sayKept } from '../import/say-kept.ts'
import type { KeptReason } from '../import/undo.ts'
import { judgeUndo, lockImport } from '../import/undo-row.ts'
import { command } from '../room.ts'

/**
 * People whom rows have made go as people go here: each room erases what it keeps, and a row without a name stays.
 * Whoever has come in themselves, or was changed by anybody, stays; who was there before is as they were.
 */
export const takeBackRows = command({
  name: 'members.takeBackRows',
  summary: 'Take back the people whom rows of a file have made',
  permission: 'members.import',
  input: ImportRowKeys,
  output: TakenBack,
  // The import first, then the people: two undos of one import go one after the other.
  target: ({ tx, actor, now }, { importId }) => lockImport(tx.sql, importId, actor, now),
  async run(context, { importId, rows }, { tenantId, unitId }) {
    const { tx, actor, now, slots, record, text, locale } = context
    const judged = await judgeUndo(
      tx.sql,
      slots,
      { id: importId, tenantId },
      sql`AND r.row = ANY(${rows}::int[])`,
      sql`FOR UPDATE OF p`,
    )
    const free = judged.filter(({ keptFor }) => keptFor === null)
    const going = free.flatMap(({ wasThere, personId }) => (wasThere ? [] : [personId]))
    await erasePersons(context, { tenantId, personIds: going })
    for (const id of going) record({ type: 'person', id }, { unitId, importId }, null)
    const staying = free.filter(({ wasThere }) => wasThere)
    const as = actor.kind === 'account' ? system('an import is undone', tenantId, actor.accountId) : actor
    await restoreKnown(context, unitId, staying, as)
    for (const { personId: id } of staying) record({ type: 'person', id }, { unitId, importId }, {})
    if (judged.length > 0) {
      const settled = judged.map(({ row, keptFor, keptIn }) => ({ row, keptFor, keptIn }))
      const taken = free.length
      const kept = judged.length - taken
      await tx.sql(sql`
        UPDATE member_import_rows r SET settled_at = ${now}, sealed_before = NULL, kept_for = s."keptFor", kept_in = s."keptIn"
        FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) AS s(row int, "keptFor" text, "keptIn" text[])
        WHERE r.import_id = ${importId}::uuid AND r.row = s.row`)
      await tx.sql(sql`
        UPDATE member_imports SET taken = taken + ${taken}, kept = kept + ${kept},
          undone_at = CASE WHEN taken + kept + ${judged.length} >= added + changed THEN ${now}::timestamptz END
        WHERE id = ${importId}::uuid`)
    }
    // Those that an undo before this one has seen to are told again.
    const told = await tx.sql<{ row: number; keptFor: KeptReason | null; keptIn: string[] }>(sql`
      SELECT row, kept_for AS "keptFor", kept_in AS "keptIn" FROM member_import_rows
      WHERE import_id = ${importId}::uuid AND row = ANY(${rows}::int[]) AND settled_at IS NOT NULL ORDER BY row`)
    return {
      rows: told.map(({ row, keptFor, keptIn }) => ({
        row,
        keptFor,
        text: keptFor && sayKept(keptFor, keptIn, slots, text, locale()),
      })),
    }
  },
})
