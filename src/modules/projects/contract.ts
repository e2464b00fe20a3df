import { z } from 'zod'
import { countryCode, currencyCode } from '../../platform/presentation/codes.ts'
import { fileField } from '../../platform/storage/incoming.ts'
import { linesIn, nameText, wallTime, writtenText } from '../../platform/text.ts'
import { TranslatedReply, translatedText } from '../../platform/translated-text.ts'
import { MatchReply } from '../matching/index.ts'
import { verificationKinds } from '../membership/index.ts'
import { parsePosition, timeZone } from '../people/index.ts'
import { AreaReply, areaParts } from '../units/index.ts'
import {
  demandKinds,
  faultsTogether,
  mostFiles,
  mostInvitedAtOnce,
  openTos,
  priorities,
  statuses,
  visibilities,
} from './project.ts'

export const Nothing = z.strictObject({})

const line = (longest: number) => nameText(longest).nullable().default(null)
const text = (longest: number) => writtenText(longest).nullable().default(null)
const someLines = (longest: number, most: number) => linesIn(nameText(longest), most).default([])

const Amount = z.int().min(0).max(9_000_000_000_000).nullable().default(null)

const Day = z.iso
  .date()
  .refine((day) => day >= '1900', { params: { code: 'invalid' } })
  .nullable()
  .default(null)

/** What the clocks of the project's own time zone show: the same for whoever writes it, wherever they are. */
const WallTime = wallTime.nullable().default(null)

/** Something that can be called, however people write it. */
const Phone = nameText(40)
  .refine((phone) => (phone.match(/\d/g) ?? []).length >= 5, { params: { code: 'people.error.phone' } })
  .nullable()
  .default(null)

/** What an addendum may change, once others have found the project. */
const amendableParts = {
  title: nameText(160),
  summary: text(400),
  /** Markdown. */
  description: text(20_000),
  categoryId: z.uuid().nullable().default(null),
  sectors: someLines(60, 20),
  keywords: someLines(60, 30),
  organisation: line(200),
  fundingSource: line(200),
  currency: currencyCode.nullable().default(null),
  budgetFrom: Amount,
  budgetUntil: Amount,
  estimate: Amount,
  addressLines: text(300),
  city: line(120),
  region: line(120),
  postalCode: line(20),
  country: countryCode.nullable().default(null),
  /** Latitude and longitude, as maps on the web write them. */
  position: z
    .string()
    .trim()
    .max(60)
    .refine((said) => said === '' || parsePosition(said) !== null, {
      params: { code: 'people.error.position' },
    })
    .transform((said) => (said === '' ? null : parsePosition(said)))
    .nullable()
    .default(null),
  startsOn: Day,
  endsOn: Day,
  durationDays: z.int().min(1).max(36_500).nullable().default(null),
  deadline: WallTime,
  timeZone: timeZone.default('UTC'),
  requirements: linesIn(nameText(500), 40).default([]),
  skills: someLines(60, 40),
  experienceYears: z.int().min(0).max(80).default(0),
  contactName: line(120),
  contactEmail: z.email().max(254).nullable().default(null),
  contactPhone: Phone,
  priority: z.enum(priorities).default('normal'),
  visibility: z.enum(visibilities).default('public'),
  /** Keys of grades of membership, where it is for those. */
  grades: someLines(60, 30),
  openTo: z.enum(openTos).default('either'),
  /** Keys of types of member: whoever applies is of one of them. */
  applicantTypes: someLines(60, 30),
  /** How it has to be known who applies: in all of these ways. */
  applicantVerified: z
    .array(z.enum(verificationKinds))
    .max(verificationKinds.length)
    .transform((kinds) => verificationKinds.filter((kind) => kinds.includes(kind)))
    .default([]),
  maxApplications: z.int().min(1).max(100_000).nullable().default(null),
}

const SomeDays = z.int().min(1).max(60).nullable().default(null)

