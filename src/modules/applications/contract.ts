import { z } from 'zod'
import { fileField } from '../../platform/storage/incoming.ts'
import { writtenText } from '../../platform/text.ts'
import { MatchReply } from '../matching/index.ts'
import { statuses as projectStatuses } from '../projects/index.ts'
import { outcomes, statuses } from './application.ts'
import { Contents, contentsParts, fitTogether } from './contents.ts'
import { BidDocument } from './document.ts'
import { paperStates } from './paper.ts'
import { fewestWitnesses, mostWitnesses } from './sealing.ts'

export const Nothing = z.strictObject({})

export const StartApplication = z.strictObject({
  projectId: z.uuid(),
  companyId: z.uuid().nullable().default(null),
})

export const SlugReference = z.strictObject({ slug: z.string().max(80) })
/** A page knows a project by its address, a program by its id. */
export const StartReference = z.strictObject({
  projectId: z.string().max(80).describe('The project, by its id or by its part of the address.'),
})
export const ApplicationReference = z.strictObject({ applicationId: z.uuid() })
export const SaveDraft = z
  .strictObject({ applicationId: z.uuid(), ...contentsParts })
  .superRefine(fitTogether)
export const AddFile = ApplicationReference.extend({ file: fileField('applications.error.noFile') })
export const AcknowledgeAddenda = ApplicationReference.extend({ upTo: z.int().min(1) })
export const FileReference = ApplicationReference.extend({ fileId: z.uuid() })
export const SubmitApplication = ApplicationReference
/** Of the bid that counts, by its number; without one, of what is being written where something is. */
export const DocumentReference = ApplicationReference.extend({ number: z.int().min(1).optional() })

/** Null takes one's own word back. */
export const RateMatch = ApplicationReference.extend({ isRight: z.boolean().nullable() })

export const NoteMatchRating = RateMatch.extend({ personId: z.uuid() })

/** How well the applicant fitted when they handed it in. */
export const KeptMatchReply = z
  .strictObject({
    applicationId: z.uuid(),
    project: z.strictObject({ title: z.string(), slug: z.string() }),
    match: MatchReply,
    /** Whether whoever asks finds it right; null where they have not said. */
    mine: z.boolean().nullable(),
    /** How many find it right, and how many do not; for those who look after the project. */
    ratings: z.strictObject({ right: z.int(), wrong: z.int() }).nullable(),
  })
  .meta({ id: 'KeptMatch' })

export const ShortlistApplication = ApplicationReference.extend({ isShortlisted: z.boolean() })
export const DecideApplication = ApplicationReference.extend({
  outcome: z.enum(outcomes),
  decidedBy: z.uuid().nullable(),
  reason: z.string().max(4000).nullable(),
  feedback: z.string().max(4000).nullable(),
})

export const SealingReference = z.strictObject({ projectId: z.uuid() })
export const SealProject = SealingReference.extend({
  threshold: z.int().min(fewestWitnesses).max(mostWitnesses),
  // One that is written twice is told as such, rather than counted once.
  witnesses: z
    .array(z.string().max(4000))
    .max(200)
    .default([])
    .transform((texts) =>
      texts
        .flatMap((text) => text.split('\n'))
        .map((text) => text.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.email().max(254)).min(fewestWitnesses).max(mostWitnesses))
    .superRefine((addresses, context) => {
      if (new Set(addresses.map((address) => address.toLowerCase())).size < addresses.length)
        context.addIssue({ code: 'custom', params: { code: 'applications.error.samePerson' } })
    }),
})
/** Longer than a password: whoever has a copy of the database may try as many as they like. */
export const AcceptWitnessing = SealingReference.extend({
  passphrase: z
    .string()
    .max(512)
    .transform((text) => text.normalize('NFKC'))
    .pipe(z.string().min(14).max(128)),
  /** A form has it typed twice: nobody can reset what was mistyped. */
  passphraseAgain: z.string().max(512).optional(),
}).superRefine(({ passphrase, passphraseAgain: again }, context) => {
  if (again !== undefined && again.normalize('NFKC') !== passphrase)
    context.addIssue({
      code: 'custom',
      path: ['passphraseAgain'],
      params: { code: 'applications.error.notTheSame' },
    })
})
export const DeclineWitnessing = SealingReference.extend({
  reason: writtenText(1000).nullable().default(null),
})
export const OpenBids = SealingReference.extend({
  passphrase: z
    .string()
    .min(1)
    .max(512)
    .transform((text) => text.normalize('NFKC')),
})
export const WitnessReference = SealingReference.extend({ personId: z.uuid() })
export const SealingLetter = z.strictObject({ projectTitle: z.string() }).nullable()

