import { join, type Sql, sql, trusted } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { authorityAnywhere } from '../../../platform/policy/actor.ts'
import { inWords } from '../../../platform/presentation/words.ts'
import { questionOf } from '../../../platform/slots/find.ts'
import { isOmission } from '../../../platform/slots/personal-data.ts'
import { comparePeople } from '../../fields/index.ts'
import { Entries, type Entry, FindEntries, MergePeople, MergePreview } from '../contract.ts'
import { mergeablePeople } from '../policy.ts'
import { query } from '../room.ts'
import { countRows, entryColumns, findCompared, findEntries } from '../subject-row.ts'

const mostShown = 20

export const listPossibleDuplicates = query({
  name: 'privacy.listPossibleDuplicates',
  summary: 'List entries that may be the same person, or those of a name',
  permission: 'privacy.merge',
  input: FindEntries,
  output: Entries,
  http: { method: 'get', path: '/people/:personId/duplicates' },
  async run({ db, actor, now }, { personId, text }) {
    const [of] = await findEntries(db.sql, [personId], actor, now)
    if (!of) throw notFound()
    const isDistinct = sql`EXISTS (SELECT 1 FROM distinct_people d WHERE d.first_id = least(p.person_id, ${personId}::uuid)
      AND d.second_id = greatest(p.person_id, ${personId}::uuid))`
    const different = await db.sql<Entry>(sql`
      SELECT ${entryColumns} FROM people p
      WHERE p.person_id <> ${personId}::uuid AND ${isDistinct} AND ${mergeablePeople(actor, now)}
      ORDER BY p.sort_name, p.person_id LIMIT ${mostShown}`)
    const items = await db.sql<Entry>(sql`
      SELECT ${entryColumns} FROM people p LEFT JOIN account_addresses a ON a.account_id = p.account_id
      WHERE p.person_id <> ${personId}::uuid AND ${text === '' ? isAlike(personId, of.tenantId) : questionOf(text, mostShown).matches(`concat_ws(' ', p.display_name, p.native_name, a.email)`)}
        AND ${mergeablePeople(actor, now)} AND NOT ${isDistinct}
      ORDER BY p.sort_name, p.person_id LIMIT ${mostShown}`)
    return { of: toEntry(of), items, different }
  },
})

/**
 * Entries that may be the same person: the same words in a name, in whichever order and script these are told, the same phone
 * or the same address. Each is asked of an index of its own.
 */
function isAlike(personId: string, tenantId: string): Sql {
  const others = (
    same: Sql,
  ) => sql`SELECT o.person_id FROM directory_people t JOIN directory_people o ON o.tenant_id = t.tenant_id AND ${same}
    WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid`
  const key = (name: string) => trusted(`name_key(${name})`)
  const found = [
    ...[
      ['o.display_name', 't.display_name'],
      ['o.display_name', 't.native_name'],
      ['o.native_name', 't.display_name'],
      ['o.native_name', 't.native_name'],
    ].map(([other = '', own = '']) => others(sql`${key(other)} = ${key(own)}`)),
    others(sql`phone_key(o.phone) = phone_key(t.phone)`),
    others(sql`o.email = t.email`),
    // A phone that somebody told, and the account of somebody else who signs in with it; and the other way round.
    sql`SELECT o.person_id FROM directory_people t JOIN account_addresses x ON x.phone IS NOT NULL AND phone_key(x.phone) = phone_key(t.phone)
      JOIN people o ON o.account_id = x.account_id AND o.tenant_id = t.tenant_id
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid`,
    sql`SELECT o.person_id FROM people t JOIN account_addresses x ON x.account_id = t.account_id AND x.phone IS NOT NULL
      JOIN directory_people o ON phone_key(o.phone) = phone_key(x.phone) AND o.tenant_id = t.tenant_id
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid`,
    // An address that somebody told, and the account of somebody else who has it.
    sql`SELECT o.person_id FROM directory_people t JOIN account_addresses x ON x.email = t.email
      JOIN people o ON o.account_id = x.account_id AND o.tenant_id = t.tenant_id
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid`,
    sql`SELECT o.person_id FROM people t JOIN account_addresses x ON x.account_id = t.account_id
      JOIN directory_people o ON o.email = x.email AND o.tenant_id = t.tenant_id
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid`,
    // An address that a directory says of one of the two (room `scim`), and the other one has.
    sql`SELECT s.person_id FROM people t LEFT JOIN account_addresses x ON x.account_id = t.account_id
      JOIN provisioned_people s ON s.tenant_id = t.tenant_id AND (s.user_name_key IN (lower(x.email::text), lower(t.email::text))
        OR s.emails && array_remove(ARRAY[lower(x.email::text), lower(t.email::text)], NULL))
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid`,
    sql`SELECT o.person_id FROM provisioned_people s JOIN people o ON o.tenant_id = s.tenant_id AND o.email = ANY((s.emails || s.user_name_key)::citext[])
      WHERE s.tenant_id = ${tenantId}::uuid AND s.person_id = ${personId}::uuid`,
    sql`SELECT o.person_id FROM provisioned_people s JOIN account_addresses x ON x.email = ANY((s.emails || s.user_name_key)::citext[])
      JOIN people o ON o.account_id = x.account_id AND o.tenant_id = s.tenant_id
      WHERE s.tenant_id = ${tenantId}::uuid AND s.person_id = ${personId}::uuid`,
  ]
  return sql`p.person_id IN (${join(found, ' UNION ')})`
}

