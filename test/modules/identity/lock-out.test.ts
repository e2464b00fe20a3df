import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  lockedUntil,
  patienceWithAccount,
  patienceWithSource,
  tellsOwner,
} from '../../../src/modules/identity/lock-out.ts'
import { codeIn, mailsTo, tokenIn } from '../../factories/mails.ts'
import { makeAssociation, makePerson, password } from '../../factories/people.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  detail?: string
}

let portal: Portal
let tenantId: string
let source = 0

beforeAll(async () => {
  portal = await openPortal({ config: { TRUST_PROXY: 'loopback' } })
  tenantId = await makeAssociation(portal, 'The Association')
})
afterAll(() => portal.close())

/** Each from another place, so that only the address is what is counted. */
function signIn(address: string, given: string, client: Client = portal.visitor()) {
  source += 1
  const from = { 'X-Forwarded-For': `203.0.${source >> 8}.${source & 255}` }
  return client.call<Answer>('POST', '/sign-in', { address, password: given }, from)
}

async function failTimes(address: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await signIn(address, 'not it at all')
}

describe('wrong passwords for an address', () => {
  test('are told with the time to wait, which grows, and the right one counts after it', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await failTimes(email, 5)
    const waits: number[] = []
    for (let round = 0; round < 4; round += 1) {
      const { status, body, headers } = await signIn(email, password)
      expect([status, body.code]).toEqual([429, 'identity.lockedOut'])
      const seconds = Number(headers.get('retry-after'))
      waits.push(seconds)
      portal.clock.advance({ seconds })
      if (round < 3) expect((await signIn(email, 'not it at all')).body.code).toBe('identity.wrongPassword')
    }
    expect(waits).toEqual([60, 120, 240, 480])
    expect((await signIn(email, password)).status).toBe(200)
    expect((await signIn(email, 'not it at all')).body.code).toBe('identity.wrongPassword')
  })

  test('say in words when to try again', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await failTimes(email, 5)
    expect((await signIn(email, password)).body.detail).toContain('Try again in 60 seconds')
    portal.clock.advance({ seconds: 60 })
    await failTimes(email, 1)
    expect((await signIn(email, password)).body.detail).toContain('Try again in 2 minutes')
  })

  test('are the same for an address that nobody has, to which nothing is written', async () => {
    const unknown = `${randomUUID()}@example.org`
    await failTimes(unknown, 5)
    expect((await signIn(unknown, password)).body.code).toBe('identity.lockedOut')
    await portal.runJobs()
    expect(await mailsTo(portal, unknown)).toEqual([])
  })

  test('thirty at once are judged one after the other: five count, and the right one among them late', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_each, index) => signIn(email, `not it at all ${index}`)),
    )
    expect(replies.filter(({ body }) => body.code === 'identity.wrongPassword')).toHaveLength(5)
    expect(replies.filter(({ body }) => body.code === 'identity.lockedOut')).toHaveLength(25)
  })

  test('do not keep out the owner in a browser that is known', async () => {
    const { email, client } = await makePerson(portal, { tenantId })
    await client.call('POST', '/sign-out', {})
    await failTimes(email, 12)
    expect((await signIn(email, password)).status).toBe(429)
    expect((await signIn(email, password, client)).status).toBe(200)
  })

  test('given in a known browser are counted there, and nowhere else', async () => {
    const { email, client } = await makePerson(portal, { tenantId })
    for (let count = 0; count < 5; count += 1) await signIn(email, 'not it at all', client)
    expect((await signIn(email, password, client)).body.code).toBe('identity.lockedOut')
    expect((await signIn(email, password)).status).toBe(200)
  })

  test('given with the token of somebody else’s browser are counted for the address', async () => {
    const [victim, stranger] = [
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
    ]
    await failTimes(victim.email, 5)
    expect((await signIn(victim.email, password, stranger.client)).status).toBe(429)
  })

  test('do not keep anybody from signing in with a code', async () => {
    const { email } = await makePerson(portal, { tenantId })
    await failTimes(email, 5)
    const client = portal.visitor()
    await client.call('POST', '/sign-in/codes', { address: email })
    await portal.runJobs()
    const code = codeIn((await mailsTo(portal, email)).at(-1)?.text)
    expect((await client.call('POST', '/sign-in/codes/use', { code })).status).toBe(200)
  })
})

