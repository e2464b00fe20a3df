import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { type Translated, textIn } from '../../../platform/presentation/translated.ts'
import { builtInRoles } from '../../access/index.ts'

/** What roles are called: those that every association has, and those that staff made. */
export async function roleNames({
  db,
  actor,
  locale,
  text,
}: Pick<QueryContext<never>, 'db' | 'actor' | 'locale' | 'text'>): Promise<Record<string, string>> {
  const made = await db.sql<{ id: string; name: Translated }>(sql`
    SELECT r.role_id AS id, r.name FROM role_names r WHERE r.tenant_id = ${actor.tenantId}::uuid`)
  return Object.fromEntries([
    ...builtInRoles.map((role) => [role, text(`access.roleNames.${role}`)]),
    ...made.map(({ id, name }) => [id, textIn(name, locale())]),
  ])
}
