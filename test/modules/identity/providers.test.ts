import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import {
  type MadePerson,
  makeAssociation,
  makeEntry,
  makePerson,
  makeUnit,
  password,
} from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { Client, type Reply } from '../../support/client.ts'
import {
  type RogueProvider,
  type RunningProvider,
  client as registered,
  startProvider,
  startRogue,
} from '../../support/identity-providers.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer = {
  code?: string
  next?: string
  providerId?: string
  path?: string
  issues?: Array<{ pointer: string }>
}
interface Linked {
  items: Array<{ id: string; provider: string; email: string | null }>
  linkable: Array<{ id: string; name: string }>
}

let portal: Portal
let real: RunningProvider
let rogue: RogueProvider
let tenantId: string
let chapterId: string
let host: string
let administrator: MadePerson
let providerId: string
let rogueId: string

beforeAll(async () => {
  portal = await openPortal()
  const { port } = new URL(portal.url)
  host = `http://localhost:${port}`
  tenantId = await makeAssociation(portal, 'The Association', ['localhost'])
  chapterId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  ;[real, rogue] = await Promise.all([
    startProvider((uri) => uri.startsWith(`${host}/sign-in/with/`)),
    startRogue(),
  ])
  providerId = await add({ name: 'Head office', issuer: real.issuer })
  rogueId = await add({ name: 'Rogue', issuer: rogue.issuer })
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 20 })
  await administrator.client.call('POST', '/step-up', { password })
  await rule(false)
})
afterAll(async () => {
  await Promise.all([portal.close(), real?.close(), rogue?.close()])
})

const settings = {
  clientId: registered.id,
  clientSecret: registered.secret,
  scopes: 'openid email profile',
  groupsClaim: 'groups',
  domains: ['owned.example'],
  admits: true,
}

async function add(input: object): Promise<string> {
  const reply = await administrator.client.call<Answer>('POST', '/identity-providers', {
    ...settings,
    ...input,
  })
  if (reply.status !== 201) throw new Error(`Adding a provider answered ${reply.status}: ${reply.text}`)
  return reply.body.providerId ?? ''
}

async function change(id: string, input: object): Promise<Reply<Answer>> {
  const name = id === providerId ? 'Head office' : 'Rogue'
  const { clientSecret: _secret, ...rest } = settings
  return administrator.client.call<Answer>('PUT', `/identity-providers/${id}`, { name, ...rest, ...input })
}

const rule = (providerOnly: boolean) =>
  administrator.client.call<Answer>('PUT', '/sign-in-rule', { providerOnly })

const browser = () => new Client(host)
const at = (made: MadePerson): Client => {
  const client = browser()
  for (const [name, value] of made.client.cookies) client.setCookie(name, value)
  return client
}

async function begin(client: Client, id: string, query = ''): Promise<string> {
  const reply = await client.get(`/sign-in/with/${id}${query}`, { Accept: 'text/html' })
  expect(reply.status).toBe(303)
  return reply.headers.get('location') ?? ''
}

/** Signs in at the real provider as one of its accounts, and comes back with what it sends along. */
async function throughReal(url: string, account: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>()
  let next = url
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.startsWith(host)) return Object.fromEntries(new URL(next).searchParams)
    const reply = await fetch(next, {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
    })
    await reply.text()
    for (const header of reply.headers.getSetCookie()) {
      const [pair = ''] = header.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = reply.headers.get('location')
    const here = new URL(location ?? next, next)
    next = /^\/interaction\/[\w-]+$/.test(here.pathname)
      ? `${here.href}/confirm?account=${encodeURIComponent(account)}`
      : here.href
  }
  throw new Error('The provider leads nowhere.')
}

const finish = (
  client: Client,
  id: string,
  sent: Record<string, unknown>,
  headers: Record<string, string> = {},
) => client.call<Answer>('POST', `/sign-in/providers/${id}/callback`, sent, headers)

async function signIn(account: string, client = browser(), query = '') {
  const sent = await throughReal(await begin(client, providerId, query), account)
  return { client, sent, reply: await finish(client, providerId, sent) }
}

async function signInAtRogue(claims: Record<string, unknown>, header = {}, sign?: () => void) {
  const client = browser()
  rogue.says(claims, header)
  sign?.()
  const sent = rogue.codeFor(await begin(client, rogueId))
  return { client, sent, reply: await finish(client, rogueId, sent) }
}

const code = ({ reply }: { reply: Reply<Answer> }) => [reply.status, reply.body.code]
const refused = [422, 'identity.providerRefused']

const known = (account: object) => {
  const id = randomUUID()
  real.accounts.set(id, account)
  return id
}
const newcomer = (more: object = {}) =>
  known({
    email: `${randomUUID()}@elsewhere.example`,
    email_verified: true,
    given_name: 'Olena',
    family_name: 'Bondar',
    ...more,
  })

const profileOf = (client: Client) => client.call<{ displayName: string }>('GET', '/me/profile')

async function rolesOf(client: Client): Promise<string[]> {
  const { body } = await client.call<{ personId?: string; id?: string }>('GET', '/me/profile')
  const rows = await portal.app.database.sql<{ role: string }>(sql`
    SELECT a.role FROM authorities a JOIN people p ON p.person_id = a.person_id
    WHERE p.person_id = ${body.personId ?? body.id ?? null}::uuid AND (a.ends_at IS NULL OR a.ends_at > ${portal.clock.now()}) ORDER BY 1`)
  return rows.map(({ role }) => role)
}

/** Lets the portal's bare address lead to an association for a while. What is cached of it grows old in 30 seconds. */
async function atOwnAddress(tenant: string, work: () => Promise<void>): Promise<void> {
  const { pool } = portal.app.database
  await pool.query(`INSERT INTO tenant_hosts (host, tenant_id, created_at) VALUES ('127.0.0.1', $1, now())`, [
    tenant,
  ])
  portal.clock.advance({ seconds: 31 })
  try {
    await work()
  } finally {
    await pool.query(`DELETE FROM tenant_hosts WHERE host = '127.0.0.1'`)
    portal.clock.advance({ seconds: 31 })
  }
}

