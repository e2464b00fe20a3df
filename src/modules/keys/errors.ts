import { defineError } from '../../platform/errors.ts'

/** A key that something is sealed under is not in the ring. */
export const keyMissing = defineError('keys.keyMissing', 409)
