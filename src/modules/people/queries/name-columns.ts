import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { Columns } from '../../../platform/lists/columns.ts'

/**
 * The parts of a name, as columns of a list about persons: a file that is brought in again needs them apart. The patronymic
 * stands in no name on pages, so that of whoever signs in is theirs to tell. Asked for the rows that are read alone.
 */
export function nameColumns(of: { tenantId: Sql; personId: Sql }): Columns {
  const told = (value: Sql) =>
    sql`(SELECT ${value} FROM persons d WHERE d.tenant_id = ${of.tenantId} AND d.id = ${of.personId} AND d.deleted_at IS NULL)`
  const common = { type: 'text', nullable: true, shown: 'no' } as const
  return {
    givenName: { ...common, label: 'people.names.givenAlone', sql: told(sql`d.given_name`) },
    familyName: { ...common, label: 'people.names.family', sql: told(sql`d.family_name`) },
    patronymic: {
      ...common,
      label: 'people.names.patronymic',
      sql: told(sql`CASE WHEN d.account_id IS NULL THEN d.patronymic END`),
    },
  }
}
