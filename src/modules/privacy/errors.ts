import { defineError } from '../../platform/errors.ts'

export const sameEntry = defineError('privacy.sameEntry', 409)
export const notYourself = defineError('privacy.notYourself', 409)
/** Whoever merges hands what one entry may do to the other one. */
export const moreRights = defineError('privacy.moreRights', 403)
export const mergeUndone = defineError('privacy.mergeUndone', 409)
export const mergeUndoOver = defineError('privacy.mergeUndoOver', 409)
export const mergedSince = defineError('privacy.mergedSince', 409)
export const saidDifferent = defineError('privacy.saidDifferent', 409)
export const mergeStays = defineError('privacy.mergeStays', 409)
export const notDue = defineError('privacy.notDue', 409)
export const notLeaving = defineError('privacy.notLeaving', 409)
export const closingAlready = defineError('privacy.closingAlready', 409)