const projectParts = {
  ...amendableParts,
  /** An addendum so many days before the deadline, or fewer, … */
  extendWithinDays: SomeDays,
  /** … moves it by so many. */
  extendByDays: SomeDays,
}

export type AmendableField = keyof typeof amendableParts
export const amendableFields = Object.keys(amendableParts) as [AmendableField, ...AmendableField[]]

type WhereSaid<Parts extends z.ZodRawShape> = {
  [Name in keyof Parts]: z.ZodOptional<Parts[Name] extends z.ZodDefault<infer Inner> ? Inner : Parts[Name]>
}

/** The same fields where only those that are said mean something: what is left out stays as it is. */
function whereSaid<Parts extends z.ZodRawShape>(parts: Parts): WhereSaid<Parts> {
  const optional = Object.entries(parts).map(([name, schema]) => [
    name,
    z.optional(schema instanceof z.ZodDefault ? schema.removeDefault() : schema),
  ])
  return Object.fromEntries(optional) as WhereSaid<Parts>
}

/** What two fields say together. */
function fitTogether(said: Parameters<typeof faultsTogether>[0], context: z.RefinementCtx): void {
  for (const { field, code } of faultsTogether(said))
    context.addIssue({ code: 'custom', path: [field], params: { code } })
}

export const DraftProject = z.strictObject({ unitId: z.uuid(), ...projectParts }).superRefine(fitTogether)

/** What a source outside says, as a project. */
export const ImportProject = z.strictObject({
  unitId: z.uuid(),
  source: nameText(120),
  url: z.string().max(2000).nullable(),
  /** Published at once where it says enough; else it is a draft. */
  publishes: z.boolean(),
  // A source that tells nothing to call still tells of the project.
  parts: z.strictObject({ ...projectParts, contactPhone: line(40) }).superRefine(fitTogether),
})

export const ProjectReference = z.strictObject({ projectId: z.uuid() })
export const SlugReference = z.strictObject({ slug: z.string().max(80) })

export const ChangeProject = ProjectReference.extend(projectParts).superRefine(fitTogether)

export const ChangedProject = z.strictObject({ projectId: z.uuid(), slug: z.string(), version: z.int() })

export const AddendumWords = z.strictObject({
  /** Markdown. */
  text: writtenText(10_000),
  isMaterial: z.boolean(),
})

const FileIds = z.array(z.uuid()).max(mostFiles).default([])

export const AmendProject = ProjectReference.extend({
  ...whereSaid(amendableParts),
  /** Files that wait for an addendum: this one shows them. */
  showFiles: FileIds,
  /** Files that are shown: this one takes them out. */
  removeFiles: FileIds,
  addendum: AddendumWords,
})

export const AmendImported = ProjectReference.extend({
  parts: z.strictObject(whereSaid({ ...amendableParts, contactPhone: line(40) })),
  text: writtenText(10_000),
  url: z.string().max(2000).nullable(),
})
export const DoneOrNot = z.strictObject({ isDone: z.boolean() })
export const NoteOriginal = ProjectReference.extend({ isGone: z.boolean() })
export const NoteSealing = ProjectReference.extend({ sealing: z.enum(['awaiting', 'ready']).nullable() })

const SomeIds = z.array(z.uuid()).max(mostInvitedAtOnce).default([])

export const InviteToProject = ProjectReference.extend({
  personIds: SomeIds,
  companyIds: SomeIds,
}).superRefine(({ personIds, companyIds }, context) => {
  if (personIds.length + companyIds.length === 0)
    context.addIssue({ code: 'custom', path: ['personIds'], params: { code: 'projects.error.nobodyChosen' } })
})
export const InvitedToProject = ProjectReference.extend({
  /** So many more are invited now: who was invited already is no second time. */
  invited: z.int(),
})
export const InvitationReference = ProjectReference.extend({ invitationId: z.uuid() })

const Somebody = z.strictObject({ id: z.uuid(), name: z.string() })

