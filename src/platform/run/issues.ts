import type { z } from 'zod'
import type { Issue, MessageValues } from '../presentation/view.ts'

/** An issue before it has words: they are found in the reader's language, at the edge. */
export interface CodedIssue extends Issue {
  values: MessageValues
}

/** The words of an issue: a room's own, or those that are said everywhere. */
export function issueKeyOf(code: string): string {
  return code.includes('.error.') ? code : `request.issue.${code}`
}

export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue) => fromZod(issue as ZodIssue, [])).slice(0, mostIssues)
}

/** Nobody reads more, and an answer must not be much larger than its question. */
const mostIssues = 100

type ZodIssue = z.core.$ZodIssue

function fromZod(issue: ZodIssue, prefix: PropertyKey[]): CodedIssue[] {
  const path = [...prefix, ...issue.path]
  const at = (code: string, values: MessageValues = {}): CodedIssue => ({
    pointer: pointerTo(path),
    code,
    values,
    message: '',
  })
  switch (issue.code) {
    case 'invalid_type':
      if (!isMissing(issue)) return [at(`type.${issue.expected}`)]
      // A schema may say that it is chosen from a list, although its values are not known beforehand.
      return [at(issue.message === 'notChosen' ? 'notChosen' : 'required')]
    case 'too_small':
      if (issue.origin === 'string')
        return [issue.minimum === 1 ? at('required') : at('tooShort', { minimum: Number(issue.minimum) })]
      return [at(issue.origin === 'array' ? 'tooFew' : 'tooSmall', { minimum: Number(issue.minimum) })]
    case 'too_big':
      if (issue.origin === 'string') return [at('tooLong', { maximum: Number(issue.maximum) })]
      // An amount counts cents and is typed in dollars: a limit that nobody comes near is told without its number.
      if (issue.origin !== 'array' && Number(issue.maximum) > beyondMeaning) return [at('tooLarge')]
      return [at(issue.origin === 'array' ? 'tooMany' : 'tooBig', { maximum: Number(issue.maximum) })]
    case 'invalid_format':
      // Nothing was chosen in a list of things that have ids; anything else was not written at all.
      if (issue.input === '') return [at(issue.format === 'uuid' ? 'notChosen' : 'required')]
      return [at(knownFormats.has(issue.format) ? `format.${issue.format}` : 'format.other')]
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ ...at('unknownField'), pointer: pointerTo([...path, key]) }))
    case 'invalid_value':
    case 'invalid_union':
      return [at(isMissing(issue) ? 'notChosen' : 'notOffered')]
    case 'custom':
      return [
        at(
          typeof issue.params?.code === 'string' ? issue.params.code : 'invalid',
          issue.params?.values ?? {},
        ),
      ]
    default:
      return [at('invalid')]
  }
}

const beyondMeaning = 1_000_000_000_000

const knownFormats = new Set(['email', 'uuid', 'url', 'date', 'datetime'])

function isMissing(issue: ZodIssue): boolean {
  return issue.input === undefined || issue.input === null
}

/** RFC 6901. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
