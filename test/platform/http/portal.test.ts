import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { readUnit } from '../../../src/modules/units/index.ts'
import { modules } from '../../../src/modules.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import { page } from '../../../src/platform/declare/page.ts'
import { AppError, tooMany } from '../../../src/platform/errors.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let manager: MadePerson
let member: MadePerson

function throwing(path: string, error: () => Error) {
  return page({
    name: `planted${path.replaceAll('/', '.')}`,
    path,
    permission: 'anyone',
    show: async () => {
      throw error()
    },
  })
}

const planted: Module = {
  name: 'planted',
  operations: [],
  pages: [
    throwing('/planted/fault', () => new TypeError('someone@example.org is not a function')),
    throwing('/planted/conflict', () => new AppError('units.closed', 409)),
    throwing('/planted/limit', () =>
      tooMany({ values: { seconds: 30, minutes: 0 }, headers: { 'Retry-After': '30' } }),
    ),
    page({
      name: 'planted.hasty',
      path: '/planted/hasty',
      permission: 'anyone',
      async show({ ask }) {
        // It is refused after the page has failed, and nobody waits for it any more.
        void ask(readUnit, { unitId: randomUUID() })
        throw new AppError('units.closed', 409)
      },
    }),
  ],
}

beforeAll(async () => {
  portal = await openPortal({ modules: [...modules(testConfig()), planted] })
  tenantId = await makeAssociation(portal, 'The Association')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
beforeEach(() => portal.clock.advance({ minutes: 11 }))
afterAll(() => portal.close())

function words(key: string, values?: Record<string, string | number>): string {
  return portal.app.words.in('en')(key, values)
}

function keyIn(html: string): string {
  return /name="_key" value="([^"]+)"/.exec(html)?.[1] as string
}

async function countOf(name: string): Promise<number> {
  return (await portal.app.database.sql(sql`SELECT 1 FROM units WHERE name = ${name}`)).length
}

describe('an error is a page of the portal', () => {
  const asBrowser = { Accept: 'text/html,application/xhtml+xml' }

  test.each([
    ['that is not there', () => '/nowhere', 404],
    ['that one may not open', () => `/units/${tenantId}/new`, 403],
    ['that is not possible now', () => '/planted/conflict', 409],
    ['that was asked for too often', () => '/planted/limit', 429],
    ['that is our fault', () => '/planted/fault', 500],
  ])('%s', async (_what, path, status) => {
    const reply = await member.client.get(path(), asBrowser)
    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(reply.headers.get('cache-control')).toContain('no-store')
    expect(reply.text).toContain(words(`layout.errors.${status}.title`).replaceAll("'", '&#39;'))
    expect(reply.text).toContain('class="navigation"')
  })

  test('that asked for something beforehand and waits for it no more', async () => {
    // Jest fails a test in which something is refused that nobody hears of.
    expect((await member.client.get('/planted/hasty', asBrowser)).status).toBe(409)
    // Another answer comes later than the one that nobody waits for.
    expect((await member.client.get('/planted/conflict', asBrowser)).status).toBe(409)
  })

  test('that says when to try again', async () => {
    const reply = await member.client.get('/planted/limit', asBrowser)
    expect(reply.headers.get('retry-after')).toBe('30')
    expect(reply.text).toContain('Try again in 30 seconds.')
  })

  test('that tells nothing of our fault but the id of the request', async () => {
    const reply = await member.client.get('/planted/fault', asBrowser)
    expect(reply.text).not.toMatch(/TypeError|is not a function|\.ts/)
    expect(reply.text).toContain(reply.headers.get('x-request-id'))
  })

  test('that tells the words of a named error', async () => {
    expect((await member.client.get('/planted/conflict', asBrowser)).text).toContain(
      words('units.error.closed'),
    )
  })

  test('that leads a visitor who has to sign in to do so', async () => {
    const reply = await portal.visitor().get('/profile', asBrowser)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprofile'])
  })

  test('that leads whoever was signed out meanwhile back to the form, and says that it was not kept', async () => {
    const visitor = portal.visitor()
    const reply = await visitor.form('/profile/about', { bio: 'Typed at length.' })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprofile%2Fabout'])
    expect((await visitor.get('/sign-in', asBrowser)).text).toContain(words('layout.signedOutMeanwhile'))
  })
})