export const InvitationReply = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['person', 'company']),
    /** Who is invited. */
    contractor: Somebody,
    /** Null where the program did it, or somebody who has been erased. */
    invitedBy: Somebody.nullable(),
    invitedAt: z.date(),
    endedBy: Somebody.nullable(),
    /** When it was taken back; null while it counts. */
    endedAt: z.date().nullable(),
  })
  .meta({ id: 'ProjectInvitation' })

export const InvitationList = z.strictObject({ items: z.array(InvitationReply) })

export const FindInvitees = ProjectReference.extend({ search: z.string().trim().max(120).default('') })
export const FoundInvitees = z
  .strictObject({ people: z.array(Somebody), companies: z.array(Somebody) })
  .meta({ id: 'ProjectInvitees' })

export const InvitationLetter = z.strictObject({
  projectTitle: z.string(),
  slug: z.string(),
  deadline: z.date(),
  timeZone: z.string(),
  /** Where a company is invited: those who may apply for it are written to. */
  companyName: z.string().nullable(),
  personIds: z.array(z.uuid()),
})

export const CloseProject = ProjectReference.extend({ reason: writtenText(1000) })
export const CancelProject = ProjectReference.extend({ reason: writtenText(1000) })

/** A draft does without. */
const Addendum = AddendumWords.optional()

export const SetProjectArea = ProjectReference.extend({ ...areaParts, addendum: Addendum })

export const AddDemand = ProjectReference.extend({
  kind: z.enum(demandKinds),
  title: nameText(200),
  jurisdiction: line(120),
  /** What it has to cover at least, in minor units of the project's currency. */
  amount: Amount,
  isGate: z.boolean(),
  addendum: Addendum,
}).superRefine(({ kind, amount }, context) => {
  if (amount !== null && kind !== 'bond' && kind !== 'insurance')
    context.addIssue({ code: 'custom', path: ['amount'], params: { code: 'projects.error.noAmount' } })
})

export const DemandReference = ProjectReference.extend({ demandId: z.uuid() })

export const RemoveDemand = DemandReference.extend({ addendum: Addendum })

export const AddProjectFile = ProjectReference.extend({ file: fileField('projects.error.noFile') })
export const ProjectFileReference = ProjectReference.extend({ fileId: z.uuid() })

export const AskQuestion = ProjectReference.extend({ text: writtenText(4000) })
export const QuestionReference = ProjectReference.extend({ questionId: z.uuid() })
export const ChangeQuestion = QuestionReference.extend({ text: writtenText(4000) })
export const AnswerQuestion = QuestionReference.extend({ answer: writtenText(10_000) })

/** Who asked is in no reply: `isOwn` tells the asker alone. */
export const QuestionReply = z
  .strictObject({
    id: z.uuid(),
    text: z.string(),
    askedAt: z.date(),
    /** Null until staff answer; until then it is shown to them and to whoever asked. */
    answer: z.string().nullable(),
    answeredAt: z.date().nullable(),
    isOwn: z.boolean(),
    abilities: z.strictObject({ change: z.boolean(), answer: z.boolean() }),
  })
  .meta({ id: 'ProjectQuestion' })

export const QuestionList = z.strictObject({ items: z.array(QuestionReply) })

export const QuestionLetter = z.strictObject({
  projectTitle: z.string(),
  slug: z.string(),
  unitId: z.uuid(),
  text: z.string(),
  answer: z.string().nullable(),
  askedBy: z.uuid().nullable(),
})

export const AmendedProject = ChangedProject.extend({ addendumId: z.uuid(), number: z.int() })

const Said = z.union([z.string(), z.number(), z.array(z.string()), z.null()])

const SaidDemand = z.strictObject({
  kind: z.enum(demandKinds),
  title: z.string(),
  jurisdiction: z.string().nullable(),
  amount: z.int().nullable(),
  isGate: z.boolean(),
})

const SaidFile = z.strictObject({ name: z.string().nullable() })

