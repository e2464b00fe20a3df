import { BulkPage } from '../../../templates/components/list/bulk-page.tsx'
import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { AddToUnitPage } from '../../../templates/pages/members/add-to-unit-page.tsx'
import { type AnyPage, draw, go, page } from '../../platform/declare/page.ts'
import { bulkModel, bulkNotice } from '../../platform/lists/bulk-page.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { addToUnit } from './commands/add-to-unit.ts'
import { endMemberships } from './commands/end-memberships.ts'
import { listPlaces, memberList } from './queries/members.ts'

const acts = [
  { command: addToUnit, path: '/members/add-to-unit', label: 'members.add.button' },
  { command: endMemberships, path: '/members/end', label: 'members.end.button', danger: true },
]

const all = page({
  name: 'members.membersPage',
  path: '/members',
  permission: 'members.read',
  navigation: { label: 'members.title', icon: 'people', order: 25 },
  show: async (context) => draw(ListPage, { list: await listModel(memberList, context, acts) }),
})

const end = page({
  name: 'members.endMembershipsPage',
  path: '/members/end',
  permission: 'members.read',
  async show(context) {
    const act = await bulkModel(memberList, context, {
      title: 'members.end.title',
      lead: 'members.end.lead',
      button: 'members.end.button',
      danger: true,
    })
    return draw(BulkPage, { act })
  },
  submit: {
    command: endMemberships,
    done: (outcome, { t }) => go('/members', bulkNotice(outcome, t)),
  },
})

const add = page({
  name: 'members.addToUnitPage',
  path: '/members/add-to-unit',
  permission: 'members.read',
  async show(context) {
    const [act, { items }] = await Promise.all([
      bulkModel(memberList, context, {
        title: 'members.add.title',
        lead: 'members.add.lead',
        button: 'members.add.button',
      }),
      context.ask(listPlaces, {}),
    ])
    return draw(AddToUnitPage, { act, places: items })
  },
  submit: {
    command: addToUnit,
    done: (outcome, { t }) => go('/members', bulkNotice(outcome, t)),
  },
})

export const pages: readonly AnyPage[] = [all, end, add]
