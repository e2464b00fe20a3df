import { isDeepStrictEqual } from 'node:util'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { grantRole } from '../access/index.ts'
import { completeEntry, findEntryOf } from '../identity/index.ts'
import { welcomeMember } from '../membership/index.ts'
import { addPerson, followDirectory } from '../people/index.ts'
import { addMember, pathLabel, settingsAt } from '../units/index.ts'
import type { Said } from './contract.ts'
import { externalIdTaken, userNameTaken } from './errors.ts'
import { type Association, baseOf } from './place.ts'
import { namesOf, profileChanges } from './profile.ts'
import { type Document, requireWhole, type Selection } from './resource.ts'
import { userKind } from './schema.ts'
import { asDirectory, reinstate, requireWithinMaker, suspend } from './standing-row.ts'
import { findUser, type PlacedUser } from './user-row.ts'
import { documentOf, showUser } from './views.ts'

export type Context = CommandContext<never, unknown, 'scimUser'>

interface Parts {
  userName: string
  userNameKey: string
  externalId: string | null
  active: boolean
  emails: string[]
  said: Document
}

/** What of a resource stands in columns of its own, and the rest. */
function partsOf({ userName, externalId, active, ...said }: Document): Parts {
  const emails = ((said.emails ?? []) as Array<{ value?: string }>).flatMap(
    ({ value }) => value?.toLowerCase() ?? [],
  )
  return {
    userName: String(userName),
    userNameKey: String(userName).toLowerCase(),
    externalId: typeof externalId === 'string' ? externalId : null,
    active: active !== false,
    emails: [...new Set(emails)],
    said,
  }
}

/** Of two who come with one name at once, the second one sees the first. */
async function requireFree(
  context: Context,
  tenantId: string,
  parts: Parts,
  but: string | null,
): Promise<void> {
  const { tx } = context
  await tx.sql(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`scim user ${tenantId} ${parts.userNameKey}`}, 0))`,
  )
  const [taken] = await tx.sql<{ byName: boolean }>(sql`
    SELECT user_name_key = ${parts.userNameKey} AS "byName" FROM scim_users
    WHERE tenant_id = ${tenantId}::uuid AND deleted_at IS NULL AND (user_name_key = ${parts.userNameKey} OR external_id = ${parts.externalId})
      AND id IS DISTINCT FROM ${but}::uuid ORDER BY 1 DESC LIMIT 1`)
  if (taken) throw taken.byName ? userNameTaken() : externalIdTaken()
}

/** Makes a person of the association of whoever the provider tells of, or takes the person who is there already. */
export async function createUser(
  context: Context,
  { tenantId }: Association,
  document: Document,
  selection: Selection,
): Promise<Said> {
  requireWhole(userKind, document)
  const { tx, now, record } = context
  const parts = partsOf(document)
  await requireFree(context, tenantId, parts, null)
  const known = await findKnown(context, tenantId, parts)
  const personId = known ? known.personId : await makePerson(context, tenantId, document)
  if (known) {
    await requireWithinMaker(context, { tenantId, personId })
    await context.call(
      followDirectory,
      { personId, ...profileChanges(null, document) },
      asDirectory(tenantId),
    )
    if (parts.active) await reinstate(context, { tenantId, personId }, known.standingId)
  }
  const standingId = parts.active ? null : await suspend(context, { tenantId, personId })
  const id = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO scim_users (id, tenant_id, person_id, user_name, user_name_key, external_id, active, emails, attributes, standing_id, created_at, updated_at)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${personId}::uuid, ${parts.userName}, ${parts.userNameKey}, ${parts.externalId}, ${parts.active},
      ${parts.emails}, ${JSON.stringify({ v: 1, said: parts.said })}::jsonb, ${standingId}::uuid, ${now}, ${now})`)
  record({ type: 'scimUser', id }, null, {
    personId,
    userName: parts.userName,
    externalId: parts.externalId,
    active: parts.active,
    said: parts.said,
  })
  return show(context, tenantId, id, selection)
}

interface Known {
  personId: string
  /** The decision by which the provider let them go, where it did. */
  standingId: string | null
}

/**
 * Whoever the provider told of before, or a person of this association whose account, or entry without one, has that address. Only what this
 * association keeps of them is touched: an account is never changed from here.
 */
