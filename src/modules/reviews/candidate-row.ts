import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { inDirectory, isInGoodStanding, isShownTo } from '../people/index.ts'
import type { ReviewRow } from './views.ts'

/**
 * Whom an actor may have review a project: members with an account whom they find in the directory, and never themselves. Whoever
 * applies is left out once nothing comes in any more: before that it would tell who applies, and they stand apart anyway. `p` is the view people.
 */
export function candidatesFor(
  { tenantId, projectId, status }: Pick<ReviewRow, 'tenantId' | 'projectId' | 'status'>,
  actor: Actor,
  now: Date,
): Sql {
  const isOpen = status === 'draft' || status === 'published'
  return sql`p.tenant_id = ${tenantId}::uuid AND p.account_id IS NOT NULL AND ${isInGoodStanding(now, inDirectory)}
    AND EXISTS (SELECT 1 FROM directory_people d WHERE d.tenant_id = p.tenant_id AND d.person_id = p.person_id
      AND ${isShownTo(sql`d.shown_to`, actor, now, inDirectory)})
    AND p.person_id IS DISTINCT FROM ${personBehind(actor)}::uuid
    ${
      isOpen
        ? empty
        : sql`AND NOT EXISTS (SELECT FROM submitted_applications a
            LEFT JOIN company_agents g ON g.tenant_id = a.tenant_id AND g.company_id = a.company_id
            WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND p.person_id IN (a.person_id, g.person_id))`
    }`
}
