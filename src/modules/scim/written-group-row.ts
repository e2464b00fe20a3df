import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { isId, newId } from '../../platform/ids.ts'
import type { Said } from './contract.ts'
import { invalidValue } from './errors.ts'
import { findGroup, type PlacedGroup } from './group-row.ts'
import { type Association, baseOf } from './place.ts'
import { type Document, requireWhole, type Selection } from './resource.ts'
import { groupKind } from './schema.ts'
import { followGroups, lockUsers } from './target-row.ts'
import { showGroup } from './views.ts'

export type Context = CommandContext<never, unknown, 'scimGroup'>

interface Parts {
  displayName: string
  externalId: string | null
  members: Set<string>
}

function partsOf({ displayName, externalId, members = [] }: Document): Parts {
  const ids = (members as Array<{ value?: unknown; type?: unknown }>).map(({ value, type }) => {
    // A group in a group says nothing here.
    if (
      typeof value !== 'string' ||
      !isId(value) ||
      (type !== undefined && String(type).toLowerCase() !== 'user')
    )
      throw invalidValue({ values: { at: 'members' } })
    return value.toLowerCase()
  })
  return {
    displayName: String(displayName),
    externalId: typeof externalId === 'string' ? externalId : null,
    members: new Set(ids),
  }
}

/** A group that the provider tells of. It brings nothing to anybody until the staff say what. */
export async function createGroup(
  context: Context,
  { tenantId }: Association,
  document: Document,
  selection: Selection,
): Promise<Said> {
  requireWhole(groupKind, document)
  const { tx, now, record } = context
  const parts = partsOf(document)
  const id = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO scim_groups (id, tenant_id, display_name, external_id, created_at, updated_at)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${parts.displayName}, ${parts.externalId}, ${now}, ${now})`)
  await changeMembers(context, { id, tenantId }, [...parts.members], [])
  record({ type: 'scimGroup', id }, null, {
    displayName: parts.displayName,
    externalId: parts.externalId,
    added: [...parts.members],
  })
  return showWhole(context, tenantId, id, selection)
}

/** Writes what the provider says now of a group that is locked. */
export async function writeGroup(context: Context, group: PlacedGroup, document: Document): Promise<void> {
  requireWhole(groupKind, document)
  const { tx, now, record } = context
  const { id, tenantId } = group
  const parts = partsOf(document)
  const before = new Set((group.members ?? []).map(({ value }) => value))
  const added = [...parts.members.difference(before)]
  const removed = [...before.difference(parts.members)]
  const isSame = parts.displayName === group.displayName && parts.externalId === group.externalId
  if (isSame && added.length === 0 && removed.length === 0) return
  await tx.sql(sql`
    UPDATE scim_groups SET display_name = ${parts.displayName}, external_id = ${parts.externalId}, version = version + 1, updated_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`)
  await changeMembers(context, group, added, removed)
  record(
    { type: 'scimGroup', id },
    { displayName: group.displayName, externalId: group.externalId, removed },
    { displayName: parts.displayName, externalId: parts.externalId, added },
  )
}

/** Any number of members come and go in one statement each, and what groups bring follows. */
async function changeMembers(
  context: Context,
  { id, tenantId }: Pick<PlacedGroup, 'id' | 'tenantId'>,
  added: readonly string[],
  removed: readonly string[],
): Promise<void> {
  if (added.length + removed.length === 0) return
  const { tx, now } = context
  const there = await lockUsers(context, tenantId, [...added, ...removed])
  if (added.some((userId) => !there.has(userId))) throw invalidValue({ values: { at: 'members' } })
  if (added.length > 0)
    await tx.sql(sql`
      INSERT INTO scim_group_members (tenant_id, group_id, user_id, added_at)
      SELECT ${tenantId}::uuid, ${id}::uuid, n, ${now} FROM unnest(${[...added]}::uuid[]) AS n`)
  if (removed.length > 0)
    await tx.sql(sql`
      DELETE FROM scim_group_members WHERE tenant_id = ${tenantId}::uuid AND group_id = ${id}::uuid AND user_id = ANY(${[...removed]}::uuid[])`)
  // In which groups somebody is, is part of what is shown of them.
  await tx.sql(sql`
    UPDATE scim_users SET version = version + 1, updated_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND id = ANY(${[...added, ...removed]}::uuid[])`)
  await followGroups(context, tenantId, [...added, ...removed])
}

/** A group of which the provider no longer tells: what it brought ends, if no other group brings it. */
export async function removeGroup(
  context: Context,
  { id, tenantId, displayName, members }: PlacedGroup,
): Promise<void> {
  const { tx, record } = context
  await changeMembers(
    context,
    { id, tenantId },
    [],
    (members ?? []).map(({ value }) => value),
  )
  await tx.sql(sql`DELETE FROM scim_groups WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`)
  record({ type: 'scimGroup', id }, { displayName }, null)
}

/** Somebody leaves all groups, because the provider lets them go. */
export async function leaveGroups(
  context: CommandContext<never, unknown>,
  tenantId: string,
  userId: string,
): Promise<void> {
  const { tx, now } = context
  await tx.sql(sql`
    WITH gone AS (DELETE FROM scim_group_members WHERE tenant_id = ${tenantId}::uuid AND user_id = ${userId}::uuid RETURNING group_id)
    UPDATE scim_groups SET version = version + 1, updated_at = ${now} WHERE id IN (SELECT group_id FROM gone)`)
  await followGroups(context, tenantId, [userId])
}

export async function showWhole(
  { tx, request, services }: Context,
  tenantId: string,
  id: string,
  selection: Selection,
): Promise<Said> {
  const group = await findGroup(tx.sql, { tenantId }, id, { selection })
  if (!group) throw new Error('A group was written and is not there.')
  return showGroup(group, baseOf(request, services), selection)
}

/** What is answered to a change: nothing but the version, unless somebody asks what is there now. */
export async function showChanged(
  context: Context,
  { id, tenantId }: PlacedGroup,
  selection: Selection,
): Promise<Said> {
  const said = await showWhole(context, tenantId, id, selection.attributes ? selection : { attributes: 'id' })
  return selection.attributes ? said : { ...said, resource: null }
}
