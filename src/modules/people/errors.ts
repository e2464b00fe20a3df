import { type AppError, defineError } from '../../platform/errors.ts'

export const tooManyCertifications = defineError('people.tooManyCertifications', 409)
/** Somebody like this is there already, by what is the same. */
export const alreadyThere = {
  name: defineError('people.alreadyThere', 409),
  email: defineError('people.emailAlreadyThere', 409),
  /** They sign in with it: a phone that an entry merely tells may be that of a family. */
  phone: defineError('people.phoneAlreadyThere', 409),
}
export function isAlreadyThere({ code }: AppError): boolean {
  return Object.values(alreadyThere).some((refused) => refused().code === code)
}
/** Somebody signs in as this person already. */
export const alreadyClaimed = defineError('people.alreadyClaimed', 409)
/** The account is somebody else of the association already: staff can merge the two entries. */
export const alreadySomebody = defineError('people.alreadySomebody', 409)
