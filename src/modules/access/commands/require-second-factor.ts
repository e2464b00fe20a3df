import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { isId } from '../../../platform/ids.ts'
import { RequirementReply, RequireSecondFactor } from '../contract.ts'
import { secondStepAsked } from '../facts.ts'
import { findPlace, type GrantPlace } from '../grant-row.ts'
import { isBuiltIn, type MadeRole, yourFactorFirst } from '../role.ts'
import { builtInNeedsFactor, findRole } from '../role-row.ts'
import { command } from '../room.ts'

/**
 * Whoever holds it without a second factor goes on signing in; what the role lets them do waits until they set one up. For
 * a built-in role it is decided at the root, for all of the association.
 */
export const requireSecondFactor = command({
  name: 'access.requireSecondFactor',
  stepUp: true,
  summary: 'Let the rights of a role count only for who has a second factor, or again for all who hold it',
  permission: 'access.makeRoles',
  input: RequireSecondFactor,
  output: RequirementReply,
  http: { method: 'put', path: '/roles/:role/second-factor' },
  severity: 'critical',
  async target({ tx, actor, now }, { role }): Promise<MadeRole | GrantPlace | null> {
    if (isId(role)) return findRole(tx.sql, role, actor, now, { locked: true })
    return isBuiltIn(role) && actor.tenantId ? findPlace(tx.sql, actor.tenantId, actor, now) : null
  },
  async run({ tx, actor, now, record, emit }, { role, required }, target) {
    const { tenantId } = target
    if (required && actor.kind === 'account') {
      // Whoever asks it of others, and of themselves, has one already: else this would be the last that they do.
      const holds = actor.authorities.some((authority) => authority.role === role)
      const [own] = await tx.sql<{ has: boolean }>(sql`
        SELECT has_second_factor AS has FROM account_states WHERE account_id = ${actor.accountId}::uuid`)
      if (holds && !own?.has) throw yourFactorFirst()
    }
    const before =
      'permissions' in target ? target.needsSecondFactor : await builtInNeedsFactor(tx.sql, tenantId, role)
    if ('permissions' in target)
      await tx.sql(sql`
        UPDATE roles SET needs_second_factor = ${required}, version = version + 1, updated_at = ${now} WHERE id = ${target.id}::uuid`)
    else if (isBuiltIn(role))
      await tx.sql(sql`
        INSERT INTO built_in_role_rules AS b (tenant_id, role, needs_second_factor, updated_at)
        VALUES (${tenantId}::uuid, ${role}, ${required}, ${now})
        ON CONFLICT (tenant_id, role) DO UPDATE SET needs_second_factor = ${required}, version = b.version + 1, updated_at = ${now}`)
    else throw notFound()
    if (required && !before) emit(secondStepAsked, { role })
    const id = 'permissions' in target ? target.id : tenantId
    record({ type: 'role', id }, { role, needsSecondFactor: before }, { role, needsSecondFactor: required })
    return { role: 'permissions' in target ? target.id : role, needsSecondFactor: required }
  },
})
