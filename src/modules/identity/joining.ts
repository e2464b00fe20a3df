import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { system } from '../../platform/policy/actor.ts'
import { type BuiltInRole, grantRole } from '../access/index.ts'
import { addMember } from '../units/index.ts'
import { personJoined } from './facts.ts'

export interface Newcomer {
  tenantId: string
  email: string
  passwordHash: string
  givenName: string
  familyName: string
  locale: string
  timeZone: string
}

/** Makes account, person, membership at the root and roles: someone has come in. */
export async function admit(
  context: CommandContext<never, unknown>,
  newcomer: Newcomer,
  roles: readonly BuiltInRole[],
): Promise<{ accountId: string; personId: string }> {
  const { tx, now, record, emit, call } = context
  const { tenantId, email, passwordHash, givenName, familyName, locale, timeZone } = newcomer
  const accountId = newId(now.getTime())
  const personId = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO accounts (id, email, password_hash, password_changed_at, created_at)
    VALUES (${accountId}::uuid, ${email}, ${passwordHash}, ${now}, ${now})`)
  await tx.sql(sql`
    INSERT INTO persons (id, tenant_id, account_id, given_name, family_name, locale, time_zone, created_at, updated_at)
    VALUES (${personId}::uuid, ${tenantId}::uuid, ${accountId}::uuid, ${givenName}, ${familyName}, ${locale}, ${timeZone}, ${now}, ${now})`)
  record({ type: 'person', id: personId }, null, {
    accountId,
    givenName,
    familyName,
    locale,
    timeZone,
  })
  const as = system('someone joins', tenantId)
  await call(addMember, { unitId: tenantId, personId }, { as })
  for (const role of roles) await call(grantRole, { unitId: tenantId, personId, role }, { as })
  emit(personJoined, { personId })
  return { accountId, personId }
}
