import { defineError } from '../../platform/errors.ts'

export const tooManyCertifications = defineError('people.tooManyCertifications', 409)
export const alreadyThere = defineError('people.alreadyThere', 409)
/** Somebody signs in as this person already. */
export const alreadyClaimed = defineError('people.alreadyClaimed', 409)
/** The account is somebody else of the association already: staff can merge the two entries. */
export const alreadySomebody = defineError('people.alreadySomebody', 409)
