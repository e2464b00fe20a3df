import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { ListSavedViews, SavedViews } from '../../../platform/lists/saved-views.ts'
import { authorityAnywhere, personBehind } from '../../../platform/policy/actor.ts'
import { PlacesToShare } from '../contract.ts'
import { placesToShare, visibleViews } from '../policy.ts'
import { query } from '../room.ts'

/** Fills the slot by which every list's page shows its views. */
export const listViews = query({
  name: 'views.listViews',
  summary: 'List the views of a list that you may open: your own, and those shared with your units',
  permission: 'member',
  input: ListSavedViews,
  output: SavedViews,
  http: { method: 'get', path: '/views' },
  async run({ db, actor, now }, { list }) {
    const personId = personBehind(actor)
    const items = await db.sql<SavedViews['items'][number]>(sql`
      SELECT v.id, v.list, v.name, v.query, v.owner_id = ${personId}::uuid AS "isMine",
        v.is_default AS "isDefault", v.shared_at IS NOT NULL AS "isShared"
      FROM list_views v WHERE v.list = ${list} AND ${visibleViews(actor, now)}
      ORDER BY v.owner_id <> ${personId}::uuid, lower(v.name), v.id LIMIT 100`)
    return { items, mayShare: authorityAnywhere(actor, 'views.share', now) !== null }
  },
})

/** The units that the form for a view offers. */
export const listPlacesToShare = query({
  name: 'views.listPlacesToShare',
  summary: 'List the units with which you may share views',
  permission: 'member',
  input: z.strictObject({}),
  output: PlacesToShare,
  run: async ({ db, actor, now }) => ({
    items: await db.sql<{ unitId: string; name: string }>(sql`
      SELECT p.unit_id AS "unitId", p.name FROM unit_places p
      WHERE p.status = 'open' AND ${placesToShare(actor, now)} ORDER BY p.path LIMIT 300`),
  }),
})