describe('signing in with a provider', () => {
  test('makes an account for whoever comes for the first time, and finds it the next time', async () => {
    const account = newcomer()
    const { client, reply } = await signIn(account, browser(), '?next=%2Fmy-units')
    expect([reply.status, reply.body]).toEqual([200, { next: '/my-units' }])
    expect((await profileOf(client)).body.displayName).toContain('Olena')
    const again = await signIn(account)
    expect(again.reply.status).toBe(200)
    const [row] = await portal.app.database.sql<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM linked_identities WHERE subject = ${account}`,
    )
    expect(row?.n).toBe(1)
  })

  test('asks for a confirmed address, and lets in nobody new where it shall not', async () => {
    expect(code(await signIn(newcomer({ email_verified: false })))).toEqual([409, 'identity.unverifiedEmail'])
    expect(code(await signIn(known({ given_name: 'Nobody' })))).toEqual([409, 'identity.unverifiedEmail'])
    await change(providerId, { admits: false })
    expect(code(await signIn(newcomer()))).toEqual([409, 'identity.notAdmitted'])
    await change(providerId, {})
  })

  test('lets in whom an invitation waits for, and leads them to it, though it admits nobody new', async () => {
    await change(providerId, { admits: false })
    const email = `${randomUUID()}@elsewhere.example`
    const invite = (unitId: string, address = email) =>
      at(administrator).call<{ id: string }>('POST', '/invitations', { unitId, address })
    const { id } = (await invite(chapterId)).body
    const account = newcomer({ email })
    await portal.runJobs()
    const { client, reply } = await signIn(account)
    expect(reply.status).toBe(200)
    const next = reply.body.next ?? ''
    expect(next).toMatch(/^\/invited\/[\w-]{43}$/)
    // They are nobody yet: what lets them in is the invitation, on its page.
    expect((await client.call('GET', '/me/profile')).status).toBe(403)
    expect((await client.get(next)).text).toContain(`action="${next}/accept"`)
    expect((await client.form(`${next}/accept`, {})).headers.get('location')).toBe(`/units/${chapterId}`)
    expect((await signIn(account)).reply.body.next).toBe('/')
    // A withdrawn one, and one for another address, open nothing.
    const other = `${randomUUID()}@elsewhere.example`
    const withdrawn = (await invite(chapterId, other)).body.id
    await portal.runJobs()
    await at(administrator).call('DELETE', `/invitations/${withdrawn}`)
    expect(code(await signIn(newcomer({ email: other })))).toEqual([409, 'identity.notAdmitted'])
    await invite(chapterId, `x${other}`)
    expect(code(await signIn(newcomer({ email: `x${other}`, email_verified: false })))).toEqual([
      409,
      'identity.unverifiedEmail',
    ])
    expect(id).not.toBe(withdrawn)
    await change(providerId, {})
  })

  test('counts whom the link of a member brought, through the provider and back', async () => {
    const { body } = await at(administrator).call<{ code: string }>('POST', '/me/referral-code')
    const page = await browser().get(`/sign-up?ref=${body.code}`)
    expect(page.text).toContain(`/sign-in/with/${providerId}?ref=${body.code}`)
    const account = newcomer()
    const { client } = await signIn(account, browser(), `?ref=${body.code}`)
    const { personId } = (await client.call<{ personId: string }>('GET', '/me/profile')).body
    const brought = () =>
      portal.app.database.sql<{ referrerId: string }>(
        sql`SELECT referrer_id AS "referrerId" FROM referrals WHERE person_id = ${personId}::uuid`,
      )
    expect(await brought()).toEqual([{ referrerId: administrator.personId }])
    // Whoever is there already is brought by nobody.
    const other = newcomer()
    await signIn(other)
    await signIn(other, browser(), `?ref=${body.code}`)
    const [{ count } = { count: 0 }] = await portal.app.database.sql<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM referrals WHERE referrer_id = ${administrator.personId}::uuid`,
    )
    expect(count).toBe(1)
  })

  test('takes the entry that staff keep with an address of the association’s own domain, and no other', async () => {
    await change(providerId, { admits: false })
    const email = `${randomUUID()}@owned.example`
    const entryId = await makeEntry(portal, tenantId, chapterId, { email })
    const { client, reply } = await signIn(newcomer({ email }))
    expect(reply.status).toBe(200)
    expect((await client.call<{ personId: string }>('GET', '/me/profile')).body.personId).toBe(entryId)
    const strange = `${randomUUID()}@elsewhere.example`
    await makeEntry(portal, tenantId, chapterId, { email: strange })
    expect(code(await signIn(newcomer({ email: strange })))).toEqual([409, 'identity.notAdmitted'])
    await change(providerId, {})
  })

  test('never links by the address alone', async () => {
    const person = await makePerson(portal, { tenantId })
    const account = known({ email: person.email, email_verified: true })
    expect(code(await signIn(account))).toEqual([409, 'identity.linkFirst'])
    expect(
      (await portal.app.database.sql(sql`SELECT 1 FROM linked_identities WHERE subject = ${account}`)).length,
    ).toBe(0)
  })

  test('links by the address where the association owns the domain, and nobody else has a part in the account', async () => {
    const email = `${randomUUID()}@owned.example`
    const person = await makePerson(portal, { tenantId, email })
    const { client, reply } = await signIn(known({ email, email_verified: true }))
    expect(reply.status).toBe(200)
    expect((await client.call<{ email: string }>('GET', '/account/security')).body.email).toBe(person.email)
    await portal.runJobs()
    const mails = await portal.app.database.sql(
      sql`SELECT 1 FROM kept_mails WHERE recipient = ${email} AND text LIKE '%was linked to yours%'`,
    )
    expect(mails.length).toBe(1)
    const both = `${randomUUID()}@owned.example`
    const elsewhere = await makeAssociation(portal, 'Elsewhere')
    await makePerson(portal, { tenantId: elsewhere, email: both })
    expect(code(await signIn(known({ email: both, email_verified: true })))).toEqual([
      409,
      'identity.linkFirst',
    ])
  })

  test('of two who come at once for the first time, both are one', async () => {
    const account = newcomer()
    const both = await Promise.all([signIn(account), signIn(account)])
    expect(both.map(({ reply }) => reply.status)).toEqual([200, 200])
  })

  test('does not prove enough for credentials, and counts in no other association', async () => {
    const { client } = await signIn(newcomer())
    expect((await client.call<Answer>('GET', '/passkeys/creation')).body.code).toBe('request.stepUpNeeded')
    const [session] = await portal.app.database.sql<{ account: string }>(sql`
      SELECT account_id AS account FROM sessions WHERE vouched_by = ${tenantId}::uuid ORDER BY created_at DESC, id DESC LIMIT 1`)
    const other = await makeAssociation(portal, 'Another')
    await portal.app.database.pool.query(
      `INSERT INTO persons (id, tenant_id, account_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
       VALUES (gen_random_uuid(), $1, $2, 'There', 'There', 'There', 'en', 'UTC', now(), now())`,
      [other, session?.account],
    )
    await atOwnAddress(other, async () => {
      const there = new Client(portal.url)
      for (const [name, value] of client.cookies) there.setCookie(name, value)
      const reply = await there.call<Answer>('GET', '/me/profile')
      expect([reply.status, reply.body.code]).toEqual([403, 'request.noPerson'])
      // Nor does the provider let anybody in there, with what it said here or from the start.
      const visitor = browser()
      const sent = await throughReal(await begin(visitor, providerId), newcomer())
      for (const [name, value] of visitor.cookies) there.setCookie(name, value)
      expect(code({ reply: await finish(there, providerId, sent) })).toEqual(refused)
      expect((await there.get(`/sign-in/with/${providerId}`, { Accept: 'text/html' })).status).toBe(404)
    })
  })
})

