import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { AppError, notEligible } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { system } from '../../platform/policy/actor.ts'
import { endGrant, grantRole, noSuchRole, roleRetired } from '../access/index.ts'
import { claimPerson, mainNames } from '../people/index.ts'
import { recordReferral } from '../referrals/index.ts'
import { EmailAddress } from './address.ts'
import { findEntryOf } from './entry-row.ts'
import { identityTaken, linkFirst, notAdmitted, providerRefused, unverifiedEmail } from './errors.ts'
import { securityChanged } from './facts.ts'
import { admit, admitAccount, makeAccount, refuseWhereStopped, takeEntry } from './joining.ts'
import { type BegunErrand, isInDomains, type Vouched } from './provider.ts'
import type { ProviderRow } from './provider-client.ts'
import { beginSession } from './session.ts'

type Context = CommandContext<never, unknown>

/** `isOurs`: there was such an account, and it is linked because of its address. */
interface Found {
  accountId: string
  /** Who came in just now. */
  personId?: string
  isOurs?: boolean
}

/** Somebody comes back from a provider that vouches for them. A path: they are in, or linked, and go on there. */
export async function arrive(
  context: Context,
  provider: ProviderRow,
  errand: BegunErrand,
  vouched: Vouched,
): Promise<AppError | string> {
  const { tx, now, call } = context
  // One after the other, so that of two who come at once one makes the account and the other finds it.
  await holdArrival(tx.sql, provider.id, vouched.subject)
  const [linked] = await tx.sql<{ id: string; accountId: string; status: string }>(sql`
    SELECT l.id, l.account_id AS "accountId", a.status FROM linked_identities l JOIN accounts a ON a.id = l.account_id
    WHERE l.provider_id = ${provider.id}::uuid AND l.subject = ${vouched.subject} FOR UPDATE OF l`)
  if (errand.purpose === 'link')
    return (await linkToOwn(context, provider, vouched, linked?.accountId ?? null)) ?? errand.next
  if (linked && linked.status !== 'active') return providerRefused()
  const found: Found | AppError = linked ?? (await findOrAdmit(context, provider, errand, vouched))
  if (found instanceof AppError) return found
  const { accountId, isOurs } = found
  const linkedId = linked?.id ?? (await link(context, provider, vouched, accountId))
  // Its owner did not ask for it, and hears of it.
  if (isOurs) tellOfLink(context, accountId)
  const came = await personIn(context, provider, errand, vouched, found)
  if (came === null) return notAdmitted()
  if (errand.ref !== '' && came.isNew && came.personId !== null)
    await call(
      recordReferral,
      { personId: came.personId, code: errand.ref, askedAt: errand.begunAt },
      { as: system('someone joins', provider.tenantId) },
    )
  if (came.personId !== null) await followGroups(context, provider, linkedId, came.personId, vouched.groups)
  await tx.sql(sql`
    UPDATE linked_identities SET last_used_at = ${now}, email = ${vouched.email}, groups = ARRAY(
      SELECT DISTINCT r."group" FROM provider_roles r WHERE r.provider_id = ${provider.id}::uuid AND r."group" = ANY(${[...vouched.groups]}) ORDER BY 1)
    WHERE id = ${linkedId}::uuid`)
  // The association vouches for its own doors only, and for nothing that concerns the account itself.
  await beginSession(context, accountId, { proven: false, vouchedBy: provider.tenantId })
  return came.next
}

