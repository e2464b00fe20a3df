import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { findProject } from './project-row.ts'
import type { AskedQuestion } from './question.ts'

interface Reader {
  actor: Actor
  now: Date
  locale(): string
}

/** A question with its project, both locked, as far as whoever asks may see it: their own ones, and all of a project that they look after. */
export async function lockQuestion(
  run: RunSql,
  reader: Reader,
  { projectId, questionId }: { projectId: string; questionId: string },
  whose: 'own' | 'any',
): Promise<AskedQuestion | null> {
  const project = await findProject(run, reader, projectId, { locked: true })
  if (!project) return null
  const { actor } = reader
  const own = personBehind(actor)
  const [question] = await run<Omit<AskedQuestion, keyof typeof project>>(sql`
    SELECT q.id AS "questionId", q.text, q.answer, q.version FROM project_questions q
    WHERE q.tenant_id = ${project.tenantId}::uuid AND q.project_id = ${projectId}::uuid AND q.id = ${questionId}::uuid
      AND (${whose === 'any'} OR q.asked_by = ${own}::uuid)`)
  return question ? { ...project, ...question } : null
}
