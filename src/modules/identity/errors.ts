import { defineError } from '../../platform/errors.ts'

export const wrongPassword = defineError('identity.wrongPassword', 422)
export const linkExpired = defineError('identity.linkExpired', 409)
export const addressTaken = defineError('identity.addressTaken', 409)
export const unknownAssociation = defineError('identity.unknownAssociation', 409)
export const hasAdministrator = defineError('identity.hasAdministrator', 409)