test('a session for which an association vouches neither shows nor ends what the account does elsewhere, until its user shows a factor', async () => {
  const email = `${randomUUID()}@owned.example`
  const person = await makePerson(portal, { tenantId, email })
  const { client } = await signIn(known({ email, email_verified: true }))
  type Sessions = { items: Array<{ sessionId: string; isThis: boolean }> }
  const sessions = async (at: Client) => (await at.call<Sessions>('GET', '/account/sessions')).body.items
  const own = (await sessions(at(person))).find(({ isThis }) => isThis)?.sessionId
  expect((await sessions(client)).map(({ isThis }) => isThis)).toEqual([true])
  expect((await client.call('DELETE', `/account/sessions/${own}`)).status).toBe(404)
  expect((await client.call('DELETE', '/account/sessions')).status).toBe(200)
  expect((await sessions(at(person))).length).toBe(2)
  expect((await client.call('POST', '/step-up', { password })).status).toBe(200)
  expect((await sessions(client)).length).toBe(2)
  expect((await client.call('DELETE', `/account/sessions/${own}`)).status).toBe(200)
})

describe('roles that groups bring', () => {
  const roles = () => [{ group: 'leads', role: 'manager', unitId: chapterId }]

  test('begin with the group and end with it', async () => {
    expect((await change(providerId, { roles: roles() })).status).toBe(200)
    const account = newcomer({ groups: ['leads', 'others'] })
    expect(await rolesOf((await signIn(account)).client)).toEqual(['manager', 'member'])
    real.accounts.set(account, { ...real.accounts.get(account), groups: ['others'] })
    expect(await rolesOf((await signIn(account)).client)).toEqual(['member'])
  })

  describe('identity.bringWhatProviderGroupsBring', () => {
    describe('identity.countProviderGroupsOf', () => {
      describe('identity.listWithoutProviderRole', () => {
        test('identity.bringWhatProviderGroupsBring: wait for what is asked for them, and come without another sign-in once it is there', async () => {
          const { client } = administrator
          const made = async (path: string, body: object) =>
            (await client.call<{ id: string }>('POST', path, body)).body.id
          const gradeId = await made('/member-classes', {
            facet: 'grade',
            key: 'lead',
            label: { en: 'Lead' },
          })
          const role = await made('/roles', {
            unitId: tenantId,
            name: { en: 'Usher' },
            permissions: ['units.read'],
          })
          await client.call('PUT', `/eligibility-rules/role/${role}`, { grades: ['lead'] })
          const mapped = [...roles(), { group: 'ushers', role, unitId: chapterId }]
          expect((await change(providerId, { roles: mapped })).status).toBe(200)
          const came = await signIn(newcomer({ groups: ['ushers', 'others'] }))
          expect(await rolesOf(came.client)).toEqual(['member'])
          const personId = (await came.client.call<{ personId: string }>('GET', '/me/profile')).body.personId
          const provider = async () =>
            (
              await client.call<{ waiting: number; waits: object[] }>(
                'GET',
                `/identity-providers/${providerId}`,
              )
            ).body
          expect(await provider()).toMatchObject({
            waiting: 1,
            waits: [{ personId, role, unitName: 'Chapter' }],
          })
          expect((await client.get(`/settings/sign-in/${providerId}`)).text).toContain('Who waits for a role')
          const promoted = await client.call('POST', `/people/${personId}/classes`, {
            classId: gradeId,
            reason: 'New',
          })
          expect(promoted.status).toBe(200)
          // identity.countProviderGroupsOf says that there is one.
          await portal.runJobs()
          expect((await rolesOf(came.client)).sort()).toEqual([role, 'member'].sort())
          expect(await provider()).toMatchObject({ waiting: 0, waits: [] })
          // Nor has anything to change about whoever waits where what is asked is another thing.
          const other = await signIn(newcomer({ groups: ['ushers'] }))
          expect(await provider()).toMatchObject({ waiting: 1 })
          await client.call('PUT', `/eligibility-rules/role/${role}`, {})
          await portal.runJobs()
          expect((await rolesOf(other.client)).sort()).toEqual([role, 'member'].sort())
          expect((await change(providerId, { roles: roles() })).status).toBe(200)
        })
      })
    })
  })

  test('may be ones that staff made, where they exist; one that is retired brings nothing, and nobody is kept out', async () => {
    const name = { v: 1, en: 'Clerk of groups' }
    const made = await administrator.client.call<Answer & { id: string }>('POST', '/roles', {
      unitId: chapterId,
      name,
      permissions: ['units.read', 'units.manage'],
    })
    expect(made.status).toBe(201)
    const role = made.body.id
    const offered = await administrator.client.call<{ items: Array<{ role: string }> }>(
      'GET',
      '/provider-roles',
    )
    expect(offered.body.items.map((each) => each.role)).toContain(role)
    expect((await administrator.client.get(`/settings/sign-in/${providerId}`)).text).toContain(
      'Clerk of groups',
    )
    const map = (unitId: string) => change(providerId, { roles: [{ group: 'clerks', role, unitId }] })
    expect((await map(tenantId)).body.issues).toMatchObject([
      { pointer: '/roles/0/role', code: 'notOffered' },
    ])
    expect((await map(chapterId)).status).toBe(200)
    const account = newcomer({ groups: ['clerks'] })
    const { client } = await signIn(account)
    expect(await rolesOf(client)).toEqual(['member', role].sort())
    expect((await client.call('PATCH', `/units/${chapterId}`, { description: 'By a group' })).status).toBe(
      200,
    )
    await administrator.client.call('POST', `/roles/${role}/retire`)
    expect(await rolesOf((await signIn(newcomer({ groups: ['clerks'] }))).client)).toEqual(['member'])
    await change(providerId, {})
    expect((await map(chapterId)).body.issues).toMatchObject([{ code: 'access.error.roleRetired' }])
  })

  test('begin at no unit that is closed, and those who come are let in all the same', async () => {
    const closing = await makeUnit(portal, tenantId, tenantId, 'Closing')
    const mapped = [{ group: 'late', role: 'manager', unitId: closing }]
    expect((await change(providerId, { roles: mapped })).status).toBe(200)
    await administrator.client.call('POST', `/units/${closing}/close`)
    const account = newcomer({ groups: ['late'] })
    expect(await rolesOf((await signIn(account)).client)).toEqual(['member'])
    // What was mapped before stays as it is, and nothing new is mapped there.
    expect((await change(providerId, { roles: mapped })).status).toBe(200)
    await change(providerId, {})
    const anew = await change(providerId, { roles: mapped })
    expect(anew.body.issues).toMatchObject([
      { pointer: '/roles/0/unitId', code: 'identity.error.closedUnit' },
    ])
  })

  test('end where the unit goes into another, and bring nothing there', async () => {
    const [from, into] = [
      await makeUnit(portal, tenantId, tenantId, 'From'),
      await makeUnit(portal, tenantId, tenantId, 'Into'),
    ]
    expect(
      (await change(providerId, { roles: [{ group: 'goers', role: 'manager', unitId: from }] })).status,
    ).toBe(200)
    const account = newcomer({ groups: ['goers'] })
    expect(await rolesOf((await signIn(account)).client)).toEqual(['manager', 'member'])
    type Preview = { holdings: Array<{ name: string; count: number }> }
    const preview = await administrator.client.call<Preview>('GET', `/units/${from}/merge?intoId=${into}`)
    expect(preview.body.holdings).toContainEqual(
      expect.objectContaining({ name: 'identity.groups', count: 1 }),
    )
    expect((await administrator.client.call('POST', `/units/${from}/merge`, { intoId: into })).status).toBe(
      200,
    )
    expect(await rolesOf((await signIn(account)).client)).toEqual(['member'])
    const { body } = await administrator.client.call<{ roles: unknown[] }>(
      'GET',
      `/identity-providers/${providerId}`,
    )
    expect(body.roles).toEqual([])
  })

  test('that somebody has from a later day on do not keep them out until then', async () => {
    await change(providerId, { roles: roles() })
    const email = `${randomUUID()}@owned.example`
    const person = await makePerson(portal, { tenantId, email })
    const startsAt = new Date(portal.clock.now().getTime() + 86_400_000)
    const granted = await administrator.client.call('POST', '/grants', {
      personId: person.personId,
      unitId: chapterId,
      role: 'manager',
      startsAt,
    })
    expect(granted.status).toBe(201)
    expect((await signIn(known({ email, email_verified: true, groups: ['leads'] }))).reply.status).toBe(200)
  })

  test('rest with a membership that rests, and do not keep whoever it is from signing in', async () => {
    await change(providerId, { roles: roles() })
    const account = newcomer({ groups: ['leads'] })
    const { client } = await signIn(account)
    const { body } = await client.call<{ personId: string }>('GET', '/me/profile')
    const suspended = await administrator.client.call('POST', `/people/${body.personId}/standing`, {
      to: 'suspended',
      reason: 'A trial',
    })
    expect(suspended.status).toBe(200)
    expect((await signIn(account)).reply.status).toBe(200)
  })

  test('that somebody has by hand stay when the group is gone', async () => {
    await change(providerId, { roles: roles() })
    const email = `${randomUUID()}@owned.example`
    await makePerson(portal, { tenantId, email, at: [{ unitId: chapterId, role: 'manager' }] })
    const account = known({ email, email_verified: true, groups: ['leads'] })
    await signIn(account)
    real.accounts.set(account, { email, email_verified: true, groups: [] })
    expect(await rolesOf((await signIn(account)).client)).toEqual(['manager', 'member'])
  })

  test('are only what their maker could give, at units of the association', async () => {
    const foreign = await makeAssociation(portal, 'Foreign')
    const reply = await change(providerId, { roles: [{ group: 'x', role: 'manager', unitId: foreign }] })
    expect([reply.status, reply.body.issues?.[0]?.pointer]).toEqual([422, '/roles/0/unitId'])
    const below = await change(providerId, {
      roles: [{ group: 'x', role: 'administrator', unitId: chapterId }],
    })
    expect(below.body.issues?.[0]?.pointer).toBe('/roles/0/role')
  })

  test('leave the last administrator one', async () => {
    const lone = await makeAssociation(portal, 'Lone')
    const first = await makePerson(portal, { tenantId: lone, roles: ['member', 'administrator'] })
    const theirs = await startProvider((uri) => uri.startsWith(`${portal.url}/sign-in/with/`))
    const before = host
    try {
      await atOwnAddress(lone, async () => {
        host = portal.url
        const made = await first.client.call<Answer>('POST', '/identity-providers', {
          ...settings,
          name: 'Theirs',
          issuer: theirs.issuer,
          roles: [{ group: 'heads', role: 'administrator', unitId: lone }],
        })
        expect(made.status).toBe(201)
        const id = made.body.providerId ?? ''
        const come = async (groups: string[]) => {
          const email = 'head@elsewhere.example'
          theirs.accounts.set('head', { email, email_verified: true, given_name: 'Head', groups })
          const client = browser()
          const sent = await throughReal(await begin(client, id), 'head')
          expect((await finish(client, id, sent)).status).toBe(200)
          return rolesOf(client)
        }
        expect(await come(['heads'])).toEqual(['administrator', 'member'])
        await portal.app.database.pool.query(
          `UPDATE grants SET ends_at = $2 WHERE person_id = $1 AND role = 'administrator'`,
          [first.personId, portal.clock.now()],
        )
        expect(await come([])).toEqual(['administrator', 'member'])
      })
    } finally {
      host = before
      await theirs.close()
    }
  })
})