/** What somebody at a provider has or becomes here is worked out by one at a time. */
export async function holdArrival(run: RunSql, providerId: string, subject: string): Promise<void> {
  await run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`provider ${providerId} ${subject}`}, 0))`)
}

/**
 * Where somebody who is nobody of the association yet goes on to come in, because a room expects them: an invitation waits for
 * them. It comes before the provider's own door only where that lets nobody in, or where they came from that very page.
 */
async function whereExpected(
  { tx, services, slots, now }: Context,
  { tenantId, admits }: ProviderRow,
  { next }: BegunErrand,
  email: string | null,
): Promise<string | null> {
  if (email === null) return null
  for (const expecting of slots.expecting) {
    const path = await expecting({ sql: tx.sql, services, now }, { tenantId, email: email.toLowerCase() })
    if (path !== null && (!admits || path === next)) return path
  }
  return null
}

/** Its owner is signed in and has shown that a moment ago. */
async function linkToOwn(
  context: Context,
  provider: ProviderRow,
  vouched: Vouched,
  holder: string | null,
): Promise<AppError | null> {
  const { actor } = context
  if (actor.kind !== 'account') return providerRefused()
  if (holder !== null) return holder === actor.accountId ? null : identityTaken()
  const { tx } = context
  const [other] = await tx.sql(sql`
    SELECT 1 FROM linked_identities WHERE provider_id = ${provider.id}::uuid AND account_id = ${actor.accountId}::uuid`)
  if (other) return identityTaken()
  await link(context, provider, vouched, actor.accountId)
  tellOfLink(context, actor.accountId)
  return null
}

function tellOfLink({ emit, now }: Context, accountId: string): void {
  emit(securityChanged, { accountId, change: 'linked', sessionId: null, at: now.getTime() })
}

async function link(
  { tx, now, record }: Context,
  provider: ProviderRow,
  { subject, email }: Vouched,
  accountId: string,
): Promise<string> {
  const id = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO linked_identities (id, tenant_id, provider_id, account_id, subject, email, linked_at)
    VALUES (${id}::uuid, ${provider.tenantId}::uuid, ${provider.id}::uuid, ${accountId}::uuid, ${subject}, ${email}, ${now})`)
  record({ type: 'linkedIdentity', id } as never, null, { accountId, providerId: provider.id, email })
  return id
}

/**
 * Whoever comes for the first time. An account that has the address already is theirs only if the association owns the
 * domain and nobody else has a part in the account: else a provider, or whoever set it up, could take over
 * accounts by saying their addresses.
 */
async function findOrAdmit(
  context: Context,
  provider: ProviderRow,
  errand: BegunErrand,
  vouched: Vouched,
): Promise<Found | AppError> {
  const { tx, now, locale, call } = context
  const email = EmailAddress.safeParse(vouched.email)
  if (!email.success || !vouched.emailVerified) return unverifiedEmail()
  const [known] = await tx.sql<{ id: string; isOnlyHere: boolean; isLinked: boolean }>(sql`
    SELECT a.id,
      EXISTS (SELECT 1 FROM people p WHERE p.account_id = a.id AND p.tenant_id = ${provider.tenantId}::uuid)
        AND NOT EXISTS (SELECT 1 FROM people p WHERE p.account_id = a.id AND p.tenant_id <> ${provider.tenantId}::uuid) AS "isOnlyHere",
      EXISTS (SELECT 1 FROM linked_identities l WHERE l.account_id = a.id AND l.provider_id = ${provider.id}::uuid) AS "isLinked"
    FROM accounts a WHERE a.email = ${email.data} AND a.status = 'active' FOR NO KEY UPDATE OF a`)
  if (known) {
    const isOurs = isInDomains(email.data, provider.domains) && known.isOnlyHere && !known.isLinked
    return isOurs ? { accountId: known.id, isOurs } : linkFirst()
  }
  // Whom the association keeps in step with a directory is let in already, and has an entry that waits for its account.
  const waiting = await findProvisioned(context, provider, vouched)
  if (waiting !== null) {
    await refuseWhereStopped(tx.sql, provider.tenantId)
    const accountId = await makeAccount(context, { email: email.data, phone: null, passwordHash: null })
    await call(claimPerson, { personId: waiting, accountId }, { as: asProvider(provider) })
    return { accountId }
  }
  // They have an account by that, and come in on the page of their invitation.
  if ((await whereExpected(context, provider, errand, email.data)) !== null)
    return { accountId: await makeAccount(context, { email: email.data, phone: null, passwordHash: null }) }
  const entryId = await findEntry(context, provider, email.data, now)
  if (!provider.admits && entryId === null) return notAdmitted()
  return admit(
    context,
    {
      tenantId: provider.tenantId,
      email: email.data,
      phone: null,
      passwordHash: null,
      ...namesOf(vouched),
      locale: locale(),
      timeZone: 'UTC',
    },
    ['member'],
    entryId,
  )
}