export const SealingReply = z
  .strictObject({
    project: z.strictObject({
      id: z.uuid(),
      slug: z.string(),
      title: z.string(),
      deadline: z.date().nullable(),
      timeZone: z.string(),
    }),
    threshold: z.int(),
    readyAt: z.date().nullable(),
    /** From when on its bids can be opened; null where they never are, as of a draft. */
    opensAt: z.date().nullable(),
    openedAt: z.date().nullable(),
    isWitness: z.boolean(),
    witnesses: z.array(
      z.strictObject({
        personId: z.uuid(),
        name: z.string(),
        acceptedAt: z.date().nullable(),
        declinedAt: z.date().nullable(),
        /** Why; null where they did not say, and for whoever does not look after the project. */
        declineReason: z.string().nullable(),
        givenAt: z.date().nullable(),
      }),
    ),
    abilities: z.strictObject({ accept: z.boolean(), decline: z.boolean(), open: z.boolean() }),
  })
  .meta({ id: 'Sealing' })

export const MySealings = z.strictObject({
  items: z.array(
    z.strictObject({
      projectId: z.uuid(),
      title: z.string(),
      deadline: z.date().nullable(),
      timeZone: z.string(),
      acceptedAt: z.date().nullable(),
      declinedAt: z.date().nullable(),
      givenAt: z.date().nullable(),
      openedAt: z.date().nullable(),
    }),
  ),
})
export type MySealings = z.output<typeof MySealings>
export type SealingReply = z.output<typeof SealingReply>
export type SealingLetter = z.output<typeof SealingLetter>

export const StartedApplication = z.strictObject({
  applicationId: z.uuid(),
  projectId: z.uuid(),
  version: z.int(),
})
export const ChangedApplication = z.strictObject({ applicationId: z.uuid(), version: z.int() })
export const DecidedApplication = ChangedApplication.extend({ projectId: z.uuid(), status: z.enum(statuses) })

const Project = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  title: z.string(),
  deadline: z.date().nullable(),
  timeZone: z.string(),
  status: z.enum(projectStatuses),
  /** Whether applications come in now. */
  isOpen: z.boolean(),
  /** Why it was cancelled, or closed before its deadline, … */
  reason: z.string().nullable(),
  /** … and when; null where neither happened. */
  endedEarlyAt: z.date().nullable(),
})

const Applicant = z.strictObject({ kind: z.enum(['person', 'company']), id: z.uuid(), name: z.string() })

const File = z.strictObject({
  id: z.uuid(),
  name: z.string().nullable(),
  mediaType: z.string(),
  size: z.int(),
  /** Hexadecimal, of the bytes that open. */
  sha256: z.string(),
  href: z.string(),
})

const Paper = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  issuer: z.string().nullable(),
  jurisdiction: z.string().nullable(),
  amount: z.int().nullable(),
  currency: z.string().nullable(),
  issuedOn: z.string().nullable(),
  expiresOn: z.string().nullable(),
})

const Demand = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  jurisdiction: z.string().nullable(),
  amount: z.int().nullable(),
  /** That of the project, in which the amount is. */
  currency: z.string().nullable(),
  isGate: z.boolean(),
  /** How what is shown answers it. */
  state: z.enum([...paperStates, 'missing']),
  paper: Paper.nullable(),
})

const Work = z.strictObject({ id: z.uuid(), title: z.string(), client: z.string().nullable() })

export const ApplicationReply = z
  .strictObject({
    id: z.uuid(),
    project: Project,
    applicant: Applicant,
    status: z.enum(statuses),
    /** Whether it is yours, or that of a company that you act for. */
    isOwn: z.boolean(),
    /** Two entries of yours were merged, and another application counts for this project instead. */
    isSetAside: z.boolean(),
    /** So many bids were handed in. */
    bids: z.int(),
    submittedAt: z.date().nullable(),
    withdrawnAt: z.date().nullable(),
    total: z.int().nullable(),
    currency: z.string().nullable(),
    feedback: z.string().nullable(),
    decidedAt: z.date().nullable(),
    /** For those who look after the project. */
    decisionReason: z.string().nullable(),
    matchScore: z.int().nullable(),
    /** What is being written; for the applicant alone. */
    draft: z
      .strictObject({
        contents: Contents,
        total: z.int().nullable(),
        savedAt: z.date(),
        files: z.array(File),
        /** SHA-256 of what would be handed in now. */
        hash: z.string(),
        /** What it lacks before it can be handed in. */
        missing: z.array(z.strictObject({ pointer: z.string(), code: z.string(), text: z.string() })),
        /** What whoever writes lacks before they may hand in, in words. */
        lacking: z.array(z.string()),
        demands: z.array(Demand),
        /** What can be chosen from the profile. */
        papers: z.array(
          Paper.extend({
            /** Whether it holds for the work. */
            validity: z.enum(paperStates).exclude(['tooLow']),
          }),
        ),
        works: z.array(Work),
      })
      .nullable(),
    /** What was handed in and counts. */
    bid: z
      .strictObject({
        number: z.int(),
        submittedAt: z.date(),
        hash: z.string(),
        /** Null while it is sealed. */
        document: BidDocument.nullable(),
        isSealed: z.boolean(),
        files: z.array(File),
      })
      .nullable(),
    /** So many places are left for others; null where the project takes any number, or whoever reads does not apply. */
    placesLeft: z.int().nullable(),
    /** How many of how many witnesses open bids of the project; null where they are not sealed. */
    sealing: z.strictObject({ threshold: z.int(), witnesses: z.int() }).nullable(),
    /** What was changed of the project. */
    addenda: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.int(),
        isMaterial: z.boolean(),
        issuedAt: z.date(),
        acknowledgedAt: z.date().nullable(),
      }),
    ),
    /** A material addendum came after what counts was handed in: it asks to be looked at again. */
    isOvertaken: z.boolean(),
    version: z.int(),
    abilities: z.strictObject({
      acknowledge: z.boolean(),
      write: z.boolean(),
      submit: z.boolean(),
      revise: z.boolean(),
      withdraw: z.boolean(),
    }),
  })
  .meta({ id: 'Application' })

