import { notFound } from '../../../platform/errors.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import { foretell } from '../../../platform/run/refusal-words.ts'
import { FindPlaces, MovePreview, MoveUnit, PlacesToPut } from '../contract.ts'
import { managersOn, placesToPut } from '../move-row.ts'
import { countBelow, findToPut, refusePlace } from '../put-row.ts'
import { query } from '../room.ts'
import { findUnit } from '../unit-row.ts'

/** More than these do not help to find one: a word more of the name does. */
const mostOffered = 20

export const listPlacesToMoveTo = query({
  name: 'units.listPlacesToMoveTo',
  summary: 'List units below which a unit may be put, by parts of their names and codes',
  permission: 'units.manage',
  input: FindPlaces,
  output: PlacesToPut,
  http: { method: 'get', path: '/units/:unitId/move/places' },
  target: ({ db, actor, now }, { unitId }) => findToPut(db.sql, unitId, actor, now),
  async run({ db, actor, now }, { search }, { placePath, ...unit }) {
    const whole = { ...unit, unitPath: placePath }
    return { items: await placesToPut(db.sql, whole, actor, now, { search }, mostOffered) }
  },
})

export const previewMove = query({
  name: 'units.previewMove',
  summary: 'Say what a move of a unit would change: how much moves, and who gains and loses charge of it',
  permission: 'units.manage',
  input: MoveUnit,
  output: MovePreview,
  http: { method: 'get', path: '/units/:unitId/move' },
  target: ({ db, actor, now }, { unitId }) => findToPut(db.sql, unitId, actor, now),
  async run(
    { db, actor, now, text, locale, slots },
    { parentId },
    { placePath, unitPath: leftPath, ...rest },
  ) {
    const unit = { ...rest, unitPath: placePath }
    const parent = await findUnit(db.sql, parentId, actor, now)
    if (parent?.tenantId !== unit.tenantId) throw notFound()
    const [counts, losing, gaining, refusal, ending] = await Promise.all([
      countBelow(db.sql, unit),
      managersOn(db.sql, unit.tenantId, leftPath, parent.unitPath, now),
      managersOn(db.sql, unit.tenantId, parent.unitPath, leftPath, now),
      foretell(refusePlace(db.sql, unit, parent, actor, now), text),
      Promise.all(
        slots.unitHoldings.map(({ endsByMove }) => endsByMove?.(db.sql, unit, parent.unitPath, now) ?? []),
      ),
    ])
    return {
      unit: { id: unit.id, name: unit.name },
      parent: { id: parent.id, name: parent.name },
      ...counts,
      losing,
      gaining,
      ending: ending.flat().map(({ what, ...each }) => ({
        ...each,
        what: typeof what === 'string' ? what : textIn(what, locale()),
      })),
      ...refusal,
    }
  },
})
