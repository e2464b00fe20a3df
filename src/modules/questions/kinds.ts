import { z } from 'zod'
import { linesIn, nameText, writtenText } from '../../platform/text.ts'

/** Where the answers of one stand in the text of a fill-in: `[[1]]`, `[[2]]` … */
const gapMark = /\[\[(\d{1,2})\]\]/g

export const fileTypes = ['document', 'image', 'audio', 'video', 'any'] as const

/**
 * By what a part of the points is given. `allOrNothing`: for all of it. `eachRight`: for each right part as much as for any other.
 * `rightMinusWrong`: the same, and each wrong part takes away as much, down to nothing. `shares`: for each as much as its own share says.
 */
const allOrNothing = 'allOrNothing'

/** What says who is who inside a question. Made here, so that neither the order nor the right answer shows in it. */
const Id = z
  .string()
  .regex(/^[a-z0-9]{0,12}$/)
  .default('')

const Feedback = writtenText(2000).nullable().default(null)

/** With two places after the point, as marks are written. */
const Points = z
  .number()
  .min(0)
  .max(1000)
  .refine((points) => Math.abs(points * 100 - Math.round(points * 100)) < 1e-6, {
    params: { code: 'questions.error.pointsPlaces' },
  })
const Percent = z.number().min(0).max(100)

const common = {
  /** The version of this form of writing questions down. */
  v: z.literal(1).default(1),
  /** What staff find it by; learners do not read it. */
  title: nameText(160).nullable().default(null),
  /** Markdown. */
  text: writtenText(10_000),
  points: Points.default(1),
  /** Said after any answer, … */
  feedback: Feedback,
  /** … after one that earns all points, … */
  whenRight: Feedback,
  /** … and after one that earns none. */
  whenWrong: Feedback,
}

/** So much of the points a wrong answer takes away, in percent. No answer takes nothing. */
const penalty = { penalty: Percent.default(0) }

const option = z.strictObject({
  id: Id,
  text: writtenText(1000),
  isRight: z.boolean().default(false),
  /** Where each earns its own share: how much, in percent. What takes points away is below zero. */
  share: z.number().min(-100).max(100).nullable().default(null),
  feedback: Feedback,
})

const options = z.array(option).min(2).max(20)

/** A boolean that is left out is false: a box that nobody ticked sends nothing. */
const said = z.boolean().default(false)

const spelling = { caseMatters: said, accentsMatter: said }

const Single = z
  .strictObject({
    kind: z.literal('single'),
    ...common,
    options,
    keepsOrder: said,
    grading: z.enum([allOrNothing, 'shares']).default(allOrNothing),
    ...penalty,
  })
  .superRefine((question, context) => {
    const fault = faultsIn(context)
    twice(question.options, 'options', fault)
    if (question.options.filter(({ isRight }) => isRight).length !== 1) fault(['options'], 'oneRight')
    if (question.grading !== 'shares') return
    for (const [index, { isRight, share }] of question.options.entries())
      if (isRight ? share !== null && share !== 100 : share !== null && share >= 100)
        fault(['options', index, 'share'], 'rightEarnsAll')
  })

const Multiple = z
  .strictObject({
    kind: z.literal('multiple'),
    ...common,
    options,
    keepsOrder: said,
    grading: z.enum([allOrNothing, 'eachRight', 'rightMinusWrong', 'shares']).default('rightMinusWrong'),
    ...penalty,
  })
  .superRefine((question, context) => {
    const fault = faultsIn(context)
    twice(question.options, 'options', fault)
    if (!question.options.some(({ isRight }) => isRight)) fault(['options'], 'someRight')
    if (question.grading !== 'shares') return
    const shares = sharesOf(question.options)
    for (const [index, { isRight }] of question.options.entries())
      if (isRight !== (shares[index] ?? 0) > 0) fault(['options', index, 'share'], 'shareAgainst')
    const most = shares.reduce((sum, share) => sum + Math.max(0, share), 0)
    if (Math.abs(most - 100) > 1) fault(['options'], 'sharesSum')
  })

const TrueFalse = z.strictObject({
  kind: z.literal('trueFalse'),
  ...common,
  isTrue: z.boolean(),
  /** Said to whoever takes it to be true, or false. */
  saidTrue: Feedback,
  saidFalse: Feedback,
  ...penalty,
})

const accepted = { share: z.number().gt(0).max(100).default(100), feedback: Feedback }

