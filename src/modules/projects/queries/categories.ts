import { sql } from '../../../platform/db/sql.ts'
import { authorityAnywhere } from '../../../platform/policy/actor.ts'
import { readCategories } from '../category-row.ts'
import { CategoryList, Nothing, OfferedUnits } from '../contract.ts'
import { managedUnits } from '../policy.ts'
import { query } from '../room.ts'

export const listCategories = query({
  name: 'projects.listCategories',
  summary: 'List the categories that projects are sorted by',
  permission: 'anyone',
  input: Nothing,
  output: CategoryList,
  http: { method: 'get', path: '/project-categories' },
  async run({ db, actor, now, locale }) {
    // The number would tell others of projects that they do not find.
    const isCounted = authorityAnywhere(actor, 'projects.sort', now) !== null
    return { items: await readCategories(db.sql, actor.tenantId, locale(), { isCounted }) }
  },
})

/** The tree as a list to choose from. */
const mostOffered = 300

export const listUnitsToDraftIn = query({
  name: 'projects.listUnitsToDraftIn',
  summary: 'List the units in which you may draft projects',
  permission: 'projects.manage',
  input: Nothing,
  output: OfferedUnits,
  async run({ db, actor, now }) {
    const rows = await db.sql<{ id: string; name: string; depth: number }>(sql`
      SELECT u.unit_id AS id, u.name, nlevel(u.path) AS depth FROM unit_places u
      WHERE ${managedUnits(actor, now)} AND u.status = 'open' ORDER BY u.path LIMIT ${mostOffered}`)
    const top = Math.min(...rows.map(({ depth }) => depth))
    return { items: rows.map(({ id, name, depth }) => ({ id, name, level: depth - top })) }
  },
})
