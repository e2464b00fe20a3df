import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext, PrepareContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, isWithin } from '../../platform/policy/actor.ts'
import { holdRole, isBuiltIn, isOnlyAtRoot, mayHandOut } from '../access/index.ts'
import { discover, type ProviderRow } from './provider-client.ts'

export interface GroupRole {
  group: string
  /** The key of a built-in one, or the id of one that staff made. */
  role: string
  unitId: string
}

type Locked = Pick<
  ProviderRow,
  'name' | 'issuer' | 'clientId' | 'scopes' | 'groupsClaim' | 'domains' | 'admits'
> & {
  version: number
}

export async function lockProvider(run: RunSql, providerId: string, actor: Actor): Promise<Locked | null> {
  const [provider] = await run<Locked>(sql`
    SELECT name, issuer, client_id AS "clientId", scopes, groups_claim AS "groupsClaim", domains, admits, version
    FROM identity_providers WHERE id = ${providerId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND removed_at IS NULL FOR UPDATE`)
  return provider ?? null
}

/** Asked once before it is kept: a typing mistake would else be found by whoever wants to sign in. */
export async function requireIssuer(
  { services, log }: PrepareContext,
  provider: Pick<ProviderRow, 'issuer' | 'clientId' | 'sealedSecret'>,
): Promise<void> {
  try {
    await discover(provider, services)
  } catch (error) {
    log.warn({ err: error }, 'an identity provider could not be discovered')
    throw invalid([{ pointer: '/issuer', code: 'identity.error.notDiscovered', message: '' }])
  }
}

/** The groups that bring roles, all of them anew. Nobody lets a group give what they could not give themselves. */
export async function writeRoles(
  { tx, actor, now, roles: book }: CommandContext<never, unknown>,
  providerId: string,
  roles: readonly GroupRole[],
): Promise<void> {
  // Held as they are until the commit: one that goes into another meanwhile would keep what nobody moves any more.
  const places = await tx.sql<{ unitId: string; path: string; isRoot: boolean; isUsable: boolean }>(sql`
    SELECT p.unit_id AS "unitId", p.path::text AS path, nlevel(p.path) = 1 AS "isRoot",
      p.status = 'open' OR EXISTS (SELECT 1 FROM provider_roles r WHERE r.provider_id = ${providerId}::uuid AND r.unit_id = p.unit_id) AS "isUsable"
    FROM unit_places p
    WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.unit_id = ANY(${roles.map(({ unitId }) => unitId)}::uuid[])
    ORDER BY p.unit_id FOR SHARE OF p`)
  // Held as they are as well: one that is retired meanwhile would bring nothing.
  const made = new Map<string, Awaited<ReturnType<typeof holdRole>>>()
  for (const role of new Set(roles.map(({ role }) => role)))
    made.set(role, await holdRole(tx.sql, actor.tenantId ?? '', role))
  const issues = roles.flatMap(({ role, unitId }, index) => {
    const place = places.find((each) => each.unitId === unitId)
    const pointer = `/roles/${index}`
    if (!place) return [{ pointer: `${pointer}/unitId`, code: 'identity.error.unknownUnit', message: '' }]
    if (!place.isUsable)
      return [{ pointer: `${pointer}/unitId`, code: 'identity.error.closedUnit', message: '' }]
    const own = made.get(role) ?? null
    if (!isBuiltIn(role) && !(own && isWithin(place.path, own.unitPath)))
      return [{ pointer: `${pointer}/role`, code: 'notOffered', message: '' }]
    if (own?.retiredAt) return [{ pointer: `${pointer}/role`, code: 'access.error.roleRetired', message: '' }]
    const permissions = book.permissionsOf(role, own?.permissions)
    if (!mayHandOut(actor, permissions, place.path, now))
      return [{ pointer: `${pointer}/role`, code: 'access.error.notYours', message: '' }]
    // What groups bring has no end, so nobody maps what is theirs for a time only.
    if (!mayHandOut(actor, permissions, place.path, now, null))
      return [{ pointer: `${pointer}/role`, code: 'access.error.tooLong', message: '' }]
    // The refusal of the role itself would come only when somebody signs in.
    return isOnlyAtRoot(role) && !place.isRoot
      ? [{ pointer: `${pointer}/role`, code: 'access.error.onlyAtRoot', message: '' }]
      : []
  })
  if (issues.length > 0) throw invalid(issues)
  await tx.sql(sql`DELETE FROM provider_roles WHERE provider_id = ${providerId}::uuid`)
  for (const { group, role, unitId } of roles)
    await tx.sql(sql`
      INSERT INTO provider_roles (id, tenant_id, provider_id, "group", role, unit_id)
      VALUES (${newId(now.getTime())}::uuid, ${actor.tenantId}::uuid, ${providerId}::uuid, ${group}, ${role}, ${unitId}::uuid)`)
}
