import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { describeBrowser } from '../../../src/modules/identity/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { auditEntries } from '../../factories/audit.ts'
import { codeIn, mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import { appCode, setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  next?: string
}

let portal: Portal
let tenantId: string
let person: MadePerson
let secret: string
let recoveryCodes: string[]

beforeAll(async () => {
  portal = await openPortal({ config: { RATE_LIMIT_WRITES: 10_000 } })
  tenantId = await makeAssociation(portal, 'The Association')
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  person = await makePerson(portal, { tenantId })
  ;({ secret, recoveryCodes } = await setUpSecondStep(portal, person.client))
  // The code that switched it on is used up.
  portal.clock.advance({ seconds: 30 })
})
afterAll(() => portal.close())

/** After the password, before the second step. */
async function firstStep(client = portal.visitor(), email = person.email): Promise<Client> {
  const { body } = await client.call<Answer>('POST', '/sign-in', { address: email, password })
  expect(body.next).toBe('secondStep')
  expect(client.cookies.has('session')).toBe(false)
  return client
}

const secondStep = (client: Client, code: string, other: object = {}) =>
  client.call<Answer>('POST', '/sign-in/second-step', { code, ...other })

const isIn = async (client: Client) => (await client.call('GET', '/me/profile')).status === 200

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

test('the audit says whose sign-in it was at each step, and whose second step was refused', async () => {
  const { personId } = person
  const client = await firstStep()
  const [first] = await auditEntries(portal, { operation: 'identity.signIn', person_id: personId })
  expect(first).toMatchObject({ outcome: 'done', actor_kind: 'account', session_id: null, intact: true })
  const code = await appCode(portal, secret)
  await secondStep(client, other(code))
  const [refused] = await auditEntries(portal, { operation: 'identity.completeSignIn', outcome: 'refused' })
  expect(refused?.changes).toMatchObject([{ type: 'account', id: first?.account_id }])
  expect(refused).toMatchObject({ actor_kind: 'visitor', account_id: null, person_id: null, intact: true })
  expect((await secondStep(client, code)).status).toBe(200)
  const [done] = await auditEntries(portal, { operation: 'identity.completeSignIn', person_id: personId })
  expect(done).toMatchObject({ outcome: 'done', account_id: first?.account_id, intact: true })
  expect(done?.session_id).not.toBeNull()
})

describe('setting up the second step', () => {
  test('answers ten recovery codes, once, and keeps only their hashes', async () => {
    expect(recoveryCodes).toHaveLength(10)
    expect(new Set(recoveryCodes).size).toBe(10)
    const [row] = await portal.app.database.sql<{ text: string }>(sql`
      SELECT string_agg(r::text, ' ') || (SELECT string_agg(f::text, ' ') FROM second_factors f) AS text FROM recovery_codes r`)
    for (const kept of [...recoveryCodes, secret]) {
      expect(row?.text).not.toContain(kept)
      expect(row?.text).not.toContain(Buffer.from(kept).toString('hex'))
    }
  })

  test('counts only once a first code is right; until then a password signs in', async () => {
    const { client, email } = await makePerson(portal, { tenantId })
    await client.call('POST', '/account/second-factor', {})
    const { body } = await client.call<{ secret: string }>('GET', '/account/second-factor')
    const code = other(await appCode(portal, body.secret))
    const reply = await client.call<Answer>('POST', '/account/second-factor/confirm', { code })
    expect([reply.status, reply.body.code]).toEqual([422, 'identity.wrongProof'])
    const signedIn = await portal.visitor().call<Answer>('POST', '/sign-in', { address: email, password })
    expect(signedIn.body.next).toBe('done')
  })

  test('shows its secret to nobody afterwards, and is not begun twice', async () => {
    expect((await person.client.call('GET', '/account/second-factor')).status).toBe(404)
    const again = await person.client.call<Answer>('POST', '/account/second-factor', {})
    expect([again.status, again.body.code]).toEqual([409, 'identity.hasSecondFactor'])
  })

  test('makes recovery codes anew once, however often the key is sent, and shows them once', async () => {
    const codes = () =>
      person.client.call<Answer>('POST', '/account/recovery-codes', {}, { 'Idempotency-Key': 'renewed' })
    expect((await codes()).status).toBe(200)
    const hashes = () =>
      portal.app.database.sql(
        sql`SELECT r::text FROM recovery_codes r WHERE account_id = ${person.accountId}::uuid ORDER BY 1`,
      )
    const before = await hashes()
    const again = await codes()
    expect([again.status, again.body.code]).toEqual([409, 'request.alreadyDone'])
    expect(await hashes()).toEqual(before)
  })

  test('asks to step up', async () => {
    const { client } = await makePerson(portal, { tenantId })
    portal.clock.advance({ minutes: 10 })
    expect((await client.call<Answer>('POST', '/account/second-factor', {})).body.code).toBe(
      'request.stepUpNeeded',
    )
  })

  test('is told to the owner', async () => {
    await portal.runJobs()
    const texts = (await mailsTo(portal, person.email)).map(({ text }) => text)
    expect(texts.join()).toContain('The second step of signing in was switched on.')
  })

  test('by its pages draws a code to scan, without a script and without the web', async () => {
    const { client } = await makePerson(portal, { tenantId })
    expect((await client.form('/account/second-factor/begin', {})).headers.get('location')).toBe(
      '/account/second-factor',
    )
    const page = await client.get('/account/second-factor')
    expect(page.text).toMatch(/<svg class="qr-code"[^>]*>.*<path fill="#000" d="M\d+ \d+h1v1h-1z/s)
    expect(page.text).toContain('otpauth://totp/')
    const key = /<code>((?:[A-Z2-7]{4} ?)+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') as string
    const done = await client.form('/account/second-factor', { code: await appCode(portal, key) })
    expect(done.text.match(/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/g)?.length).toBeGreaterThanOrEqual(10)
    expect(done.headers.get('cache-control')).toContain('no-store')
    const wrong = await client.form('/account/second-factor', { code: '000000' })
    expect([wrong.status, wrong.headers.get('location')]).toEqual([303, '/account/security'])
  })
})

describe('the second step', () => {
  test('follows the password, and opens the session', async () => {
    const client = await firstStep()
    expect((await secondStep(client, await appCode(portal, secret))).status).toBe(200)
    expect(await isIn(client)).toBe(true)
  })

  test('follows a code by mail, too', async () => {
    const client = portal.visitor()
    await client.call('POST', '/sign-in/codes', { address: person.email })
    await portal.runJobs()
    const mails = await mailsTo(portal, person.email)
    const code = codeIn(mails.find(({ text }) => text.includes('Your code to sign in'))?.text)
    expect((await client.call<Answer>('POST', '/sign-in/codes/use', { code })).body.next).toBe('secondStep')
    expect(await isIn(client)).toBe(false)
    expect((await secondStep(client, await appCode(portal, secret))).status).toBe(200)
  })

  test('is taken by the pages, on the way to where one wanted to go', async () => {
    const client = portal.visitor()
    const first = await client.form('/sign-in?next=%2Funits', { address: person.email, password })
    expect(first.headers.get('location')).toBe('/sign-in/second-step?next=%2Funits')
    expect((await client.get('/sign-in/second-step?next=%2Funits')).status).toBe(200)
    const reply = await client.form('/sign-in/second-step?next=%2Funits', {
      code: await appCode(portal, secret),
    })
    expect(reply.headers.get('location')).toBe('/units')
  })

  test.each([-1, 0, 1])('takes the code of a clock that is off by %d steps', async (steps) => {
    portal.clock.advance({ seconds: 60 })
    const client = await firstStep()
    expect((await secondStep(client, await appCode(portal, secret, steps))).status).toBe(200)
  })

  test.each([-2, 2])('takes no code of a clock that is off by %d steps', async (steps) => {
    portal.clock.advance({ seconds: 90 })
    const client = await firstStep()
    expect((await secondStep(client, await appCode(portal, secret, steps))).body.code).toBe(
      'identity.wrongCode',
    )
  })

  test('takes each code once, and none before one that was used', async () => {
    portal.clock.advance({ seconds: 60 })
    const code = await appCode(portal, secret)
    const before = await appCode(portal, secret, -1)
    expect((await secondStep(await firstStep(), code)).status).toBe(200)
    for (const used of [code, before])
      expect((await secondStep(await firstStep(), used)).body.code).toBe('identity.wrongCode')
  })

  test('takes one code given in two browsers at once in one of them', async () => {
    const clients = [await firstStep(), await firstStep()]
    const code = await appCode(portal, secret)
    const statuses = (await Promise.all(clients.map((client) => secondStep(client, code)))).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([200, 422])
  })

  test('belongs to the browser that took the first', async () => {
    const client = await firstStep()
    const code = await appCode(portal, secret)
    expect((await secondStep(portal.visitor(), code)).body.code).toBe('identity.codeExpired')
    expect(await isIn(client)).toBe(false)
  })

  test('takes no code of another account', async () => {
    const second = await makePerson(portal, { tenantId })
    const theirs = await setUpSecondStep(portal, second.client)
    portal.clock.advance({ seconds: 30 })
    const client = await firstStep()
    expect((await secondStep(client, await appCode(portal, theirs.secret))).body.code).toBe(
      'identity.wrongCode',
    )
    expect((await secondStep(client, theirs.recoveryCodes[0] as string)).body.code).toBe('identity.wrongCode')
  })

  test('ends after five tries, and guesses at it are slowed down whatever is asked for anew', async () => {
    const wrong = other(await appCode(portal, secret))
    const client = await firstStep()
    const codes: Array<string | undefined> = []
    for (let count = 0; count < 6; count += 1) codes.push((await secondStep(client, wrong)).body.code)
    expect(codes).toEqual([
      ...Array(4).fill('identity.wrongCode'),
      'identity.codeExpired',
      'identity.codeExpired',
    ])
    const again = await firstStep()
    expect((await secondStep(again, await appCode(portal, secret))).body.code).toBe('identity.lockedOut')
    portal.clock.advance({ seconds: 60 })
    expect((await secondStep(await firstStep(), await appCode(portal, secret))).status).toBe(200)
  })

  test('is not skipped by asking for a page in between', async () => {
    const client = await firstStep()
    expect((await client.call('GET', '/units')).status).toBe(401)
    expect((await client.call('POST', '/step-up', { password })).status).toBe(401)
  })

  test('is over with a new password', async () => {
    const client = await firstStep()
    await person.client.call('PUT', '/account/password', { password: 'a fresh start altogether' })
    expect((await secondStep(client, await appCode(portal, secret))).body.code).toBe('identity.codeExpired')
  })
})

describe('a recovery code', () => {
  test('lets in once, however it is written, and the owner hears of it', async () => {
    const [first = ''] = recoveryCodes
    const client = await firstStep()
    expect((await secondStep(client, ` ${first.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(200)
    expect(await isIn(client)).toBe(true)
    expect((await secondStep(await firstStep(), first)).body.code).toBe('identity.wrongCode')
    await portal.runJobs()
    expect((await mailsTo(portal, person.email)).map(({ text }) => text).join()).toContain(
      'A recovery code was used',
    )
    const { body } = await client.call<{ recoveryCodesLeft: number }>('GET', '/account/security')
    expect(body.recoveryCodesLeft).toBe(9)
  })

  test('given in two browsers at once lets one in', async () => {
    const clients = [await firstStep(), await firstStep()]
    const replies = await Promise.all(clients.map((client) => secondStep(client, recoveryCodes[0] as string)))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  test('no longer works once there are new ones', async () => {
    const { body } = await person.client.call<{ recoveryCodes: string[] }>(
      'POST',
      '/account/recovery-codes',
      {},
    )
    expect(body.recoveryCodes).toHaveLength(10)
    expect((await secondStep(await firstStep(), recoveryCodes[0] as string)).status).toBe(422)
    expect((await secondStep(await firstStep(), body.recoveryCodes[0] as string)).status).toBe(200)
  })

  test('is made for those who have a second step', async () => {
    const { client } = await makePerson(portal, { tenantId })
    expect((await client.call('POST', '/account/recovery-codes', {})).status).toBe(404)
  })

  test('is shown by the button that makes new ones', async () => {
    const reply = await person.client.form('/account/recovery-codes', {})
    expect(reply.text).toMatch(/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/)
  })
})

describe('stepping up with a second step', () => {
  const stepUp = (body: object) => person.client.call<Answer>('POST', '/step-up', body)
  beforeEach(() => portal.clock.advance({ minutes: 10 }))

  test('takes a code of the app, and not the password', async () => {
    expect((await person.client.call('GET', '/step-up')).body).toEqual({ way: 'app', passkey: false })
    expect((await stepUp({ password })).body.code).toBe('identity.wrongProof')
    const code = await appCode(portal, secret)
    expect((await stepUp({ code })).status).toBe(200)
    expect((await stepUp({ code })).body.code).toBe('identity.wrongProof')
  })

  test('is needed to switch the second step off, after which a password signs in', async () => {
    expect((await person.client.call<Answer>('DELETE', '/account/second-factor')).body.code).toBe(
      'request.stepUpNeeded',
    )
    await stepUp({ code: recoveryCodes[1] })
    expect((await person.client.call('DELETE', '/account/second-factor')).status).toBe(200)
    const reply = await portal.visitor().call<Answer>('POST', '/sign-in', { address: person.email, password })
    expect(reply.body.next).toBe('done')
    await portal.runJobs()
    expect((await mailsTo(portal, person.email)).map(({ text }) => text).join()).toContain('was switched off')
  })
})

test('the button that switches it off does, for those who have stepped up', async () => {
  const reply = await person.client.form('/account/second-factor/remove', {})
  expect(reply.headers.get('location')).toBe('/account/security')
  const { body } = await person.client.call<{ secondStepSince: string | null }>('GET', '/account/security')
  expect(body.secondStepSince).toBeNull()
})

describe('a browser that is trusted', () => {
  async function trusted(): Promise<Client> {
    const client = await firstStep()
    await secondStep(client, await appCode(portal, secret), { trust: true })
    await client.call('POST', '/sign-out', {})
    return client
  }

  const next = async (client: Client) =>
    (await client.call<Answer>('POST', '/sign-in', { address: person.email, password })).body.next

  test('is not asked again for thirty days', async () => {
    const client = await trusted()
    portal.clock.advance({ minutes: 29 * 24 * 60 })
    expect(await next(client)).toBe('done')
    portal.clock.advance({ minutes: 24 * 60 })
    expect(await next(client)).toBe('secondStep')
  })

  test('has not shown the second step by that: what asks to step up asks', async () => {
    const client = await trusted()
    await next(client)
    expect((await client.call<Answer>('DELETE', '/account/second-factor')).body.code).toBe(
      'request.stepUpNeeded',
    )
  })

  test('stands among the devices, and is forgotten there', async () => {
    const client = await trusted()
    type List = { items: Array<{ sessionId: string | null; deviceId: string; trustedUntil: string | null }> }
    const { body } = await person.client.call<List>('GET', '/account/sessions')
    const remembered = body.items.find(({ trustedUntil }) => trustedUntil !== null)
    expect(remembered?.sessionId).toBeNull()
    const reply = await person.client.form(`/account/devices/${remembered?.deviceId}/forget`, {})
    expect(reply.headers.get('location')).toBe('/account/security')
    expect(await next(client)).toBe('secondStep')
  })

  test('is trusted no more after a new password', async () => {
    const client = await trusted()
    const changed = 'a fresh start altogether'
    await person.client.call('PUT', '/account/password', { password: changed })
    const reply = await client.call<Answer>('POST', '/sign-in', { address: person.email, password: changed })
    expect(reply.body.next).toBe('secondStep')
  })

  test('has a token that changes with each sign-in, so that one planted there is worth nothing', async () => {
    const client = await trusted()
    const planted = client.cookies.get('device') as string
    await next(client)
    expect(client.cookies.get('device')).not.toBe(planted)
    const elsewhere = portal.visitor()
    elsewhere.setCookie('device', planted)
    expect(await next(elsewhere)).toBe('secondStep')
  })

  test('is offered to nobody where the operator does not want it', async () => {
    const strict = await openPortal({ databaseUrl: portal.databaseUrl, config: { DEVICE_TRUST_DAYS: 0 } })
    try {
      const ahead = portal.clock.now().getTime() - strict.clock.now().getTime()
      strict.clock.advance({ seconds: ahead / 1000 })
      expect((await strict.visitor().get('/sign-in/second-step')).text).not.toContain('name="trust"')
      const client = strict.visitor()
      await client.call('POST', '/sign-in', { address: person.email, password })
      await secondStep(client, await appCode(portal, secret), { trust: true })
      expect(await next(client)).toBe('secondStep')
    } finally {
      await strict.close()
    }
  })
})

describe('one’s devices', () => {
  type List = {
    items: Array<{ sessionId: string; browser: string; system: string; ipAddress: string; isThis: boolean }>
  }
  const firefox = {
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  }

  async function twoBrowsers(): Promise<{ owner: MadePerson; second: Client; list: List['items'] }> {
    const owner = await makePerson(portal, { tenantId })
    const second = portal.visitor()
    await second.call('POST', '/sign-in', { address: owner.email, password }, firefox)
    const { body } = await owner.client.call<List>('GET', '/account/sessions')
    return { owner, second, list: body.items }
  }

  test('are listed with what they are and where they came from, this one marked', async () => {
    const { list } = await twoBrowsers()
    expect(list).toHaveLength(2)
    expect(list.filter(({ isThis }) => isThis)).toHaveLength(1)
    expect(list.find(({ browser }) => browser === 'Firefox')).toMatchObject({
      system: 'Linux',
      ipAddress: expect.stringContaining('127.0.0.1'),
      isThis: false,
    })
  })

  test('are signed out one by one, for commands at once and for all else within a second', async () => {
    const { owner, second, list } = await twoBrowsers()
    const { sessionId } = list.find(({ isThis }) => !isThis) as List['items'][number]
    expect((await owner.client.call('DELETE', `/account/sessions/${sessionId}`)).status).toBe(200)
    expect((await second.call('PUT', '/account/password', { password: 'x'.repeat(12) })).status).toBe(401)
    await until('signed out', async () => (await second.call('GET', '/units')).status === 401, 10_000)
    expect(await isIn(owner.client)).toBe(true)
  })

  test('are signed out all at once, but this one', async () => {
    const { owner, second } = await twoBrowsers()
    const reply = await owner.client.form('/account/sessions/end-others', {})
    expect(reply.headers.get('location')).toBe('/account/security')
    await until('signed out', async () => (await second.call('GET', '/units')).status === 401, 10_000)
    expect(await isIn(owner.client)).toBe(true)
    expect((await owner.client.call('DELETE', '/account/sessions')).status).toBe(200)
  })

  test('of somebody else are not found', async () => {
    const { list } = await twoBrowsers()
    for (const path of [`/account/sessions/${list[0]?.sessionId}`, `/account/devices/${list[0]?.sessionId}`])
      expect((await person.client.call('DELETE', path)).status).toBe(404)
  })

  test('are shown on a page, whose button signs this one out', async () => {
    const { second, list } = await twoBrowsers()
    const page = await second.get('/account/security')
    expect(page.text).toContain('Firefox on Linux')
    const own = list.find(({ browser }) => browser === 'Firefox')?.sessionId
    const reply = await second.form(`/account/sessions/${own}/end`, {})
    expect(reply.headers.get('location')).toBe('/sign-in')
    expect(second.cookies.has('session')).toBe(false)
  })

  test('that are new are told to the owner, and the first one is not', async () => {
    const { owner } = await twoBrowsers()
    await portal.runJobs()
    const mails = await mailsTo(portal, owner.email)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain('Firefox on Linux')
  })

  test('that are known are not told again', async () => {
    const { owner, second } = await twoBrowsers()
    await second.call('POST', '/sign-in', { address: owner.email, password }, firefox)
    await portal.runJobs()
    expect(await mailsTo(portal, owner.email)).toHaveLength(1)
  })
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge',
    'Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
    'Chrome',
    'iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36',
    'Samsung Internet',
    'Android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  ['curl/8.10.1', 'curl', null],
  ['<script>', null, null],
  [null, null, null],
])('%s is told as %s on %s', (userAgent, browser, system) => {
  expect(describeBrowser(userAgent)).toEqual({ browser, system })
})
