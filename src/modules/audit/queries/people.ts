import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import type { OfferedOption } from '../../../platform/lists/filters.ts'

const mostOffered = 200

/** Those who hold roles come first to mind; any other person is asked for by the address. */
export async function offerPeople(
  { db, actor, now }: Pick<QueryContext<never>, 'db' | 'actor' | 'now'>,
  chosen: string | null,
): Promise<OfferedOption[]> {
  return db.sql<OfferedOption>(sql`
    SELECT p.person_id AS id, p.display_name AS name FROM people p
    WHERE p.tenant_id = ${actor.tenantId}::uuid AND (p.person_id = ${chosen}::uuid OR EXISTS (
      SELECT FROM authorities a WHERE a.tenant_id = p.tenant_id AND a.person_id = p.person_id AND a.role <> 'member'
        AND a.starts_at <= ${now} AND (a.ends_at IS NULL OR a.ends_at > ${now})))
    ORDER BY p.person_id IS DISTINCT FROM ${chosen}::uuid, p.sort_name, p.person_id LIMIT ${mostOffered}`)
}