const ShortText = z
  .strictObject({
    kind: z.literal('shortText'),
    ...common,
    accepted: z
      .array(z.strictObject({ text: nameText(500), ...accepted }))
      .min(1)
      .max(30),
    ...spelling,
    ...penalty,
  })
  .superRefine(someEarnsAll)

const Numeric = z
  .strictObject({
    kind: z.literal('number'),
    ...common,
    accepted: z
      .array(
        z.strictObject({
          value: z.number().min(-1e15).max(1e15),
          /** So far from it an answer may be. */
          tolerance: z.number().min(0).max(1e15).default(0),
          ...accepted,
        }),
      )
      .min(1)
      .max(10),
    /** Spellings of the unit, the usual one first. */
    units: linesIn(nameText(40), 10).default([]),
    /** Whether learners write the unit themselves; else it stands behind the box. */
    asksUnit: said,
    ...penalty,
  })
  .superRefine((question, context) => {
    someEarnsAll(question, context)
    if (question.asksUnit && question.units.length === 0) faultsIn(context)(['units'], 'noUnit')
  })

const Ordering = z
  .strictObject({
    kind: z.literal('ordering'),
    ...common,
    /** In the right order. */
    items: z
      .array(z.strictObject({ id: Id, text: writtenText(500) }))
      .min(2)
      .max(20),
    grading: z.enum([allOrNothing, 'eachRight']).default('eachRight'),
    ...penalty,
  })
  .superRefine((question, context) => twice(question.items, 'items', faultsIn(context)))

const Matching = z
  .strictObject({
    kind: z.literal('matching'),
    ...common,
    pairs: z
      .array(z.strictObject({ id: Id, prompt: writtenText(500), choiceId: Id, choice: nameText(500) }))
      .min(2)
      .max(20),
    /** Choices that belong to nothing. */
    distractors: z
      .array(z.strictObject({ id: Id, text: nameText(500) }))
      .max(20)
      .default([]),
    grading: z.enum([allOrNothing, 'eachRight', 'rightMinusWrong']).default('eachRight'),
    ...penalty,
  })
  .superRefine((question, context) => {
    const fault = faultsIn(context)
    twice(
      question.pairs.map(({ prompt }) => ({ text: prompt })),
      'pairs',
      fault,
      'prompt',
    )
    twice(question.distractors, 'distractors', fault)
    const choices = new Set(question.pairs.map(({ choice }) => choice))
    for (const [index, { text }] of question.distractors.entries())
      if (choices.has(text)) fault(['distractors', index, 'text'], 'twice')
  })

const FillIn = z
  .strictObject({
    kind: z.literal('fillIn'),
    ...common,
    gaps: z
      .array(
        z.strictObject({
          accepted: linesIn(nameText(200), 20).refine((lines) => lines.length > 0, {
            params: { code: 'required' },
          }),
          /** Wrong ones: where there are some, learners choose from a list instead of writing. */
          others: linesIn(nameText(200), 20).default([]),
        }),
      )
      .min(1)
      .max(20),
    ...spelling,
    grading: z.enum([allOrNothing, 'eachRight']).default('eachRight'),
    ...penalty,
  })
  .superRefine(({ text, gaps }, context) => {
    const fault = faultsIn(context)
    const marks = [...text.matchAll(gapMark)].map(([, mark]) => mark)
    const wanted = gaps.map((_gap, index) => String(index + 1))
    if (marks.length !== wanted.length || wanted.some((mark) => !marks.includes(mark)))
      fault(['text'], 'gapMarks')
    for (const [index, { accepted: right, others }] of gaps.entries())
      if (others.some((other) => right.includes(other))) fault(['gaps', index, 'others'], 'twice')
  })

/** What is marked by people. */
const marked = {
  /** Where there are some, the points are what they add up to. */
  rubric: z
    .array(
      z.strictObject({
        id: Id,
        name: nameText(160),
        guidance: writtenText(1000).nullable().default(null),
        points: Points,
      }),
    )
    .max(20)
    .default([]),
  /** Learners do not read by what it is marked. */
  hidesRubric: said,
  /** Only for whoever marks it. */
  forMarkers: writtenText(5000).nullable().default(null),
}

const Essay = z.strictObject({ kind: z.literal('essay'), ...common, ...marked })

const Handed = z.strictObject({
  kind: z.literal('file'),
  ...common,
  fileTypes: z.array(z.enum(fileTypes)).max(5).default([]),
  mostFiles: z.int().min(1).max(10).default(1),
  ...marked,
})

