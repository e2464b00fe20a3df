import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import { makeProvider, type Provider, type Resource } from '../../factories/scim.ts'
import { until } from '../../factories/waiting.ts'
import { Client } from '../../support/client.ts'
import { type RogueProvider, client as registered, startRogue } from '../../support/identity-providers.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let rogue: RogueProvider
let tenantId: string
let otherId: string
let host: string
let administrator: MadePerson
let directory: Provider
let providerId: string

beforeAll(async () => {
  portal = await openPortal()
  host = `http://localhost:${new URL(portal.url).port}`
  tenantId = await makeAssociation(portal, 'The Association', ['localhost'])
  otherId = await makeAssociation(portal, 'Another one')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  directory = await makeProvider(portal, administrator, tenantId)
  rogue = await startRogue()
  const added = await administrator.client.call<Resource>('POST', '/identity-providers', {
    name: 'Head office',
    issuer: rogue.issuer,
    clientId: registered.id,
    clientSecret: registered.secret,
    scopes: 'openid email profile',
    domains: ['owned.example'],
    // Nobody new is let in but whom the directory tells of.
    admits: false,
  })
  providerId = added.body.providerId
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 20 })
  await administrator.client.call('POST', '/step-up', { password })
  await useFor(null)
})
afterAll(async () => {
  await Promise.all([portal.close(), rogue?.close()])
})

/** Says which provider calls people as the directory does. */
async function useFor(provider: string | null): Promise<void> {
  await portal.app.database.sql(sql`DELETE FROM scim_rules`)
  await portal.app.database.sql(sql`
    INSERT INTO scim_rules (tenant_id, provider_id, updated_at) VALUES (${tenantId}::uuid, ${provider}::uuid, now())`)
}

async function signIn(sub: string, email: string, email_verified = true) {
  const client = new Client(host)
  rogue.says({ sub, email, email_verified })
  const begun = await client.get(`/sign-in/with/${providerId}`, { Accept: 'text/html' })
  const sent = rogue.codeFor(begun.headers.get('location') ?? '')
  const reply = await client.call<Resource>('POST', `/sign-in/providers/${providerId}/callback`, sent)
  return { client, answer: reply.body.code ?? reply.status }
}

const accountOf = async (userId: string): Promise<string | null> => {
  const [row] = await portal.app.database.sql<{ accountId: string | null }>(sql`
    SELECT p.account_id AS "accountId" FROM scim_users u JOIN persons p ON p.id = u.person_id WHERE u.id = ${userId}::uuid`)
  return row?.accountId ?? null
}

const owned = () => `${randomUUID()}@owned.example`

test('whom the directory tells of comes in by a verified address of the association’s own domain', async () => {
  const email = owned()
  const user = await directory.makeUser(email, { name: { givenName: 'Olena', familyName: 'Bondar' } })
  expect(await accountOf(user.id)).toBeNull()
  const { client, answer } = await signIn(randomUUID(), email)
  expect(answer).toBe(200)
  const profile = await client.call<Resource>('GET', '/me/profile')
  expect([profile.body.displayName, profile.body.email]).toEqual(['Olena Bondar', email])
  expect(await accountOf(user.id)).not.toBeNull()
  // Suspended by the directory, they are out.
  await directory.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }])
  // Reads hear of it within a second.
  await until('they are out', async () => (await client.call('GET', '/me/profile')).status === 401, 1_000)
})

test('an address that is not verified, or of a domain that is not the association’s, lets nobody in', async () => {
  const email = owned()
  const user = await directory.makeUser(email)
  expect((await signIn(randomUUID(), email, false)).answer).toBe('identity.unverifiedEmail')
  const strange = `${randomUUID()}@elsewhere.example`
  await directory.patch(`/Users/${user.id}`, [{ op: 'add', path: 'emails', value: [{ value: strange }] }])
  expect((await signIn(randomUUID(), strange)).answer).toBe('identity.notAdmitted')
  expect(await accountOf(user.id)).toBeNull()
})

test('an external id counts where the staff say that this provider goes with the directory', async () => {
  const externalId = randomUUID()
  const user = await directory.makeUser(owned(), { externalId })
  const email = `${randomUUID()}@elsewhere.example`
  expect((await signIn(externalId, email)).answer).toBe('identity.notAdmitted')
  await useFor(providerId)
  expect((await signIn(externalId, email)).answer).toBe(200)
  expect(await accountOf(user.id)).not.toBeNull()
})

test('an address that two entries have leads to neither', async () => {
  const email = owned()
  await directory.makeUser(email)
  await directory.makeUser(owned(), { emails: [{ value: email }] })
  expect((await signIn(randomUUID(), email)).answer).toBe('identity.notAdmitted')
})

test('an account of somebody in another association is not taken over by an entry with its address', async () => {
  const email = owned()
  const elsewhere = await makePerson(portal, { tenantId: otherId, email })
  const externalId = randomUUID()
  const user = await directory.makeUser(email, { externalId })
  await useFor(providerId)
  expect((await signIn(externalId, email)).answer).toBe('identity.linkFirst')
  expect(await accountOf(user.id)).toBeNull()
  expect((await elsewhere.client.call('GET', '/me/profile')).status).toBe(200)
})
