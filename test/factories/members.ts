import { sql } from '../../src/platform/db/sql.ts'
import type { Portal } from '../support/portal.ts'

/** Many people without accounts, named `<family> 1` and so on, each with a membership of each of these units. */
export async function makeMembers(
  { app }: Portal,
  {
    tenantId,
    unitIds,
    count,
    family,
  }: { tenantId: string; unitIds: string[]; count: number; family: string },
): Promise<void> {
  const now = app.services.clock.now()
  await app.database.sql(sql`
    WITH made AS (
      INSERT INTO persons (id, tenant_id, given_name, family_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
      SELECT gen_random_uuid(), ${tenantId}::uuid, n::text, ${family}, ${family} || ' ' || n, ${family} || ' ' || n, 'en', 'UTC', ${now}, ${now}
      FROM generate_series(1, ${count}) n RETURNING id)
    INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
    SELECT gen_random_uuid(), ${tenantId}::uuid, u.id, made.id, u.place = 1, ${now}
    FROM made, unnest(${unitIds}::uuid[]) WITH ORDINALITY AS u(id, place)`)
}