const SaidCriterion = z.strictObject({
  name: z.string(),
  guidance: z.string().nullable(),
  weight: z.int(),
  mostPoints: z.int(),
})

/** A field of the project, a paper that it asks for, a file that belongs to it, its service area, or by what it is weighed: as it was and as it is. */
const Change = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('field'), field: z.enum(amendableFields), before: Said, after: Said }),
  z.strictObject({ of: z.literal('demand'), before: SaidDemand.nullable(), after: SaidDemand.nullable() }),
  z.strictObject({ of: z.literal('file'), before: SaidFile.nullable(), after: SaidFile.nullable() }),
  z.strictObject({ of: z.literal('area'), before: AreaReply.nullable(), after: AreaReply.nullable() }),
  z.strictObject({
    of: z.literal('criterion'),
    before: SaidCriterion.nullable(),
    after: SaidCriterion.nullable(),
  }),
])
export type Change = z.output<typeof Change>

/** As they are kept. */
export const KeptChanges = z.strictObject({ v: z.literal(1), changes: z.array(Change) })

/** By what applications were weighed until now, and by what from now on. */
export const AnnounceRubric = ProjectReference.extend({
  text: writtenText(10_000),
  before: z.array(SaidCriterion),
  after: z.array(SaidCriterion),
  issuedBy: z.uuid().nullable(),
})

export const AddendumReply = z
  .strictObject({
    id: z.uuid(),
    number: z.int(),
    /** Markdown, as it was written. */
    text: z.string(),
    isMaterial: z.boolean(),
    changes: z.array(Change),
    /** Where the rule of the project moved the deadline to; null where it did not. */
    extendedUntil: z.date().nullable(),
    /** Who issued it, for those who look after the project. */
    issuedBy: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    issuedAt: z.date(),
  })
  .meta({ id: 'ProjectAddendum' })

export const AddendumList = z.strictObject({ items: z.array(AddendumReply) })

export const CategoryParts = { name: translatedText(80), parentId: z.uuid().nullable().default(null) }
export const DeclareCategory = z.strictObject(CategoryParts)
export const CategoryReference = z.strictObject({ categoryId: z.uuid() })
export const ChangeCategory = CategoryReference.extend({ name: translatedText(80) })

export const CategoryReply = z
  .strictObject({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    name: TranslatedReply,
    /** Its name in the language of whoever asks. */
    label: z.string(),
    /** So many projects are sorted by it, drafts among them: for those who look after categories, null for others. */
    projects: z.int().nullable(),
    version: z.int(),
    archivedAt: z.date().nullable(),
  })
  .meta({ id: 'ProjectCategory' })

export const CategoryList = z.strictObject({ items: z.array(CategoryReply) })

export const DemandReply = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(demandKinds),
    title: z.string(),
    jurisdiction: z.string().nullable(),
    amount: z.int().nullable(),
    isGate: z.boolean(),
  })
  .meta({ id: 'ProjectDemand' })

const Category = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  parent: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
})

const summaryParts = {
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  status: z.enum(statuses),
  /** For those who look after it; null for others. */
  priority: z.enum(priorities).nullable(),
  visibility: z.enum(visibilities),
  openTo: z.enum(openTos),
  unit: z.strictObject({ id: z.uuid(), name: z.string() }),
  organisation: z.string().nullable(),
  category: Category.nullable(),
  currency: z.string().nullable(),
  budgetFrom: z.int().nullable(),
  budgetUntil: z.int().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  deadline: z.date().nullable(),
  timeZone: z.string(),
  publishedAt: z.date().nullable(),
  /** So many addenda have been issued, … */
  addenda: z.int(),
  /** … the last one then. */
  amendedAt: z.date().nullable(),
  skills: z.array(z.string()),
}

