import { BoundaryFilePage } from '../../../../templates/pages/units/boundary-file-page.tsx'
import { BoundaryPage } from '../../../../templates/pages/units/boundary-page.tsx'
import { PersonUnitsPage } from '../../../../templates/pages/units/person-units-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { mostPoints } from '../boundary.ts'
import { boundaryFile } from '../boundary-file.ts'
import { placePerson } from '../commands/place-person.ts'
import { receiveBoundary } from '../commands/receive-boundary.ts'
import { setBoundary } from '../commands/set-boundary.ts'
import { setPrimaryUnit } from '../commands/set-primary-unit.ts'
import { PersonToPlace } from '../contract.ts'
import { listProposalsFor, readUnitBoundary } from '../queries/boundary.ts'
import { readUnitDetail } from '../queries/unit.ts'
import { readUnitHistory } from '../queries/unit-history.ts'
import { referenceOf } from './reference.ts'

const boundary = page({
  name: 'units.boundaryPage',
  path: '/units/:unitId/boundary',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.change) throw notAllowed()
    const outline = await ask(readUnitBoundary, { unitId: unit.id })
    const typed = {
      boundary: outline.boundary ? JSON.stringify(outline.boundary) : '',
      centre: outline.centre ? `${outline.centre.latitude}, ${outline.centre.longitude}` : '',
    }
    return draw(BoundaryPage, { unit, outline, mostPoints, form: form(typed) })
  },
  submit: {
    command: setBoundary,
    done: (unit) => go(`/units/${unit.id}`, success('units.boundary.done', { name: unit.name })),
  },
})

const boundaryFromFile = page({
  name: 'units.boundaryFilePage',
  path: '/units/:unitId/boundary/file',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.change) throw notAllowed()
    return draw(BoundaryFilePage, { unit, file: boundaryFile, mostPoints, form: form() })
  },
  submit: {
    command: receiveBoundary,
    done: (unit) => go(`/units/${unit.id}`, success('units.boundary.done', { name: unit.name })),
  },
})

const personUnits = page({
  name: 'units.personUnitsPage',
  path: '/people/:personId/units',
  permission: 'units.admit',
  async show({ ask, params, form }) {
    const reference = PersonToPlace.safeParse(params)
    if (!reference.success) throw notFound()
    const [person, history] = await Promise.all([
      ask(listProposalsFor, reference.data),
      ask(readUnitHistory, reference.data),
    ])
    return draw(PersonUnitsPage, { person, history, idempotencyKey: form().idempotencyKey })
  },
})

const addPerson = action({
  name: 'units.addPersonAction',
  path: '/people/:personId/units/:unitId/add',
  permission: 'units.admit',
  command: placePerson,
  done: (_result, { params }) => go(`/people/${params.personId}/units`, success('units.person.added')),
  back: ({ params }) => `/people/${params.personId}/units`,
})

const makePrimary = action({
  name: 'units.setPrimaryUnitAction',
  path: '/people/:personId/primary-unit',
  permission: 'units.admit',
  command: setPrimaryUnit,
  done: (_result, { params }) => go(`/people/${params.personId}/units`, success('units.primaryChosen')),
  back: ({ params }) => `/people/${params.personId}/units`,
})

export const placePages: readonly AnyPage[] = [
  boundary,
  boundaryFromFile,
  personUnits,
  addPerson,
  makePrimary,
]
