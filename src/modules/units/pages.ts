import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { MyUnitsPage } from '../../../templates/pages/units/my-units-page.tsx'
import { NewUnitPage } from '../../../templates/pages/units/new-unit-page.tsx'
import { RenameUnitPage } from '../../../templates/pages/units/rename-unit-page.tsx'
import { UnitPage } from '../../../templates/pages/units/unit-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { closeUnit } from './commands/close-unit.ts'
import { createUnit } from './commands/create-unit.ts'
import { joinUnit } from './commands/join-unit.ts'
import { leaveUnit } from './commands/leave-unit.ts'
import { renameUnit } from './commands/rename-unit.ts'
import { requestUnitExport } from './commands/request-unit-export.ts'
import { UnitReference } from './contract.ts'
import { readUnitDetail } from './queries/unit.ts'
import { listMyUnits, unitList } from './queries/unit-list.ts'
import { kindsBelow } from './unit.ts'

const myUnits = page({
  name: 'units.myUnitsPage',
  path: '/my-units',
  permission: 'member',
  navigation: { label: 'units.mine.title', icon: 'people', order: 10 },
  show: async ({ ask }) => draw(MyUnitsPage, await ask(listMyUnits, {})),
})

const allUnits = page({
  name: 'units.unitsPage',
  path: '/units',
  permission: 'units.read',
  navigation: { label: 'units.all.title', icon: 'units', order: 20 },
  show: async (context) => draw(ListPage, { list: await listModel(unitList, context) }),
})

const oneUnit = page({
  name: 'units.unitPage',
  path: '/units/:unitId',
  permission: 'units.read',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    return draw(UnitPage, { unit, idempotencyKey: form().idempotencyKey })
  },
})

const newUnit = page({
  name: 'units.newUnitPage',
  path: '/units/:unitId/new',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const parent = await ask(readUnitDetail, referenceOf(params))
    if (!parent.abilities.addBelow) throw notAllowed()
    return draw(NewUnitPage, { parent, kinds: kindsBelow, form: form() })
  },
  submit: {
    command: createUnit,
    fill: ({ params }) => ({ parentId: params.unitId }),
    done: (unit) => go(`/units/${unit.id}`, success('units.new.done', { name: unit.name })),
  },
})

const rename = page({
  name: 'units.renameUnitPage',
  path: '/units/:unitId/rename',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.rename) throw notAllowed()
    return draw(RenameUnitPage, { unit, form: form({ name: unit.name }) })
  },
  submit: {
    command: renameUnit,
    done: (unit) => go(`/units/${unit.id}`, success('units.rename.done', { name: unit.name })),
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

const exportBelow = action({
  name: 'units.exportUnitsAction',
  path: '/units/:unitId/export',
  permission: 'units.manage',
  command: requestUnitExport,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back: ({ params }) => `/units/${params.unitId}`,
})

function referenceOf(params: Record<string, string>): { unitId: string } {
  const reference = UnitReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

export const pages: readonly AnyPage[] = [
  myUnits,
  allUnits,
  oneUnit,
  newUnit,
  rename,
  close,
  join,
  leave,
  exportBelow,
]
