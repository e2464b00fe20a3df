import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { alikeAmong } from '../alike-row.ts'
import { AddPerson } from '../contract.ts'
import { alreadyThere } from '../errors.ts'
import { writtenNames } from '../name.ts'
import { command } from '../room.ts'

/** Makes a person of the tenant that it is called for, with the account behind them if there is one. */
export const addPerson = command({
  name: 'people.addPerson',
  summary: 'Make a person of an association',
  permission: 'system',
  input: AddPerson,
  output: z.strictObject({ personId: z.uuid() }),
  async run({ tx, actor, now, record }, { unlessAlikeIn, ...person }) {
    const { accountId, givenName, familyName, patronymic, nativeName, phone, email, locale, timeZone } =
      person
    if (unlessAlikeIn) {
      // Of two who are brought in at once the second one must see the first.
      await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`alike ${actor.tenantId}`}, 0))`)
      const [known] = await alikeAmong(tx.sql, actor.tenantId, unlessAlikeIn, [person])
      if (known) throw alreadyThere[known.by]()
    }
    const personId = newId(now.getTime())
    const { displayName, sortName } = writtenNames({ givenName, familyName, patronymic })
    await tx.sql(sql`
      INSERT INTO persons (id, tenant_id, account_id, given_name, family_name, patronymic, native_name,
        display_name, sort_name, phone, email, locale, time_zone, created_at, updated_at)
      VALUES (${personId}::uuid, ${actor.tenantId}::uuid, ${accountId}::uuid, ${givenName}, ${familyName}, ${patronymic},
        ${nativeName}, ${displayName}, ${sortName}, ${phone}, ${email}, ${locale}, ${timeZone}, ${now}, ${now})`)
    record({ type: 'person', id: personId }, null, person)
    return { personId }
  },
})
