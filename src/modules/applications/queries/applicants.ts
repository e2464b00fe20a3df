import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { query } from '../room.ts'

/** For letters about the project. What was withdrawn waits for nothing any more. */
export const listApplicantIds = query({
  name: 'applications.listApplicantIds',
  summary: 'Who applied for a project, handed in for somebody else, or is still writing',
  permission: 'system',
  input: z.strictObject({ projectId: z.uuid() }),
  output: z.strictObject({ personIds: z.array(z.uuid()) }),
  async run({ db, actor }, { projectId }) {
    const rows = await db.sql<{ personId: string }>(sql`
      SELECT a.person_id AS "personId" FROM applications a
      WHERE a.tenant_id = ${actor.tenantId}::uuid AND a.project_id = ${projectId}::uuid AND a.person_id IS NOT NULL AND a.status <> 'withdrawn'
      UNION SELECT g.person_id FROM applications a
        JOIN company_agents g ON g.tenant_id = a.tenant_id AND g.company_id = a.company_id AND g.powers && '{apply,manage}'
      WHERE a.tenant_id = ${actor.tenantId}::uuid AND a.project_id = ${projectId}::uuid AND a.status <> 'withdrawn'
      ORDER BY 1`)
    return { personIds: rows.map(({ personId }) => personId) }
  },
})
