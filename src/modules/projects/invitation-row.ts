import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { reachableCompanies } from '../companies/index.ts'
import { inDirectory, isInGoodStanding, isShownTo } from '../people/index.ts'
import type { ProjectRow } from './views.ts'

type OfProject = Pick<ProjectRow, 'tenantId' | 'id'>

/** Members whom an actor may invite: those whom they find in the directory, and who can sign in. `p` is directory_people. */
export function peopleToInvite(actor: Actor, now: Date): Sql {
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.account_id IS NOT NULL AND ${isInGoodStanding(now, inDirectory)}
    AND ${isShownTo(sql`p.shown_to`, actor, now, inDirectory)}`
}

/** Companies that an actor may invite. `p` is directory_companies. */
export function companiesToInvite(actor: Actor, now: Date): Sql {
  return reachableCompanies(actor, now)
}

/** Those of a project that count. */
export async function invitationsOf(run: RunSql, { tenantId, id }: OfProject): Promise<string[]> {
  const rows = await run<{ id: string }>(sql`
    SELECT i.id FROM project_invitations i
    WHERE i.tenant_id = ${tenantId}::uuid AND i.project_id = ${id}::uuid AND i.ended_at IS NULL ORDER BY i.id`)
  return rows.map(({ id: invitationId }) => invitationId)
}

interface Applying {
  personId: string
  /** For whom they apply; null for themselves. */
  companyId: string | null
}

/**
 * Whether somebody who finds a project may apply for it as a party. Where it is for those who are invited, it is that party:
 * whoever finds it by the invitation of a company applies for that company, and not for themselves.
 */
export async function isOfferedTo(
  run: RunSql,
  { tenantId, id, visibility }: OfProject & Pick<ProjectRow, 'visibility'>,
  { personId, companyId }: Applying,
): Promise<boolean> {
  if (visibility !== 'invited') return true
  // A person who is invited may come with their company.
  const [invitation] = await run(sql`
    SELECT 1 FROM project_invitations i WHERE i.tenant_id = ${tenantId}::uuid AND i.project_id = ${id}::uuid AND i.ended_at IS NULL
      AND (i.person_id = ${personId}::uuid OR i.company_id = ${companyId}::uuid) LIMIT 1`)
  return invitation !== undefined
}