describe('the link that ends the wait', () => {
  async function linkFor(email: string): Promise<string> {
    await failTimes(email, 5)
    await portal.runJobs()
    return tokenIn((await mailsTo(portal, email)).at(-1), '/unlock')
  }

  test('lets the owner in, also while somebody goes on guessing', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const token = await linkFor(email)
    const owner = portal.visitor()
    expect((await owner.get(`/unlock/${token}`)).status).toBe(200)
    expect((await signIn(email, password)).status).toBe(429)
    expect((await owner.form(`/unlock/${token}`, {})).headers.get('location')).toBe('/sign-in')
    await failTimes(email, 8)
    expect((await signIn(email, password)).status).toBe(429)
    expect((await signIn(email, password, owner)).status).toBe(200)
  })

  test('works once, and for a day', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const token = await linkFor(email)
    const use = (given: string) => portal.visitor().call<Answer>('POST', '/sign-in/unlock', { token: given })
    expect((await use(token)).status).toBe(200)
    expect((await use(token)).body.code).toBe('identity.linkExpired')
    expect((await use('x'.repeat(43))).body.code).toBe('identity.linkExpired')
    const other = (await makePerson(portal, { tenantId })).email
    const late = await linkFor(other)
    portal.clock.advance({ minutes: 24 * 60 })
    expect((await use(late)).body.code).toBe('identity.linkExpired')
  })

  test('sets no password and confirms nothing', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const token = await linkFor(email)
    for (const path of ['/password-resets/use', '/sign-up/confirm']) {
      const reply = await portal.visitor().call<Answer>('POST', path, { token, password })
      expect(reply.body.code).toBe('identity.linkExpired')
    }
  })

  test('is sent when the wait begins and every ten tries, not for each', async () => {
    expect(
      Array.from({ length: 31 }, (_each, count) => count).filter((count) =>
        tellsOwner(count, patienceWithAccount),
      ),
    ).toEqual([5, 10, 20, 30])
  })
})

describe('the waits', () => {
  const now = new Date('2026-11-20T12:00:00Z')
  const waitAfter = (count: number, patience = patienceWithAccount, secondsAgo = 0) => {
    const lastFailedAt = new Date(now.getTime() - secondsAgo * 1000)
    const until = lockedUntil({ count, lastFailedAt }, patience, now)
    return until && (until.getTime() - now.getTime()) / 1000
  }

  test('double from a minute to a day', () => {
    expect([4, 5, 6, 7, 12, 15, 16, 200].map((count) => waitAfter(count))).toEqual([
      null,
      60,
      120,
      240,
      7680,
      61_440,
      86_400,
      86_400,
    ])
  })

  test('are over when they are over', () => {
    expect(waitAfter(6, patienceWithAccount, 120)).toBeNull()
    expect(waitAfter(6, patienceWithAccount, 119)).toBe(1)
  })

  test('of a source begin after sixty failures, and one is forgiven each minute', () => {
    expect(waitAfter(60, patienceWithSource)).toBeNull()
    expect(waitAfter(61, patienceWithSource)).toBe(60)
    expect(waitAfter(70, patienceWithSource)).toBe(3600)
    expect(waitAfter(70, patienceWithSource, 600)).toBeNull()
  })

  test('of somebody who failed by a clock that is ahead are no longer', () => {
    expect(waitAfter(5, patienceWithAccount, -7200)).toBe(60)
  })
})

test('many addresses tried from one source make the source wait', async () => {
  const from = { 'X-Forwarded-For': '198.51.100.7' }
  const attempt = () =>
    portal
      .visitor()
      .call<Answer>('POST', '/sign-in', { address: `${randomUUID()}@example.org`, password: 'x' }, from)
  for (let round = 0; round < 3; round += 1) {
    for (let count = 0; count < 21; count += 1) await attempt()
    // Past the limit of what visitors write in a minute.
    portal.clock.advance({ seconds: 60 })
  }
  await attempt()
  await attempt()
  await attempt()
  expect((await attempt()).body.code).toBe('identity.lockedOut')
})
