import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { codeIn, mailsTo, smsTo, tokenIn } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import { setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
}

let portal: Portal
let tenantId: string
let person: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  person = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const newEmail = () => `${randomUUID()}@example.org`
const newNumber = () => `+1510555${randomInt(1000, 9999)}`

const ask = (address: string, at = person) =>
  at.client.call<Answer>('POST', '/account/addresses', { address })
const confirm = (code: string, at = person) =>
  at.client.call<Answer>('POST', '/account/addresses/confirm', { code })

async function codeFor(address: string): Promise<string> {
  await portal.runJobs()
  return codeIn(
    address.includes('@')
      ? (await mailsTo(portal, address)).at(-1)?.text
      : (await smsTo(portal, address)).at(-1),
  )
}

async function changeTo(address: string, at = person): Promise<void> {
  expect((await ask(address, at)).status).toBe(202)
  expect((await confirm(await codeFor(address), at)).status).toBe(200)
}

async function addressesOf({ accountId }: MadePerson) {
  const [row] = await portal.app.database.sql<{ email: string | null; phone: string | null }>(
    sql`SELECT email, phone FROM accounts WHERE id = ${accountId}::uuid`,
  )
  return row
}

const canSignIn = async (address: string) =>
  (await portal.visitor().call('POST', '/sign-in', { address, password })).status === 200

describe('another e-mail address', () => {
  test('counts once its code is given, for signing in as well', async () => {
    const email = newEmail()
    await ask(email.toUpperCase())
    expect(await addressesOf(person)).toEqual({ email: person.email, phone: null })
    expect((await confirm(await codeFor(email))).status).toBe(200)
    expect(await addressesOf(person)).toEqual({ email, phone: null })
    expect([await canSignIn(email), await canSignIn(person.email)]).toEqual([true, false])
  })

  test('asks to step up', async () => {
    portal.clock.advance({ minutes: 10 })
    expect((await ask(newEmail())).body.code).toBe('request.stepUpNeeded')
  })

  test('that is somebody else’s is answered the same, and its owner hears of it', async () => {
    const owner = await makePerson(portal, { tenantId })
    const free = await ask(newEmail())
    const taken = await ask(owner.email)
    expect([taken.status, taken.text]).toEqual([free.status, free.text])
    await portal.runJobs()
    const mail = (await mailsTo(portal, owner.email)).at(-1)
    expect(mail?.subject).toContain('You already have an account')
    expect(() => codeIn(mail?.text)).toThrow('No code')
  })

  test('that two ask for goes to the one who confirms first', async () => {
    const email = newEmail()
    const second = await makePerson(portal, { tenantId })
    await ask(email)
    const first = await codeFor(email)
    // The later request makes the earlier code worthless, so each has a code of its own time.
    const replies = [await confirm(first)]
    await ask(email, second)
    await portal.runJobs()
    expect((await mailsTo(portal, email)).at(-1)?.subject).toContain('You already have an account')
    replies.push(await confirm(first, second))
    expect(replies.map(({ status }) => status)).toEqual([200, 422])
    expect((await addressesOf(second))?.email).toBe(second.email)
  })

  test('that was taken between asking and confirming is refused', async () => {
    const email = newEmail()
    await ask(email)
    const code = await codeFor(email)
    await makePerson(portal, { tenantId, email })
    const reply = await confirm(code)
    expect([reply.status, reply.body.code]).toEqual([409, 'identity.addressTaken'])
    expect((await addressesOf(person))?.email).toBe(person.email)
  })

  test('takes no code in the session of somebody else', async () => {
    const email = newEmail()
    const second = await makePerson(portal, { tenantId })
    await ask(email)
    const code = await codeFor(email)
    second.client.setCookie('flow', person.client.cookies.get('flow') as string)
    expect((await confirm(code, second)).body.code).toBe('identity.codeExpired')
  })

  test('is changed by the pages', async () => {
    const email = newEmail()
    const { client } = person
    expect((await client.get('/account/email')).status).toBe(200)
    expect((await client.form('/account/email', { address: email })).headers.get('location')).toBe(
      '/account/address/code',
    )
    expect((await client.get('/account/address/code')).status).toBe(200)
    const reply = await client.form('/account/address/code', { code: await codeFor(email) })
    expect(reply.headers.get('location')).toBe('/account/security')
    expect((await client.get('/account/security')).text).toContain(email)
  })
})

describe('a phone', () => {
  test('is added, signs in, and replaces the mail address as the only one', async () => {
    const number = newNumber()
    await changeTo(number)
    expect(await addressesOf(person)).toEqual({ email: person.email, phone: number })
    expect(await canSignIn(number)).toBe(true)
    expect((await person.client.call('DELETE', '/account/addresses/email')).status).toBe(200)
    expect(await addressesOf(person)).toEqual({ email: null, phone: number })
    const last = await person.client.call<Answer>('DELETE', '/account/addresses/phone')
    expect([last.status, last.body.code]).toEqual([409, 'identity.lastAddress'])
  })

  test('is removed by the button of the page', async () => {
    await changeTo(newNumber())
    expect((await person.client.get('/account/phone')).status).toBe(200)
    const reply = await person.client.form('/account/phone/remove', {})
    expect(reply.headers.get('location')).toBe('/account/security')
    expect((await addressesOf(person))?.phone).toBeNull()
    const refused = await person.client.form('/account/email/remove', {})
    expect(refused.headers.get('location')).toBe('/account/security')
    expect((await addressesOf(person))?.email).toBe(person.email)
  })

  test('that two confirm at once belongs to one of them', async () => {
    const number = newNumber()
    const second = await makePerson(portal, { tenantId })
    await ask(number)
    const code = await codeFor(number)
    await portal.app.database.sql(sql`
      UPDATE accounts SET phone = ${number} WHERE id = ${second.accountId}::uuid`)
    expect((await confirm(code)).body.code).toBe('identity.addressTaken')
  })
})

