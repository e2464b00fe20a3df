import { type Document, type Selection, select } from './resource.ts'
import { enterpriseSchema, groupKind, groupSchema, userKind, userSchema } from './schema.ts'

export interface UserRow {
  id: string
  personId: string
  userName: string
  externalId: string | null
  active: boolean
  attributes: { v: 1; said: Document }
  standingId: string | null
  version: number
  createdAt: Date
  updatedAt: Date
  groups: Array<{ value: string; display: string }> | null
}

/** Everything of a resource that the provider said, as it said it. */
export function documentOf({ userName, externalId, active, attributes }: UserRow): Document {
  return { ...(externalId === null ? {} : { externalId }), userName, ...attributes.said, active }
}

interface Kept {
  id: string
  version: number
  createdAt: Date
  updatedAt: Date
}

function metaOf(resourceType: string, { version, createdAt, updatedAt }: Kept, location: string) {
  return {
    resourceType,
    created: createdAt.toISOString(),
    lastModified: updatedAt.toISOString(),
    location,
    version: `W/"${version}"`,
  }
}

export interface Shown {
  resource: Document
  version: number
  location: string
}

export function showUser(user: UserRow, base: string, selection: Selection): Shown {
  const document = documentOf(user)
  const location = `${base}/Users/${user.id}`
  const groups = (user.groups ?? []).map(({ value, display }) => ({
    value,
    $ref: `${base}/Groups/${value}`,
    display,
    type: 'direct',
  }))
  const whole: Document = {
    schemas: [userSchema, ...(document[enterpriseSchema] ? [enterpriseSchema] : [])],
    id: user.id,
    ...document,
    ...(groups.length > 0 ? { groups } : {}),
    meta: metaOf('User', user, location),
  }
  return { resource: select(userKind, whole, selection), version: user.version, location }
}

export interface GroupRow extends Kept {
  displayName: string
  externalId: string | null
  members: Array<{ value: string; display: string }> | null
}

/** Everything of a group that the provider said. */
export function groupDocumentOf({ displayName, externalId, members }: GroupRow): Document {
  return {
    ...(externalId === null ? {} : { externalId }),
    displayName,
    ...(members ? { members: members.map(({ value }) => ({ value })) } : {}),
  }
}

export function showGroup(group: GroupRow, base: string, selection: Selection): Shown {
  const location = `${base}/Groups/${group.id}`
  const members = (group.members ?? []).map(({ value, display }) => ({
    value,
    $ref: `${base}/Users/${value}`,
    display,
    type: 'User',
  }))
  const whole: Document = {
    schemas: [groupSchema],
    id: group.id,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.displayName,
    ...(members.length > 0 ? { members } : {}),
    meta: metaOf('Group', group, location),
  }
  return { resource: select(groupKind, whole, selection), version: group.version, location }
}

const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

export function showList(total: number, startIndex: number, resources: Document[]): Document {
  return {
    schemas: [listSchema],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}
