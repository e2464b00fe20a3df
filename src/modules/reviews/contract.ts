import { z } from 'zod'
import { currencyCode } from '../../platform/presentation/codes.ts'
import { nameText, writtenText } from '../../platform/text.ts'
import { hideable, mostAppealDays, mostCriteria, usualAppealDays } from './review.ts'

export const Nothing = z.strictObject({})

export const ProjectReference = z.strictObject({ projectId: z.uuid() })

const Amount = z.int().min(0).max(9_000_000_000_000)

export const ChangeReview = ProjectReference.extend({
  hidden: z.array(z.enum(hideable)).max(hideable.length).default([]),
  appealDays: z.int().min(0).max(mostAppealDays).default(usualAppealDays),
  approvalAbove: Amount.nullable().default(null),
})

export const CriterionParts = z.strictObject({
  name: nameText(160),
  guidance: writtenText(1000).nullable().default(null),
  weight: z.int().min(1).max(100).default(1),
  mostPoints: z.int().min(1).max(100).default(10),
})

export const SetRubric = ProjectReference.extend({
  criteria: z.array(CriterionParts).max(mostCriteria).default([]),
}).superRefine(({ criteria }, context) => {
  criteria.forEach(({ name }, index) => {
    const isSame = (other: { name: string }) => other.name.toLowerCase() === name.toLowerCase()
    if (criteria.findIndex(isSame) < index)
      context.addIssue({
        code: 'custom',
        path: ['criteria', index, 'name'],
        params: { code: 'reviews.error.criterionTwice' },
      })
  })
})

export const ReviewerReference = ProjectReference.extend({ personId: z.uuid() })

export const DeclareConflict = ProjectReference.extend({ reason: writtenText(1000).nullable().default(null) })

export const RecordConflict = ReviewerReference.extend({ reason: writtenText(1000) })

export const ConflictReference = ProjectReference.extend({ conflictId: z.uuid() })

export const ChangeApprovalRule = z
  .strictObject({
    currency: currencyCode.nullable().default(null),
    approvalAbove: Amount.nullable().default(null),
  })
  .superRefine(({ currency, approvalAbove }, context) => {
    if (approvalAbove !== null && currency === null)
      context.addIssue({ code: 'custom', path: ['currency'], params: { code: 'required' } })
  })

export const FindReviewers = ProjectReference.extend({ search: z.string().trim().max(120).default('') })

export const FoundReviewers = z
  .strictObject({ items: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })) })
  .meta({ id: 'ReviewerCandidates' })

export const CriterionReply = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    guidance: z.string().nullable(),
    weight: z.int(),
    mostPoints: z.int(),
  })
  .meta({ id: 'ReviewCriterion' })

export const ReviewedProject = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    status: z.enum(['draft', 'published', 'closed', 'reviewing', 'awarded', 'cancelled']),
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    currency: z.string().nullable(),
  })
  .meta({ id: 'ReviewedProject' })

export const ConflictReply = z
  .strictObject({
    id: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    reason: z.string().nullable(),
    declaredAt: z.date(),
    /** Whoever declared it does not lift it. */
    abilities: z.strictObject({ lift: z.boolean() }),
  })
  .meta({ id: 'ReviewConflict' })

export const ReviewReply = z
  .strictObject({
    project: ReviewedProject,
    hidden: z.array(z.enum(hideable)),
    appealDays: z.int(),
    approvalAbove: z.int().nullable(),
    /** What holds for its awards in the end: its own limit, or that of the association. */
    approval: z.strictObject({ above: z.int(), currency: z.string(), isOwn: z.boolean() }).nullable(),
    criteria: z.array(CriterionReply),
    reviewers: z.array(
      z.strictObject({ personId: z.uuid(), name: z.string(), appointedAt: z.date(), stoodDown: z.boolean() }),
    ),
    conflicts: z.array(ConflictReply),
    version: z.int(),
    abilities: z.strictObject({ prepare: z.boolean(), appoint: z.boolean() }),
  })
  .meta({ id: 'Review' })

export const MyReview = z
  .strictObject({
    project: ReviewedProject,
    criteria: z.array(CriterionReply),
    hidden: z.array(z.enum(hideable)),
  })
  .meta({ id: 'MyReview' })

export const MyReviews = z
  .strictObject({ items: z.array(z.strictObject({ project: ReviewedProject, appointedAt: z.date() })) })
  .meta({ id: 'MyReviews' })

export const ChangedReview = z.strictObject({ projectId: z.uuid(), version: z.int() })

export const ApprovalRule = z
  .strictObject({ currency: z.string().nullable(), approvalAbove: z.int().nullable() })
  .meta({ id: 'ApprovalRule' })

export type ReviewReply = z.output<typeof ReviewReply>
export type MyReview = z.output<typeof MyReview>
export type MyReviews = z.output<typeof MyReviews>
export type ReviewedProject = z.output<typeof ReviewedProject>
export type CriterionReply = z.output<typeof CriterionReply>
export type FoundReviewers = z.output<typeof FoundReviewers>
export type ApprovalRule = z.output<typeof ApprovalRule>
