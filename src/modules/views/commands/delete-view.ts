import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { authorityFor, personOf } from '../../../platform/policy/actor.ts'
import { ViewReference, type ViewReply } from '../contract.ts'
import { visibleViews } from '../policy.ts'
import { command } from '../room.ts'

/** Its owner, or whoever may share with the unit that it is shared with: else those would stay when people leave. */
export const deleteView = command({
  name: 'views.deleteView',
  summary: 'Forget a view of a list',
  permission: 'member',
  input: ViewReference,
  output: z.strictObject({ deleted: z.boolean() }),
  http: { method: 'delete', path: '/views/:viewId' },
  async run({ tx, actor, now, record }, { viewId }) {
    const [view] = await tx.sql<ViewReply & { ownerId: string; path: string | null }>(sql`
      SELECT v.id, v.list, v.name, v.query, v.is_default AS "isDefault", v.shared_at AS "sharedAt", v.owner_id AS "ownerId",
        p.path::text AS path
      FROM list_views v
      LEFT JOIN unit_places p ON p.unit_id = v.shared_at
      WHERE v.id = ${viewId}::uuid AND ${visibleViews(actor, now)}`)
    if (!view) throw notFound()
    const mayRemove =
      view.ownerId === personOf(actor) ||
      (view.path !== null && authorityFor(actor, 'views.share', view.path, now) !== null)
    if (!mayRemove) throw notAllowed()
    await tx.sql(sql`DELETE FROM list_views WHERE id = ${viewId}::uuid`)
    const { path: _path, ...before } = view
    record({ type: 'listView', id: viewId }, before, null)
    return { deleted: true }
  },
})
