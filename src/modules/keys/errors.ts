import { defineError } from '../../platform/errors.ts'

/** They are those of other associations as well: whoever runs the installation rotates them. */
export const sharedKeys = defineError('keys.sharedKeys', 403)
/** A key that something is sealed under is not in the ring. */
export const keyMissing = defineError('keys.keyMissing', 409)
