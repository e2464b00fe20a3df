import { defineError } from '../../platform/errors.ts'
import { type MemberFacts, objectionsToEligibility, type VerificationKind } from './grade.ts'
import { standings } from './standing.ts'

/** Where an association may ask more of people than that they are members. */
export const aimKinds = ['joining', 'position', 'role'] as const
export type AimKind = (typeof aimKinds)[number]

/** Version 1, as it stands in the database. What is empty is not asked. */
export interface Condition {
  v: 1
  /** One of these, by their keys. */
  grades: string[]
  /** One of these. */
  types: string[]
  /** All of these. */
  verified: VerificationKind[]
}

export const nothingAsked: Condition = { v: 1, grades: [], types: [], verified: [] }

export const notAskedOfMembers = defineError('membership.notAskedOfMembers', 409)

export function asksNothing({ grades, types, verified }: Condition): boolean {
  return grades.length + types.length + verified.length === 0
}

/** What of it somebody lacks: the parts of the condition that they do not meet. How they stand is asked elsewhere. */
export function lackedBy(condition: Condition, facts: MemberFacts): Condition {
  const objections = objectionsToEligibility(
    {
      standings,
      grades: condition.grades.length > 0 ? condition.grades : undefined,
      types: condition.types.length > 0 ? condition.types : undefined,
      verified: condition.verified,
    },
    facts,
  )
  return {
    v: 1,
    grades: objections.includes('grade') ? condition.grades : [],
    types: objections.includes('type') ? condition.types : [],
    verified: condition.verified.filter((kind) => !facts.verified.includes(kind)),
  }
}
