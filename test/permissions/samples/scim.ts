import { randomUUID } from 'node:crypto'
import { MadeIds, nothing, type Sample, type Samples } from './sample.ts'

const userIds = new MadeIds()

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Somebody whom the provider of the association keeps in step. */
const aUser: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ id: userIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const id = randomUUID()
    userIds.set(spot.tenantId, id)
    await world.portal.app.database.pool.query(
      `INSERT INTO scim_users (id, tenant_id, person_id, user_name, user_name_key, active, emails, attributes, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $4, true, '{}', '{"v":1,"said":{}}', now(), now())`,
      [id, spot.tenantId, spot.newcomerId, id],
    )
  },
}

const groupIds = new MadeIds()
const targetIds = new MadeIds()
const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** A group that brings belonging to the association itself. */
const aGroup: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ id: groupIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const [groupId, targetId] = [randomUUID(), randomUUID()]
    groupIds.set(spot.tenantId, groupId)
    targetIds.set(spot.tenantId, targetId)
    const { pool } = world.portal.app.database
    await pool.query(
      `INSERT INTO scim_groups (id, tenant_id, display_name, created_at, updated_at) VALUES ($1, $2, 'Guides', now(), now())`,
      [groupId, spot.tenantId],
    )
    await pool.query(
      `INSERT INTO scim_group_targets (id, tenant_id, group_id, unit_id, created_at) VALUES ($1, $2, $3, $2, now())`,
      [targetId, spot.tenantId, groupId],
    )
  },
}

const theGroup: Sample = { ...aGroup, input: ({ spot }) => ({ groupId: groupIds.get(spot.tenantId) }) }
const newTarget: Sample = {
  ...aGroup,
  input: ({ spot }) => ({ groupId: groupIds.get(spot.tenantId), unitId: spot.unitId, role: 'manager' }),
}
const aTarget: Sample = {
  ...aGroup,
  input: ({ spot }) => ({ groupId: groupIds.get(spot.tenantId), targetId: targetIds.get(spot.tenantId) }),
}

const withBody = (sample: Sample, body: () => object): Sample => ({
  ...sample,
  input: (context) => ({ ...sample.input(context), body: body() }),
})

const newUser = () => ({ schemas: [userSchema], userName: `${randomUUID()}@example.org` })
const newGroup = () => ({ schemas: [groupSchema], displayName: 'Guides' })
const aPatch = () => ({ schemas: [patchSchema], Operations: [{ op: 'add', path: 'title', value: 'Guide' }] })

export const scim: Samples = {
  'scim.readServiceProviderConfig': nothing,
  'scim.listResourceTypes': nothing,
  'scim.readResourceType': { about: 'nothing', input: () => ({ id: 'User' }) },
  'scim.listSchemas': nothing,
  'scim.readSchema': { about: 'nothing', input: () => ({ id: userSchema }) },
  'scim.readMe': nothing,
  'scim.listUsers': nothing,
  'scim.readUser': aUser,
  'scim.createUser': withBody(nothing, newUser),
  'scim.replaceUser': withBody(aUser, newUser),
  'scim.patchUser': withBody(aUser, aPatch),
  'scim.deleteUser': aUser,
  'scim.listGroups': nothing,
  'scim.readGroup': aGroup,
  'scim.createGroup': withBody(nothing, newGroup),
  'scim.replaceGroup': withBody(aGroup, newGroup),
  'scim.patchGroup': withBody(aGroup, () => ({
    schemas: [patchSchema],
    Operations: [{ op: 'replace', path: 'displayName', value: 'Leads' }],
  })),
  'scim.deleteGroup': aGroup,
  'scim.readSettings': nothing,
  'scim.listDirectoryGroups': nothing,
  'scim.listDirectoryGroupsFile': nothing,
  'scim.readGroupDetail': theGroup,
  'scim.addTarget': newTarget,
  'scim.removeTarget': aTarget,
  'scim.changeRule': { about: 'nothing', input: () => ({}) },
  'scim.bringWhatGroupsBring': {
    about: 'nothing',
    input: ({ world }) => ({ personId: world.asking.member.personId ?? '' }),
  },
  'scim.countGroupsOf': {
    about: 'nothing',
    input: ({ world }) => ({ personId: world.asking.member.personId ?? '' }),
  },
  'scim.listWithoutRole': { about: 'nothing', input: () => ({ role: 'manager' }) },
  'scim.settingsPage': nothing,
  'scim.directoryGroupsPage': nothing,
  'scim.directoryGroupPage': theGroup,
  'scim.newTargetPage': newTarget,
  'scim.removeTargetAction': aTarget,
}
