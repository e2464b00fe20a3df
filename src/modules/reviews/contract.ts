import { z } from 'zod'
import { currencyCode } from '../../platform/presentation/codes.ts'
import { nameText, writtenText } from '../../platform/text.ts'
import { KeptFile } from '../files/index.ts'
import { statuses as projectStatuses } from '../projects/index.ts'
import { hideable, mostAppealDays, mostAtOnce, mostCriteria, outcomes, usualAppealDays } from './review.ts'

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
  /** What the addendum says: everybody who has found the project reads that it is weighed otherwise. */
  addendum: z.strictObject({ text: writtenText(10_000) }).optional(),
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

export const DismissedApplicants = ProjectReference.extend({ dismissed: z.int() })

export const DismissalLetter = z.strictObject({ title: z.string(), personIds: z.array(z.uuid()) }).nullable()

export const DeclareConflict = ProjectReference.extend({ reason: writtenText(1000).nullable().default(null) })

export const RecordConflict = ReviewerReference.extend({ reason: writtenText(1000) })

export const ConflictReference = ProjectReference.extend({ conflictId: z.uuid() })

export const LiftConflict = ConflictReference.extend({ reason: writtenText(1000) })

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
    /** Its bids are sealed, and wait for their witnesses: nothing is done about any of them. */
    isSealed: z.boolean(),
  })
  .meta({ id: 'ReviewedProject' })

export const ConflictReply = z
  .strictObject({
    id: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    reason: z.string().nullable(),
    declaredAt: z.date(),
    /** What they stand too close to, as those call it who do not see names; null for all of the project. */
    code: z.string().nullable(),
    /** Nobody lifts their own. */
    abilities: z.strictObject({ lift: z.boolean() }),
  })
  .meta({ id: 'ReviewConflict' })

/** One that does not stand any more, and why. */
export const LiftedConflict = ConflictReply.omit({ abilities: true })
  .extend({ liftedAt: z.date(), liftedBy: z.string(), liftReason: z.string().nullable() })
  .meta({ id: 'LiftedReviewConflict' })

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
    lifted: z.array(LiftedConflict),
    version: z.int(),
    abilities: z.strictObject({
      prepare: z.boolean(),
      /** Also where none was said before the end. */
      setRubric: z.boolean(),
      appoint: z.boolean(),
      /** Records of what was decided are theirs to read, and whether one can be made now. */
      readRecords: z.boolean(),
      makeRecord: z.boolean(),
    }),
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

export const ApplicationOf = ProjectReference.extend({ applicationId: z.uuid() })
export const ApplicationReference = z.strictObject({ applicationId: z.uuid() })
export const Assignment = ApplicationOf.extend({ personId: z.uuid() })
export const ShareOut = ProjectReference.extend({ each: z.int().min(1).max(20).default(2) })
export const SharedOut = z.strictObject({
  projectId: z.uuid(),
  assigned: z.int(),
  /** For so many there were not enough reviewers. */
  short: z.int(),
})
export const SheetReference = z.strictObject({ sheetId: z.uuid() })
export const ExcuseSheet = SheetReference.extend({ reason: writtenText(1000).nullable().default(null) })
/** What a reviewer writes of one criterion. */
export const Mark = z.strictObject({
  criterionId: z.uuid(),
  points: z.int().min(0).max(100).nullable().default(null),
  note: writtenText(2000).nullable().default(null),
})
export type Mark = z.output<typeof Mark>
export const SaveSheet = SheetReference.extend({
  marks: z.array(Mark).max(mostCriteria).default([]),
  note: writtenText(5000).nullable().default(null),
  handIn: z.boolean().default(false).describe('Hands it in as well: it is not changed any more'),
})
/** Null takes one's own word back. */
export const RateSheetMatch = SheetReference.extend({ isRight: z.boolean().nullable() })
export const SavedSheet = z.strictObject({
  sheetId: z.uuid(),
  projectId: z.uuid(),
  version: z.int(),
})
export const Shortlist = ApplicationReference.extend({ isShortlisted: z.boolean().default(true) })
export const Ask = ApplicationReference.extend({ body: writtenText(5000) })
export const Asked = z.strictObject({ applicationId: z.uuid(), messageId: z.uuid() })
const applicationIds = z
  .array(z.uuid())
  .min(1)
  .max(mostAtOnce)
  .transform((ids) => [...new Set(ids)])
