import type { z } from 'zod'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { alikeAmong } from './alike-row.ts'
import type { AddPerson } from './contract.ts'
import { alreadyThere } from './errors.ts'
import { writtenNames } from './name.ts'

type NewPerson = z.output<typeof AddPerson>

/** Makes people of the tenant, in one statement however many they are, and answers with their ids in the same order. */
export async function makePeople(
  { tx, actor, now, record }: Pick<CommandContext<'person', unknown>, 'tx' | 'actor' | 'now' | 'record'>,
  people: readonly NewPerson[],
): Promise<string[]> {
  const looked = people.flatMap(({ unlessAlikeIn, ...person }) =>
    unlessAlikeIn ? [{ ...person, unitId: unlessAlikeIn }] : [],
  )
  if (looked.length > 0) {
    // Of two who are brought in at once the second one must see the first.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`alike ${actor.tenantId}`}, 0))`)
    const [known] = await alikeAmong(tx.sql, actor.tenantId, looked, { andEachOther: true })
    if (known) throw alreadyThere[known.by]()
  }
  const rows = people.map(({ unlessAlikeIn: _where, ...person }) => ({
    ...person,
    id: newId(now.getTime()),
    ...writtenNames(person),
  }))
  await tx.sql(sql`
    INSERT INTO persons (id, tenant_id, account_id, given_name, family_name, patronymic, native_name,
      display_name, sort_name, phone, email, locale, time_zone, created_at, updated_at)
    SELECT n.id, ${actor.tenantId}::uuid, n."accountId", n."givenName", n."familyName", n.patronymic, n."nativeName",
      n."displayName", n."sortName", n.phone, n.email, n.locale, n."timeZone", ${now}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, "accountId" uuid, "givenName" text, "familyName" text,
      patronymic text, "nativeName" text, "displayName" text, "sortName" text, phone text, email citext, locale text, "timeZone" text)`)
  for (const [place, { id }] of rows.entries()) {
    const { unlessAlikeIn: _where, ...person } = people[place] as NewPerson
    record({ type: 'person', id }, null, person)
  }
  return rows.map(({ id }) => id)
}
