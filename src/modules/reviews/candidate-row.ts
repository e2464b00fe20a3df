import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { inDirectory, isInGoodStanding, isShownTo } from '../people/index.ts'
import type { ReviewRow } from './views.ts'

/**
 * Whom an actor may have review a project: members with an account whom they find in the directory. `p` is the view people.
 */
export function candidatesFor({ tenantId }: Pick<ReviewRow, 'tenantId'>, actor: Actor, now: Date): Sql {
  return sql`p.tenant_id = ${tenantId}::uuid AND p.account_id IS NOT NULL AND ${isInGoodStanding(now, inDirectory)}
    AND EXISTS (SELECT 1 FROM directory_people d WHERE d.tenant_id = p.tenant_id AND d.person_id = p.person_id
      AND ${isShownTo(sql`d.shown_to`, actor, now, inDirectory)})`
}
