import { z } from 'zod'
import { nameText, writtenText } from '../../platform/text.ts'
import { TranslatedReply, translatedText } from '../../platform/translated-text.ts'
import { aimKinds } from './eligibility-rule.ts'
import { facets, mostClasses, reasons, verificationKinds } from './grade.ts'
import { joinRequestStates } from './join-request.ts'
import { standings } from './standing.ts'

export const Nothing = z.strictObject({})

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const PeopleReference = z.strictObject({ personIds: z.array(z.uuid()) })

/** Whom it is about reads it. */
const Reason = writtenText(1000)

/** A day: from its first moment on where the one who decides is. Nothing, or today: at once. */
const Day = z
  .string()
  .trim()
  .refine((text) => text === '' || (z.iso.date().safeParse(text).success && text >= '1900'), {
    params: { code: 'format.date' },
  })
  .nullish()
  .transform((text) => text || null)

/** To expel somebody is an act of its own. */
const decidable = standings.filter((standing) => standing !== 'expelled')

export const ChangeStanding = z.strictObject({
  personId: z.uuid(),
  to: z.enum(decidable),
  reason: Reason,
  from: Day,
})

export const ChangeStandingOfMember = z.strictObject({
  membershipId: z.uuid(),
  to: z.enum(decidable),
  reason: Reason,
})

export const ExpelPerson = z.strictObject({ personId: z.uuid(), reason: Reason, from: Day })

export const StandingDecided = z.strictObject({
  personId: z.uuid(),
  standingId: z.uuid(),
  standing: z.enum(standings),
  from: z.date(),
})

/** Letters, digits and signs that people can say on the phone. */
const numberPrefix = z
  .string()
  .trim()
  .max(20)
  .refine((text) => !/[\p{Cc}\p{Cf}]/u.test(text), { params: { code: 'invalid' } })

export const SetNumberSeries = z.strictObject({
  prefix: numberPrefix.default(''),
  withYear: z.boolean().default(false),
  digits: z.int().min(1).max(9).default(5),
  /** Nothing: the count goes on. */
  nextNumber: z
    .union([z.literal('').transform(() => null), z.int().min(1).max(900_000_000)])
    .nullable()
    .default(null),
})

export const NumberSeriesReply = z
  .strictObject({
    series: z
      .strictObject({
        prefix: z.string(),
        withYear: z.boolean(),
        digits: z.int(),
        nextNumber: z.int(),
        version: z.int(),
      })
      .nullable(),
    /** How the next number looks; null where nobody has said it yet. */
    next: z.string().nullable(),
    /** So many members have none. */
    without: z.int(),
  })
  .meta({ id: 'NumberSeries' })

const Planned = z.strictObject({ standing: z.enum(standings), from: z.date() }).nullable()

const DecisionReply = z.strictObject({
  id: z.uuid(),
  standing: z.enum(standings),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  reason: z.string().nullable(),
  /** Null where the program did it, or nobody knows any more. */
  decidedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
  decidedAt: z.date(),
  /** It was planned and dropped, or stood at an entry that was merged into this one. */
  withdrawnAt: z.date().nullable(),
})

