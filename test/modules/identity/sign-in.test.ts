import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { auditEntries } from '../../factories/audit.ts'
import { makeAssociation, makePerson, password } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
}

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(() => portal.clock.advance({ minutes: 11 }))
afterAll(() => portal.close())

function signIn(email: string, given = password, at = portal) {
  return at.visitor().call<Answer>('POST', '/sign-in', { address: email, password: given })
}

async function failuresOf(email: string): Promise<number> {
  const hash = portal.app.services.keyedHash('signIn', `address:${email}`)
  const [row] = await portal.app.database.sql<{ count: number }>(
    sql`SELECT count FROM sign_in_failures WHERE subject_hash = ${hash}`,
  )
  return row?.count ?? 0
}

describe('signing in', () => {
  test('with address and password opens a session', async () => {
    const { email, client } = await makePerson(portal, { tenantId })
    expect((await signIn(email.toUpperCase())).status).toBe(200)
    expect((await client.call('GET', '/me/profile')).status).toBe(200)
  })

  test('is answered the same for a wrong password and an unknown address', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const [wrong, unknown] = [
      await signIn(email, 'not it at all'),
      await signIn(`${randomUUID()}@example.org`),
    ]
    const withoutId = ({ status, body, headers }: typeof wrong) => ({
      status,
      body: { ...body, requestId: '' },
      names: [...headers.keys()],
    })
    expect(withoutId(wrong)).toEqual(withoutId(unknown))
    expect([wrong.status, wrong.body.code]).toEqual([422, 'identity.wrongPassword'])
  })

  test('stands in the audit as whose it was, and a wrong password as whom it was aimed at', async () => {
    const { email, accountId, personId } = await makePerson(portal, { tenantId })
    await signIn(email, 'not it at all')
    const [wrong] = await auditEntries(portal, { operation: 'identity.signIn', outcome: 'refused' })
    expect(wrong).toMatchObject({
      actor_kind: 'visitor',
      account_id: null,
      person_id: null,
      changes: [{ type: 'account', id: accountId, before: null, after: null }],
      intact: true,
    })
    await signIn(`${randomUUID()}@example.org`)
    const [unknown] = await auditEntries(portal, { operation: 'identity.signIn', outcome: 'refused' })
    expect(unknown?.changes).toEqual([])
    await signIn(email)
    const [done, ...more] = await auditEntries(portal, {
      operation: 'identity.signIn',
      outcome: 'done',
      account_id: accountId,
    })
    const [session] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM sessions WHERE account_id = ${accountId}::uuid ORDER BY id DESC LIMIT 1`,
    )
    expect(more.length).toBeLessThan(2)
    expect(done).toMatchObject({
      actor_kind: 'account',
      person_id: personId,
      session_id: session?.id,
      origin_key: personId,
      intact: true,
    })
    expect(done?.origin?.ipAddress).toMatch(/127\.0\.0\.1|::1/)
  })

  test('of a suspended account is answered like a wrong password', async () => {
    const { email, accountId } = await makePerson(portal, { tenantId })
    await portal.app.database.sql(sql`UPDATE accounts SET status = 'suspended' WHERE id = ${accountId}::uuid`)
    expect((await signIn(email)).body.code).toBe('identity.wrongPassword')
  })

  test('counts what failed, for an address that is known and for one that is not', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const unknown = `${randomUUID()}@example.org`
    for (const address of [email, email.toUpperCase(), unknown]) await signIn(address, 'not it at all')
    expect([await failuresOf(email), await failuresOf(unknown)]).toEqual([2, 1])
  })

  test('that succeeds forgets what failed before', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await signIn(email, 'not it at all')
    await signIn(email)
    expect(await failuresOf(email)).toBe(0)
  })

  test('refuses what cannot be an address or a password', async () => {
    const { status } = await signIn('nobody', '')
    expect(status).toBe(422)
  })

  test('with what no text can hold is refused', async () => {
    const { email } = await makePerson(portal, { tenantId })
    expect([400, 422]).toContain((await signIn(email, 'a\u0000b')).status)
  })

  test('makes the hash again when its cost was raised, and the password still works', async () => {
    const { email, accountId } = await makePerson(portal, { tenantId })
    const dearer = await openPortal({ databaseUrl: portal.databaseUrl, config: { PASSWORD_ITERATIONS: 3 } })
    const hashOf = async () => {
      const [row] = await portal.app.database.sql<{ hash: string }>(
        sql`SELECT password_hash AS hash FROM accounts WHERE id = ${accountId}::uuid`,
      )
      return row?.hash
    }
    try {
      const before = await hashOf()
      expect((await signIn(email, 'not it at all', dearer)).status).toBe(422)
      expect(await hashOf()).toBe(before)
      expect((await signIn(email, password, dearer)).status).toBe(200)
      expect(await hashOf()).toContain('t=3')
      expect((await signIn(email, password, dearer)).status).toBe(200)
    } finally {
      await dearer.close()
    }
  })

  test.each([
    '//evil.example.net',
    '/\\evil.example.net',
    'https://evil.example.net',
    'javascript:alert(1)',
    '/\t/evil.example.net',
    '/..//evil.example.net',
    '/.//evil.example.net',
    '/%2e%2e//evil.example.net',
    '/a/../..//evil.example.net',
    'evil.example.net',
    '/@evil.example.net/..//evil.example.net',
  ])('leads to no other site by next=%s', async (next) => {
    const { email } = await makePerson(portal, { tenantId })
    const reply = await portal
      .visitor()
      .form(`/sign-in?next=${encodeURIComponent(next)}`, { address: email, password })
    const location = reply.headers.get('location') ?? 'nowhere'
    expect(reply.status).toBe(303)
    expect(new URL(location, 'http://portal.test').host).toBe('portal.test')
  })

  test('leads back to the page that asked for it', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const client = portal.visitor()
    const refused = await client.get('/units?search=a%20b', { Accept: 'text/html' })
    expect([refused.status, refused.headers.get('location')]).toEqual([
      303,
      '/sign-in?next=%2Funits%3Fsearch%3Da%2520b',
    ])
    const page = await client.get('/sign-in?next=%2Funits%3Fsearch%3Da%2520b')
    const action = /action="(\/sign-in[^"]*)"/.exec(page.text)?.[1] as string
    const reply = await client.form(action.replaceAll('&amp;', '&'), { address: email, password })
    expect(reply.headers.get('location')).toBe('/units?search=a%20b')
  })

  test('that failed shows the address again and never the password', async () => {
    const reply = await portal
      .visitor()
      .form('/sign-in', { address: 'someone@example.org', password: 'not it at all' })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('value="someone@example.org"')
    expect(reply.text).toContain(portal.app.words.in('en')('identity.error.wrongPassword'))
    expect(reply.text).not.toContain('not it at all')
  })
})

test('an account that a preset made takes its password however it was composed', async () => {
  const email = `${randomUUID()}@example.org`
  const made = { tenantId, email, givenName: 'A', familyName: 'B', password: 'cafe\u0301 \ufb01ne day' }
  await portal.app.runner.call(createAccount, made, portal.app.asSystem('test', tenantId))
  expect((await signIn(email, 'cafe\u0301 \ufb01ne day')).status).toBe(200)
})

describe('signing out', () => {
  test('ends this session and takes the cookie away', async () => {
    const { client } = await makePerson(portal, { tenantId })
    const token = client.cookies.get('session') as string
    expect((await client.call('POST', '/sign-out', {})).status).toBe(200)
    expect(client.cookies.has('session')).toBe(false)
    client.setCookie('session', token)
    await until('signed out', async () => (await client.call('GET', '/me/profile')).status === 401, 1_000)
  })

  test('leaves other browsers signed in', async () => {
    const { client, email } = await makePerson(portal, { tenantId })
    const other = portal.visitor()
    await other.call('POST', '/sign-in', { address: email, password })
    await client.call('POST', '/sign-out', {})
    expect((await other.call('GET', '/me/profile')).status).toBe(200)
  })

  test('without a session does no harm', async () => {
    expect((await portal.visitor().call('POST', '/sign-out', {})).status).toBe(200)
  })
})

describe('the time that a sign-in takes', () => {
  test('does not tell a known address from an unknown one', async () => {
    const real = await openPortal({
      databaseUrl: portal.databaseUrl,
      config: { PASSWORD_MEMORY_KIB: 19_456, PASSWORD_ITERATIONS: 2 },
    })
    const email = `${randomUUID()}@example.org`
    await makePerson(real, { tenantId, email })
    const timeOf = async (address: string) => {
      real.clock.advance({ minutes: 11 })
      const began = performance.now()
      await signIn(address, 'not it at all', real)
      return performance.now() - began
    }
    try {
      for (const address of [email, `${randomUUID()}@example.org`]) await timeOf(address)
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
      // A busy machine makes single runs slow: pairs in changing order, and more of them until the middle is clear.
      for (let round = 0; round < 120; round += 1) {
        const pair = [
          ['known', email],
          ['unknown', `${randomUUID()}@example.org`],
        ] as const
        for (const [kind, address] of round % 2 ? pair.toReversed() : pair)
          times[kind].push(await timeOf(address))
        if (round >= 29 && differenceOf(times) < 0.15) break
      }
      expect(differenceOf(times)).toBeLessThan(0.15)
    } finally {
      await real.close()
    }
  })
})

function differenceOf({ known, unknown }: { known: number[]; unknown: number[] }): number {
  const [a, b] = [medianOf(known), medianOf(unknown)]
  return Math.abs(a - b) / Math.max(a, b)
}

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
}
