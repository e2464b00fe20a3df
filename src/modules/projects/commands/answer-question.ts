import { personBehind } from '../../../platform/policy/actor.ts'
import { AnswerQuestion, QuestionReference } from '../contract.ts'
import { questionAnswered } from '../facts.ts'
import { onlyOpenQuestions } from '../policy.ts'
import { lockQuestion } from '../question-row.ts'
import { command } from '../room.ts'

export const answerQuestion = command({
  name: 'projects.answerQuestion',
  summary: 'Answer a question about a project; all who find the project read both',
  permission: 'projects.manage',
  input: AnswerQuestion,
  output: QuestionReference,
  http: { method: 'post', path: '/projects/:projectId/questions/:questionId/answer' },
  severity: 'notable',
  target: ({ tx, ...reader }, input) => lockQuestion(tx.sql, reader, input, 'any'),
  rule: onlyOpenQuestions,
  async run({ tx, actor, now, record, emit }, { projectId, questionId, answer }, { version }) {
    const answeredBy = personBehind(actor)
    await tx.projectQuestion.update({
      where: { id: questionId },
      data: { answer, answeredBy, answeredAt: now, version: version + 1 },
    })
    record({ type: 'projectQuestion', id: questionId }, { answer: null }, { answer })
    emit(questionAnswered, { projectId, questionId })
    return { projectId, questionId }
  },
})
