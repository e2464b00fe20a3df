import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { BoundaryFilePage } from '../../../templates/pages/units/boundary-file-page.tsx'
import { BoundaryPage } from '../../../templates/pages/units/boundary-page.tsx'
import { EditUnitPage } from '../../../templates/pages/units/edit-unit-page.tsx'
import { KindPage } from '../../../templates/pages/units/kind-page.tsx'
import { KindsPage } from '../../../templates/pages/units/kinds-page.tsx'
import { LeaderPage } from '../../../templates/pages/units/leader-page.tsx'
import { MergeUnitPage } from '../../../templates/pages/units/merge-unit-page.tsx'
import { MoveUnitPage } from '../../../templates/pages/units/move-unit-page.tsx'
import { MyUnitsPage } from '../../../templates/pages/units/my-units-page.tsx'
import { NewUnitPage } from '../../../templates/pages/units/new-unit-page.tsx'
import { PersonUnitsPage } from '../../../templates/pages/units/person-units-page.tsx'
import { SettingPage } from '../../../templates/pages/units/setting-page.tsx'
import { SettingsPage } from '../../../templates/pages/units/settings-page.tsx'
import { TransferPage } from '../../../templates/pages/units/transfer-page.tsx'
import { TransfersPage } from '../../../templates/pages/units/transfers-page.tsx'
import { TreePage } from '../../../templates/pages/units/tree-page.tsx'
import { UnitPage } from '../../../templates/pages/units/unit-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { messageKeyOf, notAllowed, notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import { mostPoints } from './boundary.ts'
import { boundaryFile } from './boundary-file.ts'
import { approveTransfer } from './commands/approve-transfer.ts'
import { archiveKind } from './commands/archive-kind.ts'
import { changeKind } from './commands/change-kind.ts'
import { changeUnit } from './commands/change-unit.ts'
import { chooseLeader } from './commands/choose-leader.ts'
import { closeUnit } from './commands/close-unit.ts'
import { createUnit } from './commands/create-unit.ts'
import { declareKind } from './commands/declare-kind.ts'
import { inheritSetting } from './commands/inherit-setting.ts'
import { joinUnit } from './commands/join-unit.ts'
import { leaveUnit } from './commands/leave-unit.ts'
import { mergeUnit } from './commands/merge-unit.ts'
import { moveUnit } from './commands/move-unit.ts'
import { placePerson } from './commands/place-person.ts'
import { receiveBoundary } from './commands/receive-boundary.ts'
import { refuseTransfer } from './commands/refuse-transfer.ts'
import { reopenUnit } from './commands/reopen-unit.ts'
import { requestTransfer } from './commands/request-transfer.ts'
import { requestUnitExport } from './commands/request-unit-export.ts'
import { restoreKind } from './commands/restore-kind.ts'
import { setBoundary } from './commands/set-boundary.ts'
import { setSetting } from './commands/set-setting.ts'
import { withdrawTransfer } from './commands/withdraw-transfer.ts'
import {
  AskTree,
  FindLeaders,
  FindPlaces,
  KindReference,
  MergeUnit,
  MoveUnit,
  PersonToPlace,
  SettingReference,
  UnitReference,
} from './contract.ts'
import { isKindOfRoot, mayStandBelow } from './kind.ts'
import { listMyProposals, listProposalsFor, readUnitBoundary } from './queries/boundary.ts'
import { listKinds, listKindsToName, readKind } from './queries/kinds.ts'
import { listLeaderCandidates } from './queries/leader-candidates.ts'
import { listUnitsToMergeInto, previewMerge } from './queries/merge-preview.ts'
import { listPlacesToMoveTo, previewMove } from './queries/move-preview.ts'
import { readUnitSettings } from './queries/settings.ts'
import { listMyTransfers, listTransfers } from './queries/transfers.ts'
import { readUnit, readUnitDetail } from './queries/unit.ts'
import { listUnitChanges } from './queries/unit-changes.ts'
import { listMyUnits, unitList } from './queries/unit-list.ts'
import { readUnitTree } from './queries/unit-tree.ts'
import { unitSettings } from './setting.ts'

