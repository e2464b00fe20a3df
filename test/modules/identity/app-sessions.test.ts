import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Tokens {
  sessionId: string
  accessToken: string
  accessExpiresAt: string
  refreshToken: string
  expiresAt: string
  code?: string
}
interface Devices {
  items: Array<{ sessionId: string; app: string | null }>
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

/** As an app does it: signs in with a jar of cookies, and exchanges what is in it. */
async function connect(of = person, name = 'Field app on a phone'): Promise<Tokens> {
  const jar = new Client(portal.url)
  expect((await jar.call('POST', '/sign-in', { address: of.email, password })).status).toBe(200)
  const reply = await jar.call<Tokens>('POST', '/app-sessions', { name })
  expect(reply.status).toBe(201)
  expect(jar.cookies.has('session')).toBe(false)
  return reply.body
}

const refresh = (refreshToken: string) =>
  portal.visitor().call<Tokens>('POST', '/app-sessions/refresh', { refreshToken })
const ask = (accessToken: string, method = 'GET', path = '/me/profile', body?: object) =>
  portal.visitor().call<{ code?: string }>(method, path, body, { Authorization: `Bearer ${accessToken}` })
const over = [401, 'identity.appSessionOver']
const answer = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]
const isOver = (accessToken: string) =>
  until('the access token is nothing', async () => (await ask(accessToken)).status === 401, 1_000)

describe('an app on a device', () => {
  test('gets tokens for the session that it signed in with, and acts by them', async () => {
    const tokens = await connect()
    expect(tokens.accessToken).toMatch(/^guildhall_access_/)
    expect(tokens.refreshToken).toMatch(/^guildhall_refresh_/)
    expect((await ask(tokens.accessToken)).status).toBe(200)
    const rows = await portal.app.database.sql(sql`
      SELECT 1 FROM sessions s WHERE strpos(s::text, ${tokens.accessToken}) > 0
      UNION ALL SELECT 1 FROM refresh_tokens t WHERE strpos(t::text, ${tokens.refreshToken}) > 0
      UNION ALL SELECT 1 FROM audit_entries e WHERE strpos(e::text, ${tokens.refreshToken}) > 0`)
    expect(rows).toEqual([])
    await portal.runJobs()
    expect(
      (await mailsTo(portal, person.email)).some(({ text }) => text.includes('An app was connected')),
    ).toBe(true)
  })

  test('takes a session that has just been proven, and one of a browser', async () => {
    portal.clock.advance({ minutes: 11 })
    const late = await person.client.call<Tokens>('POST', '/app-sessions', { name: 'Late' })
    expect(answer(late)).toEqual([403, 'request.stepUpNeeded'])
    const { accessToken } = await connect()
    expect(answer(await ask(accessToken, 'POST', '/app-sessions', { name: 'Another' }))).toEqual([
      403,
      'request.tokenRefused',
    ])
  })

  test('does nothing that is about credentials or asks to step up, nor anything in the other place', async () => {
    const administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const { accessToken, refreshToken } = await connect(administrator)
    for (const [method, path] of [
      ['GET', '/account/sessions'],
      ['DELETE', '/account/sessions'],
      ['POST', '/step-up'],
    ] as const)
      expect(
        answer(await ask(accessToken, method, path, method === 'POST' ? { password } : undefined)),
      ).toEqual([403, 'request.tokenRefused'])
    const grant = { personId: person.personId, unitId: tenantId, role: 'manager' }
    expect(answer(await ask(accessToken, 'POST', '/grants', grant))).toEqual([403, 'request.tokenRefused'])
    const cookie = new Client(portal.url)
    cookie.setCookie('session', accessToken)
    expect((await cookie.call('GET', '/me/profile')).status).toBe(401)
    expect((await ask(refreshToken)).status).toBe(401)
    expect(answer(await refresh(accessToken))).toEqual(over)
  })
})

