import { randomUUID } from 'node:crypto'
import { MadeIds, nothing, type Sample, type Samples } from './sample.ts'

const sharedView: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    list: 'units.listUnits',
    name: `Mine ${randomUUID()}`,
    query: 'kind=group',
    sharedAt: spot.unitId,
  }),
}

const viewIds = new MadeIds()

/** Somebody else's view, shared with a unit. */
const keptView: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ viewId: viewIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const viewId = randomUUID()
    viewIds.set(spot.unitId, viewId)
    await world.portal.app.database.pool.query(
      `INSERT INTO list_views (id, tenant_id, owner_id, list, name, query, shared_at, created_at, updated_at)
       VALUES ($1, $2, $3, 'units.listUnits', 'Theirs', '', $4, now(), now())`,
      [viewId, spot.tenantId, spot.newcomerId, spot.unitId],
    )
  },
}

export const views: Samples = {
  'views.listViews': { about: 'nothing', input: () => ({ list: 'units.listUnits' }) },
  'views.listPlacesToShare': nothing,
  'views.saveView': sharedView,
  'views.deleteView': keptView,
  'views.newViewPage': { ...sharedView, about: 'nothing' },
  'views.deleteViewAction': keptView,
}
