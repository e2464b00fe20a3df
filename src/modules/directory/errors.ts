import { defineError } from '../../platform/errors.ts'

export const noPlaceOfYours = defineError('directory.noPlaceOfYours', 422)
export const noPlaceOfUnit = defineError('directory.noPlaceOfUnit', 422)
