import { sql } from '../../../platform/db/sql.ts'
import { notAllowed } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { AskQuestion, QuestionReference } from '../contract.ts'
import { questionAsked } from '../facts.ts'
import { onlyAskers } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { mostQuestions, mostWaiting, tooManyQuestions, tooManyWaiting } from '../question.ts'
import { command } from '../room.ts'

export const askQuestion = command({
  name: 'projects.askQuestion',
  summary:
    'Ask about a project before its deadline; nobody, staff included, is told who asked, and the answer is read by all who find the project',
  permission: 'member',
  input: AskQuestion,
  output: QuestionReference,
  http: { method: 'post', path: '/projects/:projectId/questions', status: 201 },
  isUnnamed: true,
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyAskers,
  async run({ tx, actor, now, record, emit }, { projectId, text }, { tenantId }) {
    if (actor.kind !== 'account' || actor.personId === null) throw notAllowed()
    const askedBy = actor.personId
    const [{ all = 0, waiting = 0 } = {}] = await tx.sql<{ all: number; waiting: number }>(sql`
      SELECT count(*)::int AS all, count(*) FILTER (WHERE asked_by = ${askedBy}::uuid AND answer IS NULL)::int AS waiting
      FROM project_questions WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`)
    if (all >= mostQuestions) throw tooManyQuestions({ values: { most: mostQuestions } })
    if (waiting >= mostWaiting) throw tooManyWaiting({ values: { most: mostWaiting } })
    const questionId = newId(now.getTime())
    await tx.projectQuestion.create({
      data: { id: questionId, tenantId, projectId, askedBy, text, askedAt: now },
    })
    record({ type: 'projectQuestion', id: questionId }, null, { projectId, text })
    emit(questionAsked, { projectId, questionId })
    return { projectId, questionId }
  },
})
