import { invalid } from '../../../platform/errors.ts'
import { answerFaults } from '../answer.ts'
import { TriedReply, TryQuestion } from '../contract.ts'
import { grade, solutionOf } from '../grading.ts'
import { previewOf } from '../preview-row.ts'
import { findQuestion } from '../question-row.ts'
import { command } from '../room.ts'

/** Nothing is kept of it: whoever writes questions sees how they are graded, and with which words. */
export const tryQuestion = command({
  name: 'questions.tryQuestion',
  summary: 'Answer a question as a learner would, and see how it is graded',
  permission: 'questions.manage',
  input: TryQuestion,
  output: TriedReply,
  http: { method: 'post', path: '/questions/:questionId/try' },
  target: ({ tx, ...reader }, { questionId }) => findQuestion(tx.sql, reader, questionId),
  async run({ tx }, { answer, revision, seed }, question) {
    const { content, ...preview } = await previewOf(tx.sql, question, { revision, seed })
    const faults = answerFaults(content, answer)
    if (faults.length > 0)
      throw invalid(faults.map((fault) => ({ ...fault, pointer: `/answer${fault.pointer}` })))
    return { ...preview, answer, grade: grade(content, answer), solution: solutionOf(content) }
  },
})