const myUnits = page({
  name: 'units.myUnitsPage',
  path: '/my-units',
  permission: 'member',
  navigation: { group: 'me', label: 'units.mine.title', icon: 'place', order: 10, bar: 2 },
  async show({ ask, form }) {
    const [mine, proposed, transfers] = await Promise.all([
      ask(listMyUnits, {}),
      ask(listMyProposals, {}),
      ask(listMyTransfers, {}),
    ])
    return draw(MyUnitsPage, {
      ...mine,
      proposed: proposed.items,
      transfers: transfers.items,
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const withdraw = action({
  name: 'units.withdrawTransferAction',
  path: '/my-units/transfers/:transferId/withdraw',
  permission: 'member',
  command: withdrawTransfer,
  done: () => go('/my-units', success('units.transfer.withdrawn')),
  back: () => '/my-units',
})

const transfer = page({
  name: 'units.transferPage',
  path: '/units/:unitId/transfer',
  permission: 'units.join',
  async show({ ask, params, form }) {
    const [unit, mine] = await Promise.all([ask(readUnit, referenceOf(params)), ask(listMyUnits, {})])
    return draw(TransferPage, { unit, mine: mine.items, form: form() })
  },
  submit: { command: requestTransfer, done: () => go('/my-units', success('units.transfer.done')) },
})

const transfers = page({
  name: 'units.transfersPage',
  path: '/transfers',
  permission: 'units.admit',
  navigation: { group: 'association', label: 'units.transfers.title', icon: 'arrowEnd', order: 25 },
  show: async ({ ask, form }) => draw(TransfersPage, { ...(await ask(listTransfers, {})), form: form() }),
})

const approve = action({
  name: 'units.approveTransferAction',
  path: '/transfers/:transferId/approve',
  permission: 'units.admit',
  command: approveTransfer,
  done: () => go('/transfers', success('units.transfers.approved')),
  back: () => '/transfers',
})

const refuse = action({
  name: 'units.refuseTransferAction',
  path: '/transfers/:transferId/refuse',
  permission: 'units.admit',
  command: refuseTransfer,
  done: () => go('/transfers', success('units.transfers.refused')),
  back: () => '/transfers',
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
  async show({ ask, params, query, form, t }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.move) throw notAllowed()
    const state = form()
    const chosen = MoveUnit.safeParse({ unitId: unit.id, parentId: state.values.parentId ?? query.to })
    const asked = FindPlaces.safeParse({ unitId: unit.id, search: query.search ?? '' })
    const search = asked.success ? asked.data.search : ''
    const preview = chosen.success ? await ask(previewMove, chosen.data) : null
    const { items } = preview ? { items: [] } : await ask(listPlacesToMoveTo, { unitId: unit.id, search })
    const problem = preview?.refusal ? t(messageKeyOf(preview.refusal)) : null
    return draw(MoveUnitPage, { unit, search, places: items, preview, problem, form: state })
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
  async show({ ask, params, query, form, t }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.merge) throw notAllowed()
    const state = form()
    const chosen = MergeUnit.safeParse({ unitId: unit.id, intoId: state.values.intoId ?? query.into })
    const asked = FindPlaces.safeParse({ unitId: unit.id, search: query.search ?? '' })
    const search = asked.success ? asked.data.search : ''
    const preview = chosen.success ? await ask(previewMerge, chosen.data) : null
    const { items } = preview ? { items: [] } : await ask(listUnitsToMergeInto, { unitId: unit.id, search })
    const problem = preview?.refusal ? t(messageKeyOf(preview.refusal)) : null
    return draw(MergeUnitPage, { unit, search, places: items, preview, problem, form: state })
  },
  submit: {
    command: mergeUnit,
    done: (unit) => go(`/units/${unit.mergedIntoId}`, success('units.merge.done', { name: unit.name })),
  },
})

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
    const person = await ask(listProposalsFor, reference.data)
    return draw(PersonUnitsPage, { person, idempotencyKey: form().idempotencyKey })
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

const settings = page({
  name: 'units.settingsPage',
  path: '/units/:unitId/settings',
  permission: 'units.manage',
  async show({ ask, params, form }) {
    const unit = await ask(readUnitDetail, referenceOf(params))
    if (!unit.abilities.change) throw notAllowed()
    const { items } = await ask(readUnitSettings, { unitId: unit.id })
    return draw(SettingsPage, { unit, settings: items, idempotencyKey: form().idempotencyKey })
  },
})

const setting = page({
  name: 'units.settingPage',
  path: '/units/:unitId/settings/:name',
  permission: 'units.manage',
  async show({ ask, params, form, locales }) {
    const reference = SettingReference.safeParse(params)
    if (!reference.success) throw notFound()
    const unit = await ask(readUnitDetail, { unitId: reference.data.unitId })
    if (!unit.abilities.change) throw notAllowed()
    const { items } = await ask(readUnitSettings, { unitId: unit.id })
    const [found] = items.filter(({ name }) => name === reference.data.name)
    if (!found) throw notFound()
    return draw(SettingPage, {
      unit,
      setting: found,
      field: unitSettings[reference.data.name],
      languages: locales,
      timeZones: Intl.supportedValuesOf('timeZone'),
      form: form({ value: found.value ?? '' }),
    })
  },
  submit: {
    command: setSetting,
    done: (_result, { params }) => go(`/units/${params.unitId}/settings`, success('units.settings.saved')),
  },
})

const inherit = action({
  name: 'units.inheritSettingAction',
  path: '/units/:unitId/settings/:name/inherit',
  permission: 'units.manage',
  command: inheritSetting,
  done: (_result, { params }) =>
    go(`/units/${params.unitId}/settings`, success('units.settings.inheritedNow')),
  back: ({ params }) => `/units/${params.unitId}/settings`,
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

const kinds = page({
  name: 'units.kindsPage',
  path: '/settings/unit-kinds',
  permission: 'units.nameKinds',
  navigation: { group: 'administration', label: 'units.kinds.title', icon: 'units', order: 20 },
  async show({ ask, caller, form }) {
    const { items } = await ask(listKindsToName, {})
    return draw(KindsPage, { items, locale: caller.locale(), idempotencyKey: form().idempotencyKey })
  },
})

const newKind = page({
  name: 'units.newKindPage',
  path: '/settings/unit-kinds/new',
  permission: 'units.nameKinds',
  async show({ ask, form, locales }) {
    const { items } = await ask(listKindsToName, {})
    const position = Math.max(0, ...items.map((kind) => kind.position)) + 10
    return draw(KindPage, {
      kind: null,
      others: items,
      languages: locales,
      form: form({ joining: 'open', position: Math.min(position, 10_000) }),
    })
  },
  submit: {
    command: declareKind,
    done: ({ label }, { caller }) =>
      go(
        '/settings/unit-kinds',
        success('units.kinds.added', { label: textIn(label as never, caller.locale()) }),
      ),
  },
})

const oneKind = page({
  name: 'units.kindPage',
  path: '/settings/unit-kinds/:kindId',
  permission: 'units.nameKinds',
  async show({ ask, params, form, locales }) {
    const reference = KindReference.safeParse(params)
    if (!reference.success) throw notFound()
    const kind = await ask(readKind, reference.data)
    const { items } = await ask(listKindsToName, {})
    return draw(KindPage, { kind, others: items, languages: locales, form: form(kind) })
  },
  submit: {
    command: changeKind,
    done: ({ label }, { caller }) =>
      go(
        '/settings/unit-kinds',
        success('units.kinds.saved', { label: textIn(label as never, caller.locale()) }),
      ),
  },
})

const archive = action({
  name: 'units.archiveKindAction',
  path: '/settings/unit-kinds/:kindId/archive',
  permission: 'units.nameKinds',
  command: archiveKind,
  done: () => go('/settings/unit-kinds', success('units.kinds.archived')),
  back: () => '/settings/unit-kinds',
})

const restore = action({
  name: 'units.restoreKindAction',
  path: '/settings/unit-kinds/:kindId/restore',
  permission: 'units.nameKinds',
  command: restoreKind,
  done: () => go('/settings/unit-kinds', success('units.kinds.restored')),
  back: () => '/settings/unit-kinds',
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
  withdraw,
  transfer,
  transfers,
  approve,
  refuse,
  allUnits,
  oneUnit,
  newUnit,
  tree,
  edit,
  leader,
  move,
  merge,
  settings,
  setting,
  inherit,
  boundary,
  boundaryFromFile,
  personUnits,
  addPerson,
  close,
  reopen,
  join,
  leave,
  exportBelow,
  kinds,
  newKind,
  oneKind,
  archive,
  restore,
]
