import { defineError } from '../../../platform/errors.ts'

export const notUtf8 = defineError('members.importNotUtf8', 422)
export const badQuotes = defineError('members.importQuotes', 422)
export const noRows = defineError('members.importNoRows', 422)
export const tooManyRows = defineError('members.importTooManyRows', 422)
export const tooManyColumns = defineError('members.importTooManyColumns', 422)
export const importGone = defineError('members.importGone', 404)
/** Somebody whom a row names is looked after by others by now. */
export const importNotYours = defineError('members.importNotYours', 409)
export const importUnderWay = defineError('members.importUnderWay', 409)
export const importUndoing = defineError('members.importUndoing', 409)
export const importUndone = defineError('members.importUndone', 409)
export const importUndoOver = defineError('members.importUndoOver', 409)
export const importAddedNobody = defineError('members.importAddedNobody', 409)
/** Two rows name one member, by two of their addresses. */
export const importTwice = defineError('members.importTwice', 409)
