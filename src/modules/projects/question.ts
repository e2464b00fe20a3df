import { type AppError, defineError } from '../../platform/errors.ts'
import { stepFault } from './project.ts'
import type { ProjectRow } from './views.ts'

export const mostQuestions = 500
/** So many of one person wait for an answer at a time: nobody fills the page of a project alone. */
export const mostWaiting = 10

export const tooManyQuestions = defineError('projects.tooManyQuestions', 409)
export const looksAfterIt = defineError('projects.looksAfterIt', 403)
export const tooManyWaiting = defineError('projects.tooManyWaiting', 409)
export const answeredAlready = defineError('projects.answeredAlready', 409)

/** A question, with the project that it is about; `version` is its own. */
export interface AskedQuestion extends ProjectRow {
  questionId: string
  text: string
  answer: string | null
}

/** Questions are asked, changed and answered until the deadline, and are what they are once they were answered. */
export function questionFault(question: AskedQuestion, now: Date): AppError | null {
  return stepFault('amend', question, now) ?? (question.answer === null ? null : answeredAlready())
}