describe('linked accounts', () => {
  async function link(person: MadePerson, account: string) {
    const client = at(person)
    const { body, status } = await client.call<Answer>('POST', `/account/linked/${providerId}`, {})
    expect(status).toBe(200)
    const query = body.path?.slice(body.path.indexOf('?')) ?? ''
    return signIn(account, client, query)
  }

  test('are linked by their owner, listed, sign in, and are unlinked', async () => {
    const person = await makePerson(portal, { tenantId })
    const account = known({ email: 'work@elsewhere.example', email_verified: true })
    expect((await link(person, account)).reply.status).toBe(200)
    const { client } = await signIn(account)
    expect((await client.call<{ email: string }>('GET', '/account/security')).body.email).toBe(person.email)
    const list = await at(person).call<Linked>('GET', '/account/linked')
    expect(list.body.items).toMatchObject([{ provider: 'Head office', email: 'work@elsewhere.example' }])
    const unlinked = await at(person).call('DELETE', `/account/linked/${list.body.items[0]?.id}`)
    expect(unlinked.status).toBe(200)
    await until('who came in by it is out', async () => (await profileOf(client)).status === 401, 1_000)
    expect((await profileOf(at(person))).status).toBe(200)
    expect(code(await signIn(known({ email: person.email, email_verified: true })))).toEqual([
      409,
      'identity.linkFirst',
    ])
  })

  test('are linked and unlinked by the buttons of the security page, and providers removed by theirs', async () => {
    const person = await makePerson(portal, { tenantId })
    const client = at(person)
    const going = await client.form(`/account/linked/${providerId}/link`, {})
    const [, path = ''] = /href="(\/sign-in\/with\/[^"]+)"/.exec(going.text) ?? []
    const account = known({ email: 'y@elsewhere.example', email_verified: true })
    const query = path.slice(path.indexOf('?')).replaceAll('&amp;', '&')
    expect((await signIn(account, client, query)).reply.body).toEqual({ next: '/account/security' })
    const { body } = await client.call<Linked>('GET', '/account/linked')
    const unlinked = await client.form(`/account/linked/${body.items[0]?.id}/unlink`, {})
    expect(unlinked.headers.get('location')).toBe('/account/security#linked')
    const name = `Passing ${randomUUID().slice(0, 8)}`
    const id = await add({ name, issuer: real.issuer })
    const shown = await browser().call('GET', '/sign-in/providers')
    expect(shown.text).toContain(name)
    const removed = await administrator.client.form(`/settings/sign-in/${id}/remove`, {})
    expect(removed.headers.get('location')).toBe('/settings/sign-in')
    expect((await browser().call('GET', '/sign-in/providers')).text).not.toContain(name)
  })

  test('that are linked with somebody else stay theirs', async () => {
    const [one, two] = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
    const account = known({ email: 'x@elsewhere.example', email_verified: true })
    await link(one, account)
    expect(code(await link(two, account))).toEqual([409, 'identity.identityTaken'])
  })

  test('identity.lastProvider: that are the only way into an association of providers alone stay', async () => {
    const person = await makePerson(portal, { tenantId })
    const account = known({ email: 'only@elsewhere.example', email_verified: true })
    await link(person, account)
    const { client } = await signIn(account)
    const linkedOf = async () => (await client.call<Linked>('GET', '/account/linked')).body.items
    const [first] = await linkedOf()
    await client.prove()
    expect((await rule(true)).status).toBe(200)
    try {
      const unlink = () => client.call<Answer>('DELETE', `/account/linked/${first?.id}`)
      const kept = await unlink()
      expect([kept.status, kept.body.code]).toEqual([409, 'identity.lastProvider'])
      expect(await linkedOf()).toHaveLength(1)
      const second = await add({ name: `Second ${randomUUID().slice(0, 8)}`, issuer: real.issuer })
      await portal.app.database.pool.query(
        `INSERT INTO linked_identities (id, tenant_id, provider_id, account_id, subject, linked_at)
         SELECT gen_random_uuid(), tenant_id, $2, account_id, 'second', linked_at FROM linked_identities WHERE id = $1`,
        [first?.id, second],
      )
      expect((await unlink()).status).toBe(200)
    } finally {
      await rule(false)
    }
  })

  test('that are the last way in stay', async () => {
    const account = newcomer()
    const { client } = await signIn(account)
    const quiet = await openPortal({ databaseUrl: portal.databaseUrl, config: { sms: 'off' } })
    try {
      quiet.clock.advance({ seconds: (portal.clock.now().getTime() - quiet.clock.now().getTime()) / 1000 })
      const [row] = await portal.app.database.sql<{ id: string; accountId: string }>(
        sql`SELECT id, account_id AS "accountId" FROM linked_identities WHERE subject = ${account}`,
      )
      await portal.app.database.pool.query('UPDATE accounts SET email = NULL, phone = $2 WHERE id = $1', [
        row?.accountId,
        `+38050${Math.floor(1_000_000 + Math.random() * 8_999_999)}`,
      ])
      await portal.app.database.pool.query(
        `UPDATE sessions SET proven_until = '2100-01-01' WHERE account_id = $1`,
        [row?.accountId],
      )
      const there = new Client(quiet.url.replace('127.0.0.1', 'localhost'))
      for (const [name, value] of client.cookies) there.setCookie(name, value)
      const kept = await there.call<Answer>('DELETE', `/account/linked/${row?.id}`)
      expect([kept.status, kept.body.code]).toEqual([409, 'identity.lastWayIn'])
    } finally {
      await quiet.close()
    }
  })

  test('CSRF: nobody is sent off to link without having asked for it here', async () => {
    const person = await makePerson(portal, { tenantId })
    const client = at(person)
    const forged = await client.get(`/sign-in/with/${providerId}?ticket=x.9999999999999`, {
      Accept: 'text/html',
    })
    expect(forged.status).toBe(404)
    const stranger = at(await makePerson(portal, { tenantId }))
    const { body } = await stranger.call<Answer>('POST', `/account/linked/${providerId}`, {})
    const carried = await client.get(body.path ?? '', { Accept: 'text/html' })
    expect(carried.status).toBe(404)
    portal.clock.advance({ minutes: 11 })
    expect((await client.call<Answer>('POST', `/account/linked/${providerId}`, {})).body.code).toBe(
      'request.stepUpNeeded',
    )
  })
})

