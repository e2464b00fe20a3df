import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { changesBetween, mergedTables, snapshotOf } from '../../../platform/slots/merge-record.ts'
import { isOmission } from '../../../platform/slots/personal-data.ts'
import { daysAfter } from '../../../platform/slots/purges.ts'
import { hasMoreRights, isForeverAdministrator, requireAdministratorBeside } from '../../access/index.ts'
import { Merged, MergePeople } from '../contract.ts'
import { moreRights, notYourself, saidDifferent, sameEntry } from '../errors.ts'
import { entriesMerged } from '../facts.ts'
import { keepChanges } from '../merge-row.ts'
import { command } from '../room.ts'
import { lockForMerge } from '../subject-row.ts'

/**
 * Two entries that are one person become one. Each room moves what it keeps, in this transaction. What that has changed is
 * read off the rows and kept, so that it can be undone for a while.
 */
export const mergePeople = command({
  name: 'privacy.mergePeople',
  stepUp: true,
  summary: 'Merge two entries that are one person',
  permission: 'privacy.merge',
  input: MergePeople,
  output: Merged,
  http: { method: 'post', path: '/people/merges', status: 201 },
  severity: 'critical',
  target: ({ tx, actor, now }, { keptId, mergedId }) => {
    if (keptId === mergedId) throw sameEntry()
    return lockForMerge(tx.sql, keptId, mergedId, actor, now)
  },
  async run(context, _input, { kept, merged }) {
    const { actor, slots, record, call, tx, now, emit, services, roles } = context
    // Whoever merges themselves away would act on as somebody whom they no longer are.
    if (actor.kind === 'account' && actor.personId === merged.personId) throw notYourself()
    const [different] = await tx.sql(sql`
      SELECT 1 FROM distinct_people WHERE first_id = least(${kept.personId}::uuid, ${merged.personId}::uuid)
        AND second_id = greatest(${kept.personId}::uuid, ${merged.personId}::uuid)`)
    if (different) throw saidDifferent()
    for (const entry of [kept, merged])
      if (await hasMoreRights(tx.sql, roles, actor, entry, now)) throw moreRights()
    const runsIt = await isForeverAdministrator(tx.sql, merged, now)
    const tables = mergedTables(slots)
    const between = { from: merged, into: kept }
    const before = await snapshotOf(tx.sql, tables, between)
    for (const { tables: own } of slots.personalData.values())
      for (const { merge } of own)
        if (!isOmission(merge)) await merge({ tx, now, call, emit, services }, between)
    // The entry that stays may belong to nobody who signs in, or to somebody whose membership rests.
    if (runsIt) await requireAdministratorBeside(tx.sql, merged, now)
    const after = await snapshotOf(tx.sql, tables, between)
    const { tenantId } = kept
    const mergeId = newId(now.getTime())
    const mergedBy = personBehind(actor)
    await tx.sql(sql`
      INSERT INTO person_merges (id, tenant_id, kept_id, merged_id, merged_by, merged_at, undo_until)
      VALUES (${mergeId}::uuid, ${tenantId}::uuid, ${kept.personId}::uuid, ${merged.personId}::uuid, ${mergedBy}::uuid, ${now},
        ${daysAfter(now, services.config.UNDO_DAYS)})`)
    await keepChanges(
      tx.sql,
      services,
      { mergeId, tenantId },
      await changesBetween(tx.sql, tables, before, after),
    )
    record({ type: 'person', id: merged.personId }, {}, { mergedInto: kept.personId })
    record({ type: 'person', id: kept.personId }, {}, { mergedFrom: merged.personId })
    if (merged.accountId !== null && kept.accountId !== null)
      emit(entriesMerged, { mergeId, undone: false, at: now.getTime() })
    return { personId: kept.personId, mergeId }
  },
})
