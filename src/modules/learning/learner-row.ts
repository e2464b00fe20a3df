import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { type LearnerRow, learnerColumns } from './views.ts'

/** Whoever asks, as one who learns a course. Locked, what they do with it follows one after the other. */
export async function findLearner(
  run: RunSql,
  actor: Actor,
  courseId: string,
  { isLocked = false } = {},
): Promise<LearnerRow | null> {
  const [learner] = await run<LearnerRow>(sql`
    SELECT ${learnerColumns} FROM enrolments e JOIN taught_courses c ON c.tenant_id = e.tenant_id AND c.course_id = e.course_id
    WHERE e.tenant_id = ${actor.tenantId}::uuid AND e.course_id = ${courseId}::uuid AND e.person_id = ${personBehind(actor)}::uuid
      AND e.status <> 'left' ${isLocked ? sql`FOR NO KEY UPDATE OF e` : empty}`)
  return learner ?? null
}

export async function doneBy(
  run: RunSql,
  { tenantId, id }: Pick<LearnerRow, 'tenantId' | 'id'>,
): Promise<Set<string>> {
  const rows = await run<{ key: string }>(sql`
    SELECT p.lesson_key AS key FROM lesson_progress p WHERE p.tenant_id = ${tenantId}::uuid AND p.enrolment_id = ${id}::uuid`)
  return new Set(rows.map(({ key }) => key))
}

/** So many learn a course now: whose time is over, or who has completed it, takes no place. */
export async function countLearners(
  run: RunSql,
  tenantId: string,
  courseId: string,
  now: Date,
): Promise<number> {
  const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM enrolments e WHERE e.tenant_id = ${tenantId}::uuid AND e.course_id = ${courseId}::uuid
      AND e.status = 'active' AND (e.access_until IS NULL OR e.access_until > ${now})`)
  return count
}