export const Decide = ProjectReference.extend({
  applicationIds,
  outcome: z.enum(outcomes),
  /** For those who look after the project. */
  reason: writtenText(2000),
  /** For the applicants; each of them reads it. */
  feedback: writtenText(4000).nullable().default(null),
  /** For those who are awarded: what they do next and whom they ask. Null for what is usual. */
  nextStep: writtenText(2000).nullable().default(null),
  contact: writtenText(500).nullable().default(null),
})
export const PreviewDecisions = Decide.omit({ reason: true })
export const Decided = z.strictObject({
  projectId: z.uuid(),
  /** Those that hold. */
  decided: z.int(),
  /** Those that wait for a second person. */
  proposed: z.int(),
})
export const DecisionReference = z.strictObject({ decisionId: z.uuid() })
export const AgreeToDecision = DecisionReference.extend({
  agrees: z.boolean().default(true),
  /** For those who look after the project; whoever does not agree says why. */
  reason: writtenText(2000).nullable().default(null),
}).superRefine(({ agrees, reason }, context) => {
  if (!agrees && reason === null)
    context.addIssue({ code: 'custom', path: ['reason'], params: { code: 'required' } })
})
export const AgreedTo = z.strictObject({
  decisionId: z.uuid(),
  projectId: z.uuid(),
  status: z.enum(['final', 'refused']),
})
export const FileAppeal = ApplicationReference.extend({ body: writtenText(10_000) })
export const FiledAppeal = z.strictObject({ applicationId: z.uuid(), appealId: z.uuid() })
export const AppealReference = z.strictObject({ appealId: z.uuid() })
export const HearAppeal = AppealReference.extend({
  isUpheld: z.boolean().default(false),
  answer: writtenText(5000),
})
export const HeardAppeal = z.strictObject({ appealId: z.uuid(), applicationId: z.uuid() })

const statuses = z.enum(['submitted', 'shortlisted', 'awarded', 'reserve', 'declined'])

export const BidReply = z
  .strictObject({
    applicationId: z.uuid(),
    /** What reviewers call it who do not see the name. */
    code: z.string(),
    /** What is null here is hidden, or sealed still. */
    applicant: z
      .strictObject({ kind: z.enum(['person', 'company']), id: z.uuid(), name: z.string() })
      .nullable(),
    submittedAt: z.date(),
    /** It was handed in before the last material addendum of its project. */
    isOvertaken: z.boolean(),
    hash: z.string().nullable(),
    isSealed: z.boolean(),
    proposal: z.string().nullable(),
    experience: z.string().nullable(),
    timeline: z.string().nullable(),
    milestones: z.array(z.strictObject({ title: z.string(), doneOn: z.string().nullable() })).nullable(),
    items: z
      .array(
        z.strictObject({
          title: z.string(),
          quantity: z.number(),
          unit: z.string(),
          price: z.int(),
          total: z.int(),
        }),
      )
      .nullable(),
    total: z.int().nullable(),
    currency: z.string().nullable(),
    team: z
      .array(
        z.strictObject({ name: z.string(), role: z.string(), years: z.int().nullable(), note: z.string() }),
      )
      .nullable(),
    references: z
      .array(
        z.strictObject({
          name: z.string(),
          organisation: z.string(),
          role: z.string(),
          email: z.string(),
          phone: z.string(),
          note: z.string(),
        }),
      )
      .nullable(),
    portfolio: z
      .array(z.strictObject({ title: z.string(), link: z.string(), description: z.string() }))
      .nullable(),
    works: z
      .array(
        z.strictObject({
          title: z.string(),
          client: z.string().nullable(),
          description: z.string().nullable(),
        }),
      )
      .nullable(),
    papers: z
      .array(
        z.strictObject({
          kind: z.string(),
          title: z.string(),
          issuer: z.string().nullable(),
          jurisdiction: z.string().nullable(),
          expiresOn: z.string().nullable(),
        }),
      )
      .nullable(),
    files: z
      .array(z.strictObject({ id: z.uuid(), name: z.string().nullable(), size: z.int(), href: z.string() }))
      .nullable(),
    match: z.strictObject({ score: z.int() }).nullable(),
  })
  .meta({ id: 'WeighedBid' })

