import type { App } from '../../src/app.ts'
import { AppError } from '../../src/platform/errors.ts'
import { withWords } from '../../src/platform/http/problem.ts'
import { StartupError } from '../../src/platform/startup-error.ts'

/** What a command refuses is told to the operator as a sentence, with what is wrong about each argument. */
export async function sayRefusal<Result>(app: App, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const t = app.words.in('en')
    const issues = withWords(error.issues ?? [], t).map(
      ({ pointer, message }) => `\n  ${pointer.slice(1)}: ${message}`,
    )
    throw new StartupError(t(error.messageKey, error.values) + issues.join(''))
  }
}
