import { randomUUID } from 'node:crypto'
import { type BuiltInRole, grantRole } from '../../src/modules/access/index.ts'
import { createAccount } from '../../src/modules/identity/index.ts'
import { createUnit, foundAssociation } from '../../src/modules/units/index.ts'
import { type Client, password } from '../support/client.ts'
import type { Portal } from '../support/portal.ts'

export { password }

export interface MadePerson {
  accountId: string
  personId: string
  email: string
  /** Signed in, with the session's cookie. */
  client: Client
}

export interface PersonOptions {
  tenantId: string
  /** Roles at the root; a member where nothing is said. */
  roles?: BuiltInRole[]
  /** Roles at single units. */
  at?: Array<{ unitId: string; role: BuiltInRole }>
  email?: string
  givenName?: string
  familyName?: string
}

export async function makeAssociation(
  portal: Portal,
  name = 'Association',
  hosts: string[] = [],
): Promise<string> {
  const { id } = await portal.app.runner.call(foundAssociation, { name, hosts }, portal.app.asSystem('test'))
  return id
}

export async function makeUnit(
  portal: Portal,
  tenantId: string,
  parentId = tenantId,
  name = `Unit ${randomUUID()}`,
): Promise<string> {
  const { id } = await portal.app.runner.call(
    createUnit,
    { parentId, kind: 'group', name },
    portal.app.asSystem('test', tenantId),
  )
  return id
}

/** Somebody of a unit whom nobody signs in as, as an import leaves them. */
export async function makeEntry(
  portal: Portal,
  tenantId: string,
  unitId: string,
  { email = null, phone = null }: { email?: string | null; phone?: string | null } = {},
): Promise<string> {
  const personId = randomUUID()
  const { pool } = portal.app.database
  await pool.query(
    `INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, email, phone, locale, time_zone, created_at, updated_at)
     VALUES ($1, $2, 'Olha', 'Olha', 'Olha', $3, $4, 'en', 'UTC', now(), now())`,
    [personId, tenantId, email, phone],
  )
  await pool.query(
    `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at) VALUES ($1, $2, $3, $4, true, now())`,
    [randomUUID(), tenantId, unitId, personId],
  )
  return personId
}

export async function makePerson(portal: Portal, options: PersonOptions): Promise<MadePerson> {
  const { tenantId, roles = ['member'], at = [], email = `${randomUUID()}@example.org` } = options
  const { givenName = 'Given', familyName = 'Family' } = options
  const { runner } = portal.app
  const asSystem = () => portal.app.asSystem('test', tenantId)
  const made = await runner.call(
    createAccount,
    { tenantId, email, password, givenName, familyName, roles },
    asSystem(),
  )
  for (const { unitId, role } of at)
    await runner.call(grantRole, { personId: made.personId, unitId, role }, asSystem())
  return { ...made, email, client: await signedIn(portal, email) }
}

export async function signedIn(portal: Portal, email: string): Promise<Client> {
  const client = portal.visitor()
  const reply = await client.call('POST', '/sign-in', { address: email, password })
  if (reply.status !== 200) throw new Error(`Sign-in answered ${reply.status}: ${reply.text}`)
  return client
}
