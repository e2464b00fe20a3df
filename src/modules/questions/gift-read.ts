import { hidden, plain } from './gift-signs.ts'
import { cut } from './question.ts'

/** What a question of a file becomes, before its schema has read it. */
export interface GiftQuestion {
  line: number
  content: Record<string, unknown> & { kind: string }
  tags: string[]
  /** What of it is not carried over, by the names of words. */
  notes: string[]
}

/** What becomes no question at all, and why. */
export interface GiftFault {
  line: number
  code: string
}

export interface GiftRead {
  questions: GiftQuestion[]
  faults: GiftFault[]
}

interface Block {
  line: number
  text: string
  tags: string[]
}

/**
 * Reads GIFT, the format of Moodle: questions with empty lines between them. What cannot be read is told with its line, and the
 * rest is read all the same.
 */
export function readGift(text: string): GiftRead {
  const read: GiftRead = { questions: [], faults: [] }
  for (const block of blocksOf(text)) {
    const made = questionOf(block)
    if ('code' in made) read.faults.push(made)
    else read.questions.push(made)
  }
  return read
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  let tags: string[] = []
  let category: string[] = []
  for (const [index, written] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = written.trim()
    if (line.startsWith('//')) {
      tags.push(...tagsIn(line))
      continue
    }
    const named = /^\$CATEGORY:(.*)$/i.exec(line)
    if (named) {
      category = categoryOf(named[1] ?? '')
      open = null
    } else if (line === '') {
      open = null
      tags = []
    } else if (open) {
      open.text += `\n${line}`
    } else {
      open = { line: index + 1, text: line, tags: [...new Set([...category, ...tags])] }
      blocks.push(open)
      tags = []
    }
  }
  return blocks
}

/** As Moodle writes them: `// [id:x] [tag:first] [tag:second]`. */
function tagsIn(comment: string): string[] {
  return [...comment.matchAll(/\[tag:((?:\\.|[^\]\\]){0,200})\]/g)]
    .map(([, tag = '']) => tag.replaceAll('\\]', ']').trim())
    .filter((tag) => tag !== '')
}

/** The last part of its way is what people call it. */
function categoryOf(way: string): string[] {
  const last = way
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'top' && !/^\$\w+\$$/.test(part))
    .at(-1)
  return last === undefined ? [] : [cut(last, 60)]
}

function questionOf({ line, text, tags }: Block): GiftQuestion | GiftFault {
  const source = hidden(text)
  const [, title, named] = /^::([\s\S]*?)::([\s\S]*)$/.exec(source) ?? [null, null, source]
  const [, format = 'moodle', body = ''] =
    /^\s*(?:\[(html|markdown|plain|moodle)\])?\s*([\s\S]*)$/i.exec(named ?? '') ?? []
  const start = body.indexOf('{')
  const end = body.lastIndexOf('}')
  if (start < 0 && end < 0) return { line, code: 'description' }
  if (start < 0 || end < start) return { line, code: 'braces' }
  const notes: string[] = []
  const worded = (part: string) => wordsOf(part, format.toLowerCase(), notes)
  const [inside = '', general] = split(body.slice(start + 1, end), '####')
  const before = body.slice(0, start)
  const after = body.slice(end + 1)
  const asked = after.trim() === '' ? before : `${before}_____${after}`
  const common = {
    title: title === null || title === undefined ? null : cut(oneLine(plain(title)), 160) || null,
    text: worded(asked),
    feedback: general === undefined ? null : worded(general) || null,
  }
  const made = answersOf(inside.trim(), worded)
  if (isFault(made)) return { line, code: made.code }
  const missing = after.trim() === '' ? null : missingWord(made)
  const content = missing
    ? { ...missing, ...common, text: worded(`${before}[[1]]${after}`) }
    : { ...made, ...common }
  return { line, content, tags, notes: [...new Set(notes)] }
}

interface Made extends Record<string, unknown> {
  kind: string
}
type Worded = (part: string) => string

interface Part {
  isRight: boolean
  /** In percent; null where none is written. */
  weight: number | null
  text: string
  feedback: string | null
}

function isFault(made: Made | { code: string }): made is { code: string } {
  return 'code' in made
}

