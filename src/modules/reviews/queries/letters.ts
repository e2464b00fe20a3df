import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { ReviewerReference } from '../contract.ts'
import { query } from '../room.ts'

/** Null where there is nothing to tell any more. */
export const readAppointmentLetter = query({
  name: 'reviews.readAppointmentLetter',
  summary: 'What there is to write to somebody who was asked to review a project',
  permission: 'system',
  input: ReviewerReference,
  output: z.strictObject({ title: z.string() }).nullable(),
  async run({ db, actor }, { projectId, personId }) {
    const [letter] = await db.sql<{ title: string }>(sql`
      SELECT j.title FROM reviewers w JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
      WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.project_id = ${projectId}::uuid AND w.person_id = ${personId}::uuid
        AND w.ended_at IS NULL`)
    return letter ?? null
  },
})
