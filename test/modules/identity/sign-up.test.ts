import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo, tokenIn } from '../../factories/mails.ts'
import { makeAssociation, makePerson, password, signedIn } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal({ config: { BASE_URL: 'http://portal.example.org' } })
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

function newAddress(): string {
  return `${randomUUID()}@example.org`
}

function signUp(email: string, other: object = {}, headers: Record<string, string> = {}) {
  const body = { givenName: 'Nadia', familyName: 'Moreau', address: email, ...other }
  return portal.visitor().call<Answer>('POST', '/sign-up', body, headers)
}

function confirm(token: string, chosen = password) {
  return portal.visitor().call<Answer>('POST', '/sign-up/confirm', { token, password: chosen })
}

/** Signs up and reads the link from the mail. */
async function linkFor(email: string): Promise<string> {
  await signUp(email)
  await portal.runJobs()
  portal.clock.advance({ seconds: 1 })
  return tokenIn((await mailsTo(portal, email.toLowerCase())).at(-1), '/confirm')
}

async function accountsOf(email: string): Promise<number> {
  return (await portal.app.database.sql(sql`SELECT 1 FROM accounts WHERE email = ${email}::citext`)).length
}

/** Every statement that the portal sends while something happens, in order. */
async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const { pool } = portal.app.database
  const seen: string[] = []
  const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()))
  const originals = clients.map((client) => client.query)
  clients.forEach((client, index) => {
    const original = originals[index] as (...parameters: unknown[]) => unknown
    Object.assign(client, {
      query(...parameters: unknown[]) {
        const [first] = parameters as [string | { text: string }]
        seen.push(typeof first === 'string' ? first : first.text)
        return original.apply(client, parameters)
      },
    })
  })
  for (const client of clients) client.release()
  try {
    await work()
  } finally {
    clients.forEach((client, index) => void Object.assign(client, { query: originals[index] }))
  }
  return seen
}

