import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { tenantClosed, tenantClosing, tenantSuspended } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, system } from '../../platform/policy/actor.ts'
import { type BuiltInRole, grantRole } from '../access/index.ts'
import { awaitAdmission, comeToUnit, joiningOf, welcomeMember } from '../membership/index.ts'
import { addPerson, claimPerson } from '../people/index.ts'
import { recordReferral } from '../referrals/index.ts'
import { addMember } from '../units/index.ts'
import { type Address, accountAt } from './address.ts'
import { addressOf, closeChallenge, type OpenChallenge } from './challenge.ts'
import { findEntryOf } from './entry-row.ts'
import { addressTaken, invitationOnly, linkExpired, providerOnly } from './errors.ts'
import { personJoined } from './facts.ts'
import { beginSession } from './session.ts'

export interface Newcomer {
  tenantId: string
  email: string | null
  phone: string | null
  /** Null for whoever comes in by another way. */
  passwordHash: string | null
  givenName: string | null
  familyName: string | null
  locale: string
  timeZone: string
}

/** An account by itself; whoever asks joins it to a person in the same transaction. */
export async function makeAccount(
  { tx, now }: CommandContext<never, unknown>,
  { email, phone, passwordHash }: Pick<Newcomer, 'email' | 'phone' | 'passwordHash'>,
): Promise<string> {
  const accountId = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO accounts (id, email, phone, password_hash, password_changed_at, created_at)
    VALUES (${accountId}::uuid, ${email}, ${phone}, ${passwordHash}, ${now}, ${now})`)
  return accountId
}

/**
 * Makes account, person, membership at the root and roles: someone has come in. `entryId` is the entry that they are, where the
 * association has one already (entry-row.ts): it stays what it is, and is theirs from now on.
 */
export async function admit(
  context: CommandContext<never, unknown>,
  newcomer: Newcomer,
  roles: readonly BuiltInRole[],
  entryId: string | null = null,
  /** Where the staff of the association decide who comes in: what is written to them. */
  asks: { message: string | null } | null = null,
): Promise<{ accountId: string; personId: string }> {
  const { tx, emit, call } = context
  const { tenantId, givenName, familyName, locale, timeZone } = newcomer
  await refuseWhereStopped(tx.sql, tenantId)
  const accountId = await makeAccount(context, newcomer)
  if (entryId !== null) {
    await takeEntry(context, { tenantId, personId: entryId, accountId })
    return { accountId, personId: entryId }
  }
  const as = system('someone joins', tenantId)
  const { personId } = await call(addPerson, { accountId, givenName, familyName, locale, timeZone }, { as })
  await call(addMember, { unitId: tenantId, personId }, { as })
  for (const role of roles) await call(grantRole, { unitId: tenantId, personId, role }, { as })
  // Who waits has the place and the role, and both rest until staff have decided.
  if (asks) await call(awaitAdmission, { personId, ...asks }, { as })
  else await call(welcomeMember, { personId }, { as })
  emit(personJoined, { personId })
  return { accountId, personId }
}

/** Makes somebody a member who has an account already, and is nobody in the association yet. */
export async function admitAccount(
  { tx, call, emit, locale }: CommandContext<never, unknown>,
  tenantId: string,
  accountId: string,
  who: { givenName: string | null; familyName: string | null; locale?: string; timeZone?: string },
  roles: readonly BuiltInRole[] = ['member'],
): Promise<string> {
  await refuseWhereStopped(tx.sql, tenantId)
  const as = system('someone joins', tenantId)
  const { personId } = await call(addPerson, { accountId, locale: locale(), timeZone: 'UTC', ...who }, { as })
  await call(addMember, { unitId: tenantId, personId }, { as })
  for (const role of roles) await call(grantRole, { unitId: tenantId, personId, role }, { as })
  emit(personJoined, { personId })
  return personId
}

/** An entry has found its account. What it lacks of what every member has it gets, unless its membership rests. */
export async function takeEntry(
  context: CommandContext<never, unknown>,
  { tenantId, personId, accountId }: { tenantId: string; personId: string; accountId: string },
): Promise<void> {
  const { tx, now, call, emit } = context
  const as = system('somebody joins whom the association knows', tenantId)
  await call(claimPerson, { personId, accountId }, { as })
  const [rests] = await tx.sql(sql`
    SELECT 1 FROM person_standings s WHERE s.tenant_id = ${tenantId}::uuid AND s.person_id = ${personId}::uuid
      AND s.standing <> 'active' AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now})`)
  if (rests) emit(personJoined, { personId })
  else await settle(context, { tenantId, personId }, as)
}

/** Somebody has come in as a person of the association: they get what every member has, and are greeted. */
export async function settle(
  context: CommandContext<never, unknown>,
  { tenantId, personId }: { tenantId: string; personId: string },
  as: Actor,
): Promise<void> {
  await completeEntry(context, { tenantId, personId }, as)
  await context.call(welcomeMember, { personId }, { as })
  context.emit(personJoined, { personId })
}

/** What an entry lacks of what every member has: a unit, and the role. */
export async function completeEntry(
  { tx, now, call }: Pick<CommandContext<never, unknown>, 'tx' | 'now' | 'call'>,
  { tenantId, personId }: { tenantId: string; personId: string },
  as: Actor,
): Promise<void> {
  const [belongs] = await tx.sql(sql`
    SELECT 1 FROM unit_members m WHERE m.tenant_id = ${tenantId}::uuid AND m.person_id = ${personId}::uuid
      AND m.ended_at IS NULL LIMIT 1`)
  if (!belongs) await call(addMember, { unitId: tenantId, personId }, { as })
  if (!(await mayRead(tx.sql, { tenantId, personId }, now)))
    await call(grantRole, { unitId: tenantId, personId, role: 'member' }, { as })
}

/**
 * Somebody with an account, and nobody yet in the association where they are, has shown that an address is theirs: the entry that
 * waits there for who has it is them. Where nobody comes in by themselves they stay nobody.
 */
export async function takeOwnEntry(
  context: CommandContext<never, unknown>,
  accountId: string,
  address: Address,
): Promise<void> {
  const { tx, actor, now } = context
  const { tenantId } = actor
  if (tenantId === null) return
  const [barred] = await tx.sql(sql`
    SELECT 1 FROM people p WHERE p.account_id = ${accountId}::uuid AND p.tenant_id = ${tenantId}::uuid
    UNION ALL SELECT 1 FROM tenant_states t WHERE t.tenant_id = ${tenantId}::uuid AND t.state <> 'active'
    UNION ALL SELECT 1 FROM sign_in_rules r WHERE r.tenant_id = ${tenantId}::uuid AND r.provider_only LIMIT 1`)
  if (barred) return
  const personId = await findEntryOf(tx.sql, tenantId, address, now)
  if (personId !== null) await takeEntry(context, { tenantId, personId, accountId })
}

/** Whether somebody holds the role of a member already. */
export async function mayRead(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
  now: Date,
): Promise<boolean> {
  const [held] = await run(sql`
    SELECT 1 FROM grant_standings g WHERE g.tenant_id = ${tenantId}::uuid AND g.person_id = ${personId}::uuid
      AND g.role = 'member' AND (g.ends_at IS NULL OR g.ends_at > ${now}) LIMIT 1`)
  return held !== undefined
}

/** Nobody comes into an association that is suspended, closed or about to close, by whatever way. */
export async function refuseWhereStopped(run: RunSql, tenantId: string): Promise<void> {
  const [{ state } = { state: 'active' }] = await run<{ state: string }>(
    sql`SELECT state FROM tenant_states WHERE tenant_id = ${tenantId}::uuid`,
  )
  if (state === 'closing') throw tenantClosing()
  if (state === 'closed') throw tenantClosed()
  if (state !== 'active') throw tenantSuspended()
}

/** Where people come in by providers only, whoever joined in another way could never enter. */
export async function refuseWhereProvidersOnly(run: RunSql, tenantId: string): Promise<void> {
  const [rule] = await run(sql`
    SELECT 1 FROM sign_in_rules WHERE tenant_id = ${tenantId}::uuid AND provider_only`)
  if (rule) throw providerOnly()
}

/** Makes a member of whoever has answered the challenge that joining asks for, and signs them in. */
export async function admitNewcomer(
  context: CommandContext<never, unknown>,
  challenge: OpenChallenge,
  passwordHash: string,
): Promise<{ entry: string | null }> {
  const { tx, now, call } = context
  const { channel, value } = addressOf(challenge)
  const [found] = await tx.sql<
    Pick<Newcomer, 'tenantId' | 'givenName' | 'familyName' | 'timeZone'> & {
      unitId: string | null
      message: string | null
      code: string | null
      askedAt: Date
    }
  >(sql`
    SELECT s.tenant_id AS "tenantId", s.given_name AS "givenName", s.family_name AS "familyName", s.time_zone AS "timeZone",
      s.unit_id AS "unitId", s.message, s.referral_code AS code, c.created_at AS "askedAt"
    FROM sign_ups s JOIN challenges c ON c.id = s.id WHERE s.id = ${challenge.id}::uuid`)
  if (!found) throw linkExpired()
  const { unitId, message, code, askedAt, ...signUp } = found
  await refuseWhereProvidersOnly(tx.sql, signUp.tenantId)
  const [known] = await tx.sql(sql`SELECT 1 FROM accounts a WHERE ${accountAt({ channel, value })}`)
  if (known) throw addressTaken()
  const entryId = await findEntryOf(tx.sql, signUp.tenantId, { channel, value }, now)
  const joining = await joiningOf(tx.sql, signUp.tenantId)
  // Whom the association has an entry of is no stranger, whatever it says of those.
  if (joining === 'closed' && entryId === null) throw invitationOnly()
  await closeChallenge(context, challenge)
  const { accountId, personId } = await admit(
    context,
    {
      ...signUp,
      email: channel === 'email' ? value : null,
      phone: channel === 'phone' ? value : null,
      passwordHash,
      locale: challenge.locale,
    },
    ['member'],
    entryId,
    joining === 'request' ? { message } : null,
  )
  const as = system('someone joins', signUp.tenantId)
  if (code !== null) await call(recordReferral, { personId, code, askedAt }, { as })
  if (unitId !== null) await call(comeToUnit, { personId, unitId, message }, { as })
  await beginSession(context, accountId, { proven: true })
  const [entry] = await tx.sql<{ name: string }>(sql`
    SELECT display_name AS name FROM people WHERE tenant_id = ${signUp.tenantId}::uuid AND person_id = ${entryId}::uuid`)
  return { entry: entry?.name ?? null }
}
