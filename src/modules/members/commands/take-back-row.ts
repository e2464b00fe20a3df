import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { eraseSubject } from '../../../platform/slots/erase-subject.ts'
import { ImportRowKey, TakenBack } from '../contract.ts'
import { sayKept } from '../import/say-kept.ts'
import type { KeptReason } from '../import/undo.ts'
import { judgeUndo, lockImport } from '../import/undo-row.ts'
import { command } from '../room.ts'

/**
 * Somebody whom a row has made goes as people go here: each room erases what it keeps, and a row without a name stays.
 * Whoever has come in themselves, or was changed by anybody, stays.
 */
export const takeBackRow = command({
  name: 'members.takeBackRow',
  summary: 'Take back the person whom a row of a file has made',
  permission: 'members.import',
  input: ImportRowKey,
  output: TakenBack,
  // The import first, then the person: two undos of one import go one after the other.
  target: ({ tx, actor, now }, { importId }) => lockImport(tx.sql, importId, actor, now),
  async run(context, { importId, row }, { tenantId, unitId }) {
    const { tx, now, slots, record, text, locale } = context
    const told = (keptFor: KeptReason | null, keptIn: readonly string[]) => ({
      outcome: keptFor === null ? ('taken' as const) : ('kept' as const),
      keptFor,
      text: keptFor && sayKept(keptFor, keptIn, slots, text, locale()),
    })
    const [judged] = await judgeUndo(
      tx.sql,
      slots,
      { id: importId, tenantId },
      sql`AND r.row = ${row}`,
      sql`FOR UPDATE OF p`,
    )
    if (!judged) {
      // An undo before this one has seen to it.
      const [settled] = await tx.sql<{ keptFor: KeptReason | null; keptIn: string[] }>(sql`
        SELECT kept_for AS "keptFor", kept_in AS "keptIn" FROM member_import_rows
        WHERE import_id = ${importId}::uuid AND row = ${row}`)
      if (!settled) throw notFound()
      return told(settled.keptFor, settled.keptIn)
    }
    const { personId, subject, keptFor, keptIn } = judged
    if (keptFor === null && subject) {
      await eraseSubject(context, 'person', subject)
      record({ type: 'person', id: personId }, { unitId, importId }, null)
    }
    await tx.sql(sql`
      UPDATE member_import_rows SET settled_at = ${now}, kept_for = ${keptFor}, kept_in = ${keptIn}::text[]
      WHERE import_id = ${importId}::uuid AND row = ${row}`)
    await tx.sql(sql`
      UPDATE member_imports SET taken = taken + ${keptFor === null ? 1 : 0}, kept = kept + ${keptFor === null ? 0 : 1},
        undone_at = CASE WHEN taken + kept + 1 >= added THEN ${now}::timestamptz END
      WHERE id = ${importId}::uuid`)
    return told(keptFor, keptIn)
  },
})