describe('providers only', () => {
  test('shuts out every other session at once, but that of whoever manages providers', async () => {
    const person = await makePerson(portal, { tenantId })
    const { client: vouched } = await signIn(newcomer())
    expect((await profileOf(at(person))).status).toBe(200)
    expect((await rule(true)).status).toBe(200)
    await until('the session is out', async () => (await profileOf(at(person))).status === 403, 1_000)
    const fresh = browser()
    await fresh.call('POST', '/sign-in', { address: person.email, password })
    const shut = await fresh.call<Answer>('GET', '/me/profile')
    // request.providerNeeded: they are somebody here, and are told how to come in.
    expect([shut.status, shut.body.code]).toEqual([403, 'request.providerNeeded'])
    expect((await fresh.get<string>('/profile', { Accept: 'text/html' })).text).toContain('Sign in by it.')
    expect((await fresh.get<string>('/', { Accept: 'text/html' })).text).toContain('Sign in with Head office')
    expect((await profileOf(vouched)).status).toBe(200)
    const back = browser()
    await back.call('POST', '/sign-in', { address: administrator.email, password })
    expect((await profileOf(back)).status).toBe(200)
    expect((await browser().get<string>('/sign-in', { Accept: 'text/html' })).text).toContain(
      'Other ways to sign in',
    )
    const joins = await browser().call<Answer>('POST', '/sign-up', {
      address: 'joins@elsewhere.example',
      givenName: 'Joins',
      timeZone: 'UTC',
    })
    expect([joins.status, joins.body.code]).toEqual([409, 'identity.providerOnly'])
    expect((await browser().get('/sign-up', { Accept: 'text/html' })).headers.get('location')).toBe(
      '/sign-in',
    )
    expect((await rule(false)).status).toBe(200)
    await until('the session is in again', async () => (await profileOf(at(person))).status === 200, 1_000)
  })

  test('needs a provider, and the last one cannot go', async () => {
    const lone = await makeAssociation(portal, 'No provider', [`none-${randomUUID()}.localhost`])
    const boss = await makePerson(portal, { tenantId: lone, roles: ['member', 'administrator'] })
    const none = await boss.client.call<Answer>('PUT', '/sign-in-rule', { providerOnly: true })
    expect([none.status, none.body.code]).toEqual([409, 'identity.noProvider'])
    const made = await boss.client.call<Answer>('POST', '/identity-providers', {
      ...settings,
      name: 'One',
      issuer: real.issuer,
    })
    await boss.client.call('PUT', '/sign-in-rule', { providerOnly: true })
    const last = await boss.client.call<Answer>('DELETE', `/identity-providers/${made.body.providerId}`)
    expect([last.status, last.body.code]).toEqual([409, 'identity.lastOfAssociation'])
    const other = await boss.client.call<Answer>('POST', '/identity-providers', {
      ...settings,
      name: 'Two',
      issuer: real.issuer,
    })
    const both = await Promise.all(
      [made, other].map(({ body }) => boss.client.call('DELETE', `/identity-providers/${body.providerId}`)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

describe('managing providers', () => {
  test('keeps the secret sealed and never shows it; a provider that is removed vouches for nobody', async () => {
    const id = await add({ name: `Short ${randomUUID().slice(0, 8)}`, issuer: real.issuer })
    const shown = await administrator.client.call('GET', '/identity-providers')
    expect(shown.text).not.toContain(registered.secret)
    expect((await administrator.client.call('GET', `/identity-providers/${id}`)).text).not.toContain(
      registered.secret,
    )
    const rows = await portal.app.database.sql(sql`
      SELECT 1 FROM identity_providers p WHERE strpos(encode(sealed_secret, 'escape'), ${registered.secret}) > 0
      UNION ALL SELECT 1 FROM audit_entries e WHERE strpos(e::text, ${registered.secret}) > 0`)
    expect(rows).toEqual([])
    const client = browser()
    const sent = await throughReal(await begin(client, id), newcomer())
    expect((await finish(client, id, sent)).status).toBe(200)
    expect((await administrator.client.call('DELETE', `/identity-providers/${id}`)).status).toBe(200)
    await until('the session is over', async () => (await profileOf(client)).status === 401, 1_000)
    expect((await browser().get(`/sign-in/with/${id}`, { Accept: 'text/html' })).status).toBe(404)
  })

  test('takes only what can be discovered, and names once', async () => {
    const nowhere = await administrator.client.call<Answer>('POST', '/identity-providers', {
      ...settings,
      name: 'Nowhere',
      issuer: 'http://localhost:1',
    })
    expect([nowhere.status, nowhere.body.issues?.[0]?.pointer]).toEqual([422, '/issuer'])
    const twice = await administrator.client.call<Answer>('POST', '/identity-providers', {
      ...settings,
      name: 'HEAD OFFICE',
      issuer: real.issuer,
    })
    expect([twice.status, twice.body.code]).toEqual([409, 'identity.providerNameTaken'])
  })

  test('of another association: its providers are not there', async () => {
    const foreign = await makeAssociation(portal, 'Far', [`far-${randomUUID()}.localhost`])
    const boss = await makePerson(portal, { tenantId: foreign, roles: ['member', 'administrator'] })
    expect((await boss.client.call('GET', `/identity-providers/${providerId}`)).status).toBe(404)
    expect((await boss.client.call('DELETE', `/identity-providers/${providerId}`)).status).toBe(404)
  })
})

describe('attacks on signing in with a provider', () => {
  const said = { email: 'rogue@elsewhere.example', email_verified: true }

  test('what the rogue says honestly is taken, so that the refusals below mean something', async () => {
    expect((await signInAtRogue(said)).reply.status).toBe(200)
  })

  test('alg none, another key, audience, issuer, nonce or time of the id_token: refused', async () => {
    expect(code(await signInAtRogue(said, { alg: 'none' }))).toEqual(refused)
    expect(code(await signInAtRogue(said, { alg: 'HS256' }))).toEqual(refused)
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    expect(code(await signInAtRogue(said, {}, () => rogue.signWith(other)))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, aud: 'somebody-else' }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, iss: real.issuer }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, nonce: 'another' }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, nonce: null }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, exp: 1_000_000 }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, sub: null }))).toEqual(refused)
  })

  test('a claim that cannot be kept ends in a refusal, and one that is only odd does not stand in the way', async () => {
    expect(code(await signInAtRogue({ ...said, sub: 'x'.repeat(256) }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, sub: 'a\u0000b' }))).toEqual(refused)
    expect(code(await signInAtRogue({ ...said, sub: { id: 1 } }))).toEqual(refused)
    const odd = {
      given_name: 'http://evil.example/ '.repeat(9),
      family_name: 'a\u0000b',
      groups: [1, 'a\u0000', {}],
    }
    const email = `${randomUUID()}@elsewhere.example`
    const { client, reply } = await signInAtRogue({ ...odd, sub: randomUUID(), email, email_verified: true })
    expect(reply.status).toBe(200)
    expect((await profileOf(client)).body.displayName).toBe(email.split('@')[0])
  })

  test('an address is believed by email_verified, or by what Microsoft says instead, and by nothing else', async () => {
    const come = (claims: object) =>
      signInAtRogue({ sub: randomUUID(), email: `${randomUUID()}@elsewhere.example`, ...claims })
    expect((await come({ xms_edov: true })).reply.status).toBe(200)
    expect((await come({ xms_edov: '1' })).reply.status).toBe(200)
    for (const claims of [
      { xms_edov: false },
      { email_verified: false, xms_edov: true },
      { email_verified: 'true' },
    ])
      expect(code(await come(claims))).toEqual([409, 'identity.unverifiedEmail'])
  })

  test('token replay: what came back once opens nothing again, in this browser or another', async () => {
    const { client, sent, reply } = await signIn(newcomer())
    expect(reply.status).toBe(200)
    expect(code({ reply: await finish(client, providerId, sent) })).toEqual(refused)
    expect(code({ reply: await finish(browser(), providerId, sent) })).toEqual(refused)
  })

  test('a code that was used is refused by the provider, though the browser is the same', async () => {
    const client = browser()
    const sent = await throughReal(await begin(client, providerId), newcomer())
    const flow = client.cookies.get('flow') ?? ''
    expect((await finish(client, providerId, sent)).status).toBe(200)
    const again = browser()
    again.setCookie('flow', flow)
    expect(code({ reply: await finish(again, providerId, sent) })).toEqual(refused)
  })

  test('CSRF on callback: what a stranger began is no answer in somebody’s browser, from here or another site', async () => {
    const stranger = browser()
    const sent = await throughReal(await begin(stranger, providerId), newcomer())
    const victim = browser()
    await begin(victim, providerId)
    expect(code({ reply: await finish(victim, providerId, sent) })).toEqual(refused)
    const crossed = await finish(stranger, providerId, sent, { 'Sec-Fetch-Site': 'cross-site' })
    expect([crossed.status, crossed.body.code]).toEqual([403, 'request.crossSite'])
    expect(victim.cookies.has('session')).toBe(false)
  })

  test('issuer mix-up: what one provider sends is not taken for another’s', async () => {
    const client = browser()
    const sent = await throughReal(await begin(client, providerId), newcomer())
    expect(code({ reply: await finish(client, rogueId, sent) })).toEqual(refused)
    const other = browser()
    rogue.says(said)
    const fromRogue = rogue.codeFor(await begin(other, rogueId))
    expect(code({ reply: await finish(other, rogueId, { ...fromRogue, iss: real.issuer }) })).toEqual(refused)
    const { iss: _iss, ...without } = rogue.codeFor(await begin(other, rogueId))
    expect(code({ reply: await finish(other, rogueId, without) })).toEqual(refused)
  })

  test('a state that is changed, too old, or of another errand is refused', async () => {
    const client = browser()
    const sent = await throughReal(await begin(client, providerId), newcomer())
    const [proof, expires, , next] = (sent.state ?? '').split('.')
    for (const state of [
      'x',
      [proof, expires, 'link', next].join('.'),
      [proof, expires, 'signIn', Buffer.from('/elsewhere').toString('base64url')].join('.'),
      [proof, Number(expires) + 1, 'signIn', next].join('.'),
    ])
      expect(code({ reply: await finish(client, providerId, { ...sent, state }) })).toEqual(refused)
    portal.clock.advance({ minutes: 15 })
    expect(code({ reply: await finish(client, providerId, sent) })).toEqual(refused)
  })

  test('session fixation: a session that the browser came with ends', async () => {
    const planted = await makePerson(portal, { tenantId })
    const client = at(planted)
    const old = client.cookies.get('session') ?? ''
    const { reply } = await signIn(newcomer(), client)
    expect(reply.status).toBe(200)
    expect(client.cookies.get('session')).not.toBe(old)
    const holder = browser()
    holder.setCookie('session', old)
    await until('the planted session is over', async () => (await profileOf(holder)).status === 401, 1_000)
  })

  test('SSRF: who may not manage providers, or has not stepped up, makes the portal ask nobody', async () => {
    const member = await makePerson(portal, { tenantId })
    const before = real.connections()
    const asks = (person: MadePerson) =>
      at(person).call<Answer>('POST', '/identity-providers', {
        ...settings,
        name: 'Elsewhere',
        issuer: real.issuer,
      })
    expect((await asks(member)).status).toBe(403)
    portal.clock.advance({ minutes: 11 })
    expect((await asks(administrator)).body.code).toBe('request.stepUpNeeded')
    const { clientSecret: _secret, ...rest } = settings
    const changes = { name: 'Head office', ...rest }
    expect((await at(member).call('PUT', `/identity-providers/${providerId}`, changes)).status).toBe(403)
    expect(real.connections()).toBe(before)
  })

  test('SSRF: in production a provider at an address that is not public is not asked, unless the operator names it', async () => {
    const production = (hosts: string[]) =>
      openPortal({
        databaseUrl: portal.databaseUrl,
        config: { NODE_ENV: 'production', OUTSIDE_PRIVATE_HOSTS: hosts },
      })
    const guarded = await production([])
    const trusting = await production(['localhost'])
    try {
      const before = real.connections()
      const tryAt = async (to: Portal, issuer: string) => {
        const client = new Client(to.url.replace('127.0.0.1', 'localhost'))
        for (const [name, value] of administrator.client.cookies) client.setCookie(name, value)
        return client.call<Answer>('POST', '/identity-providers', { ...settings, name: 'Inside', issuer })
      }
      for (const issuer of [
        real.issuer.replace('http:', 'https:'),
        'https://127.0.0.1:1',
        'https://[::1]:1',
        'https://169.254.169.254/latest',
        'https://10.0.0.1',
        real.issuer,
      ]) {
        const reply = await tryAt(guarded, issuer)
        expect([issuer, reply.status, reply.body.issues?.[0]?.pointer]).toEqual([issuer, 422, '/issuer'])
      }
      expect(real.connections()).toBe(before)
      // It gets through, and fails there, since the provider of the test speaks no TLS.
      await tryAt(trusting, real.issuer.replace('http:', 'https:'))
      expect(real.connections()).toBeGreaterThan(before)
    } finally {
      await Promise.all([guarded.close(), trusting.close()])
    }
  })

  test('open redirect: one goes on only within the portal', async () => {
    const { reply } = await signIn(newcomer(), browser(), '?next=https%3A%2F%2Fevil.example')
    expect(reply.body).toEqual({ next: '/' })
  })

  test('host header tricks: a name that does not lead here is no address to come back to', async () => {
    const { request } = await import('node:http')
    const { port } = new URL(portal.url)
    const location = await new Promise<string>((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port,
          path: `/sign-in/with/${providerId}`,
          headers: { Host: 'evil.example', Accept: 'text/html', Cookie: `association=${tenantId}` },
        },
        (response) => {
          response.resume()
          resolve(response.headers.location ?? '')
        },
      )
        .on('error', reject)
        .end()
    })
    expect(new URL(location).searchParams.get('redirect_uri')).not.toContain('evil.example')
  })

  test('a refusal of the provider is told, and changes nothing', async () => {
    const client = browser()
    const url = await begin(client, providerId)
    const state = new URL(url).searchParams.get('state')
    expect(code({ reply: await finish(client, providerId, { state, error: 'access_denied' }) })).toEqual(
      refused,
    )
  })
})