export const MessageReply = z
  .strictObject({ id: z.uuid(), fromApplicant: z.boolean(), body: z.string(), sentAt: z.date() })
  .meta({ id: 'ClarificationMessage' })

const MarkReply = z.strictObject({
  criterionId: z.uuid(),
  points: z.int().nullable(),
  note: z.string().nullable(),
})

export const SheetReply = z
  .strictObject({
    id: z.uuid(),
    project: ReviewedProject,
    criteria: z.array(CriterionReply),
    bid: BidReply,
    status: z.enum(['open', 'handedIn']),
    marks: z.array(MarkReply),
    note: z.string().nullable(),
    total: z.int().nullable(),
    /** What others made of it; null until one's own is handed in. */
    others: z
      .array(z.strictObject({ total: z.int(), note: z.string().nullable(), marks: z.array(MarkReply) }))
      .nullable(),
    /** How well the applicant fitted when they handed it in; null where that is hidden, or was not worked out. */
    match: z
      .strictObject({
        score: z.int(),
        /** In words; null where something is hidden that they could tell. */
        reasons: z.array(z.string()).nullable(),
        /** Whether whoever asks finds it right; null where they have not said. */
        mine: z.boolean().nullable(),
      })
      .nullable(),
    messages: z.array(MessageReply),
    version: z.int(),
    abilities: z.strictObject({ mark: z.boolean() }),
  })
  .meta({ id: 'ReviewSheet' })

export const QueueItem = z
  .strictObject({
    sheetId: z.uuid(),
    applicationId: z.uuid(),
    code: z.string(),
    /** Null where names are hidden. */
    applicant: z.string().nullable(),
    project: z.strictObject({ id: z.uuid(), title: z.string() }),
    status: z.enum(['open', 'handedIn']),
    total: z.int().nullable(),
    assignedAt: z.date(),
  })
  .meta({ id: 'ReviewQueueItem' })

export const ListQueue = z.strictObject({
  projectId: z.uuid().optional(),
  all: z.boolean().default(false),
  cursor: z.string().max(400).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export const Queue = z
  .strictObject({ items: z.array(QueueItem), nextCursor: z.string().nullable() })
  .meta({ id: 'ReviewQueue' })

export const sorts = ['place', 'match', 'amount', 'submitted'] as const
export const ListWeighed = ProjectReference.extend({ sort: z.enum(sorts).default('place') })

export const WeighedItem = z
  .strictObject({
    applicationId: z.uuid(),
    code: z.string(),
    applicant: z.string().nullable(),
    status: statuses,
    submittedAt: z.date(),
    /** It was handed in before the last material addendum of its project. */
    isOvertaken: z.boolean(),
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    matchScore: z.int().nullable(),
    /** Of those who review it. */
    sheets: z.strictObject({ assigned: z.int(), handedIn: z.int() }),
    /** The mean of what was handed in, in hundredths of 100; null while there is nothing, or it is hidden. */
    total: z.int().nullable(),
    place: z.int().nullable(),
    /** So many of its reviewers are far from the middle of all. */
    outliers: z.int(),
    decision: z
      .strictObject({ id: z.uuid(), outcome: z.enum(outcomes), status: z.enum(['proposed', 'final']) })
      .nullable(),
    hasOpenAppeal: z.boolean(),
  })
  .meta({ id: 'WeighedApplication' })

export const WeighedList = z
  .strictObject({
    project: ReviewedProject,
    items: z.array(WeighedItem),
    progress: z.array(
      z.strictObject({ personId: z.uuid(), name: z.string(), assigned: z.int(), handedIn: z.int() }),
    ),
    abilities: z.strictObject({
      assign: z.boolean(),
      decide: z.boolean(),
      /** All of them may be had as a file. */
      export: z.boolean(),
    }),
  })
  .meta({ id: 'WeighedApplications' })

export const DecisionReply = z
  .strictObject({
    id: z.uuid(),
    outcome: z.enum(outcomes),
    status: z.enum(['proposed', 'final', 'refused', 'superseded']),
    reason: z.string(),
    feedback: z.string().nullable(),
    decidedBy: z.string(),
    decidedAt: z.date(),
    secondBy: z.string().nullable(),
    secondAt: z.date().nullable(),
    /** Why the second person did not agree, or what they said of it. */
    secondReason: z.string().nullable(),
    appeal: z
      .strictObject({
        id: z.uuid(),
        body: z.string(),
        filedAt: z.date(),
        status: z.enum(['open', 'upheld', 'dismissed']),
        answer: z.string().nullable(),
        heardAt: z.date().nullable(),
        abilities: z.strictObject({ hear: z.boolean() }),
      })
      .nullable(),
    abilities: z.strictObject({ agree: z.boolean() }),
  })
  .meta({ id: 'ReviewDecision' })

export const WeighedReply = z
  .strictObject({
    project: ReviewedProject,
    status: statuses,
    bid: BidReply,
    criteria: z.array(CriterionReply),
    /** Null until one's own is handed in, for those who review it themselves. */
    sheets: z
      .array(
        z.strictObject({
          personId: z.uuid(),
          name: z.string(),
          status: z.enum(['open', 'handedIn', 'excused']),
          total: z.int().nullable(),
          isOutlier: z.boolean(),
          note: z.string().nullable(),
          marks: z.array(MarkReply),
        }),
      )
      .nullable(),
    candidates: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })),
    messages: z.array(MessageReply),
    decisions: z.array(DecisionReply),
    abilities: z.strictObject({
      assign: z.boolean(),
      shortlist: z.boolean(),
      unlist: z.boolean(),
      ask: z.boolean(),
      decide: z.boolean(),
    }),
  })
  .meta({ id: 'WeighedApplicationDetail' })