export const ProjectReply = z
  .strictObject({
    ...summaryParts,
    /** Markdown, as it was written. */
    description: z.string().nullable(),
    sectors: z.array(z.string()),
    keywords: z.array(z.string()),
    fundingSource: z.string().nullable(),
    estimate: z.int().nullable(),
    addressLines: z.string().nullable(),
    postalCode: z.string().nullable(),
    position: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
    /** Where the work is, where that is no single place, as GeoJSON. */
    serviceArea: AreaReply.nullable(),
    durationDays: z.int().nullable(),
    /** What clocks of the project's own time zone show at the deadline. */
    deadlineThere: z.string().nullable(),
    requirements: z.array(z.string()),
    experienceYears: z.int(),
    contactName: z.string().nullable(),
    contactEmail: z.string().nullable(),
    contactPhone: z.string().nullable(),
    maxApplications: z.int().nullable(),
    grades: z.array(z.string()),
    /** Keys of types of member, one of which whoever applies is; empty for any. */
    applicantTypes: z.array(z.string()),
    /** In which ways it has to be known who applies. */
    applicantVerified: z.array(z.enum(verificationKinds)),
    /** Both in words. */
    applicantsNeed: z.array(z.string()),
    /** Whether nobody reads bids before their witnesses have opened them, … */
    isSealed: z.boolean(),
    /** … and how many of how many witnesses do. */
    sealing: z.strictObject({ threshold: z.int(), witnesses: z.int() }).nullable(),
    /** By what applications are weighed, in order; it stands from the deadline on. */
    criteria: z.array(
      z.strictObject({
        name: z.string(),
        guidance: z.string().nullable(),
        weight: z.int(),
        mostPoints: z.int(),
      }),
    ),
    applications: z.strictObject({
      /** So many places are left; null where it takes any number. */
      left: z.int().nullable(),
      /** So many have come in; for those who look after the project and do not apply for it themselves. */
      received: z.int().nullable(),
      /** Those of whoever asks, and of companies that they act for. */
      own: z.array(
        z.strictObject({
          applicationId: z.uuid(),
          status: z.enum([
            'draft',
            'submitted',
            'withdrawn',
            'shortlisted',
            'awarded',
            'reserve',
            'declined',
          ]),
          /** Whose it is; null where it is one's own. */
          company: z.string().nullable(),
        }),
      ),
    }),
    extendWithinDays: z.int().nullable(),
    extendByDays: z.int().nullable(),
    /** Where they open: for everybody where everybody finds the project, else for whoever asks, for five minutes. */
    files: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string().nullable(),
        mediaType: z.string(),
        size: z.int(),
        /** False while it waits for an addendum: only those who look after the project see it then. */
        isShown: z.boolean(),
        href: z.string(),
      }),
    ),
    /** Where it came in from, and since when that holds it no more; null for a project of the association's own. */
    original: z
      .strictObject({ source: z.string(), url: z.string().nullable(), goneAt: z.date().nullable() })
      .nullable(),
    /** Whether anybody has asked anything. */
    hasQuestions: z.boolean(),
    demands: z.array(DemandReply),
    cancelReason: z.string().nullable(),
    /** Why it was closed before its deadline; null where the deadline closed it. */
    closeReason: z.string().nullable(),
    closedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    version: z.int(),
    /** Whether whoever asks keeps it. */
    isBookmarked: z.boolean(),
    /** Whether whoever asks is invited, as themselves or for a company that they act for. */
    isInvited: z.boolean(),
    /** For those who look after it: what it lacks before others may find it. */
    missing: z.array(z.strictObject({ field: z.string(), code: z.string(), text: z.string() })),
    abilities: z.strictObject({
      /** Whoever looks after it does, whatever state it is in. */
      manage: z.boolean(),
      change: z.boolean(),
      amend: z.boolean(),
      ask: z.boolean(),
      discard: z.boolean(),
      publish: z.boolean(),
      close: z.boolean(),
      review: z.boolean(),
      cancel: z.boolean(),
      bookmark: z.boolean(),
      invite: z.boolean(),
      /** Whoever applies or stands too close sees nothing of its review. */
      seeReview: z.boolean(),
      /** What came in is theirs to read, all of it. */
      readBids: z.boolean(),
    }),
  })
  .meta({ id: 'Project' })