describe('words left for the next page', () => {
  test('are shown once', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const { client } = member
    const reply = await client.form(`/units/${unitId}/join`, {})
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `/units/${unitId}`])
    expect((await client.get(`/units/${unitId}`)).text).toContain(words('units.join.done'))
    expect((await client.get(`/units/${unitId}`)).text).not.toContain(words('units.join.done'))
  })

  test('tell why a button did nothing', async () => {
    const { client } = await makePerson(portal, { tenantId })
    await client.form(`/units/${tenantId}/leave`, {})
    expect((await client.get(`/units/${tenantId}`)).text).toContain(words('units.error.lastMembership'))
  })

  test('that somebody planted are no markup and no other text', async () => {
    const client = portal.visitor()
    const flash = { kind: 'error', message: '<script>alert(1)</script>' }
    client.setCookie('flash', Buffer.from(JSON.stringify(flash)).toString('base64url'))
    const reply = await client.get('/sign-in')
    expect([reply.status, reply.text.includes('<script>alert')]).toEqual([200, false])
  })

  test('that cannot be read are forgotten', async () => {
    const client = portal.visitor()
    client.setCookie('flash', '%%%')
    expect((await client.get('/sign-in')).status).toBe(200)
  })
})

describe('a form that is refused', () => {
  test('keeps what was typed, and never a password', async () => {
    const reply = await portal.visitor().form('/sign-up', {
      givenName: 'Nadia',
      familyName: '',
      address: 'nadia@example',
      password: 'too bad this is long',
    })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain('value="Nadia"')
    expect(reply.text).toContain('value="nadia@example"')
    expect(reply.text).not.toContain('too bad this is long')
  })

  test('tells beside each field what is wrong with it, in the reader’s language', async () => {
    const reply = await portal
      .visitor()
      .form('/sign-up', { givenName: '', familyName: '', address: 'x' }, { 'Accept-Language': 'uk' })
    const ukrainian = portal.app.words.in('uk')
    for (const key of ['people.error.nameless', 'identity.error.address'])
      expect(reply.text).toContain(ukrainian(key))
  })

  test('escapes what was typed', async () => {
    const reply = await portal.visitor().form('/sign-up', {
      givenName: '"><script>alert(1)</script>',
      familyName: '',
      address: '',
    })
    expect(reply.text).not.toContain('<script>alert')
  })

  test('shows a conflict on the page of the form, with the name that was typed', async () => {
    const name = `Unit ${randomUUID()}`
    await makeUnit(portal, tenantId, tenantId, name)
    const reply = await manager.client.form(`/units/${tenantId}/new`, { name, kind: 'group' })
    expect(reply.status).toBe(409)
    expect(reply.text).toContain(`value="${name}"`)
    expect(reply.text).toContain(words('units.error.nameTaken'))
  })

  test('has a new key, so that its next try counts', async () => {
    const name = `Unit ${randomUUID()}`
    const blocker = await makeUnit(portal, tenantId, tenantId, name)
    const path = `/units/${tenantId}/new`
    const first = await manager.client.form(path, { name, kind: 'group', _key: randomUUID() })
    await manager.client.call('PATCH', `/units/${blocker}`, { name: `${name} of old` })
    const second = await manager.client.form(path, { name, kind: 'group', _key: keyIn(first.text) })
    expect([first.status, second.status]).toEqual([409, 303])
  })

  test('is refused as unreadable where it comes in another shape', async () => {
    const reply = await portal
      .visitor()
      .form('/sign-in', { address: 'a@example.org', password }, { 'Content-Type': 'text/plain' })
    expect(reply.status).toBe(415)
  })

  test('that is larger than any of ours is refused', async () => {
    const reply = await portal.visitor().form('/sign-in', { address: 'x'.repeat(200_000), password })
    expect(reply.status).toBe(413)
  })
})

