import type { Module } from '../../platform/declare/module.ts'
import { addTarget } from './commands/add-target.ts'
import { bringWhatGroupsBring } from './commands/bring-what-groups-bring.ts'
import { changeRule } from './commands/change-rule.ts'
import { createGroup } from './commands/create-group.ts'
import { createUser } from './commands/create-user.ts'
import { deleteGroup } from './commands/delete-group.ts'
import { deleteUser } from './commands/delete-user.ts'
import { patchGroup } from './commands/patch-group.ts'
import { patchUser } from './commands/patch-user.ts'
import { removeTarget } from './commands/remove-target.ts'
import { replaceGroup } from './commands/replace-group.ts'
import { replaceUser } from './commands/replace-user.ts'
import { alreadyBrought, externalIdTaken, noSuchProvider, userNameTaken } from './errors.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import {
  listResourceTypes,
  listSchemas,
  readMe,
  readResourceType,
  readSchema,
  readServiceProviderConfig,
} from './queries/description.ts'
import { listGroups, readGroup } from './queries/groups.ts'
import { countGroupsOf, listWithoutRole } from './queries/groups-of-person.ts'
import { groupList, readGroupDetail, readSettings } from './queries/settings.ts'
import { listUsers, readUser } from './queries/users.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'
import { unitHoldings } from './slots/unit-holdings.ts'

export const scim: Module = {
  name: 'scim',
  operations: [
    readServiceProviderConfig,
    listResourceTypes,
    readResourceType,
    listSchemas,
    readSchema,
    readMe,
    listUsers,
    readUser,
    createUser,
    replaceUser,
    patchUser,
    deleteUser,
    listGroups,
    readGroup,
    createGroup,
    replaceGroup,
    patchGroup,
    deleteGroup,
    readSettings,
    groupList.query,
    readGroupDetail,
    addTarget,
    removeTarget,
    changeRule,
    bringWhatGroupsBring,
    countGroupsOf,
    listWithoutRole,
  ],
  pages,
  endpoints: [groupList.download],
  permissions,
  unitHoldings,
  personalData,
  purges,
  constraintErrors: {
    scim_users_user_name_key: userNameTaken,
    scim_users_external_id_key: externalIdTaken,
    scim_groups_external_id_key: externalIdTaken,
    scim_group_targets_once_key: alreadyBrought,
    scim_rules_tenant_id_provider_id_fkey: noSuchProvider,
  },
  tenantData: {
    goes: [
      'scim_memberships',
      'scim_grants',
      'scim_refusals',
      'scim_group_targets',
      'scim_group_members',
      'scim_groups',
      'scim_users',
      'scim_rules',
    ],
  },
}