/** What a question says, with its key, as it stands in a revision. */
export const Content = z.discriminatedUnion('kind', [
  Single,
  Multiple,
  TrueFalse,
  ShortText,
  Numeric,
  Ordering,
  Matching,
  FillIn,
  Essay,
  Handed,
])

export type Content = z.output<typeof Content>
export type ContentOf<Kind extends Content['kind']> = Extract<Content, { kind: Kind }>
export type Kind = Content['kind']

export const kinds = [
  'single',
  'multiple',
  'trueFalse',
  'shortText',
  'number',
  'ordering',
  'matching',
  'fillIn',
  'essay',
  'file',
] as const satisfies readonly Kind[]

type Fault = (path: PropertyKey[], code: string) => void

function faultsIn(context: z.RefinementCtx): Fault {
  return (path, code) =>
    context.addIssue({ code: 'custom', path, params: { code: `questions.error.${code}` } })
}

/** Nobody could tell them apart. */
function twice(parts: ReadonlyArray<{ text: string }>, at: string, fault: Fault, name = 'text'): void {
  const met = new Set<string>()
  for (const [index, { text }] of parts.entries()) {
    if (met.has(text)) fault([at, index, name], 'twice')
    met.add(text)
  }
}

/** Else nobody could ever have all points. */
function someEarnsAll(
  { accepted: answers }: { accepted: ReadonlyArray<{ share: number }> },
  context: z.RefinementCtx,
): void {
  if (!answers.some(({ share }) => share === 100)) faultsIn(context)(['accepted'], 'noneEarnsAll')
}

/** How much each option earns, in percent, where each has a share of its own. What says none: right ones share all, wrong ones earn nothing. */
export function sharesOf(
  given: ReadonlyArray<{ isRight: boolean; share: number | null }>,
): readonly number[] {
  const right = given.filter(({ isRight }) => isRight).length
  return given.map(({ isRight, share }) => share ?? (isRight ? 100 / right : 0))
}

/** The text of a fill-in, cut at its gaps: what stands between them, and the number of each. */
export function piecesOf(text: string): Array<{ text: string } | { gap: number }> {
  const pieces: Array<{ text: string } | { gap: number }> = []
  let end = 0
  for (const mark of text.matchAll(gapMark)) {
    pieces.push({ text: text.slice(end, mark.index) }, { gap: Number(mark[1]) })
    end = mark.index + mark[0].length
  }
  return [...pieces, { text: text.slice(end) }]
}

type Parted = { id: string }

/**
 * What somebody wrote, as it is kept: each part keeps the id by which the revision before knew it, so that answers that were given
 * find it again, and gets one where it has none.
 */
export function settled(written: Content, before: Content | null, makeId: () => string): Content {
  const free = new Set(before ? idsOf(before) : [])
  const idFor = (id: string) => {
    if (free.delete(id)) return id
    return makeId()
  }
  const known = <Part extends Parted>(parts: readonly Part[]) =>
    parts.map((part) => ({ ...part, id: idFor(part.id) }))
  switch (written.kind) {
    case 'single':
    case 'multiple': {
      const earnsOwn = written.grading === 'shares'
      const kept = known(written.options)
      return { ...written, options: earnsOwn ? kept : kept.map((each) => ({ ...each, share: null })) }
    }
    case 'ordering':
      return { ...written, items: known(written.items) }
    case 'matching':
      return {
        ...written,
        pairs: known(written.pairs).map((pair) => ({ ...pair, choiceId: idFor(pair.choiceId) })),
        distractors: known(written.distractors),
      }
    case 'essay':
    case 'file': {
      const rubric = known(written.rubric)
      if (rubric.length === 0) return written
      const sum = rubric.reduce((points, each) => points + each.points, 0)
      return { ...written, rubric, points: Math.round(sum * 100) / 100 }
    }
    default:
      return written
  }
}

function idsOf(content: Content): string[] {
  switch (content.kind) {
    case 'single':
    case 'multiple':
      return content.options.map(({ id }) => id)
    case 'ordering':
      return content.items.map(({ id }) => id)
    case 'matching':
      return [
        ...content.pairs.flatMap(({ id, choiceId }) => [id, choiceId]),
        ...content.distractors.map(({ id }) => id),
      ]
    case 'essay':
    case 'file':
      return content.rubric.map(({ id }) => id)
    default:
      return []
  }
}