const MyApplication = z.strictObject({
  id: z.uuid(),
  project: Project,
  applicant: Applicant,
  status: z.enum(statuses),
  submittedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
  /** There is something that was not handed in yet. */
  isWriting: z.boolean(),
})

export const MyApplications = z.strictObject({ items: z.array(MyApplication) })

export const ReceiptsReply = z
  .strictObject({
    applicationId: z.uuid(),
    project: Project,
    applicant: Applicant,
    status: z.enum(statuses),
    items: z.array(
      z.strictObject({
        number: z.int(),
        submittedAt: z.date(),
        submittedBy: z.string(),
        /** SHA-256 of the document, hexadecimal. */
        hash: z.string(),
        endedAt: z.date().nullable(),
        /** Whether the document can be fetched here. */
        isKept: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ApplicationReceipts' })

/** As whom somebody may apply for a project, and where they have. */
export const StartReply = z.strictObject({
  project: Project.extend({
    openTo: z.enum(['person', 'company', 'either']),
    maxApplications: z.int().nullable(),
    placesLeft: z.int().nullable(),
    /** How many of how many witnesses open its bids; null where they are not sealed. */
    sealing: z.strictObject({ threshold: z.int(), witnesses: z.int() }).nullable(),
  }),
  /** What whoever asks lacks before they may hand in, for themselves or for a company, in words. */
  lacking: z.array(z.string()),
  parties: z.array(
    z.strictObject({
      companyId: z.uuid().nullable(),
      name: z.string(),
      applicationId: z.uuid().nullable(),
      /** A witness of its bids does not apply for it, nor does a company that one acts for. */
      isWitness: z.boolean(),
    }),
  ),
})

export const ReceiptLetter = z
  .strictObject({
    projectTitle: z.string(),
    applicantName: z.string(),
    timeZone: z.string(),
    submittedAt: z.date(),
    hash: z.string(),
    /** Since when it does not count any more. */
    endedAt: z.date().nullable(),
    personIds: z.array(z.uuid()),
  })
  .nullable()
export const BidReference = ApplicationReference.extend({ number: z.int().min(1) })

export const ApplicantsOf = z.strictObject({ projectId: z.uuid() })
export const ApplicantsToTell = z.strictObject({
  items: z.array(
    z.strictObject({
      applicationId: z.uuid(),
      projectTitle: z.string(),
      isSubmitted: z.boolean(),
      personIds: z.array(z.uuid()),
    }),
  ),
})
export type ApplicantsToTell = z.output<typeof ApplicantsToTell>

export const DocumentReply = z.strictObject({ document: z.string(), name: z.string() })

export type { BidDocument } from './document.ts'
export type ApplicationReply = z.output<typeof ApplicationReply>
export type MyApplications = z.output<typeof MyApplications>
export type ReceiptsReply = z.output<typeof ReceiptsReply>
export type StartReply = z.output<typeof StartReply>
export type ReceiptLetter = z.output<typeof ReceiptLetter>
export type KeptMatchReply = z.output<typeof KeptMatchReply>

export const exportForms = ['csv', 'zip'] as const
export const RequestExport = SealingReference.extend({ form: z.enum(exportForms).default('zip') })
export const ExportStarted = z.strictObject({ taskId: z.uuid() }).meta({ id: 'ApplicationExportStarted' })
export const ProjectToExport = z.strictObject({
  projectId: z.uuid(),
  slug: z.string(),
  title: z.string(),
  count: z.int(),
})
export type ProjectToExport = z.output<typeof ProjectToExport>

export const ListExported = SealingReference.extend({
  cursor: z.string().max(400).nullable().default(null),
  limit: z.int().min(1).max(100),
})
export const ExportedApplication = z.strictObject({
  id: z.uuid(),
  applicant: z.string(),
  kind: z.enum(['person', 'company']),
  personId: z.uuid().nullable(),
  status: z.enum(statuses),
  submittedAt: z.date(),
  decidedAt: z.date().nullable(),
  total: z.number().nullable(),
  currency: z.string().nullable(),
  matchScore: z.int().nullable(),
  hash: z.string().nullable(),
  /** Letter by letter as it was handed in; null while it is sealed. */
  document: z.string().nullable(),
  files: z.array(
    z.strictObject({ id: z.uuid(), name: z.string().nullable(), mediaType: z.string(), size: z.int() }),
  ),
})
export type ExportedApplication = z.output<typeof ExportedApplication>
export const ExportedLot = z.strictObject({
  items: z.array(ExportedApplication),
  nextCursor: z.string().nullable(),
})
