import { defineError } from '../../platform/errors.ts'

export const tooManyCertifications = defineError('people.tooManyCertifications', 409)
export const alreadyThere = defineError('people.alreadyThere', 409)
