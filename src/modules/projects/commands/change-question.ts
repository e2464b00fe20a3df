import { ChangeQuestion, QuestionReference } from '../contract.ts'
import { onlyOpenQuestions } from '../policy.ts'
import { lockQuestion } from '../question-row.ts'
import { command } from '../room.ts'

export const changeQuestion = command({
  name: 'projects.changeQuestion',
  summary: 'Change a question of your own that nobody has answered yet',
  permission: 'member',
  input: ChangeQuestion,
  output: QuestionReference,
  http: { method: 'put', path: '/projects/:projectId/questions/:questionId' },
  isUnnamed: true,
  target: ({ tx, ...reader }, input) => lockQuestion(tx.sql, reader, input, 'own'),
  rule: onlyOpenQuestions,
  async run({ tx, record }, { projectId, questionId, text }, before) {
    await tx.projectQuestion.update({
      where: { id: questionId },
      data: { text, version: before.version + 1 },
    })
    record({ type: 'projectQuestion', id: questionId }, { text: before.text }, { text })
    return { projectId, questionId }
  },
})
