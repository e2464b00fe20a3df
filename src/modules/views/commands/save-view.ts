import { sql } from '../../../platform/db/sql.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { authorityFor, personOf } from '../../../platform/policy/actor.ts'
import { SaveView, ViewReply } from '../contract.ts'
import { command } from '../room.ts'
import { mostViews, tooManyViews } from '../view.ts'

/** Under a name that its owner uses for this list already, it takes the place of the earlier one. */
export const saveView = command({
  name: 'views.saveView',
  summary: 'Keep filters, order and columns of a list under a name',
  permission: 'member',
  input: SaveView,
  output: ViewReply,
  http: { method: 'post', path: '/views' },
  async run({ tx, actor, now, record }, { list, name, query, isDefault, sharedAt = null }) {
    const personId = personOf(actor)
    if (sharedAt !== null) {
      const [place] = await tx.sql<{ path: string }>(sql`
        SELECT path::text FROM unit_places WHERE tenant_id = ${actor.tenantId}::uuid AND unit_id = ${sharedAt}::uuid`)
      if (!place) throw notFound()
      if (!authorityFor(actor, 'views.share', place.path, now)) throw notAllowed()
    }
    // One after the other, so that the number of views and the one to begin with stay right.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`views ${personId} ${list}`}, 0))`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM list_views
      WHERE owner_id = ${personId}::uuid AND list = ${list} AND lower(name) <> lower(${name})`)
    if (count >= mostViews) throw tooManyViews({ values: { most: mostViews } })
    if (isDefault)
      await tx.sql(sql`
        UPDATE list_views SET is_default = false, updated_at = ${now}
        WHERE owner_id = ${personId}::uuid AND list = ${list} AND is_default`)
    const [view] = await tx.sql<ViewReply>(sql`
      INSERT INTO list_views (id, tenant_id, owner_id, list, name, query, shared_at, is_default, created_at, updated_at)
      VALUES (${newId(now.getTime())}::uuid, ${actor.tenantId}::uuid, ${personId}::uuid, ${list}, ${name}, ${query},
        ${sharedAt}::uuid, ${isDefault}, ${now}, ${now})
      ON CONFLICT (owner_id, list, lower(name)) DO UPDATE SET name = excluded.name, query = excluded.query,
        shared_at = excluded.shared_at, is_default = excluded.is_default, updated_at = excluded.updated_at
      RETURNING id, list, name, query, is_default AS "isDefault", shared_at AS "sharedAt"`)
    if (!view) throw new Error('A view was neither added nor replaced.')
    record({ type: 'listView', id: view.id }, null, { list, sharedAt, isDefault })
    return view
  },
})
