import { defineError } from '../../platform/errors.ts'

export const linkInvalid = defineError('notifications.linkInvalid', 404)
export const linkExpired = defineError('notifications.linkExpired', 409)
