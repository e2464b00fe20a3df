import type { Rule } from '../../platform/declare/operation.ts'
import { mergedSince, mergeUndone, mergeUndoOver, notYourself } from './errors.ts'

/** A merge as undoing looks at it. */
export interface MergeRow {
  id: string
  tenantId: string
  unitPath: string
  keptId: string
  mergedId: string
  mergedAt: Date
  undoUntil: Date
  undoneAt: Date | null
  /** Whether the entry that stayed is still there, and who signs in as it. */
  keptIsThere: boolean
  keptAccountId: string | null
  /** It was merged into another one since. */
  keptWasMerged: boolean
  mergedIsAway: boolean
}

/** Once, within its time, and the last of those that lie one upon the other first. */
export const mergeUndoable: Rule<MergeRow> = (actor, merge, now) => {
  if (merge.undoneAt) return mergeUndone()
  if (merge.keptWasMerged) return mergedSince()
  if (merge.undoUntil <= now || !merge.keptIsThere || !merge.mergedIsAway) return mergeUndoOver()
  // Their account may go with the other entry: they would act on as somebody whom they no longer are.
  return actor.kind === 'account' && actor.personId === merge.keptId ? notYourself() : null
}
