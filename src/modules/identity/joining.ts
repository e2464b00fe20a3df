import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { system } from '../../platform/policy/actor.ts'
import { type BuiltInRole, grantRole } from '../access/index.ts'
import { addPerson } from '../people/index.ts'
import { addMember } from '../units/index.ts'
import { personJoined } from './facts.ts'

export interface Newcomer {
  tenantId: string
  email: string
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
  const { tenantId, email, passwordHash, givenName, familyName, locale, timeZone } = newcomer
  const accountId = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO accounts (id, email, password_hash, password_changed_at, created_at)
    VALUES (${accountId}::uuid, ${email}, ${passwordHash}, ${now}, ${now})`)
  const as = system('someone joins', tenantId)
  const { personId } = await call(addPerson, { accountId, givenName, familyName, locale, timeZone }, { as })
  await call(addMember, { unitId: tenantId, personId }, { as })
  for (const role of roles) await call(grantRole, { unitId: tenantId, personId, role }, { as })
  emit(personJoined, { personId })
  return { accountId, personId }
}
