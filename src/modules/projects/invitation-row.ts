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

/**
 * As whom somebody who finds a project may apply for it: themselves (null), or a company. Where it is for those who are invited,
 * it is the party that is: whoever finds it by the invitation of a company applies for that company, and not for themselves. A person
 * who is invited may come with their company.
 */
export async function offeredTo(
  run: RunSql,
  { tenantId, id, visibility }: { tenantId: string | null } & Pick<ProjectRow, 'id' | 'visibility'>,
  personId: string,
): Promise<(companyId: string | null) => boolean> {
  if (visibility !== 'invited') return () => true
  const invited = await run<{ personId: string | null; companyId: string | null }>(sql`
    SELECT i.person_id AS "personId", i.company_id AS "companyId" FROM project_invitations i
    WHERE i.tenant_id = ${tenantId}::uuid AND i.project_id = ${id}::uuid AND i.ended_at IS NULL
      AND (i.person_id = ${personId}::uuid OR i.company_id IN (SELECT g.company_id FROM company_agents g
        WHERE g.tenant_id = ${tenantId}::uuid AND g.person_id = ${personId}::uuid))`)
  const isThemselves = invited.some((each) => each.personId !== null)
  const companies = new Set(invited.map((each) => each.companyId))
  return (companyId) => isThemselves || (companyId !== null && companies.has(companyId))
}
