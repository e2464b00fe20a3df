import { escaped } from './gift-signs.ts'
import { type Content, type ContentOf, piecesOf, sharesOf } from './kinds.ts'

export interface GiftWritten {
  /** Null where GIFT cannot say it at all. */
  text: string | null
  /** What of it GIFT cannot say, by the names of words. */
  notes: string[]
}

/** A question in GIFT, the format of Moodle. */
export function writeGift(content: Content, tags: readonly string[]): GiftWritten {
  const answers = answersOf(content)
  if (answers === null) return { text: null, notes: [content.kind === 'fillIn' ? 'gaps' : 'kind'] }
  const { text, title, feedback } = content
  const [before = '', after = ''] = content.kind === 'fillIn' ? aroundGap(text) : [text, '']
  const lines = [
    ...(tags.length > 0 ? [`// ${tags.map((tag) => `[tag:${tag.replaceAll(']', '\\]')}]`).join(' ')}`] : []),
    `${title === null ? '' : `::${escaped(title)}::`}[markdown]${escaped(before)}{${answers}${
      feedback === null ? '' : `####${said(feedback)}`
    }}${escaped(after)}`,
  ]
  return { text: lines.join('\n'), notes: notesOf(content) }
}

/** A text inside the braces. Who writes `[html]` or `%50%` at its beginning means those signs. */
function said(text: string): string {
  return `${text.startsWith('[') ? '[markdown]' : ''}${escaped(text)}`
}

function weighed(text: string, weight: number | null): string {
  if (weight !== null) return `%${Number(weight.toFixed(5))}%${said(text)}`
  return said(text)
}

const withFeedback = (feedback: string | null) => (feedback === null ? '' : `#${said(feedback)}`)

function answersOf(content: Content): string | null {
  switch (content.kind) {
    case 'single':
      return content.options
        .map(({ text, isRight, share, feedback }) => {
          const weight = isRight ? 100 : (share ?? 0)
          const isPlain = isRight ? !text.startsWith('%') : weight === 0 && !text.startsWith('%')
          return `${isRight ? '=' : '~'}${weighed(text, isPlain ? null : weight)}${withFeedback(feedback)}`
        })
        .join(' ')
    case 'multiple': {
      const weights = weightsOf(content)
      return content.options
        .map(({ text, feedback }, index) => `~${weighed(text, weights[index] ?? 0)}${withFeedback(feedback)}`)
        .join(' ')
    }
    case 'trueFalse': {
      const { isTrue, saidTrue, saidFalse } = content
      const [right, wrong] = isTrue ? [saidTrue, saidFalse] : [saidFalse, saidTrue]
      const feedback = right === null ? withFeedback(wrong) : `#${said(wrong ?? '')}#${said(right)}`
      return `${isTrue ? 'TRUE' : 'FALSE'}${feedback}`
    }
    case 'shortText':
      if (content.accepted.every(({ text }) => text.includes('->'))) return null
      return content.accepted
        .map(({ text, share, feedback }) => {
          const weight = share === 100 && !text.startsWith('%') ? null : share
          return `=${weighed(text, weight)}${withFeedback(feedback)}`
        })
        .join(' ')
    case 'number':
      return `#${content.accepted
        .map(
          ({ value, tolerance, share, feedback }) =>
            `=${share === 100 ? '' : `%${share}%`}${value}:${tolerance}${withFeedback(feedback)}`,
        )
        .join(' ')}`
    case 'matching': {
      const { pairs, distractors } = content
      const texts = [
        ...pairs.flatMap(({ prompt, choice }) => [prompt, choice]),
        ...distractors.map(({ text }) => text),
      ]
      if (texts.some((text) => text.includes('->'))) return null
      return [
        ...pairs.map(({ prompt, choice }) => `=${said(prompt)} -> ${said(choice)}`),
        ...distractors.map(({ text }) => `= -> ${said(text)}`),
      ].join(' ')
    }
    case 'fillIn': {
      const [gap, ...others] = content.gaps
      if (!gap || others.length > 0 || aroundGap(content.text)[1]?.trim() === '') return null
      // What is accepted beside the first would read as a second right choice.
      if (gap.others.length > 0 && gap.accepted.length > 1) return null
      if (gap.others.length === 0 && gap.accepted.every((text) => text.includes('->'))) return null
      const sure = (text: string) => (text.startsWith('%') ? weighed(text, 100) : said(text))
      const unsure = (text: string) => (text.startsWith('%') ? weighed(text, 0) : said(text))
      return [
        ...gap.accepted.map((text) => `=${sure(text)}`),
        ...gap.others.map((text) => `~${unsure(text)}`),
      ].join(' ')
    }
    case 'essay':
      return ''
    case 'ordering':
    case 'file':
      return null
  }
}

/** How much each option of a multiple choice earns in Moodle, in percent. */
function weightsOf({ options, grading }: ContentOf<'multiple'>): number[] {
  if (grading === 'shares') return [...sharesOf(options)]
  const right = options.filter(({ isRight }) => isRight).length
  const wrong = grading === 'rightMinusWrong' ? -100 / right : 0
  return options.map(({ isRight }) => (isRight ? 100 / right : wrong))
}

function aroundGap(text: string): string[] {
  const pieces = piecesOf(text).flatMap((piece) => ('text' in piece ? [piece.text] : []))
  return [pieces[0] ?? '', pieces.slice(1).join('')]
}

/** What of a question is lost on the way. */
function notesOf(content: Content): string[] {
  const lost: Array<[string, boolean]> = [
    ['points', content.points !== 1],
    ['penalty', 'penalty' in content && content.penalty > 0],
    ['outcomes', content.whenRight !== null || content.whenWrong !== null],
    ['order', 'keepsOrder' in content && content.keepsOrder],
    ['spelling', 'caseMatters' in content && (content.caseMatters || content.accentsMatter)],
    ['units', content.kind === 'number' && content.units.length > 0],
    ['rubric', content.kind === 'essay' && (content.rubric.length > 0 || content.forMarkers !== null)],
    [
      'grading',
      (content.kind === 'multiple' && content.grading === 'allOrNothing') ||
        (content.kind === 'matching' && content.grading !== 'eachRight'),
    ],
  ]
  return lost.flatMap(([note, isLost]) => (isLost ? [note] : []))
}
