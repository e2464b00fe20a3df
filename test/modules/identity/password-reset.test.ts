import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo, tokenIn } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, password, signedIn } from '../../factories/people.ts'
import { rawRequest } from '../../factories/requests.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
}

const newPassword = 'a fresh start altogether'

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal({ config: { BASE_URL: 'http://portal.example.org' } })
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

function ask(email: string) {
  return portal.visitor().call<Answer>('POST', '/password-resets', { address: email })
}

function use(token: string, chosen = newPassword) {
  return portal.visitor().call<Answer>('POST', '/password-resets/use', { token, password: chosen })
}

async function linkFor({ email }: MadePerson): Promise<string> {
  portal.clock.advance({ seconds: 1 })
  await ask(email)
  await portal.runJobs()
  return tokenIn(
    (await mailsTo(portal, email)).findLast(({ text }) => text.includes('/new-password/')),
    '/new-password',
  )
}

function signIn(email: string, given: string) {
  return portal.visitor().call<Answer>('POST', '/sign-in', { address: email, password: given })
}

describe('asking for a new password', () => {
  test('is answered the same for a known and an unknown address', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const [known, unknown] = [await ask(email), await ask(`${randomUUID()}@example.org`)]
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text])
    expect(known.status).toBe(202)
  })

  test('brings a known address the link, at the configured place', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await ask(email)
    await portal.runJobs()
    const [mail] = await mailsTo(portal, email)
    expect(mail?.text).toMatch(/http:\/\/portal\.example\.org\/new-password\/[\w-]{43}/)
  })

  test('brings an unknown address the news that there is no account', async () => {
    const email = `${randomUUID()}@example.org`
    await ask(email)
    await portal.runJobs()
    const [mail] = await mailsTo(portal, email)
    expect(mail?.subject).toContain('There is no account')
    expect(mail?.text).not.toContain('/new-password/')
  })

  test('leads no link to the host that the request named', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const reply = await rawRequest(portal, '/api/v1/password-resets', {
      method: 'POST',
      headers: { Host: 'evil.example.net', 'Content-Type': 'application/json' },
      body: JSON.stringify({ address: email }),
    })
    expect(reply.status).toBe(202)
    await portal.runJobs()
    const [mail] = await mailsTo(portal, email)
    expect(mail?.text).toContain('http://portal.example.org/new-password/')
    expect(`${mail?.text}${mail?.html}`).not.toContain('evil')
  })

  test('is limited to five an hour for one address', async () => {
    const email = `${randomUUID()}@example.org`
    for (let count = 0; count < 5; count += 1) expect((await ask(email)).status).toBe(202)
    expect((await ask(email)).status).toBe(429)
  })
})

describe('setting a new password', () => {
  test('lets the owner in with the new one and not with the old one', async () => {
    const person = await makePerson(portal, { tenantId })
    expect((await use(await linkFor(person))).status).toBe(200)
    expect((await signIn(person.email, newPassword)).status).toBe(200)
    expect((await signIn(person.email, password)).body.code).toBe('identity.wrongPassword')
  })

  test('ends every session there is, everywhere', async () => {
    const person = await makePerson(portal, { tenantId })
    const other = await signedIn(portal, person.email)
    await use(await linkFor(person))
    for (const client of [person.client, other])
      await until('signed out', async () => (await client.call('GET', '/units')).status === 401, 1_000)
  })

  test('tells the owner by mail', async () => {
    const person = await makePerson(portal, { tenantId })
    await use(await linkFor(person))
    await portal.runJobs()
    const mail = (await mailsTo(portal, person.email)).find(({ subject }) =>
      subject.includes('security of your account'),
    )
    expect(mail?.text).toContain('http://portal.example.org/forgot-password')
  })

  test('twice with one link is refused', async () => {
    const token = await linkFor(await makePerson(portal, { tenantId }))
    await use(token)
    const { status, body } = await use(token, 'yet another password')
    expect([status, body.code]).toEqual([409, 'identity.linkExpired'])
  })

  test('twice at the same time with one link sets one', async () => {
    const person = await makePerson(portal, { tenantId })
    const token = await linkFor(person)
    const replies = await Promise.all([use(token, 'first of the two'), use(token, 'second of the two')])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('after an hour is refused', async () => {
    const token = await linkFor(await makePerson(portal, { tenantId }))
    portal.clock.advance({ minutes: 60 })
    expect((await use(token)).body.code).toBe('identity.linkExpired')
  })

  test('with a link that nobody got is refused', async () => {
    expect((await use('x'.repeat(43))).body.code).toBe('identity.linkExpired')
  })

  test('ends the other links that are under way for this account, and no others', async () => {
    const [person, bystander] = [
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
    ]
    const [first, second, foreign] = [await linkFor(person), await linkFor(person), await linkFor(bystander)]
    await use(second)
    expect((await use(first)).body.code).toBe('identity.linkExpired')
    expect((await use(foreign)).status).toBe(200)
  })

  test('with two links at the same time sets one', async () => {
    const person = await makePerson(portal, { tenantId })
    const [first, second] = [await linkFor(person), await linkFor(person)]
    const replies = await Promise.all([use(first), use(second)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('that is too short keeps the link usable', async () => {
    const token = await linkFor(await makePerson(portal, { tenantId }))
    expect((await use(token, 'short')).status).toBe(422)
    expect((await use(token)).status).toBe(200)
  })

  test('lets nobody in who has just proved the old one', async () => {
    const person = await makePerson(portal, { tenantId })
    const token = await linkFor(person)
    const [reset, entered] = await Promise.all([use(token), signIn(person.email, password)])
    expect(reset.status).toBe(200)
    const [row] = await portal.app.database.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM sessions WHERE account_id = ${person.accountId}::uuid AND ended_at IS NULL`)
    // Whichever came first: no session that the old password opened is left.
    expect([200, 422]).toContain(entered.status)
    expect(row?.count).toBe(0)
  })

  test('by the page leads to the sign-in, which says so once', async () => {
    const token = await linkFor(await makePerson(portal, { tenantId }))
    const client = portal.visitor()
    const reply = await client.form(`/new-password/${token}`, { password: newPassword })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in'])
    const words = portal.app.words.in('en')('identity.newPassword.done')
    expect((await client.get('/sign-in')).text).toContain(words)
    expect((await client.get('/sign-in')).text).not.toContain(words)
  })
})
