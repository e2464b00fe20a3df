import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { mergedTables, planUndo, putBack } from '../../../platform/slots/merge-record.ts'
import { hasMoreRights } from '../../access/index.ts'
import { MergeReference, MergeUndone } from '../contract.ts'
import { mergeStays, moreRights } from '../errors.ts'
import { entriesMerged } from '../facts.ts'
import { mergeUndoable } from '../merge.ts'
import { keptChanges, lockMerge } from '../merge-row.ts'
import { command } from '../room.ts'
import { sayLeft } from '../say-left.ts'

/** The entry that was merged away lives again, with everything that came from it and is still as the merge left it. */
export const undoMerge = command({
  name: 'privacy.undoMerge',
  stepUp: true,
  summary: 'Undo a merge: the entry that was merged away is there again, with what came from it',
  permission: 'privacy.merge',
  input: MergeReference,
  output: MergeUndone,
  http: { method: 'post', path: '/merges/:mergeId/undo' },
  severity: 'critical',
  target: ({ tx, actor, now }, { mergeId }) => lockMerge(tx.sql, mergeId, actor, now),
  rule: mergeUndoable,
  async run(
    { tx, actor, now, slots, services, record, emit, text, locale, roles },
    { mergeId },
    { tenantId, keptId, mergedId },
  ) {
    if (await hasMoreRights(tx.sql, roles, actor, { tenantId, personId: keptId }, now)) throw moreRights()
    const tables = mergedTables(slots)
    const changes = await keptChanges(tx.sql, services, mergeId)
    const plan = await planUndo(tx.sql, tables, changes, { lock: true })
    const { left } = await putBack(tx.sql, plan, now)
    const both = await tx.sql<{ personId: string; accountId: string | null }>(sql`
      SELECT p.person_id AS "personId", p.account_id AS "accountId" FROM people p
      WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id IN (${mergedId}::uuid, ${keptId}::uuid)`)
    const back = both.find(({ personId }) => personId === mergedId)
    // Half a person is nobody: all of it stays as it was.
    if (!back) throw mergeStays()
    const undoneBy = personBehind(actor)
    await tx.sql(sql`
      UPDATE person_merges SET undone_at = ${now}, undone_by = ${undoneBy}::uuid WHERE id = ${mergeId}::uuid`)
    await tx.sql(sql`DELETE FROM person_merge_parts WHERE merge_id = ${mergeId}::uuid`)
    record({ type: 'person', id: mergedId }, { mergedInto: keptId }, {})
    record({ type: 'person', id: keptId }, { mergedFrom: mergedId }, {})
    if (both.length === 2 && both.every(({ accountId }) => accountId !== null))
      emit(entriesMerged, { mergeId, undone: true, at: now.getTime() })
    return { keptId, mergedId, left: sayLeft(left, slots, text, locale()) }
  },
})