export const ProjectSummary = z
  .strictObject({
    ...summaryParts,
    kilometres: z.number().nullable(),
    /** Whether whoever asks keeps it. */
    isBookmarked: z.boolean(),
    /** Where it was said for whom. */
    match: MatchReply.nullable(),
  })
  .meta({ id: 'ProjectSummary' })

/** Whom projects are to fit. */
const Whom = z.union([z.literal('me'), z.uuid()])

export const ReadMatch = ProjectReference.extend({ for: Whom.default('me') })

export const sorts = ['newest', 'deadline', 'budget', 'relevance', 'distance', 'match'] as const

export const FindProjects = z
  .strictObject({
    /** Beginnings of words of its title, description, keywords and organisation. */
    search: z.string().trim().max(120).default(''),
    /** Any of them, with what is below. */
    category: z.array(z.uuid()).max(20).default([]),
    /** All of them. */
    skill: z.array(z.string().trim().min(1).max(60)).max(10).default([]),
    openTo: z.enum(['person', 'company']).optional(),
    currency: currencyCode.optional(),
    /** Minor units of the currency. */
    budgetFrom: z.int().min(0).max(9_000_000_000_000).optional(),
    budgetUntil: z.int().min(0).max(9_000_000_000_000).optional(),
    deadlineFrom: z.iso.date().optional(),
    deadlineUntil: z.iso.date().optional(),
    near: z.string().trim().max(60).optional(),
    radius: z.number().min(1).max(500).default(50),
    for: Whom.optional(),
    /** Those alone that whoever asks keeps. */
    bookmarked: z.boolean().default(false),
    /** Closed ones and those that are over as well. */
    all: z.boolean().default(false),
    sort: z.enum(sorts).default('newest'),
    cursor: z.string().max(400).optional(),
    limit: z.int().min(1).max(100).default(20),
    counts: z.boolean().default(false),
  })
  .superRefine(({ currency, budgetFrom, budgetUntil }, context) => {
    if (currency === undefined && (budgetFrom !== undefined || budgetUntil !== undefined))
      context.addIssue({ code: 'custom', path: ['currency'], params: { code: 'required' } })
  })

const Facet = z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }))

export const FoundProjects = z
  .strictObject({
    items: z.array(ProjectSummary),
    nextCursor: z.string().nullable(),
    /** Where they were asked for. */
    counts: z
      .strictObject({
        total: z.strictObject({ count: z.int(), isMore: z.boolean() }),
        facets: z.strictObject({ category: Facet, skill: Facet, currency: Facet }).nullable(),
      })
      .optional(),
  })
  .meta({ id: 'FoundProjects' })

export const OfferedUnits = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), level: z.int() })),
})

export const PublicAddresses = z.strictObject({
  items: z.array(z.strictObject({ slug: z.string(), updatedAt: z.date() })),
})

export const Bookmarked = z.strictObject({ projectId: z.uuid(), isBookmarked: z.boolean() })

export const Closed = z.strictObject({ closed: z.int() })

export type ProjectReply = z.output<typeof ProjectReply>
export type ProjectSummary = z.output<typeof ProjectSummary>
export type FindProjects = z.output<typeof FindProjects>
export type FoundProjects = z.output<typeof FoundProjects>
export type CategoryReply = z.output<typeof CategoryReply>
export type AddendumReply = z.output<typeof AddendumReply>
export type InvitationReply = z.output<typeof InvitationReply>
export type FoundInvitees = z.output<typeof FoundInvitees>
export type InvitationLetter = z.output<typeof InvitationLetter>
export type QuestionReply = z.output<typeof QuestionReply>
export type QuestionLetter = z.output<typeof QuestionLetter>
export type DemandReply = z.output<typeof DemandReply>
export type OfferedUnits = z.output<typeof OfferedUnits>
