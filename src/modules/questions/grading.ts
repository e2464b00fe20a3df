import { type Answer, type AnswerOf, isBlank } from './answer.ts'
import { type Content, type ContentOf, sharesOf } from './kinds.ts'
import { numberTyped, spelled } from './spelling.ts'

/** One part of an answer, judged: what was chosen, stands at a place, was matched or filled in. */
export interface GradedPart {
  /** Of the option, item, pair or gap (its number); of an answer that is in one piece: the name of its field. */
  id: string
  isRight: boolean
  feedback: string | null
}

export const outcomes = ['right', 'partly', 'wrong', 'unanswered', 'toMark'] as const
export type Outcome = (typeof outcomes)[number]

export interface Grade {
  outcome: Outcome
  points: number
  outOf: number
  parts: GradedPart[]
  /** Of the whole question, for this outcome. */
  feedback: string[]
  /** People give the points. */
  needsMarking: boolean
}

interface Judged {
  /** Of all points, before what a wrong answer takes away. Below zero only where the share of an option says so. */
  share: number
  parts: GradedPart[]
}

/** How many points an answer earns. The same question and the same answer always come to the same. */
export function grade(content: Content, answer: Answer): Grade {
  const outOf = content.points
  const nothing = { points: 0, outOf, parts: [], feedback: [], needsMarking: false }
  if (isBlank(answer)) return { ...nothing, outcome: 'unanswered' }
  if (content.kind === 'essay' || content.kind === 'file')
    return { ...nothing, outcome: 'toMark', feedback: said(content.feedback), needsMarking: true }
  const { share, parts } = judge(content, answer)
  const earned = Math.min(1, share)
  // Who earns nothing pays what a wrong answer costs; who has chosen what takes points away has paid already.
  const counted = earned > 0 || earned < 0 ? earned : -content.penalty / 100
  const outcome = earned >= 1 - 1e-9 ? 'right' : earned > 0 ? 'partly' : 'wrong'
  const points = outcome === 'right' ? outOf : rounded(outOf * counted)
  const whole = { right: content.whenRight, partly: null, wrong: content.whenWrong }[outcome]
  return { outcome, points, outOf, parts, feedback: said(whole, content.feedback), needsMarking: false }
}

/** The lowest that an answer can come to: zero, unless the question states what a wrong one costs. */
export function fewestPoints(content: Content): number {
  if (content.kind === 'essay' || content.kind === 'file') return 0
  const shares = content.kind === 'single' && content.grading === 'shares' ? sharesOf(content.options) : []
  return rounded(content.points * Math.min(0, -content.penalty / 100, ...shares.map((share) => share / 100)))
}

function judge(content: Exclude<Content, ContentOf<'essay' | 'file'>>, answer: Answer): Judged {
  switch (content.kind) {
    case 'single':
      return judgeSingle(content, answer as AnswerOf<'single'>)
    case 'multiple':
      return judgeMultiple(content, answer as AnswerOf<'multiple'>)
    case 'trueFalse': {
      const { value } = answer as AnswerOf<'trueFalse'>
      const isRight = value === content.isTrue
      const feedback = value ? content.saidTrue : content.saidFalse
      return { share: isRight ? 1 : 0, parts: [{ id: 'value', isRight, feedback }] }
    }
    case 'shortText': {
      const { text } = answer as AnswerOf<'shortText'>
      const given = spelled(text, content)
      return ofBest(
        content.accepted.filter((each) => spelled(each.text, content) === given),
        'text',
      )
    }
    case 'number':
      return judgeNumber(content, answer as AnswerOf<'number'>)
    case 'ordering': {
      const { order } = answer as AnswerOf<'ordering'>
      const parts = content.items.map(({ id }, index) => ({
        id,
        isRight: order[index] === id,
        feedback: null,
      }))
      return { share: shareOf(content.grading, parts), parts }
    }
    case 'matching':
      return judgeMatching(content, answer as AnswerOf<'matching'>)
    case 'fillIn': {
      const { gaps } = answer as AnswerOf<'fillIn'>
      const parts = content.gaps.map(({ accepted }, index) => {
        const given = spelled(gaps[index] ?? '', content)
        const isRight = accepted.some((each) => spelled(each, content) === given)
        return { id: String(index + 1), isRight, feedback: null }
      })
      return { share: shareOf(content.grading, parts), parts }
    }
  }
}

function judgeSingle({ grading, options }: ContentOf<'single'>, { option }: AnswerOf<'single'>): Judged {
  const index = options.findIndex(({ id }) => id === option)
  const chosen = options[index]
  if (!chosen) return { share: 0, parts: [] }
  const { id, isRight, feedback } = chosen
  const share = grading === 'shares' ? (sharesOf(options)[index] ?? 0) / 100 : isRight ? 1 : 0
  return { share, parts: [{ id, isRight, feedback }] }
}

