import { z } from 'zod'
import { linesIn, nameText, writtenText } from '../../platform/text.ts'
import { Answer } from './answer.ts'
import { outcomes } from './grading.ts'
import { Content, kinds } from './kinds.ts'
import { Shown } from './shown.ts'

const ContentReply = Content.meta({ id: 'QuestionContent' })
const AnswerReply = Answer.meta({ id: 'QuestionAnswer' })

const bankParts = {
  name: nameText(120),
  description: writtenText(2000).nullable().default(null),
}

export const CreateBank = z.strictObject({
  unitId: z.uuid({ error: ({ input }) => (input === undefined ? 'notChosen' : undefined) }),
  ...bankParts,
})
export const BankReference = z.strictObject({ bankId: z.uuid() })
export const ChangeBank = BankReference.extend(bankParts)

export const BankReply = z
  .strictObject({
    id: z.uuid(),
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    name: z.string(),
    description: z.string().nullable(),
    version: z.int(),
    /** Of those that are not archived: how many there are of each kind, … */
    kinds: z.array(z.strictObject({ kind: z.enum(kinds), count: z.int() })),
    /** … and with each tag. */
    tags: z.array(z.strictObject({ tag: z.string(), count: z.int() })),
    createdAt: z.date(),
    updatedAt: z.date(),
    archivedAt: z.date().nullable(),
    abilities: z.strictObject({
      change: z.boolean(),
      add: z.boolean(),
      archive: z.boolean(),
      restore: z.boolean(),
    }),
  })
  .meta({ id: 'QuestionBank' })

export const ChangedBank = z.strictObject({ bankId: z.uuid(), version: z.int() })

export const Places = z.strictObject({
  items: z.array(z.strictObject({ unitId: z.uuid(), unitName: z.string() })),
})

const questionParts = {
  content: Content,
  tags: linesIn(nameText(60), 20).default([]),
}

export const CreateQuestion = BankReference.extend(questionParts)
export const QuestionReference = z.strictObject({ questionId: z.uuid() })
export const ChangeQuestion = QuestionReference.extend(questionParts)

export const DuplicateQuestion = QuestionReference.extend({
  /** The bank that it goes to; its own where nothing is said. */
  bankId: z.uuid().nullable().default(null),
})

export const ChangedQuestion = z.strictObject({
  questionId: z.uuid(),
  bankId: z.uuid(),
  revision: z.int(),
  version: z.int(),
})

export const QuestionReply = z
  .strictObject({
    id: z.uuid(),
    bank: z.strictObject({ id: z.uuid(), name: z.string() }),
    title: z.string(),
    tags: z.array(z.string()),
    /** The number of its newest revision, which says this. */
    revision: z.int(),
    content: ContentReply,
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
    archivedAt: z.date().nullable(),
    abilities: z.strictObject({
      change: z.boolean(),
      duplicate: z.boolean(),
      archive: z.boolean(),
      restore: z.boolean(),
    }),
  })
  .meta({ id: 'Question' })

export const RevisionList = z
  .strictObject({
    question: z.strictObject({ id: z.uuid(), title: z.string(), bankId: z.uuid(), bankName: z.string() }),
    items: z.array(
      z.strictObject({
        number: z.int(),
        title: z.string(),
        points: z.number(),
        madeAt: z.date(),
        /** Null where the program made it, or whoever did is forgotten. */
        madeBy: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'QuestionRevisions' })

export const RevisionReference = QuestionReference.extend({ number: z.int().min(1).max(1_000_000) })

export const RevisionReply = z
  .strictObject({ number: z.int(), content: ContentReply, madeAt: z.date() })
  .meta({ id: 'QuestionRevision' })

const Revision = z.int().min(1).max(1_000_000).nullable().default(null)
/** What the order of options follows from. */
const Seed = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .default('preview')

export const PreviewQuestion = QuestionReference.extend({
  /** The newest where nothing is said. */
  revision: Revision,
  seed: Seed,
})

const previewParts = {
  question: z.strictObject({
    id: z.uuid(),
    title: z.string(),
    bankId: z.uuid(),
    bankName: z.string(),
  }),
  revision: z.int(),
  seed: z.string(),
  shown: Shown,
}

export const PreviewReply = z.strictObject(previewParts).meta({ id: 'QuestionPreview' })

export const TryQuestion = PreviewQuestion.extend({ answer: Answer })

export const TriedReply = z
  .strictObject({
    ...previewParts,
    answer: AnswerReply,
    grade: z.strictObject({
      outcome: z.enum(outcomes),
      points: z.number(),
      outOf: z.number(),
      parts: z.array(
        z.strictObject({ id: z.string(), isRight: z.boolean(), feedback: z.string().nullable() }),
      ),
      feedback: z.array(z.string()),
      needsMarking: z.boolean(),
    }),
    /** What earns all points; null where people judge. */
    solution: AnswerReply.nullable(),
  })
  .meta({ id: 'TriedQuestion' })

/** Longer texts come in parts: a form sends no more. */
const Gift = z.string().min(1).max(100_000)

export const ImportQuestions = BankReference.extend({ gift: Gift })

/** What is said of a question or a line. */
const Notes = z.array(z.strictObject({ code: z.string(), text: z.string() }))

const importParts = {
  bank: z.strictObject({ id: z.uuid(), name: z.string() }),
  /** What is made, with what of it is not carried over. */
  questions: z.array(
    z.strictObject({
      line: z.int(),
      kind: z.enum(kinds),
      title: z.string(),
      tags: z.array(z.string()),
      notes: Notes,
    }),
  ),
  /** What is not made, and why. */
  faults: z.array(z.strictObject({ line: z.int(), code: z.string(), text: z.string() })),
}

export const ImportPreview = z.strictObject(importParts).meta({ id: 'QuestionImportPreview' })

export const ImportReply = z
  .strictObject({ ...importParts, questionIds: z.array(z.uuid()) })
  .meta({ id: 'QuestionImport' })

export const ExportReply = z
  .strictObject({
    bank: z.strictObject({ id: z.uuid(), name: z.string() }),
    /** How many questions are in the text. */
    count: z.int(),
    gift: z.string(),
    /** Questions of which something is lost, or all (`isLeft`). */
    losses: z.array(
      z.strictObject({ questionId: z.uuid(), title: z.string(), isLeft: z.boolean(), notes: Notes }),
    ),
  })
  .meta({ id: 'QuestionExport' })

export type ImportPreview = z.output<typeof ImportPreview>
export type ExportReply = z.output<typeof ExportReply>
export type BankReply = z.output<typeof BankReply>
export type Places = z.output<typeof Places>
export type QuestionReply = z.output<typeof QuestionReply>
export type RevisionList = z.output<typeof RevisionList>
export type PreviewReply = z.output<typeof PreviewReply>
export type TriedReply = z.output<typeof TriedReply>
// What pages draw of rules: templates know contracts alone.
export type { Answer } from './answer.ts'
export type { ContentOf, Kind } from './kinds.ts'
export type { Shown } from './shown.ts'
