import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { Columns } from '../../../platform/lists/columns.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import { isShownTo } from '../policy.ts'
import { emailOf } from '../views.ts'

/**
 * How somebody is reached, as columns of a list about persons: empty where they do not show it to whoever reads. The id
 * and the tenant are expressions of the row. Each asks for the rows that are read alone, not for all that match.
 */
export function contactColumns(actor: Actor, now: Date, of: { tenantId: Sql; personId: Sql }): Columns {
  const shown = (audience: Sql) => isShownTo(audience, actor, now, { id: sql`d.person_id` })
  const told = (
    audience: Sql,
    value: Sql,
  ) => sql`(SELECT CASE WHEN ${shown(sql`d.shown_to`)} AND ${shown(audience)} THEN ${value} END
    FROM directory_people d WHERE d.tenant_id = ${of.tenantId} AND d.person_id = ${of.personId})`
  const email = sql`${emailOf({ tenantId: sql`d.tenant_id`, personId: sql`d.person_id`, accountId: sql`d.account_id`, email: sql`d.email` })}::text`
  const common = { type: 'text', nullable: true, shown: 'no' } as const
  return {
    email: { ...common, label: 'people.email', sql: told(sql`d.email_to`, email) },
    phone: { ...common, label: 'people.contact.phone', sql: told(sql`d.phone_to`, sql`d.phone`) },
  }
}
