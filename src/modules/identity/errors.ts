import { defineError } from '../../platform/errors.ts'

export const wrongPassword = defineError('identity.wrongPassword', 422)
export const wrongCode = defineError('identity.wrongCode', 422)
export const wrongProof = defineError('identity.wrongProof', 422)
export const hasSecondFactor = defineError('identity.hasSecondFactor', 409)
export const lastAddress = defineError('identity.lastAddress', 409)
export const codeExpired = defineError('identity.codeExpired', 409)
export const lockedOut = defineError('identity.lockedOut', 429)
export const linkExpired = defineError('identity.linkExpired', 409)
export const addressTaken = defineError('identity.addressTaken', 409)
export const unknownAssociation = defineError('identity.unknownAssociation', 409)
export const hasAdministrator = defineError('identity.hasAdministrator', 409)
