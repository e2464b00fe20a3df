import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { GroupPage } from '../../../templates/pages/scim/group-page.tsx'
import { SettingsPage } from '../../../templates/pages/scim/settings-page.tsx'
import { TargetPage } from '../../../templates/pages/scim/target-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { listRolesAt } from '../access/index.ts'
import { addTarget } from './commands/add-target.ts'
import { changeRule } from './commands/change-rule.ts'
import { removeTarget } from './commands/remove-target.ts'
import { GroupReference } from './contract.ts'
import { groupList, readGroupDetail, readSettings } from './queries/settings.ts'

const settings = page({
  name: 'scim.settingsPage',
  path: '/settings/scim',
  permission: 'scim.manage',
  navigation: { group: 'settings', label: 'scim.title', icon: 'people', order: 73 },
  show: async ({ ask, form }) => draw(SettingsPage, { settings: await ask(readSettings, {}), form: form() }),
  submit: { command: changeRule, done: () => go('/settings/scim', success('scim.saved')) },
})

const groups = page({
  name: 'scim.directoryGroupsPage',
  path: '/scim-groups',
  permission: 'scim.manage',
  show: async (context) => draw(ListPage, { list: await listModel(groupList, context) }),
})

const group = page({
  name: 'scim.directoryGroupPage',
  path: '/scim-groups/:groupId',
  permission: 'scim.manage',
  async show({ ask, params, form }) {
    return draw(GroupPage, {
      group: await ask(readGroupDetail, referenceOf(params)),
      idempotencyKey: form().idempotencyKey,
    })
  },
})

/** The unit is chosen first: which roles there are to bring depends on it. */
const target = page({
  name: 'scim.newTargetPage',
  path: '/scim-groups/:groupId/targets/new',
  permission: 'scim.manage',
  async show({ ask, params, query, form }) {
    const found = await ask(readGroupDetail, referenceOf(params))
    if (query.unitId === undefined) return go(`/scim-groups/${found.id}`)
    const unit = found.units.find(({ unitId }) => unitId === query.unitId)
    if (!unit) throw notFound()
    const { items } = await ask(listRolesAt, { unitId: unit.unitId })
    return draw(TargetPage, {
      group: found,
      unit,
      roles: items.filter(({ mayGive }) => mayGive),
      form: form(),
    })
  },
  submit: {
    command: addTarget,
    // Belonging to the unit is no role.
    tidy: ({ role, ...rest }) => (role === 'belonging' ? rest : { ...rest, role }),
    done: (_added, { params }) => go(`/scim-groups/${params.groupId}`, success('scim.groups.brings')),
  },
})

const remove = action({
  name: 'scim.removeTargetAction',
  path: '/scim-groups/:groupId/targets/:targetId/remove',
  permission: 'scim.manage',
  command: removeTarget,
  done: (_done, { params }) => go(`/scim-groups/${params.groupId}`, success('scim.groups.bringsNoMore')),
  back: ({ params }) => `/scim-groups/${params.groupId}`,
})

function referenceOf({ groupId }: Record<string, string>) {
  const { data } = GroupReference.safeParse({ groupId })
  if (!data) throw notFound()
  return data
}

export const pages: readonly AnyPage[] = [settings, groups, group, target, remove]
