import { sql } from '../../../platform/db/sql.ts'
import { invalid, notAllowed, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { authorityFor, personOf } from '../../../platform/policy/actor.ts'
import { SaveView, ViewReply } from '../contract.ts'
import { command } from '../room.ts'
import { mostViews, nameTaken, tooManyViews } from '../view.ts'
import { kept } from '../view-row.ts'

type Kept = ViewReply & { ownerId: string }

/** Under a name that its owner uses for this list already it takes the place of the earlier one only where that is meant. */
export const saveView = command({
  name: 'views.saveView',
  summary: 'Keep filters, order and columns of a list under a name',
  permission: 'member',
  input: SaveView,
  output: ViewReply,
  http: { method: 'post', path: '/views' },
  async run({ tx, actor, now, slots, record }, { list, name, query, replace, ...given }) {
    if (!slots.lists.has(list)) throw invalid([{ pointer: '/list', code: 'notOffered', message: '' }])
    const personId = personOf(actor)
    if (given.sharedAt) {
      const [place] = await tx.sql<{ path: string }>(sql`
        SELECT path::text FROM unit_places WHERE tenant_id = ${actor.tenantId}::uuid AND unit_id = ${given.sharedAt}::uuid`)
      if (!place) throw notFound()
      if (!authorityFor(actor, 'views.share', place.path, now)) throw notAllowed()
    }
    // One after the other, so that the number of views and the one to begin with stay right.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`views ${personId} ${list}`}, 0))`)
    const [before] = await tx.sql<Kept>(sql`
      SELECT ${kept} FROM list_views
      WHERE owner_id = ${personId}::uuid AND list = ${list} AND lower(name) = lower(${name})`)
    if (before && !replace) throw nameTaken()
    if (!before) {
      const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
        SELECT count(*)::int AS count FROM list_views WHERE owner_id = ${personId}::uuid AND list = ${list}`)
      if (count >= mostViews) throw tooManyViews({ values: { most: mostViews } })
    }
    const { isDefault = before?.isDefault ?? false, sharedAt = before?.sharedAt ?? null } = given
    if (isDefault) {
      const [other] = await tx.sql<{ id: string }>(sql`
        UPDATE list_views SET is_default = false, updated_at = ${now}
        WHERE owner_id = ${personId}::uuid AND list = ${list} AND is_default AND lower(name) <> lower(${name})
        RETURNING id`)
      if (other)
        record({ type: 'listView', id: other.id }, { list, isDefault: true }, { list, isDefault: false })
    }
    const [after] = await tx.sql<Kept>(sql`
      INSERT INTO list_views (id, tenant_id, owner_id, list, name, query, shared_at, is_default, created_at, updated_at)
      VALUES (${newId(now.getTime())}::uuid, ${actor.tenantId}::uuid, ${personId}::uuid, ${list}, ${name}, ${query},
        ${sharedAt}::uuid, ${isDefault}, ${now}, ${now})
      ON CONFLICT (owner_id, list, lower(name)) DO UPDATE SET name = excluded.name, query = excluded.query,
        shared_at = excluded.shared_at, is_default = excluded.is_default, updated_at = excluded.updated_at
      RETURNING ${kept}`)
    if (!after) throw new Error('A view was neither added nor replaced.')
    const { ownerId, ...view } = after
    record({ type: 'listView', id: view.id }, before ?? null, { ...view, ownerId })
    return view
  },
})
