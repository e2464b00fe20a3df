import { importPeople } from '../../src/modules/members/index.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { newId } from '../../src/platform/ids.ts'
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

/** An import into a unit, as starting one notes it. */
export async function makeImport(
  { app }: Portal,
  { tenantId, unitId }: { tenantId: string; unitId: string },
): Promise<string> {
  const now = app.services.clock.now()
  const id = newId(now.getTime())
  await app.database.sql(sql`
    INSERT INTO member_imports (id, tenant_id, unit_id, started_at, undo_until)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${unitId}::uuid, ${now}, ${new Date(now.getTime() + 86_400_000)})`)
  return id
}

/** Somebody whom an import has made, with nothing but a name. */
export async function makeImported(
  { app }: Portal,
  { tenantId, ...of }: { tenantId: string; importId: string; unitId: string; row: number; givenName: string },
): Promise<string> {
  const { importId, unitId, row, givenName } = of
  const rest = { familyName: null, patronymic: null, nativeName: null, phone: null, email: null }
  const told = { row, unitId, person: { givenName, ...rest }, values: null }
  await app.runner.call(
    importPeople,
    { importId, rows: [told], locale: 'en', timeZone: 'UTC' },
    app.asSystem('test', tenantId),
  )
  const [made] = await app.database.sql<{ personId: string }>(sql`
    SELECT person_id AS "personId" FROM member_import_rows WHERE import_id = ${importId}::uuid AND row = ${row}`)
  return made?.personId ?? ''
}