export const previewMerge = query({
  name: 'privacy.previewMerge',
  summary: 'See what merging two entries would do',
  permission: 'privacy.merge',
  input: MergePeople,
  output: MergePreview,
  http: { method: 'get', path: '/people/merges/preview' },
  async run({ db, actor, now, slots, services, text, locale, ask }, { keptId, mergedId }) {
    const entries = await findEntries(db.sql, [keptId, mergedId], actor, now)
    const kept = entries.find(({ personId }) => personId === keptId)
    const merged = entries.find(({ personId }) => personId === mergedId)
    if (!kept || !merged || kept === merged) throw notFound()
    const moving = [...slots.personalData.values()]
      .flatMap(({ tables }) => tables)
      .filter(({ of, table, merge }) => of === 'person' && table !== 'persons' && !isOmission(merge))
    const tables = await Promise.all(
      moving.map(async (table) => ({
        title: table.title ? inWords(table.title, text, locale()) : table.table,
        kept: await countRows(db.sql, table, keptId),
        merged: await countRows(db.sql, table, mergedId),
      })),
    )
    const ids = [keptId, mergedId]
    const more = await findCompared(db.sql, kept.tenantId, ids, now)
    const fields = authorityAnywhere(actor, 'fields.fill', now)
      ? (await ask(comparePeople, { personIds: ids })).people
      : []
    const compared = (entry: Entry) => {
      const { personId } = entry
      const found = more.get(personId)
      const standing = found?.standing ?? 'active'
      return {
        ...toEntry(entry),
        phone: found?.phone ?? null,
        signInPhone: found?.signInPhone ?? null,
        units: found?.units ?? [],
        standing,
        standingText: text(`membership.standings.${standing}`),
        fields: fields.find((each) => each.personId === personId)?.fields ?? [],
      }
    }
    const between = { from: merged, into: kept }
    const warned = await Promise.all(
      moving.map(({ warnsOfMerge }) => warnsOfMerge?.(db.sql, between, now) ?? []),
    )
    return {
      warnings: warned.flat().map((words) => inWords(words, text, locale())),
      kept: compared(kept),
      merged: compared(merged),
      undoDays: services.config.UNDO_DAYS,
      losesAccount: kept.accountId !== null && merged.accountId !== null,
      tables: tables.filter((each) => each.kept + each.merged > 0),
    }
  },
})

function toEntry({ personId, displayName, nativeName, email, createdAt }: Entry): Entry {
  return { personId, displayName, nativeName, email, createdAt }
}