async function findKnown(context: Context, tenantId: string, parts: Parts): Promise<Known | null> {
  const { tx } = context
  const [before] = await tx.sql<Known>(sql`
    SELECT u.person_id AS "personId", u.standing_id AS "standingId" FROM scim_users u
    JOIN people p ON p.tenant_id = u.tenant_id AND p.person_id = u.person_id
    WHERE u.tenant_id = ${tenantId}::uuid AND u.deleted_at IS NOT NULL
      AND (u.external_id = ${parts.externalId} OR u.user_name_key = ${parts.userNameKey})
      AND NOT EXISTS (SELECT 1 FROM scim_users o WHERE o.tenant_id = u.tenant_id AND o.person_id = u.person_id AND o.deleted_at IS NULL)
    ORDER BY u.external_id IS NOT DISTINCT FROM ${parts.externalId} DESC, u.deleted_at DESC LIMIT 1`)
  if (before) return before
  const addresses = [parts.userNameKey, ...parts.emails]
  const members = await tx.sql<Known>(sql`
    SELECT p.person_id AS "personId", NULL AS "standingId" FROM account_addresses a JOIN people p ON p.account_id = a.account_id
    WHERE a.email = ANY(${addresses}::citext[]) AND p.tenant_id = ${tenantId}::uuid
      AND NOT EXISTS (SELECT 1 FROM scim_users o WHERE o.tenant_id = p.tenant_id AND o.person_id = p.person_id AND o.deleted_at IS NULL)
    LIMIT 2`)
  if (members.length > 0) return members.length === 1 ? (members[0] ?? null) : null
  return findEntry(context, tenantId, addresses)
}

/** An entry without an account that staff keep with one of these addresses, and only one: it gets what every member has. */
async function findEntry(
  context: Context,
  tenantId: string,
  addresses: readonly string[],
): Promise<Known | null> {
  const { tx, now } = context
  const found = new Set<string>()
  for (const value of new Set(addresses)) {
    const entry = await findEntryOf(tx.sql, tenantId, { channel: 'email', value }, now)
    if (entry !== null) found.add(entry)
  }
  const [personId, another] = found
  if (personId === undefined || another !== undefined) return null
  const [told] = await tx.sql(sql`
    SELECT 1 FROM scim_users o WHERE o.tenant_id = ${tenantId}::uuid AND o.person_id = ${personId}::uuid AND o.deleted_at IS NULL`)
  if (told) return null
  await completeEntry(context, { tenantId, personId }, asDirectory(tenantId).as)
  return { personId, standingId: null }
}

/** They have no account: they come in through the association's provider of OpenID Connect (ADR 0034). */
async function makePerson({ tx, call }: Context, tenantId: string, document: Document): Promise<string> {
  const as = asDirectory(tenantId)
  // Where the provider says no zone, that of the association is likelier theirs than any other.
  const settings = await settingsAt(tx.sql, { id: tenantId, unitPath: pathLabel(tenantId) })
  const here = settings.find(({ name }) => name === 'timeZone')?.value
  const usual = typeof here === 'string' ? here : 'UTC'
  const { locale = 'en', timeZone = usual, ...profile } = profileChanges(null, document)
  const names = namesOf(document)
  const { personId } = await call(addPerson, { accountId: null, ...names, locale, timeZone }, as)
  await call(addMember, { unitId: tenantId, personId }, as)
  await call(grantRole, { unitId: tenantId, personId, role: 'member' }, as)
  await call(welcomeMember, { personId }, as)
  const rest = { ...profile, ...names }
  await call(followDirectory, { personId, ...rest }, as)
  return personId
}

/** Writes what the provider says now. Where it says what it said before, nothing changes, and the version neither. */
export async function writeUser(
  context: Context,
  user: PlacedUser,
  document: Document,
  selection: Selection,
): Promise<Said> {
  requireWhole(userKind, document)
  const { tx, now, record } = context
  const { id, tenantId, personId } = user
  const before = documentOf(user)
  const after = { ...document, active: document.active ?? user.active }
  if (isDeepStrictEqual(before, after)) return show(context, tenantId, id, selection)
  const parts = partsOf(after)
  if (parts.userNameKey !== user.userName.toLowerCase() || parts.externalId !== user.externalId)
    await requireFree(context, tenantId, parts, id)
  const changes = profileChanges(before, after)
  if (Object.keys(changes).length > 0)
    await context.call(followDirectory, { personId, ...changes }, asDirectory(tenantId))
  let { standingId } = user
  if (parts.active !== user.active) {
    if (parts.active) await reinstate(context, { tenantId, personId }, standingId)
    standingId = parts.active ? null : await suspend(context, { tenantId, personId })
  }
  await tx.sql(sql`
    UPDATE scim_users SET user_name = ${parts.userName}, user_name_key = ${parts.userNameKey}, external_id = ${parts.externalId},
      active = ${parts.active}, emails = ${parts.emails}, attributes = ${JSON.stringify({ v: 1, said: parts.said })}::jsonb,
      standing_id = ${standingId}::uuid, version = version + 1, updated_at = ${now}
    WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`)
  record(
    { type: 'scimUser', id },
    {
      personId,
      userName: user.userName,
      externalId: user.externalId,
      active: user.active,
      said: user.attributes.said,
    },
    {
      personId,
      userName: parts.userName,
      externalId: parts.externalId,
      active: parts.active,
      said: parts.said,
    },
  )
  return show(context, tenantId, id, selection)
}

async function show(
  { tx, request, services }: Context,
  tenantId: string,
  id: string,
  selection: Selection,
): Promise<Said> {
  const user = await findUser(tx.sql, { tenantId }, id)
  if (!user) throw new Error('A user was written and is not there.')
  return showUser(user, baseOf(request, services), selection)
}
