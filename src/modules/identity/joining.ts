import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { tenantClosed, tenantClosing, tenantSuspended } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { system } from '../../platform/policy/actor.ts'
import { type BuiltInRole, grantRole } from '../access/index.ts'
import { welcomeMember } from '../membership/index.ts'
import { addPerson } from '../people/index.ts'
import { addMember } from '../units/index.ts'
import { accountAt } from './address.ts'
import { addressOf, closeChallenge, type OpenChallenge } from './challenge.ts'
import { addressTaken, linkExpired, providerOnly } from './errors.ts'
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

/** Makes account, person, membership at the root and roles: someone has come in. */
export async function admit(
  context: CommandContext<never, unknown>,
  newcomer: Newcomer,
  roles: readonly BuiltInRole[],
): Promise<{ accountId: string; personId: string }> {
  const { tx, emit, call } = context
  const { tenantId, givenName, familyName, locale, timeZone } = newcomer
  await refuseWhereStopped(tx.sql, tenantId)
  const accountId = await makeAccount(context, newcomer)
  const as = system('someone joins', tenantId)
  const { personId } = await call(addPerson, { accountId, givenName, familyName, locale, timeZone }, { as })
  await call(addMember, { unitId: tenantId, personId }, { as })
  for (const role of roles) await call(grantRole, { unitId: tenantId, personId, role }, { as })
  await call(welcomeMember, { personId }, { as })
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
): Promise<void> {
  const { tx } = context
  const { channel, value } = addressOf(challenge)
  const [signUp] = await tx.sql<Pick<Newcomer, 'tenantId' | 'givenName' | 'familyName' | 'timeZone'>>(sql`
    SELECT tenant_id AS "tenantId", given_name AS "givenName", family_name AS "familyName", time_zone AS "timeZone"
    FROM sign_ups WHERE id = ${challenge.id}::uuid`)
  if (!signUp) throw linkExpired()
  await refuseWhereProvidersOnly(tx.sql, signUp.tenantId)
  const [known] = await tx.sql(sql`SELECT 1 FROM accounts a WHERE ${accountAt({ channel, value })}`)
  if (known) throw addressTaken()
  await closeChallenge(context, challenge)
  const { accountId } = await admit(
    context,
    {
      ...signUp,
      email: channel === 'email' ? value : null,
      phone: channel === 'phone' ? value : null,
      passwordHash,
      locale: challenge.locale,
    },
    ['member'],
  )
  await beginSession(context, accountId, { proven: true })
}
