import { randomUUID } from 'node:crypto'
import { atUnit, nothing, person, type Sample, type SampleContext, type Samples } from './sample.ts'

const kept = {
  'name.en': 'Clerk',
  way: 'elected',
  level: '1',
  seats: '3',
}

const said = () => ({ name: { v: 1, en: `Clerk ${randomUUID()}` }, way: 'elected', seats: 3 })

/** A position of the association, with the id of the unit. */
async function makeTestPosition({ world, spot }: SampleContext): Promise<void> {
  await world.portal.app.database.pool.query(
    `INSERT INTO positions (id, tenant_id, name, level, way, seats, created_at, updated_at)
     VALUES ($1, $2, '{"v": 1, "en": "Test"}', 1, 'elected', 3, now(), now())`,
    [spot.unitId, spot.tenantId],
  )
}

const position: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ positionId: spot.unitId, ...said() }),
  prepare: makeTestPosition,
}

const positionReference: Sample = { ...position, input: ({ spot }) => ({ positionId: spot.unitId }) }

/** Somebody holds it at the unit, with the same id once more. */
const term: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ termId: spot.unitId }),
  async prepare(context) {
    await makeTestPosition(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO terms (id, tenant_id, position_id, unit_id, person_id, starts_at, way, appointed_at)
       VALUES ($1, $2, $1, $1, $3, '2020-01-01', 'elected', now())`,
      [spot.unitId, spot.tenantId, spot.personId],
    )
  },
}

const appointed: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, positionId: spot.unitId, personId: spot.personId }),
  prepare: makeTestPosition,
}

export const positions: Samples = {
  'positions.listPositions': nothing,
  'positions.listPositionChoices': nothing,
  'positions.declarePosition': { about: 'nothing', input: said },
  'positions.changePosition': position,
  'positions.archivePosition': positionReference,
  'positions.restorePosition': positionReference,
  'positions.listTerms': nothing,
  'positions.listTermsFile': nothing,
  'positions.listVacancies': nothing,
  'positions.listVacanciesFile': nothing,
  'positions.listUnitPositions': atUnit,
  'positions.listPersonPositions': person,
  'positions.listMyPositions': nothing,
  'positions.readTerm': term,
  'positions.findCandidates': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, search: 'Given' }),
  },
  'positions.readCandidate': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, personId: spot.personId }),
  },
  'positions.appoint': appointed,
  'positions.changeTerm': { ...term, input: ({ spot }) => ({ termId: spot.unitId, endsAt: null }) },
  'positions.endTerm': term,
  'positions.listTermsOfThoseWhoLeft': { about: 'nothing', input: () => ({ personId: null }) },
  'positions.endTermsOfThoseWhoLeft': { about: 'nothing', input: () => ({ items: [] }) },
  'positions.readTermLetter': {
    ...term,
    input: ({ spot }) => ({ termId: spot.unitId, change: 'appointed' }),
  },
  'positions.positionsPage': nothing,
  'positions.newPositionPage': { about: 'nothing', input: () => ({ ...kept }) },
  'positions.positionPage': { ...position, input: ({ spot }) => ({ positionId: spot.unitId, ...kept }) },
  'positions.archivePositionAction': positionReference,
  'positions.restorePositionAction': positionReference,
  'positions.termsPage': nothing,
  'positions.vacanciesPage': nothing,
  'positions.termPage': { ...term, input: ({ spot }) => ({ termId: spot.unitId, endsAt: '' }) },
  'positions.endTermAction': term,
  'positions.unitPositionsPage': atUnit,
  'positions.appointPage': appointed,
  'positions.personPositionsPage': person,
  'positions.myPositionsPage': nothing,
}
