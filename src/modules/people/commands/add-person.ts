import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { AddPerson } from '../contract.ts'
import { writtenNames } from '../name.ts'
import { command } from '../room.ts'

/** Makes a person of the tenant that it is called for, with the account behind them if there is one. */
export const addPerson = command({
  name: 'people.addPerson',
  summary: 'Make a person of an association',
  permission: 'system',
  input: AddPerson,
  output: z.strictObject({ personId: z.uuid() }),
  async run({ tx, actor, now, record }, { accountId, givenName, familyName, locale, timeZone }) {
    const personId = newId(now.getTime())
    const { displayName, sortName } = writtenNames({ givenName, familyName, patronymic: null })
    await tx.sql(sql`
      INSERT INTO persons (id, tenant_id, account_id, given_name, family_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
      VALUES (${personId}::uuid, ${actor.tenantId}::uuid, ${accountId}::uuid, ${givenName}, ${familyName}, ${displayName}, ${sortName},
              ${locale}, ${timeZone}, ${now}, ${now})`)
    record({ type: 'person', id: personId }, null, {
      accountId,
      givenName,
      familyName,
      locale,
      timeZone,
    })
    return { personId }
  },
})
