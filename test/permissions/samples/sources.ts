import { randomUUID } from 'node:crypto'
import { nothing, type Sample, type Samples } from './sample.ts'

/** Nothing answers at the port of nobody: what is asked outside fails, and says so. */
const address = 'http://127.0.0.1:9/list'
const said = () => ({
  name: `Source ${randomUUID().slice(0, 8)}`,
  address,
  publishes: true,
  columns: { externalId: 'Number', title: 'Title' },
})

const source = (more: () => object = () => ({})): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ sourceId: spot.unitId, ...more() }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO project_sources (id, tenant_id, unit_id, name, kind, address, mapping, time_zone, visibility, publishes, created_at, updated_at)
       VALUES ($1, $2, $1, $4, 'csv', $3, '{"v": 1, "columns": {"externalId": "Number", "title": "Title"}, "dayOrder": "ymd"}', 'UTC',
         'public', true, now(), now())`,
      [spot.unitId, spot.tenantId, address, `Source ${spot.unitId}`],
    )
  },
})

const declared: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, kind: 'csv', ...said() }),
}

const ofNothing = (more: object = {}): Sample => ({
  about: 'nothing',
  input: () => ({ runId: randomUUID(), ...more }),
})

const record = {
  externalId: '1',
  url: null,
  title: 'Bridge',
  description: null,
  organisation: null,
  deadline: null,
  startsOn: null,
  estimate: null,
  city: null,
  region: null,
  country: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
}

/** As a form names them. */
const inFields = () => {
  const { columns, publishes: _publishes, ...plain } = said()
  return { ...plain, 'columns.externalId': columns.externalId, 'columns.title': columns.title }
}

export const sources: Samples = {
  'sources.listSources': nothing,
  'sources.readSource': source(),
  'sources.declareSource': declared,
  'sources.changeSource': source(said),
  'sources.previewSource': source(),
  'sources.runSource': source(),
  'sources.startDueRuns': nothing,
  'sources.fetchSourcePage': { about: 'nothing', input: () => ({ sourceId: randomUUID(), offset: 0 }) },
  'sources.takeRecord': ofNothing({ record }),
  'sources.endRun': ofNothing({
    added: 0,
    changed: 0,
    same: 0,
    passed: 0,
    failed: 0,
    faults: [],
    error: null,
  }),
  'sources.sourcesPage': nothing,
  'sources.newSourcePage': {
    about: 'nothing',
    input: ({ spot }) => ({ unitId: spot.unitId, kind: 'csv', ...inFields() }),
  },
  'sources.sourcePage': source(),
  'sources.editSourcePage': source(inFields),
  'sources.runSourceAction': source(),
  'sources.previewSourcePage': source(),
}
