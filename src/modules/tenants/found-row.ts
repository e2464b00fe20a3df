import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { system } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { admitFounder } from '../identity/index.ts'
import { foundAssociation, setSetting } from '../units/index.ts'
import { founderGone, slugTaken } from './tenancy.ts'

export interface FoundingWish {
  accountId: string | null
  givenName: string | null
  familyName: string | null
  name: string
  slug: string
  locale: string
  timeZone: string
  unitKind: string
}

/** Makes the association, and its founder a member and the administrator of it. */
export async function foundFor(
  { tx, call, services }: CommandContext<'tenancy', unknown>,
  wish: FoundingWish,
): Promise<{ tenantId: string }> {
  const { accountId, givenName, familyName, name, slug, locale, timeZone, unitKind } = wish
  const [founder] = await tx.sql(
    sql`SELECT 1 FROM account_states WHERE account_id = ${accountId}::uuid AND status = 'active'`,
  )
  if (accountId === null || !founder) throw founderGone()
  const host = hostOf(services, slug)
  // Of two at once the second one sees what the first has taken, the host name as well.
  await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`slug ${slug}`}, 0))`)
  const [known] = await tx.sql(sql`
    SELECT 1 FROM tenancies WHERE slug = ${slug}
    UNION ALL SELECT 1 FROM association_hosts WHERE host = ${host}`)
  if (known) throw slugTaken()
  const { id: tenantId } = await call(
    foundAssociation,
    { name, hosts: host === null ? [] : [host], unitKind: { locale, label: unitKind } },
    { as: system('an association is founded', null, accountId) },
  )
  const as = system('an association is founded', tenantId, accountId)
  await tx.sql(sql`INSERT INTO tenancies (tenant_id, slug) VALUES (${tenantId}::uuid, ${slug})`)
  await call(setSetting, { unitId: tenantId, name: 'timeZone', value: timeZone }, { as })
  await call(admitFounder, { accountId, givenName, familyName, locale, timeZone }, { as })
  return { tenantId }
}

/** Where associations that are founded here get a host name of their own. */
export function hostOf({ config }: Pick<Services, 'config'>, slug: string): string | null {
  return config.FOUNDING_DOMAIN ? `${slug}.${config.FOUNDING_DOMAIN}` : null
}
