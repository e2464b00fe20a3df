import { patternOf, wordsOf } from '../../../platform/db/search-words.ts'
import { empty, join, type Sql, sql } from '../../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../../platform/policy/actor.ts'
import { type Translated, textIn } from '../../../platform/presentation/translated.ts'
import { AskTree, UnitTree } from '../contract.ts'
import type { KindIcon } from '../kind.ts'
import { visibleUnits } from '../policy.ts'
import { query } from '../room.ts'
import type { UnitStatus } from '../unit.ts'

/** A tree of up to so many units comes whole; of a larger one what is opened. */
const wholeUpTo = 200

/** Units right below one another that are shown; the list shows all. */
const mostBelow = 200

const mostFound = 50

interface TreeRow {
  id: string
  parentId: string | null
  path: string
  code: string | null
  name: string
  status: UnitStatus
  kindLabel: Translated
  icon: KindIcon | null
  members: number
  people: number
  below: number
  isFound: boolean
  isWhole: boolean
}

/** What somebody sees of the tree, in one query: all of it, what is below an opened unit, or what was searched with what is above. */
export const readUnitTree = query({
  name: 'units.readUnitTree',
  summary: 'Read the tree of units with their numbers, as far as it is opened or found',
  permission: 'units.read',
  input: AskTree,
  output: UnitTree,
  http: { method: 'get', path: '/unit-tree' },
  async run({ db, actor, now, locale }, { open, search, closed }) {
    const visible = visibleUnits(actor, now)
    const shown = closed ? visible : sql`${visible} AND u.status = 'open'`
    const rows = await db.sql<TreeRow>(sql`
      WITH chosen AS (${search === '' ? openedUnits(actor, now, shown, open) : foundUnits(shown, search)}),
      placed AS (
        SELECT c.is_found, c.is_whole, u.*, k.label, k.icon, k.position,
          row_number() OVER (PARTITION BY u.parent_id ORDER BY k.position, u.name, u.id) AS place
        FROM chosen c JOIN units u ON u.id = c.id JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind)
      SELECT p.id, p.parent_id AS "parentId", p.path::text AS path, p.code, p.name, p.status, p.label AS "kindLabel", p.icon,
        n.members, n.people, p.is_found AS "isFound", p.is_whole AS "isWhole",
        (SELECT count(*)::int FROM units u WHERE u.tenant_id = p.tenant_id AND u.parent_id = p.id ${closed ? empty : sql`AND u.status = 'open'`}) AS below
      FROM placed p JOIN unit_counts n ON n.unit_id = p.id WHERE p.place <= ${mostBelow} ORDER BY nlevel(p.path), p.place`)
    const ids = new Set(rows.map(({ id }) => id))
    return {
      items: rows.map(({ path, kindLabel, isWhole: _isWhole, parentId, ...row }) => ({
        ...row,
        kindName: textIn(kindLabel, locale()),
        // What is above may be out of sight.
        parentId: parentId !== null && ids.has(parentId) ? parentId : null,
        level: path.split('.').length,
      })),
      isWhole: rows[0]?.isWhole ?? true,
    }
  },
})

function openedUnits(actor: Actor, now: Date, shown: Sql, open: string | undefined): Sql {
  const tops =
    actor.kind === 'system'
      ? sql`u.parent_id IS NULL`
      : sql`u.path = ANY(${pathsWith(actor, 'units.read', now)}::ltree[])`
  // Three ways in, each by its own index: one condition over all of them would look at every unit of the association.
  return sql`
    WITH few AS (
      SELECT count(*) <= ${wholeUpTo} AS is_whole FROM (SELECT 1 FROM units u WHERE ${shown} LIMIT ${wholeUpTo + 1}) counted)
    SELECT whole.id, false AS is_found, true AS is_whole FROM few
    CROSS JOIN LATERAL (SELECT u.id FROM units u WHERE few.is_whole AND ${shown} OFFSET 0) whole
    UNION ALL
    SELECT opened.id, false, false FROM few CROSS JOIN LATERAL (
      SELECT u.id FROM units u WHERE NOT few.is_whole AND ${shown} AND ${tops}
      UNION SELECT u.id FROM (
        SELECT o.tenant_id, label::uuid AS id FROM units o CROSS JOIN unnest(string_to_array(o.path::text, '.')) AS label
        WHERE ${open === undefined ? opened(tops) : sql`o.id = ${open}::uuid`} OFFSET 0) above
      JOIN units u ON u.tenant_id = above.tenant_id AND u.parent_id = above.id
      WHERE NOT few.is_whole AND ${shown}) opened`
}

/** Where nothing is opened, what is right below the tops is. */
function opened(tops: Sql): Sql {
  return sql`o.id IN (SELECT u.id FROM units u WHERE ${tops})`
}

function foundUnits(shown: Sql, search: string): Sql {
  // Word by word: the index of parts of names answers one pattern at a time.
  const words = wordsOf(search).map(
    (word) => sql`(u.name || ' ' || coalesce(u.code, '')) ILIKE ${patternOf(word)}`,
  )
  return sql`
    SELECT u.id, bool_or(f.id = u.id) AS is_found, false AS is_whole
    FROM (SELECT u.id, u.path FROM units u
          WHERE ${shown} AND ${join(words, ' AND ')}
          ORDER BY char_length(u.name), u.name, u.id LIMIT ${mostFound}) f
    CROSS JOIN unnest(string_to_array(f.path::text, '.')) AS label JOIN units u ON u.id = label::uuid
    WHERE ${shown} GROUP BY u.id`
}