describe('asking to join', () => {
  test('is answered the same for a known and an unknown address', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const [known, unknown] = [await signUp(email), await signUp(newAddress())]
    const relevant = ({ status, text, headers }: typeof known) => {
      const kept = Object.fromEntries(headers)
      delete kept['x-request-id']
      delete kept.date
      // Each browser gets another token, and each request leaves one less.
      delete kept['set-cookie']
      delete kept.ratelimit
      return { status, text, kept }
    }
    expect(relevant(known)).toEqual(relevant(unknown))
    expect(known.status).toBe(202)
  })

  test('sends the database the same statements for a known and an unknown address', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await signUp(newAddress())
    const known = await statementsDuring(() => signUp(email))
    const unknown = await statementsDuring(() => signUp(newAddress()))
    expect(known.length).toBeGreaterThan(3)
    expect(known).toEqual(unknown)
  })

  test('makes no account', async () => {
    const email = newAddress()
    await linkFor(email)
    expect(await accountsOf(email)).toBe(0)
  })

  test('brings an unknown address the link that confirms, at the configured place', async () => {
    const email = newAddress()
    await signUp(email)
    await portal.runJobs()
    const [mail] = await mailsTo(portal, email)
    expect(mail?.subject).toBe('Confirm your address for The Association')
    expect(mail?.text).toContain('Hello Nadia')
    expect(mail?.text).toMatch(/http:\/\/portal\.example\.org\/confirm\/[\w-]{43}/)
  })

  test('brings a known address the news that there is an account, and no link that makes one', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await signUp(email.toUpperCase())
    await portal.runJobs()
    const [mail] = await mailsTo(portal, email)
    expect(mail?.subject).toBe('You already have an account at The Association')
    // Called by their own name: a stranger could put anything into the form.
    expect(mail?.text).toContain('Hello Given')
    expect(mail?.text).not.toContain('Nadia')
    expect(mail?.text).not.toContain('/confirm/')
  })

  test('brings a mail in the language of the browser', async () => {
    const email = newAddress()
    await signUp(email, {}, { 'Accept-Language': 'uk' })
    await portal.runJobs()
    expect((await mailsTo(portal, email))[0]?.subject).toMatch(/[а-яіїє]/i)
  })

  test('tells all that is wrong at once', async () => {
    const { status, body } = await signUp('nobody', {
      givenName: 'a@b',
      familyName: 'a\u0000',
    })
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer).sort()).toEqual([
      '/address',
      '/familyName',
      '/givenName',
    ])
  })

  test('is limited to five an hour for one address, with the time to wait', async () => {
    const email = newAddress()
    for (let count = 0; count < 5; count += 1) expect((await signUp(email)).status).toBe(202)
    const { status, headers, body } = await signUp(email.toUpperCase())
    expect([status, body.code]).toEqual([429, 'request.tooMany'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('leads no link to a host name that the request made up', async () => {
    const email = newAddress()
    await signUp(email, {}, { 'X-Forwarded-Host': 'evil.example.net', Forwarded: 'host=evil.example.net' })
    await portal.runJobs()
    const [mail] = await mailsTo(portal, email)
    expect(mail?.text + (mail?.html ?? '')).not.toContain('evil')
  })
})

describe('confirming an address', () => {
  test('lets the person in, as a member of the association', async () => {
    const email = newAddress()
    expect((await confirm(await linkFor(email))).status).toBe(200)
    const client = await signedIn(portal, email)
    const { body } = await client.call<{ items: Array<{ id: string; isPrimary: boolean }> }>(
      'GET',
      '/me/units',
    )
    expect(body.items).toMatchObject([{ id: tenantId, isPrimary: true }])
  })

  test('twice is refused', async () => {
    const token = await linkFor(newAddress())
    await confirm(token)
    const { status, body } = await confirm(token)
    expect([status, body.code]).toEqual([409, 'identity.linkExpired'])
  })

  test('after two days is refused', async () => {
    const token = await linkFor(newAddress())
    portal.clock.advance({ hours: 48 })
    expect((await confirm(token)).body.code).toBe('identity.linkExpired')
  })

  test('with a link that nobody got is refused', async () => {
    expect((await confirm('x'.repeat(43))).body.code).toBe('identity.linkExpired')
  })

  test('of an address that was taken meanwhile is refused', async () => {
    const email = newAddress()
    const token = await linkFor(email)
    await makePerson(portal, { tenantId, email })
    const { status, body } = await confirm(token)
    expect([status, body.code]).toEqual([409, 'identity.addressTaken'])
  })

  test('twice at the same time lets one in', async () => {
    const email = newAddress()
    const token = await linkFor(email)
    const replies = await Promise.all([confirm(token), confirm(token)])
    expect(replies.map(({ status, body }) => body.code ?? status).sort()).toEqual([
      200,
      'identity.linkExpired',
    ])
    expect(await accountsOf(email)).toBe(1)
  })

  test('two requests of one address at the same time makes one account', async () => {
    const email = newAddress()
    const tokens = [await linkFor(email), await linkFor(email.toUpperCase())]
    const replies = await Promise.all(tokens.map((token) => confirm(token)))
    expect(replies.map(({ status, body }) => body.code ?? status).sort()).toEqual([
      200,
      'identity.linkExpired',
    ])
    expect(await accountsOf(email)).toBe(1)
  })

  test('is not done by a program that only visits the link', async () => {
    const email = newAddress()
    const token = await linkFor(email)
    const page = await portal.visitor().get(`/confirm/${token}`, { Accept: 'text/html' })
    expect([page.status, await accountsOf(email)]).toEqual([200, 0])
  })

  test('is done by the form of the page, which signs in and says so', async () => {
    const email = newAddress()
    const client = portal.visitor()
    const reply = await client.form(`/confirm/${await linkFor(email)}`, { password })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/'])
    expect((await client.get('/')).text).toContain(portal.app.words.in('en')('identity.confirm.done'))
    expect(await accountsOf(email)).toBe(1)
  })

  test('with a link that was cut is not found', async () => {
    expect((await portal.visitor().get('/confirm/abc', { Accept: 'text/html' })).status).toBe(404)
  })
})

describe('a password', () => {
  const issuesFor = async (given: string) =>
    (await confirm('x'.repeat(43), given)).body.issues?.map(({ code }) => code) ?? []

  test.each([
    ['of eight characters', 'xkcdwzqv'],
    ['of eight characters outside the basic plane', '𝔤𝔲𝔦𝔩𝔡𝔥𝔞𝔩😀😀😀'],
    ['of one kind of character only', 'zzyyxxwwvvuu'],
    ['with spaces, also at its ends', '  four words and spaces  '],
    ['of 128 characters', 'ab c'.repeat(32)],
    ['of 128 characters outside the basic plane', '😀🦊🐢🌲'.repeat(32)],
  ])('%s is taken', async (_which, given) => {
    expect(await issuesFor(given)).toEqual([])
  })

  test.each([
    ['of seven characters', 'xkcdwzq', 'tooShort'],
    ['of seven characters outside the basic plane', '😀🦊🐢🌲🌲🌲🌲', 'tooShort'],
    ['of 129 characters', 'x'.repeat(129), 'tooLong'],
    ['that many people use', 'password1', 'identity.error.commonPassword'],
    ['that many people use, in capitals', 'PASSWORD1', 'identity.error.commonPassword'],
    ['that many people use, in wide letters', 'ｐａｓｓｗｏｒｄ１', 'identity.error.commonPassword'],
  ])('%s is refused', async (_which, given, code) => {
    expect(await issuesFor(given)).toEqual([code])
  })

  test('counts as the same however a keyboard composes it', async () => {
    const email = newAddress()
    await confirm(await linkFor(email), 'caf\u00e9 \ufb01ne day')
    const reply = await portal
      .visitor()
      .call('POST', '/sign-in', { address: email, password: 'cafe\u0301 fine day' })
    expect(reply.status).toBe(200)
  })

  test('keeps the spaces at its ends', async () => {
    const email = newAddress()
    await confirm(await linkFor(email), ' a word on ')
    const reply = await portal.visitor().call('POST', '/sign-in', { address: email, password: 'a word on' })
    expect(reply.status).toBe(422)
  })
})
