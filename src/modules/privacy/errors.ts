import { defineError } from '../../platform/errors.ts'

export const sameEntry = defineError('privacy.sameEntry', 409)
export const notYourself = defineError('privacy.notYourself', 409)
