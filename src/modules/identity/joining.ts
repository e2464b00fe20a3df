import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { system } from '../../platform/policy/actor.ts'
import { type BuiltInRole, grantRole } from '../access/index.ts'
import { addPerson } from '../people/index.ts'
import { addMember } from '../units/index.ts'
import { accountAt } from './address.ts'
import { addressOf, closeChallenge, type OpenChallenge } from './challenge.ts'
import { addressTaken, linkExpired } from './errors.ts'
import { personJoined } from './facts.ts'
import { beginSession } from './session.ts'

export interface Newcomer {
  tenantId: string
  email: string | null
  phone: string | null
  passwordHash: string
  givenName: string | null
  familyName: string | null
  locale: string
  timeZone: string
}

/** Makes account, person, membership at the root and roles: someone has come in. */
export async function admit(
  context: CommandContext<never, unknown>,
  newcomer: Newcomer,
  roles: readonly BuiltInRole[],
): Promise<{ accountId: string; personId: string }> {
  const { tx, now, emit, call } = context
  const { tenantId, email, phone, passwordHash, givenName, familyName, locale, timeZone } = newcomer
  const accountId = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO accounts (id, email, phone, password_hash, password_changed_at, created_at)
    VALUES (${accountId}::uuid, ${email}, ${phone}, ${passwordHash}, ${now}, ${now})`)
  const as = system('someone joins', tenantId)
  const { personId } = await call(addPerson, { accountId, givenName, familyName, locale, timeZone }, { as })
  await call(addMember, { unitId: tenantId, personId }, { as })
  for (const role of roles) await call(grantRole, { unitId: tenantId, personId, role }, { as })
  emit(personJoined, { personId })
  return { accountId, personId }
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