function answersOf(inside: string, worded: Worded): Made | { code: string } {
  if (inside === '') return { kind: 'essay' }
  const truth = /^(T|F|TRUE|FALSE)\s*(?:#([\s\S]*))?$/i.exec(inside)
  if (truth) return trueFalseOf(/^t/i.test(truth[1] ?? ''), truth[2], worded)
  if (inside.startsWith('#')) return numberOf(inside.slice(1).trim(), worded)
  const parts = partsOf(inside)
  if (!parts) return { code: 'answers' }
  if (parts.every(({ isRight, text }) => isRight && text.includes('->'))) return matchingOf(parts, worded)
  return parts.every(({ isRight }) => isRight) ? shortTextOf(parts, worded) : choiceOf(parts, worded)
}

/** `=right#feedback ~%50%half`; null where it does not begin so. */
function partsOf(inside: string): Part[] | null {
  if (!/^[=~]/.test(inside)) return null
  return inside.split(/(?=[=~])/).map((piece) => {
    const [, sign, weight, rest = ''] = /^([=~])\s*(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(piece) ?? []
    const [text = '', feedback] = split(rest, '#')
    return {
      isRight: sign === '=',
      weight: weight === undefined ? null : Number(weight),
      text,
      feedback: feedback ?? null,
    }
  })
}

function trueFalseOf(isTrue: boolean, feedback: string | undefined, worded: Worded): Made {
  // First what is said to whoever is wrong.
  const [wrong, right] = split(feedback ?? '', '#').map((each) => worded(each) || null)
  const [saidTrue, saidFalse] = isTrue ? [right, wrong] : [wrong, right]
  return { kind: 'trueFalse', isTrue, saidTrue: saidTrue ?? null, saidFalse: saidFalse ?? null }
}

function numberOf(inside: string, worded: Worded): Made | { code: string } {
  const parts = partsOf(inside) ?? partsOf(`=${inside}`) ?? []
  const accepted = parts.flatMap(({ isRight, weight, text, feedback }) => {
    const range = rangeOf(text)
    if (!isRight || !range) return []
    return [{ ...range, share: weight ?? 100, feedback: saidOf(feedback, worded) }]
  })
  // What is said to whatever else is typed stands without a number: `~#Try again`.
  const others = parts.filter(({ isRight, text }) => !isRight && text.trim() === '')
  if (accepted.length === 0 || accepted.length + others.length < parts.length) return { code: 'number' }
  return { kind: 'number', accepted, whenWrong: saidOf(others[0]?.feedback ?? null, worded) }
}

/** `1822:3`, `1819..1825`, `1822` */
function rangeOf(text: string): { value: number; tolerance: number } | null {
  if (text.length > 200) return null
  const number = '([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)'
  const [, low, high] = new RegExp(`^${number}\\s*\\.\\.\\s*${number}$`).exec(text.trim()) ?? []
  if (low !== undefined && high !== undefined) {
    const [from, until] = [Number(low), Number(high)]
    return from <= until ? { value: (from + until) / 2, tolerance: (until - from) / 2 } : null
  }
  const [, value, tolerance = '0'] = new RegExp(`^${number}\\s*(?::\\s*${number})?$`).exec(text.trim()) ?? []
  if (value === undefined || Number(tolerance) < 0) return null
  return { value: Number(value), tolerance: Number(tolerance) }
}

function matchingOf(parts: readonly Part[], worded: Worded): Made {
  const pairs = parts.map(({ text }) => split(text, '->').map(worded))
  return {
    kind: 'matching',
    pairs: pairs
      .filter(([prompt]) => prompt !== '')
      .map(([prompt, choice = '']) => ({ prompt, choice: oneLine(choice) })),
    distractors: pairs
      .filter(([prompt]) => prompt === '')
      .map(([, choice = '']) => ({ text: oneLine(choice) })),
  }
}

function shortTextOf(parts: readonly Part[], worded: Worded): Made {
  return {
    kind: 'shortText',
    accepted: parts.map(({ text, weight, feedback }) => ({
      text: oneLine(worded(text)),
      share: weight ?? 100,
      feedback: saidOf(feedback, worded),
    })),
  }
}

function choiceOf(parts: readonly Part[], worded: Worded): Made {
  const said = parts.map(({ text, feedback }) => ({ text: worded(text), feedback: saidOf(feedback, worded) }))
  const hasOne = parts.some(({ isRight }) => isRight)
  if (hasOne) {
    const isWeighed = parts.some(({ isRight, weight }) => !isRight && weight !== null && weight !== 0)
    const options = parts.map(({ isRight, weight }, index) => ({
      ...said[index],
      isRight,
      share: isRight || weight === 0 ? null : weight,
    }))
    return { kind: 'single', options, grading: isWeighed ? 'shares' : 'allOrNothing' }
  }
  const weights = parts.map(({ weight }) => weight ?? 0)
  const options = said.map((each, index) => ({ ...each, isRight: (weights[index] ?? 0) > 0 }))
  const right = options.filter(({ isRight }) => isRight).length
  const isEven = (weight: number) => Math.abs(Math.abs(weight) - 100 / right) < 0.01
  const wrong = weights.filter((weight) => weight <= 0)
  const areEven = weights.filter((weight) => weight > 0).every(isEven)
  if (areEven && wrong.every((weight) => weight === 0))
    return { kind: 'multiple', options, grading: 'eachRight' }
  if (areEven && wrong.every(isEven)) return { kind: 'multiple', options, grading: 'rightMinusWrong' }
  return {
    kind: 'multiple',
    options: options.map((each, index) => ({ ...each, share: weights[index] || null })),
    grading: 'shares',
  }
}

/** A word that is missing in the middle of a text is a gap, as long as a gap can worded it. */
function missingWord(made: Made): Made | null {
  type Option = { text: string; isRight?: boolean; share?: number | null; feedback: string | null }
  const parts = (made.options ?? made.accepted) as Option[] | undefined
  if (!parts?.every(({ feedback }) => feedback === null)) return null
  if (made.kind === 'shortText' && parts.every(({ share }) => share === 100))
    return { kind: 'fillIn', gaps: [{ accepted: parts.map(({ text }) => text), others: [] as string[] }] }
  if (made.kind !== 'single' || made.grading !== 'allOrNothing') return null
  const texts = (isRight: boolean) =>
    parts.filter((each) => each.isRight === isRight).map(({ text }) => oneLine(text))
  return { kind: 'fillIn', gaps: [{ accepted: texts(true), others: texts(false) }] }
}

function saidOf(feedback: string | null, worded: Worded): string | null {
  return feedback === null ? null : worded(feedback) || null
}

/** In two at the first of them. */
function split(text: string, sign: string): string[] {
  const at = text.indexOf(sign)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)]
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** What is said, as Markdown. Of HTML the words stay, with what Markdown can worded of their form. */
function wordsOf(part: string, format: string, notes: string[]): string {
  const [, own = format, text = ''] = /^\s*(?:\[(html|markdown|plain|moodle)\])?([\s\S]*)$/i.exec(part) ?? []
  const meant = plain(text).trim()
  if (own.toLowerCase() !== 'html') return meant
  if (/<img\b/i.test(meant)) notes.push('pictures')
  if (/<(?!\/?(?:p|br|b|strong|i|em|img)\b)[a-z]/i.test(meant)) notes.push('formatting')
  // None of these looks further than the next sign: whoever sends a hundred thousand of them shall wait for nothing.
  return meant
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .replaceAll(/<br\b[^<>]*>/gi, '\n')
    .replaceAll(/<\/p[^<>]*>/gi, '\n\n')
    .replaceAll(/<\/?(?:b|strong)\b[^<>]*>/gi, '**')
    .replaceAll(/<\/?(?:i|em)\b[^<>]*>/gi, '*')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll(/&(?:#(\d{1,6})|(\w{1,8}));/g, (entity, code?: string, name?: string) =>
      code === undefined ? (entities[name ?? ''] ?? entity) : characterOf(Number(code)),
    )
    .trim()
}

/** Nothing for what is no character, or one that nobody sees. */
function characterOf(code: number): string {
  const isOne = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isOne ? String.fromCodePoint(code) : ''
}
