import { QuestionReference } from '../contract.ts'
import { onlyOpenQuestions } from '../policy.ts'
import { lockQuestion } from '../question-row.ts'
import { command } from '../room.ts'

/** Nobody but staff has read it, and nobody has answered: it is gone. */
export const withdrawQuestion = command({
  name: 'projects.withdrawQuestion',
  summary: 'Take back a question of your own that nobody has answered yet',
  permission: 'member',
  input: QuestionReference,
  output: QuestionReference,
  http: { method: 'delete', path: '/projects/:projectId/questions/:questionId' },
  isUnnamed: true,
  target: ({ tx, ...reader }, input) => lockQuestion(tx.sql, reader, input, 'own'),
  rule: onlyOpenQuestions,
  async run({ tx, record }, { projectId, questionId }, { text }) {
    await tx.projectQuestion.delete({ where: { id: questionId } })
    record({ type: 'projectQuestion', id: questionId }, { projectId, text }, null)
    return { projectId, questionId }
  },
})