export const StandingReply = z
  .strictObject({
    personId: z.uuid(),
    name: z.string(),
    number: z.string().nullable(),
    standing: z.enum(standings),
    since: z.date(),
    planned: Planned,
    /** What it may become next. */
    moves: z.array(z.enum(standings)),
    history: z.array(DecisionReply),
    /** Why the reader cannot decide, though they decide about others here. */
    obstacle: z.enum(['oneself', 'moreRights']).nullable(),
    abilities: z.strictObject({ decide: z.boolean(), expel: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'Standing' })

/** Whom to ask, as the unit that somebody belongs to says it, else those who run the association. */
const Contacts = z.array(
  z.strictObject({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
)

export const MyStanding = z
  .strictObject({
    number: z.string().nullable(),
    standing: z.enum(standings),
    since: z.date(),
    planned: Planned,
    /** Why, as whoever decided it wrote to you. */
    reason: z.string().nullable(),
    /** What is open to members is closed to you while this holds. */
    rests: z.boolean(),
    admission: z
      .enum(['open', 'request'])
      .nullable()
      .describe(
        'How you, a prospect, become a member: at once, or by asking. Null where you cannot ask for it.',
      ),
    history: z.array(
      DecisionReply.pick({ id: true, standing: true, startsAt: true, endsAt: true, reason: true }),
    ),
    contacts: Contacts,
  })
  .meta({ id: 'MyStanding' })

export const StandingLetter = z
  .strictObject({
    personId: z.uuid(),
    standing: z.enum(standings),
    from: z.date(),
    reason: z.string().nullable(),
    timeZone: z.string(),
    contacts: Contacts,
  })
  .nullable()

export type StandingReply = z.output<typeof StandingReply>
export type NumberSeriesReply = z.output<typeof NumberSeriesReply>
export type MyStanding = z.output<typeof MyStanding>
export type Contact = z.output<typeof Contacts>[number]

const classKey = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,38}$/)

function distinct<Item>(items: Item[]): Item[] {
  return [...new Set(items)]
}

const ruleFields = {
  from: z
    .array(classKey)
    .max(50)
    .default([])
    .transform(distinct)
    .describe('The keys of the grades from which one comes to this one; none for any.'),
  days: z
    .int()
    .min(0)
    .max(36_500)
    .default(0)
    .describe('For how many days one has to be in the grade before.'),
  standings: z
    .array(z.enum(standings))
    .max(9)
    .default([])
    .transform(distinct)
    .describe('How one has to stand; none for however it is.'),
  verified: z
    .array(z.enum(verificationKinds))
    .max(4)
    .default([])
    .transform(distinct)
    .describe('What has to be known of who one is; all of it.'),
  byStaff: z
    .boolean()
    .default(false)
    .describe('Whether staff have to say so; else whoever meets the rule takes the grade.'),
}

const changeableClass = {
  label: translatedText(60),
  position: z.int().min(0).max(10_000).default(100),
  ...ruleFields,
}

export const DeclareClass = z.strictObject({
  facet: z.enum(facets).describe('Whether it is a grade or a type of members.'),
  key: classKey,
  ...changeableClass,
})

export const ChangeClass = z.strictObject({
  classId: z.uuid(),
  ...changeableClass,
  isArchived: z.boolean().default(false).describe('Nobody comes to it any more; who is in it stays.'),
})

export const ClassReply = z
  .strictObject({
    id: z.uuid(),
    facet: z.enum(facets),
    key: z.string(),
    label: TranslatedReply,
    rule: z.strictObject({
      v: z.literal(1),
      from: z.array(z.string()),
      days: z.int(),
      standings: z.array(z.enum(standings)),
      verified: z.array(z.enum(verificationKinds)),
      byStaff: z.boolean(),
    }),
    position: z.int(),
    version: z.int(),
    archivedAt: z.date().nullable(),
  })
  .meta({ id: 'MemberClass' })

export const ClassList = z.strictObject({ items: z.array(ClassReply) })

export const ClassifyPerson = z.strictObject({
  personId: z.uuid(),
  classId: z.uuid({ error: ({ input }) => (input === undefined || input === '' ? 'notChosen' : undefined) }),
  reason: Reason,
})

export const PromoteMe = z.strictObject({ classId: z.uuid() })

export const VerifyPerson = z.strictObject({
  personId: z.uuid(),
  note: writtenText(120)
    .refine((text) => !/\d{5,}/.test(text), { params: { code: 'membership.error.noNumbers' } })
    .describe('Which document was seen, never its number.'),
})

export const RecordIdentityProof = z.strictObject({
  personId: z.uuid(),
  /** The name of the outside service that vouches for who somebody is. */
  service: nameText(60),
})

export const VerificationReference = z.strictObject({ verificationId: z.uuid() })

export const VerificationReply = z.strictObject({
  /** Null for an address: it is confirmed by the account that has it. */
  id: z.uuid().nullable(),
  kind: z.enum(verificationKinds),
  service: z.string().nullable(),
  note: z.string().nullable(),
  verifiedAt: z.date().nullable(),
  verifiedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
})

const classified = {
  grade: TranslatedReply.nullable(),
  type: TranslatedReply.nullable(),
  verifications: z.array(VerificationReply),
  /** The grades that are open, with what stands in the way of each. */
  grades: z.array(
    z.strictObject({
      id: z.uuid(),
      label: TranslatedReply,
      objections: z.array(z.enum(reasons)),
      comesAfter: z
        .array(TranslatedReply)
        .describe('The grades one of which one has to be in before; none where any will do.'),
      isCurrent: z.boolean(),
    }),
  ),
}

export const ClassificationReply = z
  .strictObject({
    personId: z.uuid(),
    name: z.string(),
    ...classified,
    types: z.array(z.strictObject({ id: z.uuid(), label: TranslatedReply, isCurrent: z.boolean() })),
    history: z.array(
      z.strictObject({
        id: z.uuid(),
        facet: z.enum(facets),
        classId: z.uuid(),
        label: TranslatedReply,
        startsAt: z.date(),
        endsAt: z.date().nullable(),
        reason: z.string().nullable(),
        decidedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
      }),
    ),
    abilities: z.strictObject({ classify: z.boolean(), verify: z.boolean() }),
  })
  .meta({ id: 'MemberClassification' })

export const MyClassification = z
  .strictObject({
    ...classified,
    /** What one was before as well, the newest first. */
    history: z.array(
      z.strictObject({
        id: z.uuid(),
        facet: z.enum(facets),
        label: TranslatedReply,
        startsAt: z.date(),
        endsAt: z.date().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'MyClassification' })

export const CheckEligibility = z.strictObject({
  personIds: z.array(z.uuid()).max(5000),
  standings: z.array(z.enum(standings)).optional(),
  grades: z.array(z.string()).optional(),
  types: z.array(z.string()).optional(),
  verified: z.array(z.enum(verificationKinds)).optional(),
})

export const Eligibility = z.strictObject({
  items: z.array(z.strictObject({ personId: z.uuid(), objections: z.array(z.enum(reasons)) })),
})

export type ClassReply = z.output<typeof ClassReply>
export type VerificationReply = z.output<typeof VerificationReply>
export type ClassificationReply = z.output<typeof ClassificationReply>
export type MyClassification = z.output<typeof MyClassification>

/** A unit that is joined, a position or a role. */
export const AskedSubject = z.strictObject({
  kind: z.enum(aimKinds).describe('What people come to: `joining` a unit, a `position` or a `role`.'),
  subject: z
    .string()
    .max(36)
    .describe('The id of the unit or the position; of a role its id, or the key of a built-in one.'),
})

const conditionParts = {
  grades: z
    .array(z.string().max(40))
    .max(mostClasses)
    .default([])
    .describe('One of these grades, by their keys.'),
  types: z
    .array(z.string().max(40))
    .max(mostClasses)
    .default([])
    .describe('One of these types, by their keys.'),
  verified: z.array(z.enum(verificationKinds)).max(10).default([]).describe('All of these are checked.'),
}

export const SetEligibility = AskedSubject.extend(conditionParts)

export const EligibilityReply = z
  .strictObject({
    kind: z.enum(aimKinds),
    subject: z.string(),
    /** What the unit, the position or the role is called, in your language. */
    name: z.string(),
    grades: z.array(z.string()),
    types: z.array(z.string()),
    verified: z.array(z.enum(verificationKinds)),
    /** The same in words; empty where nothing is asked. */
    words: z.array(z.string()),
    /** Nothing was ever asked, where it is 0. */
    version: z.int(),
  })
  .meta({ id: 'EligibilityRule' })

export const EligibilityList = z.strictObject({ items: z.array(EligibilityReply) })

export type EligibilityReply = z.output<typeof EligibilityReply>

export const UnitReference = z.strictObject({ unitId: z.uuid() })

export const RequestToJoin = z.strictObject({
  unitId: z.uuid(),
  message: writtenText(1000).describe('Who one is and why one asks; the staff of the unit read it.'),
})

export const ComeToUnit = z.strictObject({
  personId: z.uuid(),
  unitId: z.uuid(),
  message: z.string().nullable(),
})

const Message = z
  .string()
  .trim()
  .max(1000)
  .nullish()
  .transform((text) => text || null)

export const AwaitAdmission = z.strictObject({ personId: z.uuid(), message: z.string().nullable() })

export const AskForAdmission = z.strictObject({
  message: Message.describe('What whoever decides reads; nothing where everybody may join.'),
})

export const JoinRequestReference = z.strictObject({ requestId: z.uuid() })

/** A word for whoever asked, where it is let in. */
export const DecideJoinRequest = JoinRequestReference.extend({
  answer: z
    .string()
    .trim()
    .max(1000)
    .nullish()
    .transform((text) => text || null)
    .describe('A word for whoever asked, who reads it.'),
})

export const DeclineJoinRequest = JoinRequestReference.extend({
  answer: writtenText(1000).describe('Why not; whoever asked reads it.'),
})

const NamedPerson = z.strictObject({ personId: z.uuid(), name: z.string() })
const NamedUnit = z.strictObject({ id: z.uuid(), name: z.string() })

export const MyJoinRequest = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(joinRequestStates),
    unit: NamedUnit,
    message: z.string().nullable(),
    answer: z.string().nullable(),
    requestedAt: z.date(),
    decidedAt: z.date().nullable(),
  })
  .meta({ id: 'MyJoinRequest' })

export const MyJoinRequests = z.strictObject({ items: z.array(MyJoinRequest) })

export const JoinRequestDetail = MyJoinRequest.extend({
  person: NamedPerson,
  decidedBy: NamedPerson.nullable(),
  belongsTo: z.array(z.string()).describe('The units above it that whoever asks belongs to already.'),
  abilities: z.strictObject({ approve: z.boolean(), decline: z.boolean() }),
}).meta({ id: 'JoinRequestDetail' })

export const AskedUnit = z.strictObject({
  unit: NamedUnit,
  /** Whether one comes there by asking. */
  takes: z.boolean(),
  belongs: z.boolean(),
  waiting: MyJoinRequest.nullable(),
  /** After a refusal. */
  againFrom: z.date().nullable(),
})

export const Doorway = z
  .strictObject({
    unit: NamedUnit.extend({
      asks: z.boolean().describe('Whether the staff of the unit decide who comes.'),
    })
      .nullable()
      .describe('Null where there is no such unit, or it takes nobody who comes by themselves.'),
  })
  .meta({ id: 'Doorway' })

export const JoinRequestLetter = z.strictObject({
  state: z.enum(joinRequestStates),
  personName: z.string(),
  unitName: z.string(),
  message: z.string().nullable(),
  answer: z.string().nullable(),
})

export type MyJoinRequest = z.output<typeof MyJoinRequest>
export type JoinRequestDetail = z.output<typeof JoinRequestDetail>
export type AskedUnit = z.output<typeof AskedUnit>
export type JoinRequestLetter = z.output<typeof JoinRequestLetter>
