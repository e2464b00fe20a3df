import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { MyUnitsPage } from '../../../templates/pages/units/my-units-page.tsx'
import { TreePage } from '../../../templates/pages/units/tree-page.tsx'
import { UnitPage } from '../../../templates/pages/units/unit-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { choosePrimaryUnit } from './commands/choose-primary-unit.ts'
import { joinUnit } from './commands/join-unit.ts'
import { leaveUnit } from './commands/leave-unit.ts'
import { AskTree } from './contract.ts'
import { kindPages } from './pages/kinds.ts'
import { placePages } from './pages/places.ts'
import { referenceOf } from './pages/reference.ts'
import { settingPages } from './pages/settings.ts'
import { structurePages } from './pages/structure.ts'
import { transferPages } from './pages/transfers.ts'
import { listMyProposals, readUnitBoundary } from './queries/boundary.ts'
import { readUnitSettings } from './queries/settings.ts'
import { listMyTransfers } from './queries/transfers.ts'
import { readUnitDetail } from './queries/unit.ts'
import { listUnitChanges } from './queries/unit-changes.ts'
import { readMyUnitHistory } from './queries/unit-history.ts'
import { listMyUnits, unitList } from './queries/unit-list.ts'
import { readUnitTree } from './queries/unit-tree.ts'

const myUnits = page({
  name: 'units.myUnitsPage',
  path: '/my-units',
  permission: 'member',
  navigation: { group: 'me', label: 'units.mine.title', icon: 'place', order: 10, bar: 2 },
  async show({ ask, form }) {
    const [mine, proposed, transfers, history] = await Promise.all([
      ask(listMyUnits, {}),
      ask(listMyProposals, {}),
      ask(listMyTransfers, {}),
      ask(readMyUnitHistory, {}),
    ])
    return draw(MyUnitsPage, {
      ...mine,
      proposed: proposed.items,
      transfers: transfers.items,
      history,
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const allUnits = page({
  name: 'units.unitsPage',
  path: '/units',
  permission: 'units.read',
  navigation: { group: 'association', label: 'units.all.title', icon: 'units', order: 10, bar: 4 },
  show: async (context) => draw(ListPage, { list: await listModel(unitList, context) }),
})

const oneUnit = page({
  name: 'units.unitPage',
  path: '/units/:unitId',
  permission: 'units.read',
  async show({ ask, params, form, links }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    // Links to a unit that has gone into another one lead there.
    if (unit.mergedIntoId !== null)
      return go(`/units/${unit.mergedIntoId}`, {
        kind: 'info',
        message: 'units.merge.led',
        values: { name: unit.name },
      })
    const unitId = unit.id
    const [{ items: history }, outline, { items: settings }] = await Promise.all([
      unit.abilities.readHistory ? ask(listUnitChanges, { unitId, limit: 10 }) : { items: [] },
      unit.hasPlace ? ask(readUnitBoundary, { unitId }) : null,
      ask(readUnitSettings, { unitId }),
    ])
    return draw(UnitPage, {
      unit,
      history,
      outline,
      settings,
      links: links('unit', { unitId: unit.id }),
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const tree = page({
  name: 'units.treePage',
  path: '/unit-tree',
  permission: 'units.read',
  navigation: { group: 'association', label: 'units.tree.title', icon: 'units', order: 15 },
  async show({ ask, query }) {
    const asked = AskTree.safeParse({
      ...(query.open ? { open: query.open } : {}),
      search: query.search ?? '',
      closed: query.closed === 'true',
    })
    const question = asked.success ? asked.data : { search: '', closed: false }
    return draw(TreePage, { ...(await ask(readUnitTree, question)), ...question })
  },
})

const join = action({
  name: 'units.joinUnitAction',
  path: '/units/:unitId/join',
  permission: 'units.join',
  command: joinUnit,
  done: (_result, { params }) => go(`/units/${params.unitId}`, success('units.join.done')),
  back: ({ params }) => `/units/${params.unitId}`,
})

const leave = action({
  name: 'units.leaveUnitAction',
  path: '/units/:unitId/leave',
  permission: 'units.join',
  command: leaveUnit,
  done: (_result, { params }) => go(`/units/${params.unitId}`, success('units.leave.done')),
  back: ({ params }) => `/units/${params.unitId}`,
})

const choosePrimary = action({
  name: 'units.choosePrimaryUnitAction',
  path: '/my-units/primary',
  permission: 'units.join',
  command: choosePrimaryUnit,
  done: () => go('/my-units', success('units.primaryChosen')),
  back: () => '/my-units',
})

export const pages: readonly AnyPage[] = [
  myUnits,
  allUnits,
  oneUnit,
  tree,
  join,
  leave,
  choosePrimary,
  ...structurePages,
  ...settingPages,
  ...placePages,
  ...transferPages,
  ...kindPages,
]
