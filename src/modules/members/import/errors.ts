import { defineError } from '../../../platform/errors.ts'

export const notUtf8 = defineError('members.importNotUtf8', 422)
export const badQuotes = defineError('members.importQuotes', 422)
export const noRows = defineError('members.importNoRows', 422)
export const tooManyRows = defineError('members.importTooManyRows', 422)
export const tooManyColumns = defineError('members.importTooManyColumns', 422)
export const importGone = defineError('members.importGone', 404)