/** An entry of the association is known by an address only where the association owns its domain: it is the provider that says it. */
async function findEntry(
  { tx }: Context,
  { tenantId, domains }: ProviderRow,
  email: string,
  now: Date,
): Promise<string | null> {
  return isInDomains(email, domains)
    ? findEntryOf(tx.sql, tenantId, { channel: 'email', value: email }, now)
    : null
}

const asProvider = ({ tenantId }: ProviderRow) =>
  system('a provider says who somebody of the directory is', tenantId)

/**
 * Somebody whom the association keeps in step with a directory (room `scim`) and who has no account yet. It is them where
 * the provider that goes with the directory calls them as the directory does; or by a verified address, in a domain that
 * the association says is its own, and only where that leads to one person.
 */
async function findProvisioned(
  { tx }: Context,
  { id, tenantId, domains }: ProviderRow,
  { subject, email, emailVerified }: Vouched,
): Promise<string | null> {
  const address = email !== null && emailVerified && isInDomains(email, domains) ? email : null
  const found = await tx.sql<{ personId: string; bySubject: boolean }>(sql`
    SELECT s.person_id AS "personId", s.provider_id IS NOT DISTINCT FROM ${id}::uuid AND s.external_id IS NOT DISTINCT FROM ${subject} AS "bySubject"
    FROM provisioned_people s JOIN people p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
    WHERE s.tenant_id = ${tenantId}::uuid AND p.account_id IS NULL
      AND ((s.provider_id = ${id}::uuid AND s.external_id = ${subject}) OR s.user_name_key = ${address} OR s.emails @> ARRAY[${address}::text])
    ORDER BY 2 DESC LIMIT 2`)
  const [first] = found
  return first && (first.bySubject || found.length === 1) ? first.personId : null
}

const Name = mainNames.givenName

/** One name is enough; where the provider says none that can stand here, the beginning of the address does for it. */
function namesOf({ email, ...said }: Vouched) {
  const [givenName, familyName] = [said.givenName, said.familyName].map(
    (name) => Name.safeParse(name?.slice(0, 100)).data ?? null,
  )
  const first = Name.safeParse(email?.split('@')[0]?.slice(0, 100)).data ?? 'Member'
  return { givenName: givenName ?? (familyName ? null : first), familyName: familyName ?? null }
}

/**
 * The person that the account is in the association, and where they go on; one is made where whoever comes is let in, and
 * none yet where they are expected. Null: nobody lets them in.
 */
async function personIn(
  context: Context,
  provider: ProviderRow,
  errand: BegunErrand,
  vouched: Vouched,
  { accountId, personId: cameIn }: Found,
): Promise<{ personId: string | null; isNew: boolean; next: string } | null> {
  const { tx, now, call } = context
  const { tenantId, admits } = provider
  const { next } = errand
  const [person] = await tx.sql<{ id: string }>(sql`
    SELECT person_id AS id FROM people WHERE account_id = ${accountId}::uuid AND tenant_id = ${tenantId}::uuid`)
  if (person) return { personId: person.id, isNew: person.id === cameIn, next }
  const waiting = await findProvisioned(context, provider, vouched)
  if (waiting !== null) {
    await refuseWhereStopped(tx.sql, tenantId)
    await call(claimPerson, { personId: waiting, accountId }, { as: asProvider(provider) })
    return { personId: waiting, isNew: true, next }
  }
  // An invitation is for the address of the account, whatever the provider calls it.
  const [account] = await tx.sql<{ email: string | null }>(
    sql`SELECT email::text AS email FROM account_addresses WHERE account_id = ${accountId}::uuid`,
  )
  const expectedAt = await whereExpected(context, provider, errand, account?.email ?? null)
  if (expectedAt !== null) return { personId: null, isNew: false, next: expectedAt }
  const address = vouched.emailVerified ? EmailAddress.safeParse(vouched.email).data : undefined
  const entryId = address === undefined ? null : await findEntry(context, provider, address, now)
  if (entryId !== null) {
    await refuseWhereStopped(tx.sql, tenantId)
    await takeEntry(context, { tenantId, personId: entryId, accountId })
    return { personId: entryId, isNew: true, next }
  }
  return admits
    ? { personId: await admitAccount(context, tenantId, accountId, namesOf(vouched)), isNew: true, next }
    : null
}