describe('a form that is sent twice', () => {
  test('acts once and leads both times to the same place', async () => {
    const path = `/units/${tenantId}/new`
    const name = `Unit ${randomUUID()}`
    const _key = keyIn((await manager.client.get(path)).text)
    const replies = await Promise.all(
      [1, 2].map(() => manager.client.form(path, { name, kind: 'group', _key })),
    )
    const places = replies.map(({ status, headers }) => [status, headers.get('location')])
    expect(places[0]).toEqual([303, expect.stringMatching(/^\/units\/[\w-]{36}$/)])
    expect(places[1]).toEqual(places[0])
    expect(await countOf(name)).toBe(1)
  })

  test('has a key of its own each time it is shown', async () => {
    const path = `/units/${tenantId}/new`
    const keys = [keyIn((await manager.client.get(path)).text), keyIn((await manager.client.get(path)).text)]
    expect(keys[0]).not.toBe(keys[1])
  })
})

describe('a problem of the API', () => {
  test('speaks the language that the program asks for', async () => {
    const read = async (language: string) => {
      const reply = await portal
        .visitor()
        .get<{ title: string; detail: string }>('/api/v1/me/profile', { 'Accept-Language': language })
      return reply.body.detail
    }
    expect(await read('uk-UA, en;q=0.5')).toBe(portal.app.words.in('uk')('request.error.signedOut'))
    expect(await read('fr, de;q=0.5')).toBe(words('request.error.signedOut'))
  })

  test('is problem+json with a stable code', async () => {
    const reply = await portal.visitor().get('/api/v1/me/profile')
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(reply.body).toEqual({
      type: 'about:blank',
      title: words('request.status.401'),
      status: 401,
      detail: words('request.error.signedOut'),
      code: 'request.signedOut',
      requestId: expect.any(String),
    })
  })

  test('gives each issue a pointer, a code and words', async () => {
    const reply = await manager.client.call<{ issues: object[] }>('POST', '/units', {
      parentId: tenantId,
      kind: 'group',
      name: 'x'.repeat(121),
    })
    expect(reply.body.issues).toEqual([
      {
        pointer: '/name',
        code: 'tooLong',
        message: words('request.issue.tooLong', { maximum: 120 }),
      },
    ])
  })
})

describe('what machines ask', () => {
  test('that the process lives', async () => {
    const reply = await portal.visitor().get('/health/live')
    expect([reply.status, reply.body]).toEqual([200, { status: 'live' }])
  })

  test('that it can work', async () => {
    const reply = await portal.visitor().get('/health/ready')
    expect([reply.status, reply.body]).toEqual([200, { status: 'ready' }])
  })

  test('that it cannot while the database does not answer', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    await second.app.database.close()
    const reply = await second.visitor().get('/health/ready')
    expect([reply.status, (await second.visitor().get('/health/live')).status]).toEqual([503, 200])
    await second.close().catch(() => {})
  })

  test('its figures, on this machine', async () => {
    await member.client.call('GET', '/units')
    const reply = await portal.visitor().get<string>('/metrics')
    expect(reply.status).toBe(200)
    expect(reply.body).toContain('operation="units.listUnits",outcome="done"')
  })

  test('its figures not by way of a proxy on this machine', async () => {
    const reply = await portal.visitor().get('/metrics', { 'X-Forwarded-For': '203.0.113.7' })
    expect(reply.status).toBe(404)
  })

  test('its figures with the token where there is one, and not without', async () => {
    const METRICS_TOKEN = 'a token of sixteen and more'
    const second = await openPortal({ databaseUrl: portal.databaseUrl, config: { METRICS_TOKEN } })
    try {
      const status = async (authorization?: string) =>
        (await second.visitor().get('/metrics', authorization ? { Authorization: authorization } : {})).status
      expect([
        await status(),
        await status('Bearer nothing'),
        await status(`Bearer ${METRICS_TOKEN}`),
      ]).toEqual([404, 404, 200])
    } finally {
      await second.close()
    }
  })
})
