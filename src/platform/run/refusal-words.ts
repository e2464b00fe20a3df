import { AppError, messageKeyOf } from '../errors.ts'
import type { Translate } from '../presentation/view.ts'
import { type CodedIssue, issueKeyOf } from './issues.ts'

/** A refusal as replies tell it that say beforehand whether something would be done: its code, and its words. */
export interface ForetoldRefusal {
  refusal: string | null
  refusalText: string | null
}

/** What would be refused, where a check refuses it. */
export async function foretell(check: Promise<unknown>, text: Translate): Promise<ForetoldRefusal> {
  try {
    await check
    return { refusal: null, refusalText: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { refusal: error.code, refusalText: refusalInWords(error, text) }
  }
}

/**
 * A refusal in one text, for files that tell row by row why something was not done: every issue where there are some,
 * each behind the name of what it is about where that has one.
 */
export function refusalInWords(
  { code, values, issues }: AppError,
  t: Translate,
  nameOf: (pointer: string) => string | null = () => null,
): string {
  if (!issues || issues.length === 0) return t(messageKeyOf(code), values)
  return issues
    .map(({ pointer, code: issue, ...rest }) => {
      const words = t(issueKeyOf(issue), (rest as Partial<CodedIssue>).values)
      const name = nameOf(pointer)
      return name === null ? words : `${name}: ${words}`
    })
    .join(' ')
}
