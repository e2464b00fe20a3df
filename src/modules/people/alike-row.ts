import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { writtenNames } from './name.ts'

export interface ToldPerson {
  givenName: string | null
  familyName: string | null
  phone: string | null
}

/**
 * Who of some people seems to be there, as places in their list. Two are alike who have the same name and phone; where
 * no phone is told, the same name in the same unit. Names alone are shared by too many.
 */
export async function alikeAmong(
  run: RunSql,
  tenantId: string | null,
  unitId: string,
  people: readonly ToldPerson[],
): Promise<number[]> {
  const names = people.map((person) => writtenNames({ ...person, patronymic: null }).displayName)
  const phones = people.map(({ phone }) => digitsOf(phone))
  const rows = await run<{ place: number }>(sql`
    SELECT DISTINCT (told.place - 1)::int AS place
    FROM unnest(${names}::text[], ${phones}::text[]) WITH ORDINALITY AS told(name, phone, place)
    JOIN persons p ON p.tenant_id = ${tenantId}::uuid AND p.deleted_at IS NULL AND lower(p.display_name) = lower(told.name)
    WHERE CASE WHEN told.phone <> '' THEN regexp_replace(coalesce(p.phone, ''), '[^0-9]', '', 'g') = told.phone
      ELSE EXISTS (SELECT 1 FROM unit_members m WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id
        AND m.unit_id = ${unitId}::uuid AND m.ended_at IS NULL) END`)
  return rows.map(({ place }) => place)
}

/** However it is written: the same digits are the same phone. */
function digitsOf(phone: string | null): string {
  return (phone ?? '').replaceAll(/\D/g, '')
}
