import { isOmission } from '../../../platform/slots/personal-data.ts'
import { Merged, MergePeople } from '../contract.ts'
import { notYourself, sameEntry } from '../errors.ts'
import { command } from '../room.ts'
import { lockForMerge } from '../subject-row.ts'

/** Two entries that are one person become one. Each room moves what it keeps, in this transaction. */
export const mergePeople = command({
  name: 'privacy.mergePeople',
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
    const { actor, slots, record, call, tx, now, emit, services } = context
    // Whoever merges themselves away would act on as somebody whom they no longer are.
    if (actor.kind === 'account' && actor.personId === merged.personId) throw notYourself()
    for (const { tables } of slots.personalData.values())
      for (const { merge } of tables)
        if (!isOmission(merge)) await merge({ tx, now, call, emit, services }, { from: merged, into: kept })
    record({ type: 'person', id: merged.personId }, {}, { mergedInto: kept.personId })
    record({ type: 'person', id: kept.personId }, {}, { mergedFrom: merged.personId })
    return { personId: kept.personId }
  },
})