function judgeMultiple({ grading, options }: ContentOf<'multiple'>, answer: AnswerOf<'multiple'>): Judged {
  const chosen = new Set(answer.options)
  const parts = [...chosen].flatMap((each) =>
    options.filter(({ id }) => id === each).map(({ id, isRight, feedback }) => ({ id, isRight, feedback })),
  )
  const toFind = options.filter(({ isRight }) => isRight).length
  const right = parts.filter(({ isRight }) => isRight).length
  const wrong = parts.length - right
  const shares = sharesOf(options)
  const share = {
    allOrNothing: right === toFind && wrong === 0 ? 1 : 0,
    eachRight: right / toFind,
    rightMinusWrong: Math.max(0, (right - wrong) / toFind),
    shares: Math.max(
      0,
      options.reduce((sum, { id }, index) => sum + (chosen.has(id) ? (shares[index] ?? 0) : 0), 0) / 100,
    ),
  }[grading]
  // Shares that were written with few places, as three times 33.33, are all of it together.
  return {
    share: grading === 'shares' && Math.abs(share - 1) <= 0.01 && wrong === 0 && right === toFind ? 1 : share,
    parts,
  }
}

function judgeNumber(content: ContentOf<'number'>, { value }: AnswerOf<'number'>): Judged {
  const typed = numberTyped(value)
  const wrong = ofBest([], 'value')
  if (!typed) return wrong
  const { value: given, behind } = typed
  const hasUnit = content.units.some(
    (unit) => unit.normalize('NFKC').replaceAll(' ', '') === behind.replaceAll(' ', ''),
  )
  if (content.asksUnit ? !hasUnit : behind !== '' && !hasUnit) return wrong
  // What 0.1 + 0.2 adds to itself shall cost nobody a point.
  const near = (target: number, tolerance: number) =>
    Math.abs(given - target) <= tolerance + 1e-9 * Math.max(Math.abs(target), tolerance)
  return ofBest(
    content.accepted.filter((each) => near(each.value, each.tolerance)),
    'value',
  )
}

function judgeMatching(content: ContentOf<'matching'>, { pairs }: AnswerOf<'matching'>): Judged {
  const texts = new Map([
    ...content.pairs.map(({ choiceId, choice }) => [choiceId, choice] as const),
    ...content.distractors.map(({ id, text }) => [id, text] as const),
  ])
  const parts = content.pairs.map(({ id, choice }) => ({
    id,
    // One choice may belong to several: by what it says it is the same.
    isRight: Object.hasOwn(pairs, id) && texts.get(pairs[id] ?? '') === choice,
    feedback: null,
  }))
  const right = parts.filter(({ isRight }) => isRight).length
  const given = content.pairs.filter(({ id }) => Object.hasOwn(pairs, id) && pairs[id] !== '').length
  if (content.grading === 'rightMinusWrong')
    return { share: Math.max(0, (2 * right - given) / parts.length), parts }
  return { share: shareOf(content.grading, parts), parts }
}

function shareOf(grading: 'allOrNothing' | 'eachRight', parts: readonly GradedPart[]): number {
  const right = parts.filter(({ isRight }) => isRight).length
  if (grading === 'allOrNothing') return right === parts.length ? 1 : 0
  return right / parts.length
}

/** Of all that an answer fits, the one that earns most. */
function ofBest(fitting: ReadonlyArray<{ share: number; feedback: string | null }>, id: string): Judged {
  const best = fitting.reduce<(typeof fitting)[number] | null>(
    (top, each) => (top && top.share >= each.share ? top : each),
    null,
  )
  return {
    share: (best?.share ?? 0) / 100,
    parts: [{ id, isRight: best !== null, feedback: best?.feedback ?? null }],
  }
}

function said(...feedback: Array<string | null>): string[] {
  return feedback.filter((each) => each !== null)
}

function rounded(points: number): number {
  // Never -0, which reads as a mistake.
  return Math.round(points * 100) / 100 + 0
}

/** The answer that earns all points; null where people judge. */
export function solutionOf(content: Content): Answer | null {
  switch (content.kind) {
    case 'single':
      return { kind: 'single', option: content.options.find(({ isRight }) => isRight)?.id ?? null }
    case 'multiple':
      return {
        kind: 'multiple',
        options: content.options.filter(({ isRight }) => isRight).map(({ id }) => id),
      }
    case 'trueFalse':
      return { kind: 'trueFalse', value: content.isTrue }
    case 'shortText':
      return { kind: 'shortText', text: content.accepted.find(({ share }) => share === 100)?.text ?? '' }
    case 'number': {
      const { value = 0 } = content.accepted.find(({ share }) => share === 100) ?? {}
      const unit = content.units[0]
      return { kind: 'number', value: unit ? `${String(value)} ${unit}` : String(value) }
    }
    case 'ordering':
      return { kind: 'ordering', order: content.items.map(({ id }) => id) }
    case 'matching':
      return {
        kind: 'matching',
        pairs: Object.fromEntries(content.pairs.map(({ id, choiceId }) => [id, choiceId])),
      }
    case 'fillIn':
      return { kind: 'fillIn', gaps: content.gaps.map(({ accepted }) => accepted[0] ?? '') }
    case 'essay':
    case 'file':
      return null
  }
}
