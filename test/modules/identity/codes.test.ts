import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { codeIn, mailsTo, smsTo } from '../../factories/mails.ts'
import { makeAssociation, makePerson, password } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  next?: string
  detail?: string
  issues?: Array<{ pointer: string; code: string }>
}

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

/** Another number each time: they are limited one by one. */
const newNumber = () => `+1510555${randomInt(1000, 9999)}`

const ask = (client: Client, address: string) => client.call<Answer>('POST', '/sign-in/codes', { address })
const give = (client: Client, code: string) => client.call<Answer>('POST', '/sign-in/codes/use', { code })

/** What was sent last to an address or a number. */
async function codeFor(address: string): Promise<string> {
  await portal.runJobs()
  const texts = address.includes('@')
    ? (await mailsTo(portal, address)).map(({ text }) => text)
    : await smsTo(portal, address)
  return codeIn(texts.filter((text) => !text.includes('address 127.0.0.1')).at(-1))
}

/** A code that is not the right one. */
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function asked(address: string): Promise<{ client: Client; code: string }> {
  const client = portal.visitor()
  expect((await ask(client, address)).status).toBe(202)
  return { client, code: await codeFor(address) }
}

describe('signing in with a code', () => {
  test('by mail opens a session', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    const reply = await give(client, code)
    expect([reply.status, reply.body.next]).toEqual([200, 'done'])
    expect((await client.call('GET', '/me/profile')).status).toBe(200)
  })

  test('however it is pasted', async () => {
    const { email } = await makePerson(portal, { tenantId })
    for (const pasted of [
      (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\n`,
      (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
      (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ]) {
      portal.clock.advance({ minutes: 61 })
      const { client, code } = await asked(email)
      expect((await give(client, pasted(code))).status).toBe(200)
    }
  })

  test('works once', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    const cookie = client.cookies.get('flow') as string
    await give(client, code)
    client.setCookie('flow', cookie)
    expect((await give(client, code)).body.code).toBe('identity.codeExpired')
  })

  test('works for ten minutes', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    portal.clock.advance({ minutes: 10 })
    const { status, body } = await give(client, code)
    expect([status, body.code]).toEqual([409, 'identity.codeExpired'])
  })

  test('works in the browser that asked for it, and in no other', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { code } = await asked(email)
    expect((await give(portal.visitor(), code)).body.code).toBe('identity.codeExpired')
    // Nor in one that asked for a code of somebody else.
    const { client } = await asked((await makePerson(portal, { tenantId })).email)
    expect((await give(client, code)).body.code).toBe('identity.wrongCode')
  })

  test('takes no code that was sent for something else', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const client = portal.visitor()
    await client.call('POST', '/password-resets', { address: email })
    expect((await give(client, await codeFor(email))).body.code).toBe('identity.codeExpired')
  })

  test('with a code that a later one replaced is refused, even in the browser that got both', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const first = await asked(email)
    portal.clock.advance({ seconds: 1 })
    const second = await asked(email)
    expect((await give(first.client, first.code)).body.code).toBe('identity.wrongCode')
    expect((await give(second.client, second.code)).status).toBe(200)
  })

  test('says how many tries are left, and ends after five', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    const codes: Array<string | undefined> = []
    for (let count = 0; count < 4; count += 1) {
      const { body } = await give(client, other(code))
      codes.push(body.code)
      expect(body.detail).toContain(String(4 - count))
    }
    codes.push((await give(client, other(code))).body.code)
    expect(codes).toEqual([...Array(4).fill('identity.wrongCode'), 'identity.codeExpired'])
    expect((await give(client, code)).body.code).toBe('identity.codeExpired')
  })

  test('twenty guesses at once are five tries, whichever come first', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_each, index) =>
        give(client, String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0')),
      ),
    )
    expect(replies.filter(({ body }) => body.code === 'identity.wrongCode')).toHaveLength(4)
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(0)
    const [row] = await portal.app.database.sql<{ tries: number }>(
      sql`SELECT tries FROM challenges WHERE address = ${email} ORDER BY id DESC LIMIT 1`,
    )
    expect(row?.tries).toBe(5)
  })

  test('the right code given twice at once signs in once', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    const statuses = (await Promise.all([give(client, code), give(client, code)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409])
  })

  test('is answered the same for an unknown address, which hears that there is no account', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const unknown = `${randomUUID()}@example.org`
    const client = portal.visitor()
    const [known, reply] = [await ask(portal.visitor(), email), await ask(client, unknown)]
    expect([reply.status, reply.text]).toEqual([known.status, known.text])
    await portal.runJobs()
    const mail = (await mailsTo(portal, unknown)).at(-1)
    expect(mail?.subject).toContain('There is no account')
    expect(() => codeIn(mail?.text)).toThrow('No code')
    expect((await give(client, '123456')).body.code).toBe('identity.wrongCode')
  })

  test('sends no message to the phone of somebody who has no account', async () => {
    const number = newNumber()
    expect((await ask(portal.visitor(), number)).status).toBe(202)
    await portal.runJobs()
    expect(await smsTo(portal, number)).toEqual([])
  })

  test('of a suspended account is refused', async () => {
    const { email, accountId } = await makePerson(portal, { tenantId })
    const { client, code } = await asked(email)
    await portal.app.database.sql(sql`UPDATE accounts SET status = 'suspended' WHERE id = ${accountId}::uuid`)
    expect((await give(client, code)).body.code).toBe('identity.wrongCode')
  })

  test('keeps no code that could be read in the database', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const { code } = await asked(email)
    const [row] = await portal.app.database.sql<{ text: string }>(
      sql`SELECT challenges::text AS text FROM challenges WHERE address = ${email} ORDER BY id DESC LIMIT 1`,
    )
    expect(row?.text).toContain(email)
    // The hash is written in hex, where six digits may stand by chance.
    expect(row?.text.replace(/\\x[0-9a-f]+/g, '').replace(/[0-9a-f-]{36}/g, '')).not.toContain(`,${code},`)
  })

  test('is done by the pages, and leads back to where one wanted to go', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const client = portal.visitor()
    const sent = await client.form('/sign-in/code?next=%2Funits', { address: email })
    expect(sent.headers.get('location')).toBe('/sign-in/code/enter?next=%2Funits')
    const page = await client.get('/sign-in/code/enter?next=%2Funits')
    expect(page.text).toContain('autocomplete="one-time-code"')
    expect(page.text).toContain('inputmode="numeric"')
    const wrong = await client.form('/sign-in/code/enter?next=%2Funits', {
      code: other(await codeFor(email)),
    })
    expect(wrong.status).toBe(422)
    const reply = await client.form('/sign-in/code/enter?next=%2Funits', { code: await codeFor(email) })
    expect(reply.headers.get('location')).toBe('/units')
  })

  test('leads to no other site', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const client = portal.visitor()
    const sent = await client.form('/sign-in/code?next=%2F%2Fevil.example.net', { address: email })
    expect(sent.headers.get('location')).toBe('/sign-in/code/enter')
    const reply = await client.form('/sign-in/code/enter?next=https%3A%2F%2Fevil.example.net', {
      code: await codeFor(email),
    })
    expect(reply.headers.get('location')).toBe('/')
  })
})

describe('an account with a phone and no e-mail', () => {
  async function joined(): Promise<{ client: Client; number: string }> {
    const number = newNumber()
    const client = portal.visitor()
    const body = { givenName: 'Fon', familyName: 'Only', address: number.replace('+1510', '(510) ') }
    expect((await client.call('POST', '/sign-up', body)).status).toBe(202)
    const code = await codeFor(number)
    const reply = await client.call('POST', '/sign-up/confirm-code', { code, password })
    expect(reply.status).toBe(200)
    return { client, number }
  }

  test('joins with a code, chooses the password then, and is signed in', async () => {
    const { client, number } = await joined()
    expect((await client.call('GET', '/me/profile')).body).toMatchObject({ email: null, givenName: 'Fon' })
    expect((await client.get('/')).text).toContain('+1 510 555')
    const [account] = await portal.app.database.sql(
      sql`SELECT email, phone FROM accounts WHERE phone = ${number}`,
    )
    expect(account).toEqual({ email: null, phone: number })
  })

  test('signs in with its number, however it is written, and password', async () => {
    const { number } = await joined()
    for (const address of [number, number.replace('+1510555', '+1 (510) 555-'), number.slice(2)]) {
      const reply = await portal.visitor().call('POST', '/sign-in', { address, password })
      expect(reply.status).toBe(200)
    }
  })

  test('signs in with a code', async () => {
    const { number } = await joined()
    const { client, code } = await asked(number)
    expect((await give(client, code)).status).toBe(200)
  })

  test('is told the code in words, with what phones need to fill it in here and nowhere else', async () => {
    const { number } = await joined()
    const { code } = await asked(number)
    const text = (await smsTo(portal, number)).at(-1)
    expect(text).toMatch(new RegExp(`^${code} is your code for The Association\\.`))
    expect(text).toMatch(new RegExp(`\\n\\n@localhost:3000 #${code}$`))
  })

  test('sets a new password with a code, which ends every session, and hears of it by message', async () => {
    const { client, number } = await joined()
    const visitor = portal.visitor()
    await visitor.call('POST', '/password-resets', { address: number })
    const code = await codeFor(number)
    const changed = 'a fresh start altogether'
    const wrong = await visitor.call<Answer>('POST', '/password-resets/use-code', {
      code: other(code),
      password: changed,
    })
    expect(wrong.body.code).toBe('identity.wrongCode')
    const reply = await visitor.call('POST', '/password-resets/use-code', { code, password: changed })
    expect(reply.status).toBe(200)
    expect((await portal.visitor().call('POST', '/sign-in', { address: number, password })).status).toBe(422)
    await until('signed out', async () => (await client.call('GET', '/me/profile')).status === 401, 10_000)
    expect(
      (await portal.visitor().call('POST', '/sign-in', { address: number, password: changed })).status,
    ).toBe(200)
    await portal.runJobs()
    expect((await smsTo(portal, number)).some((text) => text.includes('Your password was changed'))).toBe(
      true,
    )
  })

  test('that joins again hears that it has an account', async () => {
    const { number } = await joined()
    await portal.visitor().call('POST', '/sign-up', { givenName: 'A', familyName: 'B', address: number })
    await portal.runJobs()
    expect((await smsTo(portal, number)).at(-1)).toContain('You have an account with this number already')
  })

  test('two who confirm one number at once are one account', async () => {
    const number = newNumber()
    const body = { givenName: 'A', familyName: 'B', address: number }
    const client = portal.visitor()
    await client.call('POST', '/sign-up', body)
    const code = await codeFor(number)
    const confirm = () => client.call<Answer>('POST', '/sign-up/confirm-code', { code, password })
    const statuses = (await Promise.all([confirm(), confirm()])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409])
  })

  test('an account has an address of some kind, whatever writes it', async () => {
    await expect(
      portal.app.database.sql(
        sql`INSERT INTO accounts (id, password_changed_at, created_at) VALUES (${randomUUID()}::uuid, now(), now())`,
      ),
    ).rejects.toThrow('accounts_have_address')
  })
})

describe('messages to phones', () => {
  const signUp = (at: Portal, address: string) =>
    at.visitor().call<Answer>('POST', '/sign-up', { givenName: 'A', familyName: 'B', address })

  test('are limited to five an hour for one number, whatever they are for and however it is written', async () => {
    const number = newNumber()
    const statuses: number[] = []
    for (let count = 0; count < 3; count += 1) {
      statuses.push((await signUp(portal, number)).status)
      statuses.push((await ask(portal.visitor(), number.replace('+1510', '510 '))).status)
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })

  test('are limited by the day, too', async () => {
    const number = newNumber()
    // To the beginning of a day, so that the hours which follow belong to one.
    portal.clock.advance({ seconds: 86_400 - (Math.floor(portal.clock.now().getTime() / 1000) % 86_400) })
    const statuses: number[] = []
    for (let count = 0; count < 13; count += 1) {
      if (count % 4 === 0) portal.clock.advance({ minutes: 61 })
      statuses.push((await ask(portal.visitor(), number)).status)
    }
    expect(statuses).toEqual([...Array(12).fill(202), 429])
  })

  test('are limited for all numbers of one country', async () => {
    const small = await openPortal({
      databaseUrl: portal.databaseUrl,
      config: { SMS_HOURLY_LIMIT_PER_COUNTRY: 2 },
    })
    try {
      small.clock.advance({ minutes: 100_000 })
      const statuses: number[] = []
      for (const number of ['+380501234561', '+380501234562', '+380501234563', newNumber()])
        statuses.push((await ask(small.visitor(), number)).status)
      expect(statuses).toEqual([202, 202, 429, 202])
    } finally {
      await small.close()
    }
  })

  test('go to the countries that are served only', async () => {
    const abroad = await openPortal({
      databaseUrl: portal.databaseUrl,
      config: { SMS_COUNTRIES: ['UA'], SMS_DEFAULT_COUNTRY: 'UA' },
    })
    try {
      expect((await signUp(abroad, newNumber())).body.issues).toMatchObject([
        { pointer: '/address', code: 'identity.error.countryNotServed' },
      ])
      expect((await signUp(abroad, '050 123 45 67')).status).toBe(202)
    } finally {
      await abroad.close()
    }
  })

  test('are offered nowhere and refused while they are switched off; who has a password still gets in', async () => {
    const off = await openPortal({ databaseUrl: portal.databaseUrl, config: { sms: 'off' } })
    const number = newNumber()
    try {
      expect((await signUp(off, number)).body.issues).toMatchObject([{ code: 'identity.error.noMessages' }])
      expect((await off.visitor().get('/sign-up')).text).not.toContain('phone number')
      expect((await off.visitor().call('GET', '/sign-in/ways')).body).toMatchObject({ phones: false })
    } finally {
      await off.close()
    }
    expect((await portal.visitor().get('/sign-up')).text).toContain('phone number')
    expect((await portal.visitor().call('GET', '/sign-in/ways')).body).toMatchObject({ phones: true })
  })

  test.each(['+1 900 555 0100', '12', 'nobody', '+999 123 456'])(
    'go to no number like %s',
    async (number) => {
      expect((await signUp(portal, number)).body.issues).toMatchObject([
        { pointer: '/address', code: 'identity.error.address' },
      ])
    },
  )
})
