import { defineError } from '../../platform/errors.ts'

export const hostTaken = defineError('units.hostTaken', 409)
export const hostUnknown = defineError('units.hostUnknown', 404)
