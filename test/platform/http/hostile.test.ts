import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { endGrant } from '../../../src/modules/access/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { auditEntries } from '../../factories/audit.ts'
import { makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal({ config: { TRUST_PROXY: 'loopback' } })
  tenantId = await makeAssociation(portal)
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

const from = (address: string) => ({ 'X-Forwarded-For': address })

test('repeated fields do not lead into what all objects share', async () => {
  for (const fields of [
    'a=1&a=2&a.__proto__.__proto__.polluted=1',
    'email=1&email=2&email.length=5',
    'constructor.prototype.polluted=1&__proto__.polluted=1',
  ]) {
    const reply = await portal.visitor().send('POST', '/forgot-password', fields, {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'text/html',
    })
    expect(reply.status).toBe(422)
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test('a form of very many fields is refused early', async () => {
  const began = performance.now()
  const reply = await portal.visitor().send('POST', '/sign-in', Array(60_000).fill('a').join('&'), {
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'text/html',
  })
  expect(reply.status).toBe(413)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('a password that is costly to normalise is refused before it is', async () => {
  const began = performance.now()
  const body = {
    token: 'x'.repeat(43),
    password: `a${'\u0301\u0316'.repeat(50_000)}`,
  }
  const reply = await portal.visitor().call<{ issues: unknown[] }>('POST', '/sign-up/confirm', body)
  expect(reply.body.issues).toMatchObject([{ pointer: '/password', code: 'tooLong' }])
  expect(performance.now() - began).toBeLessThan(1_000)
})

test('an answer lists no more than a hundred of the things that are wrong', async () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]))
  const reply = await portal.visitor().call<{ issues: unknown[] }>('POST', '/sign-in', body)
  expect(reply.status).toBe(422)
  expect(reply.body.issues).toHaveLength(100)
})

test('an address that is refused for its own tries does not use up those of others', async () => {
  const { email } = await makePerson(portal, { tenantId })
  const flood = from('203.0.113.9')
  for (let index = 0; index < 61; index += 1)
    await portal
      .visitor()
      .call('POST', '/sign-in', { address: `${randomUUID()}@example.org`, password: 'x' }, flood)
  for (let index = 0; index < 12; index += 1) {
    const reply = await portal
      .visitor()
      .call('POST', '/sign-in', { address: email, password: 'wrong' }, flood)
    expect(reply.status).toBe(429)
  }
  const own = await portal
    .visitor()
    .call('POST', '/sign-in', { address: email, password }, from('203.0.113.10'))
  expect(own.status).toBe(200)
})

test('all addresses of one IPv6 network count as one', async () => {
  const statuses: number[] = []
  for (let index = 0; index < 61; index += 1) {
    const body = { address: `${randomUUID()}@example.org`, password: 'x' }
    const reply = await portal
      .visitor()
      .call('POST', '/sign-in', body, from(`2001:db8:1:2::${index.toString(16)}`))
    statuses.push(reply.status)
  }
  expect(statuses.at(-1)).toBe(429)
  const elsewhere = await portal
    .visitor()
    .call('POST', '/sign-in', { address: 'b@example.org', password: 'x' }, from('2001:db8:1:3::1'))
  expect(elsewhere.status).toBe(422)
})

test('what a proxy passes on is kept only as far as it is an address', async () => {
  const { client } = await makePerson(portal, { tenantId })
  await client.call('PATCH', `/units/${tenantId}`, { name: 'X' }, from(`"><script>${'A'.repeat(2_000)}`))
  const [entry] = await auditEntries(portal, { outcome: 'refused' })
  expect(entry?.origin?.ipAddress).toMatch(/^(::ffff:)?127\.0\.0\.1$|^::1$/)
})

test('a repeat is not answered to someone who has lost the right to ask', async () => {
  const unitId = await makeUnit(portal, tenantId)
  const { client, personId } = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  const ask = () =>
    client.call(
      'POST',
      '/units',
      { parentId: unitId, kind: 'group', name: 'Once' },
      { 'Idempotency-Key': 'one-key-1' },
    )
  expect((await ask()).status).toBe(201)
  expect((await ask()).headers.get('idempotency-replayed')).toBe('true')
  const [grant] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM grants WHERE person_id = ${personId}::uuid AND role = 'manager'`,
  )
  await portal.app.runner.call(endGrant, { grantId: grant?.id ?? '' }, portal.app.asSystem('test', tenantId))
  let last = await ask()
  for (const deadline = Date.now() + 1_000; last.status !== 403 && Date.now() < deadline; ) last = await ask()
  expect(last.status).toBe(403)
})
