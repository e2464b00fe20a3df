import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { authorityFor, personBehind } from '../../../platform/policy/actor.ts'
import { isMember } from '../../people/index.ts'
import { ProjectReference, QuestionLetter, QuestionList } from '../contract.ts'
import { stepFault } from '../project.ts'
import { findProject } from '../project-row.ts'
import { query } from '../room.ts'

interface QuestionRow {
  id: string
  text: string
  askedAt: Date
  answer: string | null
  answeredAt: Date | null
  isOwn: boolean
}

export const listQuestions = query({
  name: 'projects.listQuestions',
  summary:
    'List what was asked about a project that you may find, and what was answered; what waits for an answer is shown to staff and to whoever asked',
  permission: 'anyone',
  input: ProjectReference,
  output: QuestionList,
  http: { method: 'get', path: '/projects/:projectId/questions' },
  target: ({ db, ...reader }, { projectId }) => findProject(db.sql, reader, projectId),
  async run({ db, actor, now }, _input, project) {
    const { id, tenantId, unitPath } = project
    const own = personBehind(actor)
    const looksAfter =
      actor.kind === 'system' || authorityFor(actor, 'projects.manage', unitPath, now) !== null
    const rows = await db.sql<QuestionRow>(sql`
      SELECT q.id, q.text, q.asked_at AS "askedAt", q.answer, q.answered_at AS "answeredAt",
        coalesce(q.asked_by = ${own}::uuid, false) AS "isOwn"
      FROM project_questions q
      WHERE q.tenant_id = ${tenantId}::uuid AND q.project_id = ${id}::uuid
        AND (q.answer IS NOT NULL OR ${looksAfter} OR q.asked_by = ${own}::uuid)
      ORDER BY q.id`)
    const isOpen = stepFault('amend', project, now) === null
    return {
      items: rows.map((row) => ({
        ...row,
        abilities: {
          change: row.isOwn && row.answer === null && isOpen && isMember(actor, now),
          answer: looksAfter && row.answer === null && isOpen,
        },
      })),
    }
  },
})

/** For the letters about it. Who asked is for the one with the answer, and for nobody else. */
export const readQuestionLetter = query({
  name: 'projects.readQuestionLetter',
  summary: 'What there is to write about a question',
  permission: 'system',
  input: z.strictObject({ questionId: z.uuid() }),
  output: QuestionLetter.nullable(),
  async run({ db, actor }, { questionId }) {
    const [letter] = await db.sql<QuestionLetter>(sql`
      SELECT j.title AS "projectTitle", j.slug, j.unit_id AS "unitId", q.text, q.answer, q.asked_by AS "askedBy"
      FROM project_questions q JOIN projects j ON j.tenant_id = q.tenant_id AND j.id = q.project_id
      WHERE q.id = ${questionId}::uuid AND q.tenant_id = ${actor.tenantId}::uuid`)
    return letter ?? null
  },
})