export const OutcomeReply = z
  .strictObject({
    applicationId: z.uuid(),
    project: z.strictObject({
      id: z.uuid(),
      slug: z.string(),
      title: z.string(),
      status: z.enum(projectStatuses),
    }),
    status: z.enum(['draft', 'submitted', 'withdrawn', 'shortlisted', 'awarded', 'reserve', 'declined']),
    decidedAt: z.date().nullable(),
    feedback: z.string().nullable(),
    /** What comes of an award; null where there is none. */
    award: z
      .strictObject({
        amount: z.int().nullable(),
        currency: z.string().nullable(),
        contact: z.string(),
        nextStep: z.string(),
      })
      .nullable(),
    messages: z.array(MessageReply),
    /** Until when one may appeal; null where one may not, or has. */
    appealUntil: z.date().nullable(),
    appeal: z
      .strictObject({
        body: z.string(),
        filedAt: z.date(),
        status: z.enum(['open', 'upheld', 'dismissed']),
        answer: z.string().nullable(),
      })
      .nullable(),
    abilities: z.strictObject({ answer: z.boolean(), appeal: z.boolean() }),
  })
  .meta({ id: 'ApplicationOutcome' })

export const PreviewReply = z
  .strictObject({
    project: ReviewedProject,
    items: z.array(
      z.strictObject({
        applicationId: z.uuid(),
        applicant: z.string(),
        subject: z.string(),
        text: z.string(),
        /** Of those who review it. */
        sheets: z.strictObject({ assigned: z.int(), handedIn: z.int() }),
        /** It waits for a second person before anybody is told. */
        takesTwo: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'DecisionPreview' })

export type BidReply = z.output<typeof BidReply>
export type SheetReply = z.output<typeof SheetReply>
export type Queue = z.output<typeof Queue>
export type WeighedItem = z.output<typeof WeighedItem>
export type WeighedList = z.output<typeof WeighedList>
export type WeighedReply = z.output<typeof WeighedReply>
export type DecisionReply = z.output<typeof DecisionReply>
export type OutcomeReply = z.output<typeof OutcomeReply>
export type PreviewReply = z.output<typeof PreviewReply>
export type MessageReply = z.output<typeof MessageReply>

/** How many applications wait for them as well. */
export const AppointmentLetter = z.strictObject({ title: z.string(), waiting: z.int() }).nullable()

export const LetterAbout = z.strictObject({
  kind: z.enum(['message', 'decision', 'proposal', 'appeal', 'hearing']),
  /** Of the message, the decision or the appeal; of a decision that holds, the application. */
  id: z.uuid(),
})

export const ReviewLetter = z
  .strictObject({
    topic: z.enum(['reviews.asked', 'reviews.decided', 'reviews.waiting']),
    personIds: z.array(z.uuid()),
    /** By which its words are found. */
    happening: z.string(),
    /** What its words speak of. */
    about: z.strictObject({ title: z.string(), applicant: z.string() }),
    said: z.string().nullable(),
    /** Of an award. What nobody wrote is null: its words are those of whoever reads it. */
    award: z
      .strictObject({
        amount: z.int().nullable(),
        currency: z.string().nullable(),
        contact: z.string(),
        nextStep: z.string().nullable(),
      })
      .nullable(),
    /** Where it leads to. */
    path: z.string(),
  })
  .nullable()
export type ReviewLetter = z.output<typeof ReviewLetter>

export const RecordStarted = z.strictObject({ taskId: z.uuid() }).meta({ id: 'DecisionRecordStarted' })

export const DecisionRecords = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        locale: z.string(),
        size: z.int(),
        sha256: z.string(),
        madeAt: z.date(),
        madeBy: z.string().nullable(),
        href: z.string(),
        /** Something was decided since. */
        isOutdated: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'DecisionRecords' })
export type DecisionRecords = z.output<typeof DecisionRecords>

export const KeepRecord = ProjectReference.extend({
  file: KeptFile,
  locale: z.string().max(35),
  mentions: z.array(z.uuid()),
  madeBy: z.uuid().nullable(),
})
export const RecordKept = z.strictObject({ recordId: z.uuid() })

const When = z.date().nullable()

/** What a record tells, before it is put into words. */
export const RecordContents = z.strictObject({
  project: ReviewedProject,
  timeZone: z.string(),
  deadline: When,
  hidden: z.array(z.enum(hideable)),
  appealDays: z.int(),
  approval: z.strictObject({ above: z.int(), currency: z.string(), isOwn: z.boolean() }).nullable(),
  /** What became of the project until it was weighed, in the order in which it happened. */
  went: z.array(
    z.strictObject({
      at: z.date(),
      what: z.enum(['published', 'addendum', 'materialAddendum', 'closed', 'closedEarly', 'opened']),
      /** Of an addendum. */
      number: z.int().nullable(),
      /** Who did it, where that is known; empty for somebody who was erased. */
      names: z.array(z.string()),
      /** In what words. */
      text: z.string().nullable(),
    }),
  ),
  /** So many were handed in and withdrawn. */
  withdrawn: z.int(),
  criteria: z.array(CriterionReply),
  applications: z.array(
    WeighedItem.pick({
      applicationId: true,
      code: true,
      status: true,
      submittedAt: true,
      isOvertaken: true,
      amount: true,
      currency: true,
      matchScore: true,
      total: true,
      place: true,
    }).extend({ applicant: z.string() }),
  ),
  reviewers: z.array(
    z.strictObject({
      name: z.string(),
      appointedAt: z.date(),
      endedAt: When,
      assigned: z.int(),
      handedIn: z.int(),
    }),
  ),
  sheets: z.array(
    z.strictObject({
      applicationId: z.uuid(),
      name: z.string(),
      total: z.int(),
      note: z.string().nullable(),
      marks: z.array(MarkReply),
      handedInAt: When,
    }),
  ),
  conflicts: z.array(
    z.strictObject({
      name: z.string(),
      applicationId: z.uuid().nullable(),
      declaredAt: z.date(),
      liftedAt: When,
    }),
  ),
  decisions: z.array(
    DecisionReply.omit({ appeal: true, abilities: true }).extend({
      applicationId: z.uuid(),
      finalAt: When,
      /** Above which amount an award took two people, as it was decided by. */
      limit: z.strictObject({ above: z.int(), currency: z.string() }).nullable(),
      appeal: z
        .strictObject({
          filedAt: z.date(),
          status: z.enum(['open', 'upheld', 'dismissed']),
          answer: z.string().nullable(),
          heardAt: When,
          heardBy: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  /** Everybody whom it names. */
  mentions: z.array(z.uuid()),
})
export type RecordContents = z.output<typeof RecordContents>
