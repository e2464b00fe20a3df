import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { Authenticator, type Signing } from '../../factories/authenticators.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import { appCode, setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Asked {
  ticket: string
  publicKey: {
    challenge: string
    rpId?: string
    rp?: { id?: string }
    user?: { id: string }
    allowCredentials?: Array<{ id: string }>
    userVerification?: string
  }
}
type Answer = {
  code?: string
  passkeyId?: string
  items?: Array<{ id: string; name: string; lastUsedAt: string | null }>
}

let portal: Portal
let tenantId: string
/** The portal by a name: passkeys are bound to one, and an address has none. */
let origin: string
let person: MadePerson
let authenticator: Authenticator

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  origin = portal.url.replace('127.0.0.1', 'localhost')
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  person = { ...(await makePerson(portal, { tenantId })) }
  person = { ...person, client: named(person.client) }
  authenticator = new Authenticator()
})
afterAll(() => portal.close())

/** The same browser, at the portal's name. */
function named(client: Client): Client {
  const other = new Client(origin)
  for (const [name, value] of client.cookies) other.setCookie(name, value)
  return other
}

const visitor = () => new Client(origin)

async function add(client = person.client, made = authenticator, signing: Partial<Signing> = {}) {
  const { body } = await client.call<Asked>('GET', '/passkeys/creation')
  const passkey = made.make(body, { origin, ...signing })
  return client.call<Answer>('POST', '/account/passkeys', { name: 'My laptop', passkey })
}

async function asked(purpose: 'signIn' | 'secondStep' | 'stepUp', client: Client): Promise<Asked> {
  const { status, body } = await client.call<Asked>('GET', `/passkeys/request?purpose=${purpose}`)
  expect(status).toBe(200)
  return body
}

async function signIn(signing: Partial<Signing> = {}, client = visitor()) {
  const passkey = authenticator.sign(await asked('signIn', client), { origin, ...signing })
  return { client, passkey, reply: await client.call<Answer>('POST', '/sign-in/passkey', { passkey }) }
}

const whoAmI = (client: Client) => client.call<{ email: string }>('GET', '/account/security')