describe('the link that takes a change back', () => {
  async function linkIn(email: string): Promise<string> {
    await portal.runJobs()
    return tokenIn(
      (await mailsTo(portal, email)).findLast(({ text }) => text.includes('/undo/')),
      '/undo',
    )
  }

  const undo = (token: string) => portal.visitor().call<Answer>('POST', '/account/addresses/undo', { token })

  test('goes to the address from before, gives it back and signs everybody out', async () => {
    const email = newEmail()
    await changeTo(email)
    const token = await linkIn(person.email)
    expect((await undo(token)).status).toBe(200)
    expect(await addressesOf(person)).toEqual({ email: person.email, phone: null })
    await until(
      'signed out',
      async () => (await person.client.call('GET', '/me/profile')).status === 401,
      10_000,
    )
    expect((await undo(token)).body.code).toBe('identity.linkExpired')
  })

  test('takes away what was added beside it', async () => {
    const number = newNumber()
    await changeTo(number)
    await undo(await linkIn(person.email))
    expect(await addressesOf(person)).toEqual({ email: person.email, phone: null })
  })

  test('takes away a second step that was set up since', async () => {
    await changeTo(newEmail())
    await setUpSecondStep(portal, person.client)
    await undo(await linkIn(person.email))
    expect(await canSignIn(person.email)).toBe(true)
  })

  test('leads by its page to a new password', async () => {
    await changeTo(newEmail())
    const token = await linkIn(person.email)
    const visitor = portal.visitor()
    expect((await visitor.get(`/undo/${token}`)).status).toBe(200)
    expect((await visitor.form(`/undo/${token}`, {})).headers.get('location')).toBe('/forgot-password')
  })

  test('works for a week', async () => {
    await changeTo(newEmail())
    const token = await linkIn(person.email)
    portal.clock.advance({ minutes: 7 * 24 * 60 })
    expect((await undo(token)).body.code).toBe('identity.linkExpired')
  })

  test('does not give back an address that somebody else has meanwhile', async () => {
    const before = person.email
    await changeTo(newEmail())
    const token = await linkIn(before)
    await makePerson(portal, { tenantId, email: before })
    expect((await undo(token)).body.code).toBe('identity.addressTaken')
  })
})

describe('a new password from within', () => {
  test('signs the other devices out and not this one, and asks to step up', async () => {
    const other = portal.visitor()
    await other.call('POST', '/sign-in', { address: person.email, password })
    const changed = 'a fresh start altogether'
    const reply = await person.client.form('/account/password', { password: changed })
    expect(reply.headers.get('location')).toBe('/account/security')
    await until('signed out', async () => (await other.call('GET', '/me/profile')).status === 401, 10_000)
    expect((await person.client.call('GET', '/me/profile')).status).toBe(200)
    portal.clock.advance({ minutes: 10 })
    expect((await person.client.call<Answer>('PUT', '/account/password', { password })).body.code).toBe(
      'request.stepUpNeeded',
    )
  })

  test('on its page waits until one has stepped up, and never sends the password back', async () => {
    portal.clock.advance({ minutes: 10 })
    expect(
      (await person.client.get('/account/password', { Accept: 'text/html' })).headers.get('location'),
    ).toBe('/step-up?to=%2Faccount%2Fpassword')
    const reply = await person.client.form('/account/password', {
      password: 'a secret that must not come back',
    })
    expect(reply.status).toBe(403)
    expect(reply.text).not.toContain('must not come back')
  })
})

test('what was typed waits while somebody steps up, goes on after it, and acts once', async () => {
  portal.clock.advance({ minutes: 10 })
  const email = newEmail()
  const { client } = person
  const asked = await client.form('/account/email', { _key: randomUUID(), address: email })
  expect(asked.status).toBe(403)
  const hidden = [...asked.text.matchAll(/<input type="hidden" name="(_carried:[^"]+)" value="([^"]*)"/g)]
  expect(hidden.map(([, name]) => name)).toContain('_carried:address')
  const fields = Object.fromEntries(hidden.map(([, name, value]) => [name, value])) as Record<string, string>
  const action = /action="(\/step-up[^"]*)"/.exec(asked.text)?.[1]?.replaceAll('&amp;', '&') ?? ''

  const wrong = await client.form(action, { ...fields, password: 'not it at all' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('_carried:address')

  const right = await client.form(action, { ...fields, password })
  expect([right.status, right.headers.get('location')]).toEqual([307, '/account/email'])
  // A browser sends the same form on.
  const done = await client.form('/account/email', { ...fields, password })
  expect(done.headers.get('location')).toBe('/account/address/code')
  expect(await codeFor(email)).toMatch(/^\d{6}$/)
})
