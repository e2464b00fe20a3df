import { notFound } from '../../../platform/errors.ts'
import { foretell } from '../../../platform/run/refusal-words.ts'
import { FindPlaces, MergePreview, MergeUnit, PlacesToPut } from '../contract.ts'
import { refuseTarget } from '../merge-row.ts'
import { managersOn, placesToPut } from '../move-row.ts'
import { findToPut } from '../put-row.ts'
import { query } from '../room.ts'
import { findUnit } from '../unit-row.ts'

const mostOffered = 20

export const listUnitsToMergeInto = query({
  name: 'units.listUnitsToMergeInto',
  summary: 'List units into which a unit may go, by parts of their names and codes',
  permission: 'units.manage',
  input: FindPlaces,
  output: PlacesToPut,
  http: { method: 'get', path: '/units/:unitId/merge/places' },
  target: ({ db, actor, now }, { unitId }) => findToPut(db.sql, unitId, actor, now),
  async run({ db, actor, now }, { search }, { placePath, ...unit }) {
    const whole = { ...unit, unitPath: placePath }
    return { items: await placesToPut(db.sql, whole, actor, now, { search, asMerge: true }, mostOffered) }
  },
})

export const previewMerge = query({
  name: 'units.previewMerge',
  summary:
    'Say what a merge of two units would do: to members, units below, roles and all else that is kept there',
  permission: 'units.manage',
  input: MergeUnit,
  output: MergePreview,
  http: { method: 'get', path: '/units/:unitId/merge' },
  target: ({ db, actor, now }, { unitId }) => findToPut(db.sql, unitId, actor, now),
  async run({ db, actor, now, slots, text }, { intoId }, { placePath, unitPath: _above, ...rest }) {
    const unit = { ...rest, unitPath: placePath }
    const into = await findUnit(db.sql, intoId, actor, now)
    if (into?.tenantId !== unit.tenantId) throw notFound()
    const [holdings, losing, gaining, refusal] = await Promise.all([
      Promise.all(
        slots.unitHoldings.map(async ({ name, fate, count: countOf }) => {
          const count = await countOf(db.sql, unit, into, now)
          return { name, fate, fateText: text(fate, { count }), count }
        }),
      ),
      managersOn(db.sql, unit.tenantId, unit.unitPath, into.unitPath, now),
      managersOn(db.sql, unit.tenantId, into.unitPath, unit.unitPath, now),
      foretell(refuseTarget(db.sql, unit, into, actor, now), text),
    ])
    return {
      unit: { id: unit.id, name: unit.name },
      into: { id: into.id, name: into.name },
      holdings,
      losing,
      gaining,
      ...refusal,
    }
  },
})
