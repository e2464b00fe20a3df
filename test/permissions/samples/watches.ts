import { randomUUID } from 'node:crypto'
import { nothing, type Sample, type Samples } from './sample.ts'

const said = () => ({ name: `Search ${randomUUID().slice(0, 8)}`, query: 'search=bridge', rhythm: 'daily' })

/** Of whoever asks, where they are of that association: nobody else has anything to do with it. */
const own: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ watchId: spot.unitId }),
  async prepare({ world, spot, asking }) {
    const isHere = spot.tenantId === world.here && asking.role !== 'account without person here'
    await world.portal.app.database.pool.query(
      `INSERT INTO project_watches (id, tenant_id, person_id, name, query, rhythm, created_at, updated_at, looked_at)
       VALUES ($1, $2, $3, 'Kept', '', 'daily', now(), now(), now())`,
      [spot.unitId, spot.tenantId, (isHere && asking.personId) || spot.newcomerId],
    )
  },
}

export const watches: Samples = {
  'watches.listMyWatches': nothing,
  'watches.watchProjects': { about: 'nothing', input: said },
  'watches.changeWatch': { ...own, input: (context) => ({ ...own.input(context), name: 'Bridges' }) },
  'watches.endWatch': own,
  'watches.takeDueWatches': { about: 'nothing', input: () => ({ rhythm: 'daily' }) },
  'watches.readDigest': {
    about: 'nothing',
    input: ({ spot }) => ({ personId: spot.personId, digestId: spot.unitId }),
  },
  'watches.myWatchesPage': nothing,
  'watches.newWatchPage': { about: 'nothing', input: said },
  'watches.watchPage': {
    ...own,
    input: (context) => ({ ...own.input(context), name: 'Bridges', rhythm: 'daily' }),
  },
  'watches.endWatchAction': own,
}