describe('refreshing', () => {
  test('gives new tokens; those from before are nothing', async () => {
    const first = await connect()
    const second = (await refresh(first.refreshToken)).body
    expect(second.sessionId).toBe(first.sessionId)
    await isOver(first.accessToken)
    expect((await ask(second.accessToken)).status).toBe(200)
    portal.clock.advance({ minutes: 16 })
    expect((await ask(second.accessToken)).status).toBe(401)
    const third = await refresh(second.refreshToken)
    expect(third.status).toBe(200)
    expect((await ask(third.body.accessToken)).status).toBe(200)
  })

  test('token replay: a refresh token that comes again ends all that came of that sign-in, and is told and kept', async () => {
    const first = await connect()
    const other = await connect(person, 'Another device')
    const second = (await refresh(first.refreshToken)).body
    expect(answer(await refresh(first.refreshToken))).toEqual(over)
    await isOver(second.accessToken)
    expect(answer(await refresh(second.refreshToken))).toEqual(over)
    // What was signed in by itself goes on.
    expect((await ask(other.accessToken)).status).toBe(200)
    const entries = await portal.app.database.sql<{ severity: string; outcome: string }>(sql`
      SELECT severity, outcome FROM audit_entries WHERE operation = 'identity.endStolenApp' AND changes::text LIKE ${`%${first.sessionId}%`}`)
    expect(entries).toEqual([{ severity: 'critical', outcome: 'done' }])
    await portal.runJobs()
    expect(
      (await mailsTo(portal, person.email)).some(({ text }) => text.includes('used a copy of its key')),
    ).toBe(true)
  })

  test('of two at once one gets tokens, and the session is over', async () => {
    const { refreshToken, accessToken } = await connect()
    const both = await Promise.all([refresh(refreshToken), refresh(refreshToken)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    const winner = both.find(({ status }) => status === 200)?.body
    await isOver(accessToken)
    await isOver(winner?.accessToken ?? '')
    expect(answer(await refresh(winner?.refreshToken ?? ''))).toEqual(over)
  })

  test('goes on while the app is used, and no longer than a session lasts', async () => {
    let tokens = await connect()
    const begun = portal.clock.now().getTime()
    for (let day = 0; day < 60; day += 10) {
      portal.clock.advance({ days: 10 })
      const reply = await refresh(tokens.refreshToken)
      if (day === 50) expect(answer(reply)).toEqual(over)
      else tokens = reply.body
    }
    expect(new Date(tokens.expiresAt).getTime() - begun).toBeLessThanOrEqual(60 * 86_400_000)
    const idle = await connect()
    portal.clock.advance({ days: 15 })
    expect(answer(await refresh(idle.refreshToken))).toEqual(over)
  })

  test('takes nothing that is no refresh token', async () => {
    for (const token of ['x', `guildhall_refresh_${'a'.repeat(49)}`])
      expect(answer(await refresh(token))).toEqual(over)
  })
})

describe('ending', () => {
  test('stands among the devices of its owner, by name, and is ended there at once', async () => {
    const { accessToken, refreshToken, sessionId } = await connect()
    const { body } = await person.client.call<Devices>('GET', '/account/sessions')
    expect(body.items.find((item) => item.sessionId === sessionId)?.app).toBe('Field app on a phone')
    expect((await person.client.get('/account/security')).text).toContain('Field app on a phone')
    expect((await person.client.call('DELETE', `/account/sessions/${sessionId}`)).status).toBe(200)
    await isOver(accessToken)
    expect(answer(await refresh(refreshToken))).toEqual(over)
  })

  test('comes with a new password, as for every session', async () => {
    const { accessToken, refreshToken } = await connect()
    const changed = await person.client.call('PUT', '/account/password', {
      password: 'a quite different battery',
    })
    expect(changed.status).toBe(200)
    await isOver(accessToken)
    expect(answer(await refresh(refreshToken))).toEqual(over)
  })

  test('is done by the app itself, as often as it likes', async () => {
    const { accessToken, refreshToken } = await connect()
    const end = () => portal.visitor().call('POST', '/app-sessions/end', { refreshToken })
    expect((await end()).status).toBe(200)
    await isOver(accessToken)
    expect((await end()).status).toBe(200)
    expect(answer(await refresh(refreshToken))).toEqual(over)
  })

  test('comes with the end of the account', async () => {
    const { accessToken, refreshToken } = await connect()
    await portal.app.database.pool.query(
      `UPDATE accounts SET status = 'closed' WHERE id = (SELECT account_id FROM persons WHERE id = $1)`,
      [person.personId],
    )
    await isOver(accessToken)
    expect(answer(await refresh(refreshToken))).toEqual(over)
  })
})
