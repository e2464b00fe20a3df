import { defineError } from '../../platform/errors.ts'

/** Each stands for a `scimType` of RFC 7644, 3.12; `surface.ts` says which. `at` names the attribute or the place. */
export const invalidFilter = defineError('scim.invalidFilter', 400)
export const invalidPath = defineError('scim.invalidPath', 400)
export const invalidSyntax = defineError('scim.invalidSyntax', 400)
export const invalidValue = defineError('scim.invalidValue', 400)
export const noTarget = defineError('scim.noTarget', 400)
export const notMutable = defineError('scim.notMutable', 400)
export const userNameTaken = defineError('scim.userNameTaken', 409)
export const externalIdTaken = defineError('scim.externalIdTaken', 409)
/** Only what an identity provider keeps here is filtered, not what describes the service. */
export const unfiltered = defineError('scim.unfiltered', 403)
export const notOffered = defineError('scim.notOffered', 501)
/** Nobody changes, by a token of theirs, what they could not change themselves. */
export const beyondMaker = defineError('scim.beyondMaker', 403)
/** A group brings the same to the same place once. */
export const alreadyBrought = defineError('scim.alreadyBrought', 409)
/** A role that is not there, or that nobody is given any more. */
export const notGivenThere = defineError('scim.notGivenThere', 409)
export const noSuchProvider = defineError('scim.noSuchProvider', 409)
