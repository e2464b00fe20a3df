import { defineError } from '../../platform/errors.ts'

/** Nobody finds anything among more. */
export const mostViews = 50

export const tooManyViews = defineError('views.tooMany', 409)
export const nameTaken = defineError('views.nameTaken', 409)
