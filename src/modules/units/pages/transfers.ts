import { BeginTransferPage } from '../../../../templates/pages/units/begin-transfer-page.tsx'
import { TransferPage } from '../../../../templates/pages/units/transfer-page.tsx'
import { TransfersPage } from '../../../../templates/pages/units/transfers-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { approveTransfer } from '../commands/approve-transfer.ts'
import { beginTransfer } from '../commands/begin-transfer.ts'
import { refuseTransfer } from '../commands/refuse-transfer.ts'
import { requestTransfer } from '../commands/request-transfer.ts'
import { withdrawTransfer } from '../commands/withdraw-transfer.ts'
import { FindTransferTargets, UnitReference } from '../contract.ts'
import { listTransfers, listTransferTargets } from '../queries/transfers.ts'
import { readUnit } from '../queries/unit.ts'
import { listMyUnits } from '../queries/unit-list.ts'
import { referenceOf } from './reference.ts'

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

const begin = page({
  name: 'units.beginTransferPage',
  path: '/people/:personId/transfer',
  permission: 'units.admit',
  async show({ ask, params, query, form }) {
    const person = FindTransferTargets.safeParse({ personId: params.personId, search: query.search ?? '' })
    if (!person.success) throw notFound()
    const chosen = UnitReference.safeParse({ unitId: query.to })
    const [found, to] = await Promise.all([
      ask(listTransferTargets, person.data),
      chosen.success ? ask(readUnit, chosen.data) : null,
    ])
    return draw(BeginTransferPage, { person: found, search: person.data.search, to, form: form() })
  },
  submit: {
    command: beginTransfer,
    done: (_result, { params }) =>
      go(`/people/${params.personId}/units`, success('units.beginTransfer.done')),
  },
})

const transfers = page({
  name: 'units.transfersPage',
  path: '/transfers',
  permission: 'units.admit',
  navigation: { group: 'association', label: 'units.transfers.title', icon: 'arrowEnd', order: 25 },
  async show({ ask, query, form }) {
    const { cursor } = query
    const found = await ask(listTransfers, cursor === undefined ? {} : { cursor })
    return draw(TransfersPage, { ...found, isFirstPage: cursor === undefined, form: form() })
  },
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

export const transferPages: readonly AnyPage[] = [withdraw, transfer, begin, transfers, approve, refuse]
