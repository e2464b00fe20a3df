import { type AppError, messageKeyOf } from '../errors.ts'
import type { Translate } from '../presentation/view.ts'
import type { CodedIssue } from './issues.ts'

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
      const words = t(
        issue.includes('.error.') ? issue : `request.issue.${issue}`,
        (rest as Partial<CodedIssue>).values,
      )
      const name = nameOf(pointer)
      return name === null ? words : `${name}: ${words}`
    })
    .join(' ')
}
