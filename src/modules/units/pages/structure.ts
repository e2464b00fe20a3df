import { EditUnitPage } from '../../../../templates/pages/units/edit-unit-page.tsx'
import { LeaderPage } from '../../../../templates/pages/units/leader-page.tsx'
import { MergeUnitPage } from '../../../../templates/pages/units/merge-unit-page.tsx'
import { MoveUnitPage } from '../../../../templates/pages/units/move-unit-page.tsx'
import { NewUnitPage } from '../../../../templates/pages/units/new-unit-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notAllowed } from '../../../platform/errors.ts'
import { changeUnit } from '../commands/change-unit.ts'
import { chooseLeader } from '../commands/choose-leader.ts'
import { closeUnit } from '../commands/close-unit.ts'
import { createUnit } from '../commands/create-unit.ts'
import { mergeUnit } from '../commands/merge-unit.ts'
import { moveUnit } from '../commands/move-unit.ts'
import { reopenUnit } from '../commands/reopen-unit.ts'
import { requestUnitExport } from '../commands/request-unit-export.ts'
import { FindLeaders, FindPlaces, MergeUnit, MoveUnit } from '../contract.ts'
import { isKindOfRoot, mayStandBelow } from '../kind.ts'
import { listKinds } from '../queries/kinds.ts'
import { listLeaderCandidates } from '../queries/leader-candidates.ts'
import { listUnitsToMergeInto, previewMerge } from '../queries/merge-preview.ts'
import { listPlacesToMoveTo, previewMove } from '../queries/move-preview.ts'
import { readUnit, readUnitDetail } from '../queries/unit.ts'
import { referenceOf } from './reference.ts'

const newUnit = page({
  name: 'units.newUnitPage',
  path: '/units/:unitId/new',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const parent = await ask(readUnitDetail, referenceOf(params))
    if (!parent.abilities.addBelow) throw notAllowed()
    const { items } = await ask(listKinds, {})
    const kinds = items.filter(
      (kind) => kind.archivedAt === null && !isKindOfRoot(kind) && mayStandBelow(kind, parent.kind),
    )
    return draw(NewUnitPage, { parent, kinds, form: form() })
  },
  submit: {
    command: createUnit,
    fill: ({ params }) => ({ parentId: params.unitId }),
    done: (unit) => go(`/units/${unit.id}`, success('units.new.done', { name: unit.name })),
  },
})

const edit = page({
  name: 'units.editUnitPage',
  path: '/units/:unitId/edit',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.change) throw notAllowed()
    const { items } = await ask(listKinds, {})
    const parent = unit.parentId === null ? null : await ask(readUnit, { unitId: unit.parentId })
    // What it is stays among the kinds that are offered, also where it may no longer stand here.
    const kinds = items.filter(
      (kind) =>
        kind.key === unit.kind ||
        (parent !== null && kind.archivedAt === null && mayStandBelow(kind, parent.kind)),
    )
    const { name, code, kind, description, ownJoining } = unit
    return draw(EditUnitPage, {
      unit,
      kinds,
      form: form({ name, code, kind, description, joining: ownJoining }),
    })
  },
  submit: {
    command: changeUnit,
    done: (unit) => go(`/units/${unit.id}`, success('units.edit.done', { name: unit.name })),
  },
})

const leader = page({
  name: 'units.leaderPage',
  path: '/units/:unitId/leader',
  permission: 'units.manage',
  async show({ ask, params, query, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.change) throw notAllowed()
    const asked = FindLeaders.safeParse({ unitId: unit.id, search: query.search ?? '' })
    const search = asked.success ? asked.data.search : ''
    const { items } = await ask(listLeaderCandidates, { unitId: unit.id, search })
    return draw(LeaderPage, {
      unit,
      search,
      candidates: items,
      form: form({ personId: unit.leader?.personId ?? '' }),
    })
  },
  submit: {
    command: chooseLeader,
    done: (unit) => go(`/units/${unit.id}`, success('units.leader.done', { name: unit.name })),
  },
})

const move = page({
  name: 'units.moveUnitPage',
  path: '/units/:unitId/move',
  permission: 'units.manage',
  async show({ ask, params, query, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.move) throw notAllowed()
    const state = form()
    const chosen = MoveUnit.safeParse({ unitId: unit.id, parentId: state.values.parentId ?? query.to })
    const asked = FindPlaces.safeParse({ unitId: unit.id, search: query.search ?? '' })
    const search = asked.success ? asked.data.search : ''
    const preview = chosen.success ? await ask(previewMove, chosen.data) : null
    const { items } = preview ? { items: [] } : await ask(listPlacesToMoveTo, { unitId: unit.id, search })
    return draw(MoveUnitPage, { unit, search, places: items, preview, form: state })
  },
  submit: {
    command: moveUnit,
    done: (unit) => go(`/units/${unit.id}`, success('units.move.done', { name: unit.name })),
  },
})

const merge = page({
  name: 'units.mergeUnitPage',
  path: '/units/:unitId/merge',
  permission: 'units.manage',
  async show({ ask, params, query, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.merge) throw notAllowed()
    const state = form()
    const chosen = MergeUnit.safeParse({ unitId: unit.id, intoId: state.values.intoId ?? query.into })
    const asked = FindPlaces.safeParse({ unitId: unit.id, search: query.search ?? '' })
    const search = asked.success ? asked.data.search : ''
    const preview = chosen.success ? await ask(previewMerge, chosen.data) : null
    const { items } = preview ? { items: [] } : await ask(listUnitsToMergeInto, { unitId: unit.id, search })
    return draw(MergeUnitPage, { unit, search, places: items, preview, form: state })
  },
  submit: {
    command: mergeUnit,
    done: (unit) => go(`/units/${unit.mergedIntoId}`, success('units.merge.done', { name: unit.name })),
  },
})

const close = action({
  name: 'units.closeUnitAction',
  path: '/units/:unitId/close',
  permission: 'units.manage',
  command: closeUnit,
  done: (unit) => go(`/units/${unit.id}`, success('units.close.done', { name: unit.name })),
  back: ({ params }) => `/units/${params.unitId}`,
})

const reopen = action({
  name: 'units.reopenUnitAction',
  path: '/units/:unitId/reopen',
  permission: 'units.manage',
  command: reopenUnit,
  done: (unit) => go(`/units/${unit.id}`, success('units.reopen.done', { name: unit.name })),
  back: ({ params }) => `/units/${params.unitId}`,
})

const exportBelow = action({
  name: 'units.exportUnitsAction',
  path: '/units/:unitId/export',
  permission: 'units.manage',
  command: requestUnitExport,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back: ({ params }) => `/units/${params.unitId}`,
})

export const structurePages: readonly AnyPage[] = [
  newUnit,
  edit,
  leader,
  move,
  merge,
  close,
  reopen,
  exportBelow,
]