/** Said before anything is written, so that the sign-in goes on. */
const passedOver = new Set([noSuchRole().code, roleRetired().code, notEligible().code])

/** Roles that groups bring: those of groups that are gone end, those of new ones begin. */
export async function followGroups(
  { tx, now, call, log }: Context,
  provider: Pick<ProviderRow, 'id' | 'tenantId'>,
  linkedId: string,
  personId: string,
  groups: readonly string[],
): Promise<void> {
  const as = system('a group at the identity provider', provider.tenantId)
  const wanted = await tx.sql<{ role: string; unitId: string; isOpen: boolean }>(sql`
    SELECT DISTINCT r.role, r.unit_id AS "unitId", p.status = 'open' AS "isOpen"
    FROM provider_roles r JOIN unit_places p ON p.tenant_id = r.tenant_id AND p.unit_id = r.unit_id
    WHERE r.provider_id = ${provider.id}::uuid AND r."group" = ANY(${[...groups]})`)
  const given = await tx.sql<{ grantId: string; role: string; unitId: string }>(sql`
    SELECT g.grant_id AS "grantId", g.role, g.unit_id AS "unitId" FROM provider_grants g
    WHERE g.linked_id = ${linkedId}::uuid`)
  // As they were given, though the person's membership may rest.
  const held = await tx.sql<{ role: string; unitId: string }>(sql`
    SELECT role, unit_id AS "unitId" FROM grant_standings
    WHERE tenant_id = ${provider.tenantId}::uuid AND person_id = ${personId}::uuid
      AND (ends_at IS NULL OR (starts_at <= ${now} AND ends_at > ${now}))`)
  const isIn = (
    list: ReadonlyArray<{ role: string; unitId: string }>,
    each: { role: string; unitId: string },
  ) => list.some(({ role, unitId }) => role === each.role && unitId === each.unitId)
  for (const grant of given) {
    if (isIn(wanted, grant)) continue
    try {
      await call(endGrant, { grantId: grant.grantId }, { as })
    } catch (error) {
      // It ended already, or is that of the last administrator, who stays. Both are said before anything is written.
      if (!(error instanceof AppError)) throw error
      log.warn({ code: error.code, grantId: grant.grantId }, 'a role that a group brought was not ended')
      if (error.status !== 404) continue
    }
    await tx.sql(sql`DELETE FROM provider_grants WHERE grant_id = ${grant.grantId}::uuid`)
  }
  for (const { role, unitId, isOpen } of wanted) {
    // What somebody was given by hand stays theirs by hand, and what closed gives nothing until it opens again.
    if (!isOpen || isIn(held, { role, unitId })) continue
    const given = await call(grantRole, { personId, unitId, role }, { as }).catch((error: unknown) => {
      // Retired, left behind by a move, or asked for what they lack: it is passed over, and they come in all the same.
      if (!(error instanceof AppError) || !passedOver.has(error.code)) throw error
      log.warn({ code: error.code, role, unitId }, 'a role that a group brings was not given')
      return null
    })
    if (given === null) continue
    const { id } = given
    await tx.sql(sql`
      INSERT INTO provider_grants (grant_id, linked_id, role, unit_id) VALUES (${id}::uuid, ${linkedId}::uuid, ${role}, ${unitId}::uuid)`)
  }
}

/** Ends what groups of a provider brought, where somebody or the provider itself is no longer believed. */
export async function endGroupGrants(
  { tx, call }: Context,
  tenantId: string,
  linkedIds: readonly string[],
): Promise<void> {
  const as = system('an identity provider is no longer believed', tenantId)
  const grants = await tx.sql<{ grantId: string }>(sql`
    DELETE FROM provider_grants WHERE linked_id = ANY(${[...linkedIds]}::uuid[]) RETURNING grant_id AS "grantId"`)
  for (const grant of grants)
    await call(endGrant, grant, { as }).catch((error: unknown) => {
      // One that ended already is no trouble; the last administrator stays one.
      if (!(error instanceof AppError)) throw error
    })
}