describe('a passkey', () => {
  test('signs in by itself, without a name', async () => {
    expect((await add()).status).toBe(201)
    const request = await asked('signIn', visitor())
    expect(request.publicKey).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    expect(request.publicKey.allowCredentials ?? []).toEqual([])
    const { reply, client } = await signIn()
    expect([reply.status, reply.body]).toEqual([200, {}])
    expect((await whoAmI(client)).body.email).toBe(person.email)
    const { body } = await client.call<Answer>('GET', '/account/passkeys')
    expect(body.items).toMatchObject([{ name: 'My laptop', host: 'localhost', isBackedUp: false }])
    expect(body.items?.[0]?.lastUsedAt).not.toBeNull()
  })

  test('needs no second step, and counts as the strongest factor', async () => {
    await add()
    await setUpSecondStep(portal, person.client)
    const { client, reply } = await signIn()
    expect(reply.body).toEqual({})
    expect((await client.call('GET', '/passkeys/creation')).status).toBe(200)
  })

  test('takes the second step in place of a code', async () => {
    await add()
    await setUpSecondStep(portal, person.client)
    const client = visitor()
    expect((await client.call('GET', '/sign-in/second-step')).body).toEqual({ passkey: false })
    const first = await client.call('POST', '/sign-in', { address: person.email, password })
    expect(first.body).toEqual({ next: 'secondStep' })
    expect((await client.call('GET', '/sign-in/second-step')).body).toEqual({ passkey: true })
    const request = await asked('secondStep', client)
    expect(request.publicKey.allowCredentials).toMatchObject([{ id: authenticator.id.toString('base64url') }])
    const reply = await client.call('POST', '/sign-in/second-step', {
      passkey: authenticator.sign(request, { origin }),
    })
    expect(reply.status).toBe(200)
    expect((await whoAmI(client)).body.email).toBe(person.email)
  })

  test('of somebody else takes no second step', async () => {
    const { secret } = await setUpSecondStep(portal, person.client)
    const stranger = await makePerson(portal, { tenantId })
    expect((await add(named(stranger.client))).status).toBe(201)
    const client = visitor()
    await client.call('POST', '/sign-in', { address: person.email, password })
    const passkey = authenticator.sign(await asked('secondStep', client), { origin })
    const reply = await client.call<Answer>('POST', '/sign-in/second-step', { passkey })
    expect([reply.status, reply.body.code]).toEqual([422, 'identity.wrongPasskey'])
    portal.clock.advance({ minutes: 1 })
    const code = await appCode(portal, secret)
    expect((await client.call('POST', '/sign-in/second-step', { code })).status).toBe(200)
  })

  test('steps up, also where the account has an app', async () => {
    await add()
    await setUpSecondStep(portal, person.client)
    portal.clock.advance({ minutes: 11 })
    expect((await person.client.call('GET', '/passkeys/creation')).status).toBe(403)
    expect((await person.client.call('GET', '/step-up')).body).toEqual({ way: 'app', passkey: true })
    const passkey = authenticator.sign(await asked('stepUp', person.client), { origin })
    expect((await person.client.call('POST', '/step-up', { passkey })).status).toBe(200)
    expect((await person.client.call('GET', '/passkeys/creation')).status).toBe(200)
  })

  test('of somebody else does not step up', async () => {
    const stranger = await makePerson(portal, { tenantId })
    await add(named(stranger.client))
    portal.clock.advance({ minutes: 11 })
    const passkey = authenticator.sign(await asked('stepUp', person.client), { origin })
    const reply = await person.client.call<Answer>('POST', '/step-up', { passkey })
    expect(reply.body.code).toBe('identity.wrongPasskey')
  })

  test('has a name that its owner gives it, and is one of several', async () => {
    const { body } = await add()
    await add(person.client, new Authenticator())
    await person.client.call('PUT', `/account/passkeys/${body.passkeyId}`, { name: 'Phone' })
    const list = await person.client.call<Answer>('GET', '/account/passkeys')
    expect(list.body.items?.map(({ name }) => name)).toEqual(['Phone', 'My laptop'])
    const stranger = named((await makePerson(portal, { tenantId })).client)
    const foreign = await stranger.call('PUT', `/account/passkeys/${body.passkeyId}`, { name: 'Mine' })
    expect(foreign.status).toBe(404)
  })

  test('that was removed opens nothing, and its owner hears of both', async () => {
    const { body } = await add()
    expect((await person.client.call('DELETE', `/account/passkeys/${body.passkeyId}`)).status).toBe(200)
    expect((await signIn()).reply.body.code).toBe('identity.wrongPasskey')
    await portal.runJobs()
    const text = (await mailsTo(portal, person.email)).map((mail) => mail.text).join()
    expect(text).toContain('A passkey was added')
    expect(text).toContain('A passkey was removed')
  })

  test('is removed by the button of its page', async () => {
    const { body } = await add()
    const reply = await person.client.form(`/account/passkeys/${body.passkeyId}/remove`, {})
    expect(reply.headers.get('location')).toBe('/account/security#passkeys')
    expect((await person.client.call<Answer>('GET', '/account/passkeys')).body.items).toEqual([])
  })

  test('says that it is kept on several devices, and what says otherwise later is refused', async () => {
    await add(person.client, authenticator, { synced: true })
    const { reply, client } = await signIn({ synced: true })
    expect(reply.status).toBe(200)
    expect((await client.call<Answer>('GET', '/account/passkeys')).body.items).toMatchObject([
      { mayBeSynced: true, isBackedUp: true },
    ])
    expect((await signIn({ synced: false })).reply.body.code).toBe('identity.wrongPasskey')
  })

  test('that is the last way in stays', async () => {
    const { body } = await add()
    // No message goes to phones here, and there is no password: the passkey is all there is.
    const quiet = await openPortal({ databaseUrl: portal.databaseUrl, config: { sms: 'off' } })
    try {
      quiet.clock.advance({ seconds: (portal.clock.now().getTime() - quiet.clock.now().getTime()) / 1000 })
      await portal.app.database.pool.query(
        `UPDATE accounts SET email = NULL, phone = $2, password_hash = NULL WHERE id = $1`,
        [person.accountId, `+38050${Math.floor(1_000_000 + Math.random() * 8_999_999)}`],
      )
      const there = new Client(quiet.url)
      for (const [name, value] of person.client.cookies) there.setCookie(name, value)
      const kept = await there.call<Answer>('DELETE', `/account/passkeys/${body.passkeyId}`)
      expect([kept.status, kept.body.code]).toEqual([409, 'identity.lastWayIn'])
      const second = await add(person.client, new Authenticator())
      const gone = await Promise.all(
        [body.passkeyId, second.body.passkeyId].map((id) => there.call('DELETE', `/account/passkeys/${id}`)),
      )
      expect(gone.map(({ status }) => status).sort()).toEqual([200, 409])
    } finally {
      await quiet.close()
    }
  })

  test('that somebody added who changed the address goes when that is taken back', async () => {
    const [row] = await portal.app.database.sql<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM passkeys WHERE account_id = ${person.accountId}::uuid`,
    )
    expect(row?.n).toBe(0)
    await person.client.call('POST', '/account/addresses', { address: `new-${person.email}` })
    await portal.runJobs()
    const [mail] = await mailsTo(portal, `new-${person.email}`)
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0]
    const confirmed = await person.client.call('POST', '/account/addresses/confirm', { code })
    expect(confirmed.status).toBe(200)
    await add()
    await portal.runJobs()
    const told = (await mailsTo(portal, person.email)).map(({ text }) => text).join()
    const token = /\/undo\/([\w-]{43})/.exec(told)?.[1]
    expect((await visitor().call('POST', '/account/addresses/undo', { token })).status).toBe(200)
    expect((await signIn()).reply.body.code).toBe('identity.wrongPasskey')
  })
})

describe('attacks on passkeys', () => {
  const refused = [422, 'identity.wrongPasskey']
  const outcome = async (signing: Partial<Signing>) => {
    const { reply } = await signIn(signing)
    return [reply.status, reply.body.code]
  }

  test('token replay: what was signed once is worth nothing a second time, at once or later', async () => {
    await add()
    const { passkey, reply } = await signIn()
    expect(reply.status).toBe(200)
    const again = await visitor().call<Answer>('POST', '/sign-in/passkey', { passkey })
    expect([again.status, again.body.code]).toEqual(refused)
    const fresh = authenticator.sign(await asked('signIn', visitor()), { origin })
    const both = await Promise.all(
      [1, 2].map(() => visitor().call('POST', '/sign-in/passkey', { passkey: fresh })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  test('what was signed is too old after ten minutes, and a ticket that says otherwise is another one', async () => {
    await add()
    const request = await asked('signIn', visitor())
    const passkey = authenticator.sign(request, { origin })
    portal.clock.advance({ minutes: 10 })
    const late = await visitor().call<Answer>('POST', '/sign-in/passkey', { passkey })
    expect([late.status, late.body.code]).toEqual(refused)
    const [nonce] = passkey.ticket.split('.')
    const ticket = `${nonce}.${portal.clock.now().getTime() + 600_000}`
    const forged = await visitor().call<Answer>('POST', '/sign-in/passkey', {
      passkey: { ...passkey, ticket },
    })
    expect([forged.status, forged.body.code]).toEqual(refused)
  })

  test('a look-alike site gets nothing out of it: origin and host are signed', async () => {
    await add()
    expect(await outcome({ origin: 'https://localhost.example.org' })).toEqual(refused)
    expect(await outcome({ origin: 'http://localhost:1' })).toEqual(refused)
    expect(await outcome({ rpId: 'example.org' })).toEqual(refused)
  })

  test('host header tricks: at a name that does not lead here, no passkey is asked for or made', async () => {
    const raw = new Client(portal.url)
    for (const [name, value] of person.client.cookies) raw.setCookie(name, value)
    for (const place of ['request?purpose=signIn', 'creation']) {
      const reply = await raw.call<Answer>('GET', `/passkeys/${place}`)
      expect([reply.status, reply.body.code]).toEqual([409, 'identity.passkeysNotHere'])
    }
  })

  test('an authenticator that did not look at its owner, another key, challenge or account is refused', async () => {
    await add()
    expect(await outcome({ verified: false })).toEqual(refused)
    expect(await outcome({ key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey })).toEqual(
      refused,
    )
    expect(await outcome({ challenge: Buffer.alloc(32).toString('base64url') })).toEqual(refused)
    expect(await outcome({ type: 'webauthn.create' })).toEqual(refused)
    const stranger = await makePerson(portal, { tenantId })
    const userHandle = Buffer.from(stranger.accountId).toString('base64url')
    expect(await outcome({ userHandle })).toEqual(refused)
  })

  test('what was signed for one purpose is no answer to another, nor in another session', async () => {
    await add()
    portal.clock.advance({ minutes: 11 })
    const forSignIn = authenticator.sign(await asked('signIn', person.client), { origin })
    const crossed = await person.client.call<Answer>('POST', '/step-up', { passkey: forSignIn })
    expect(crossed.body.code).toBe('identity.wrongPasskey')
    const { client: other } = await signIn()
    const forOther = authenticator.sign(await asked('stepUp', other), { origin })
    const carried = await person.client.call<Answer>('POST', '/step-up', { passkey: forOther })
    expect(carried.body.code).toBe('identity.wrongPasskey')
  })

  test('a copy is found by its counter, refused, and told to the owner', async () => {
    await add()
    expect(await outcome({ counter: 7 })).toEqual([200, undefined])
    expect(await outcome({ counter: 7 })).toEqual(refused)
    expect(await outcome({ counter: 3 })).toEqual(refused)
    expect(await outcome({ counter: 8 })).toEqual([200, undefined])
    await portal.runJobs()
    const text = (await mailsTo(portal, person.email)).map((mail) => mail.text).join()
    expect(text).toContain('looks like a copy')
    const [entry] = await portal.app.database.sql(sql`
      SELECT outcome, reason FROM audit_entries WHERE operation = 'identity.signInWithPasskey' AND outcome = 'refused'
      ORDER BY id DESC LIMIT 1`)
    expect(entry).toMatchObject({ reason: 'identity.wrongPasskey' })
  })

  test('one that never counts is not taken for a copy', async () => {
    await add()
    expect(await outcome({ counter: 0 })).toEqual([200, undefined])
    expect(await outcome({ counter: 0 })).toEqual([200, undefined])
  })

  test('session fixation: the session that a browser came with ends, and is not the new one', async () => {
    await add()
    const stranger = await makePerson(portal, { tenantId })
    const client = named(stranger.client)
    const planted = client.cookies.get('session') ?? ''
    await signIn({}, client)
    expect(client.cookies.get('session')).not.toBe(planted)
    expect((await whoAmI(client)).body.email).toBe(person.email)
    const old = visitor()
    old.setCookie('session', planted)
    await until('the planted session is over', async () => (await whoAmI(old)).status === 401, 1_000)
  })

  test('CSRF: another site cannot sign somebody in with a passkey of its own', async () => {
    await add()
    const passkey = authenticator.sign(await asked('signIn', visitor()), { origin })
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }] as Array<
      Record<string, string>
    >) {
      const reply = await visitor().call<Answer>('POST', '/sign-in/passkey', { passkey }, headers)
      expect([reply.status, reply.body.code]).toEqual([403, 'request.crossSite'])
    }
  })

  test('open redirect: after it one goes on only within the portal', async () => {
    await add()
    const passkey = JSON.stringify(authenticator.sign(await asked('signIn', visitor()), { origin }))
    const reply = await visitor().form('/sign-in/passkey?next=https://evil.example', { passkey })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/'])
  })

  test('adding one asks to step up, for what this session was asked, once', async () => {
    const { body } = await person.client.call<Asked>('GET', '/passkeys/creation')
    const passkey = authenticator.make(body, { origin })
    const stranger = named((await makePerson(portal, { tenantId })).client)
    const elsewhere = await stranger.call<Answer>('POST', '/account/passkeys', { name: 'X', passkey })
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'identity.passkeyNotMade'])
    expect((await person.client.call('POST', '/account/passkeys', { name: 'X', passkey })).status).toBe(201)
    const twice = await person.client.call<Answer>('POST', '/account/passkeys', { name: 'X', passkey })
    expect(twice.status).toBe(422)
    const taken = await add(stranger)
    expect([taken.status, taken.body.code]).toEqual([409, 'identity.passkeyTaken'])
    portal.clock.advance({ minutes: 11 })
    const late = await person.client.call<Answer>('POST', '/account/passkeys', { name: 'X', passkey })
    expect([late.status, late.body.code]).toEqual([403, 'request.stepUpNeeded'])
  })

  test('an unverified or foreign new one is not taken', async () => {
    expect((await add(person.client, authenticator, { verified: false })).status).toBe(422)
    expect((await add(person.client, authenticator, { origin: 'https://evil.example' })).status).toBe(422)
    expect((await add(person.client, authenticator, { rpId: 'evil.example' })).status).toBe(422)
  })

  test('the account that is closed opens with none', async () => {
    await add()
    await portal.app.database.pool.query(`UPDATE accounts SET status = 'closed' WHERE id = $1`, [
      person.accountId,
    ])
    expect(await outcome({})).toEqual(refused)
  })
})
