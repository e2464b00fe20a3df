import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { ProjectReply } from './contract.ts'
import type { ProjectRow } from './views.ts'

export interface Standing {
  /** So many have handed something in that counts. */
  received: number
  own: ProjectReply['applications']['own']
  sealing: ProjectReply['sealing']
  criteria: ProjectReply['criteria']
}

/** What has come in for a project, what whoever asks has begun, and by how many witnesses bids are opened. */
export async function standingOf(
  run: RunSql,
  actor: Actor,
  { tenantId, id }: Pick<ProjectRow, 'tenantId' | 'id'>,
): Promise<Standing> {
  // Whoever helps somebody is not told what that one applies for.
  const own = actor.kind === 'account' && !actor.by ? actor.personId : null
  const of = sql`tenant_id = ${tenantId}::uuid AND project_id = ${id}::uuid`
  const [standing] = await run<Standing>(sql`
    SELECT (SELECT count(*)::int FROM submitted_applications WHERE ${of}) AS received,
      (SELECT json_build_object('threshold', threshold, 'witnesses', witnesses) FROM project_sealings WHERE ${of}) AS sealing,
      (SELECT coalesce(json_agg(json_build_object('name', name, 'guidance', guidance, 'weight', weight, 'mostPoints', most_points)
          ORDER BY position), '[]') FROM project_criteria WHERE ${of}) AS criteria,
      (SELECT coalesce(json_agg(json_build_object('applicationId', b.application_id, 'status', b.status, 'company', g.legal_name)
          ORDER BY g.legal_name NULLS FIRST), '[]')
        FROM (SELECT * FROM begun_applications WHERE ${of}) b
        LEFT JOIN company_agents g ON g.tenant_id = b.tenant_id AND g.company_id = b.company_id AND g.person_id = ${own}::uuid
        WHERE b.person_id = ${own}::uuid OR g.company_id IS NOT NULL) AS own`)
  return standing ?? { received: 0, own: [], sealing: null, criteria: [] }
}
