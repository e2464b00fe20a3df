import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { modules } from '../../../src/modules.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import { page } from '../../../src/platform/declare/page.ts'
import { room } from '../../../src/platform/declare/room.ts'
import { Recent } from '../../../src/platform/http/recent.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

const { query } = room({ name: 'planted', models: [], permissions: {} })

const dear = query({
  name: 'planted.report',
  summary: 'A report that takes long',
  permission: 'anyone',
  input: z.strictObject({}),
  output: z.strictObject({}),
  http: { method: 'get', path: '/planted/report' },
  cost: 5,
  run: async () => ({}),
})

const planted: Module = {
  name: 'planted',
  operations: [dear],
  pages: [
    page({
      name: 'planted.dearPage',
      path: '/planted/dear',
      permission: 'anyone',
      cost: 50,
      show: async () => ({ kind: 'redirect', to: '/' }),
    }),
  ],
}

const reads = 20
const writes = 8

let portal: Portal
let member: MadePerson
let other: MadePerson

beforeAll(async () => {
  portal = await openPortal({
    modules: [...modules(testConfig()), planted],
    config: { RATE_LIMIT_READS: reads, RATE_LIMIT_WRITES: writes },
  })
  const tenantId = await makeAssociation(portal)
  member = await makePerson(portal, { tenantId })
  other = await makePerson(portal, { tenantId })
  // The first request of a session still counts for its network: nothing is known of it yet.
  await member.client.call('GET', '/units')
  await other.client.call('GET', '/units')
})
beforeEach(() => portal.clock.advance({ minutes: 2 }))
afterAll(() => portal.close())

const read = (person: MadePerson) => person.client.call<{ code: string; detail: string }>('GET', '/units')

async function exhaust(person: MadePerson): Promise<void> {
  for (let count = 0; count < reads; count += 1) expect((await read(person)).status).toBe(200)
}

describe('whoever asks too often', () => {
  test('sees it coming, is refused, and comes back', async () => {
    const first = await read(member)
    expect(first.headers.get('ratelimit-policy')).toBe('"read";q=20;w=60')
    expect(first.headers.get('ratelimit')).toBe('"read";r=19;t=3')
    for (let count = 1; count < reads; count += 1) await read(member)
    const refused = await read(member)
    expect([refused.status, refused.body.code]).toEqual([429, 'request.tooMany'])
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(refused.headers.get('retry-after')).toBe('3')
    expect(refused.headers.get('ratelimit')).toBe('"read";r=0;t=60')
    expect(refused.body.detail).toContain('3 seconds')
    portal.clock.advance({ seconds: 3 })
    expect((await read(member)).status).toBe(200)
    expect((await read(member)).status).toBe(429)
  })

  test('gets a page that says when to come back', async () => {
    await exhaust(member)
    const reply = await member.client.get('/units', { Accept: 'text/html' })
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '3'])
    expect(reply.text).toContain('<h1')
    expect(reply.text).toContain('Try again in 3 seconds.')
    // Refused before anybody is known, and still under the name of the association.
    expect(reply.text).toMatch(/<title>[^<]*Association</)
  })

  test('stands in nobody else’s way', async () => {
    await exhaust(member)
    expect((await read(member)).status).toBe(429)
    expect((await read(other)).status).toBe(200)
    expect((await portal.visitor().get('/sign-in')).status).toBe(200)
  })

  test('may still write, and is still seen to live', async () => {
    await exhaust(member)
    const names = { givenName: 'Ira', familyName: 'Koval' }
    expect((await member.client.call('PUT', '/me/names', names)).status).toBe(200)
    expect((await member.client.get('/health/live')).status).toBe(200)
    expect((await member.client.get('/metrics')).text).toMatch(
      /guildhall_limited_requests_total\{kind="read"\} \d/,
    )
    const asset = /\/assets\/[^"]+\.css/.exec((await portal.visitor().get('/sign-in')).text)?.[0] as string
    for (let count = 0; count < reads; count += 1) expect((await member.client.get(asset)).status).toBe(200)
  })

  test('is refused for writes apart', async () => {
    const write = () => member.client.call('POST', '/units/nowhere/join', {})
    for (let count = 0; count < writes; count += 1) expect((await write()).status).not.toBe(429)
    expect((await write()).status).toBe(429)
    expect((await read(member)).status).toBe(200)
  })

  test('with made-up sessions is one visitor, and the database is not asked about the rest', async () => {
    let borrowed = 0
    portal.app.database.pool.on('acquire', () => {
      borrowed += 1
    })
    const statuses: number[] = []
    for (let count = 0; count < reads + 10; count += 1) {
      const visitor = portal.visitor()
      visitor.setCookie('session', `${count}`.padEnd(43, 'x'))
      if (count === reads) borrowed = 0
      statuses.push((await visitor.call('GET', '/units')).status)
    }
    expect(statuses.slice(0, reads)).toEqual(Array(reads).fill(401))
    expect(statuses.slice(reads)).toEqual(Array(10).fill(429))
    // The listener's own housekeeping may borrow one at any moment.
    expect(borrowed).toBeLessThan(5)
  })
})

test('what is dear takes more', async () => {
  expect((await member.client.call('GET', '/planted/report')).status).toBe(200)
  expect((await read(member)).headers.get('ratelimit')).toContain('r=14;')
  for (let count = 0; count < 3; count += 1) await member.client.call('GET', '/planted/report')
  expect((await member.client.call('GET', '/planted/report')).status).toBe(429)
})

test('what costs more than there ever is works once, and leaves a debt', async () => {
  const open = () => member.client.get('/planted/dear', { Accept: 'text/html' })
  expect((await open()).status).toBe(303)
  const refused = await open()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '93'])
  portal.clock.advance({ seconds: 93 })
  expect((await open()).status).toBe(303)
})

test('a limit that a declaration names is told before it is reached', async () => {
  const reply = await portal.visitor().call('POST', '/password-resets', { address: 'nobody@example.org' })
  expect(reply.headers.get('ratelimit-policy')).toMatch(/^"identity\.requestPasswordReset";q=\d+;w=\d+$/)
  expect(reply.headers.get('ratelimit')).toMatch(/^"identity\.requestPasswordReset";r=\d+;t=\d+$/)
})

test('a flood of networks does not fill the memory, and who is busy stays known', () => {
  const recent = new Recent<number>(1_000)
  for (let count = 0; count < 100_000; count += 1) {
    recent.set(`2001:db8:${count}`, count)
    if (count === 0) recent.set('busy', 7)
    if (recent.get('busy') !== 7) throw new Error(`Who is busy was forgotten after ${count}.`)
    if (recent.size > 1_000) throw new Error(`It holds ${recent.size}.`)
  }
  expect(recent.get('2001:db8:99999')).toBe(99_999)
  expect(recent.get('2001:db8:1')).toBeUndefined()
  recent.delete('busy')
  expect(recent.get('busy')).toBeUndefined()
})
