/** An import of people, as an undo looks at it. */
export interface ImportRow {
  id: string
  tenantId: string
  unitId: string
  unitName: string
  unitPath: string
  startedBy: string | null
  startedAt: Date
  added: number
  changed: number
  taken: number
  kept: number
  undoUntil: Date
  undoneAt: Date | null
  undoTaskId: string | null
  /** Whether people still come in. */
  isUnderWay: boolean
  /** Whether they are just being taken back. */
  isUndoing: boolean
}

/** Why somebody stays whom an import has made. */
export const keptReasons = ['gone', 'claimed', 'changed'] as const
export type KeptReason = (typeof keptReasons)[number]
