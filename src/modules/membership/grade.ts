import { defineError } from '../../platform/errors.ts'
import type { Translated } from '../../platform/presentation/translated.ts'
import { type Standing, standingOfMembers } from './standing.ts'

/** What an association sorts its people by: how far they have come, and what sort of member they are. */
export const facets = ['grade', 'type'] as const
export type Facet = (typeof facets)[number]

/** How it is known who somebody is, the weakest first. An address counts as confirmed as soon as an account has it. */
export const verificationKinds = ['email', 'phone', 'document', 'identity'] as const
export type VerificationKind = (typeof verificationKinds)[number]

/** Who may come to a grade. Version 1, as it stands in the database. */
export interface PromotionRule {
  v: 1
  /** From one of these grades; none: from any. */
  from: string[]
  /** After so many days in the grade before. */
  days: number
  /** Who stands so; none: however they stand. */
  standings: Standing[]
  /** All of these. */
  verified: VerificationKind[]
  /** Whether staff say so; else whoever meets the rule takes the grade themselves. */
  byStaff: boolean
}

/** One that an association has declared. */
export interface MemberClass {
  id: string
  tenantId: string
  facet: Facet
  key: string
  label: Translated
  rule: PromotionRule
  position: number
  version: number
  archivedAt: Date | null
}

/** What is known of somebody where rules look. */
export interface MemberFacts {
  standing: Standing
  grade: string | null
  gradeSince: Date | null
  type: string | null
  verified: VerificationKind[]
}

export const reasons = ['standing', 'grade', 'type', 'tooSoon', 'unverified', 'needsStaff'] as const
export type Reason = (typeof reasons)[number]

/** More than these nobody tells apart. */
export const mostClasses = 50

export const classTaken = defineError('membership.classTaken', 409)
export const tooManyClasses = defineError('membership.tooManyClasses', 409)
export const classArchived = defineError('membership.classArchived', 409)
export const alreadyClassified = defineError('membership.alreadyClassified', 409)

const dayMilliseconds = 86_400_000

/** Why somebody cannot come to a grade now: all that stands in the way, or nothing. */
export function objectionsToPromotion(
  rule: PromotionRule,
  facts: MemberFacts,
  now: Date,
  by: 'staff' | 'oneself',
): Reason[] {
  const found: Reason[] = []
  if (rule.standings.length > 0 && !rule.standings.includes(facts.standing)) found.push('standing')
  // Whoever has no grade yet begins in any: there is none that they come from.
  if (facts.grade !== null && facts.gradeSince !== null) {
    if (rule.from.length > 0 && !rule.from.includes(facts.grade)) found.push('grade')
    if (now.getTime() - facts.gradeSince.getTime() < rule.days * dayMilliseconds) found.push('tooSoon')
  } else if (by === 'oneself' && rule.from.length > 0) found.push('grade')
  if (rule.verified.some((kind) => !facts.verified.includes(kind))) found.push('unverified')
  if (by === 'oneself' && rule.byStaff) found.push('needsStaff')
  return found
}

/** What another room asks of people: to vote, to enrol, to be elected. What is left out is not asked. */
export interface EligibilityCondition {
  standings?: readonly Standing[] | undefined
  grades?: readonly string[] | undefined
  types?: readonly string[] | undefined
  verified?: readonly VerificationKind[] | undefined
}

/** Without a word about standing it takes a member whose membership does not rest. */
export function objectionsToEligibility(condition: EligibilityCondition, facts: MemberFacts): Reason[] {
  const { standings = [standingOfMembers], grades, types, verified = [] } = condition
  const found: Reason[] = []
  if (!standings.includes(facts.standing)) found.push('standing')
  if (grades && (facts.grade === null || !grades.includes(facts.grade))) found.push('grade')
  if (types && (facts.type === null || !types.includes(facts.type))) found.push('type')
  if (verified.some((kind) => !facts.verified.includes(kind))) found.push('unverified')
  return found
}
