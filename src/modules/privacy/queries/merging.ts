import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { inWords } from '../../../platform/presentation/words.ts'
import { questionOf } from '../../../platform/slots/find.ts'
import { isOmission } from '../../../platform/slots/personal-data.ts'
import { Entries, type Entry, FindEntries, MergePeople, MergePreview } from '../contract.ts'
import { mergeablePeople } from '../policy.ts'
import { query } from '../room.ts'
import { countRows, entryColumns, findEntries } from '../subject-row.ts'

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
    const alike =
      text === ''
        ? sql`(lower(p.display_name) = lower(${of.displayName}) OR lower(p.native_name) = lower(${of.nativeName}))`
        : questionOf(text, mostShown).matches(`concat_ws(' ', p.display_name, p.native_name, a.email)`)
    const items = await db.sql<Entry>(sql`
      SELECT ${entryColumns} FROM people p LEFT JOIN account_addresses a ON a.account_id = p.account_id
      WHERE p.person_id <> ${personId}::uuid AND ${alike} AND ${mergeablePeople(actor, now)}
      ORDER BY p.sort_name, p.person_id LIMIT ${mostShown}`)
    return { of: toEntry(of), items }
  },
})

export const previewMerge = query({
  name: 'privacy.previewMerge',
  summary: 'See what merging two entries would do',
  permission: 'privacy.merge',
  input: MergePeople,
  output: MergePreview,
  http: { method: 'get', path: '/people/merges/preview' },
  async run({ db, actor, now, slots, text, locale }, { keptId, mergedId }) {
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
    return {
      kept: toEntry(kept),
      merged: toEntry(merged),
      losesAccount: kept.accountId !== null && merged.accountId !== null,
      tables: tables.filter((each) => each.kept + each.merged > 0),
    }
  },
})

function toEntry({ personId, displayName, nativeName, email, createdAt }: Entry): Entry {
  return { personId, displayName, nativeName, email, createdAt }
}
