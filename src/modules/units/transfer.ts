import { defineError } from '../../platform/errors.ts'

/** Somebody asks to belong to another unit instead of one of theirs. */
export const transferStates = ['requested', 'approved', 'refused', 'withdrawn'] as const
export type TransferState = (typeof transferStates)[number]

/** A request at the place of the unit that would receive: its staff decide. */
export interface TransferRow {
  id: string
  tenantId: string
  personId: string
  fromUnitId: string
  toUnitId: string
  state: TransferState
  unitPath: string
}

export const alreadyAsked = defineError('units.alreadyAsked', 409)
export const transferOver = defineError('units.transferOver', 409)
export const notFromThere = defineError('units.notFromThere', 409)
export const ownTransfer = defineError('units.ownTransfer', 403)

/** A request is answered once; whoever asked may take it back until then. */
export function isOpen(state: TransferState): boolean {
  return state === 'requested'
}
