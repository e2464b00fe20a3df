import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { jobs } from '../../../jobs/index.ts'
import { createApp } from '../../../src/app.ts'
import { endGrant } from '../../../src/modules/access/index.ts'
import { isBearerToken, newBearerToken } from '../../../src/platform/crypto/bearer-token.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { createLog } from '../../../src/platform/log.ts'
import { makeApiToken, Program } from '../../factories/api-tokens.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { asApp } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

interface Answer {
  code?: string
  items?: Array<{ id: string; name: string; lastUsedAt: string | null }>
  issues?: Array<{ pointer: string }>
}

let portal: Portal
let tenantId: string
let chapterId: string
let boothId: string
let otherId: string
let administrator: MadePerson
let manager: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  chapterId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  boothId = await makeUnit(portal, tenantId, chapterId, 'Booth')
  otherId = await makeUnit(portal, tenantId, tenantId, 'Other chapter')
})
beforeEach(async () => {
  portal.clock.advance({ minutes: 61 })
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId: chapterId, role: 'manager' }] })
})
afterAll(() => portal.close())

const rename = (program: Program, unitId: string) =>
  program.call('PATCH', `/units/${unitId}`, { name: `Named ${Math.random()}` })

const all = ['units.read', 'units.manage']

describe('a token', () => {
  test('does what its owner may, of that what it was given, there and below', async () => {
    const { program } = await makeApiToken(portal, administrator, { unitId: chapterId, scopes: all })
    expect((await rename(program, chapterId)).status).toBe(200)
    expect((await rename(program, boothId)).status).toBe(200)
    expect((await rename(program, otherId)).status).toBe(404)
    expect((await rename(program, tenantId)).status).toBe(404)
    const reader = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: ['units.read'] })
    expect((await reader.program.call('GET', `/units/${otherId}`)).status).toBe(200)
    const refused = await rename(reader.program, otherId)
    expect([refused.status, refused.body.code]).toEqual([403, 'request.tokenScope'])
    expect(refused.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="units.manage"',
    )
  })

  test('reaches what concerns only its owner with scopes of their own', async () => {
    const { program } = await makeApiToken(portal, manager, { unitId: tenantId, scopes: ['own.read'] })
    expect((await program.call('GET', '/me/profile')).status).toBe(200)
    const refused = await program.call('POST', `/units/${otherId}/memberships`)
    expect([refused.status, refused.body.code]).toEqual([403, 'request.tokenScope'])
    const writer = await makeApiToken(portal, manager, { unitId: tenantId, scopes: ['own.write'] })
    expect((await writer.program.call('GET', '/me/profile')).body.code).toBe('request.tokenScope')
  })

  test('of a manager counts nowhere that the manager does not, though it was made for the whole association', async () => {
    const { program } = await makeApiToken(portal, manager, { unitId: tenantId, scopes: all })
    expect((await rename(program, boothId)).status).toBe(200)
    expect((await rename(program, otherId)).status).toBe(403)
  })

  test('may see what it may change, as people do', async () => {
    const { program } = await makeApiToken(portal, manager, { unitId: chapterId, scopes: ['units.manage'] })
    expect((await program.call('GET', `/units/${boothId}`)).status).toBe(200)
    expect((await program.call('GET', '/me/profile')).status).toBe(403)
  })

  test('loses what its owner loses, in the same moment', async () => {
    const { program } = await makeApiToken(portal, manager, { unitId: chapterId, scopes: all })
    expect((await rename(program, chapterId)).status).toBe(200)
    const [grant] = await portal.app.database.sql<{ id: string }>(sql`
      SELECT grant_id AS id FROM authorities WHERE person_id = ${manager.personId}::uuid AND role = 'manager'`)
    await portal.app.runner.call(
      endGrant,
      { grantId: grant?.id ?? '' },
      portal.app.asSystem('test', tenantId),
    )
    expect((await rename(program, chapterId)).status).toBe(403)
  })

  test('gains nothing when its owner gains something', async () => {
    const { program } = await makeApiToken(portal, manager, { unitId: tenantId, scopes: ['units.read'] })
    expect((await program.call('GET', `/units/${tenantId}/grants`)).status).toBe(403)
  })

  test('is shown once: lists do not hold it, nor does the database', async () => {
    const { token, id } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    expect(isBearerToken('api', token)).toBe(true)
    const list = await administrator.client.call<Answer>('GET', '/account/tokens')
    expect(list.body.items?.map((item) => item.id)).toContain(id)
    expect(list.text).not.toContain(token)
    const rows = await portal.app.database.sql(sql`
      SELECT 1 FROM api_tokens WHERE strpos(api_tokens::text, ${token}) > 0
      UNION ALL SELECT 1 FROM audit_entries WHERE strpos(audit_entries::text, ${token}) > 0
      UNION ALL SELECT 1 FROM idempotency_records WHERE strpos(idempotency_records::text, ${token}) > 0
      UNION ALL SELECT 1 FROM pgboss.job WHERE strpos(data::text, ${token}) > 0`)
    expect(rows).toEqual([])
  })

  test('is made once, however often its key is sent, and a repeat is told that it was shown', async () => {
    const made = (key: string, name = 'Once') =>
      administrator.client.call<Answer & { token?: string }>(
        'POST',
        '/account/tokens',
        { name, unitId: chapterId, scopes: ['units.read'], days: 30 },
        { 'Idempotency-Key': key },
      )
    const together = await Promise.all(Array.from({ length: 5 }, () => made('one-key')))
    const shown = together.filter(({ status }) => status === 201)
    expect(shown).toHaveLength(1)
    expect(together.filter((reply) => reply.body.code === 'request.alreadyDone')).toHaveLength(4)
    const later = await made('one-key')
    expect([later.status, later.body.code]).toEqual([409, 'request.alreadyDone'])
    expect((await made('one-key', 'Something else')).body.code).toBe('request.keyReused')
    const { body } = await administrator.client.call<Answer>('GET', '/account/tokens')
    expect(body.items?.map(({ name }) => name)).toEqual(['Once'])
    const kept = await portal.app.database.sql<{ sealedReply: Buffer | null }>(sql`
      SELECT sealed_reply AS "sealedReply" FROM idempotency_records
      WHERE operation = 'tokens.createToken' AND key = 'one-key'`)
    expect(kept).toEqual([{ sealedReply: null }])
  })

  test('runs out on its day', async () => {
    const { program } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all, days: 7 })
    portal.clock.advance({ days: 6 })
    expect((await rename(program, chapterId)).status).toBe(200)
    portal.clock.advance({ days: 1 })
    expect((await rename(program, chapterId)).status).toBe(401)
  })

  test('says when it was used, to about a minute, and not with each request', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    second.clock.advance({ seconds: (portal.clock.now().getTime() - second.clock.now().getTime()) / 1000 })
    const { id, token } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    const program = new Program(second.url, token)
    const used = async () =>
      (
        await portal.app.database.sql<{ at: Date | null }>(
          sql`SELECT last_used_at AS at FROM api_tokens WHERE id = ${id}::uuid`,
        )
      )[0]?.at
    await program.call('GET', `/units/${chapterId}`)
    await program.call('GET', `/units/${chapterId}`)
    expect(await used()).toBeNull()
    await second.close()
    expect(await used()).not.toBeNull()
  })

  test('stands in the audit, under the person', async () => {
    const { id, program } = await makeApiToken(portal, administrator, {
      unitId: tenantId,
      scopes: all,
      name: 'Sync',
    })
    await rename(program, chapterId)
    const [entry] = await portal.app.database.sql<{ id: string }>(sql`
      SELECT id, person_id, session_id, token_id FROM audit_entries WHERE operation = 'units.changeUnit' ORDER BY id DESC LIMIT 1`)
    expect(entry).toMatchObject({ person_id: administrator.personId, session_id: null, token_id: id })
    const shown = await administrator.client.call('GET', `/audit/${entry?.id}`)
    expect(shown.body).toMatchObject({ tokenId: id, tokenName: 'Sync' })
  })

  test('has limits of its own', async () => {
    const small = await openPortal({
      databaseUrl: portal.databaseUrl,
      config: { RATE_LIMIT_READS: 5 },
    })
    try {
      const ahead = portal.clock.now().getTime() - small.clock.now().getTime()
      small.clock.advance({ seconds: ahead / 1000 })
      const [one, other] = await Promise.all(
        [1, 2].map(() => makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })),
      )
      // Once recognised, each is counted for itself.
      for (const made of [one, other]) {
        const program = new Program(small.url, made?.token ?? '')
        small.clock.advance({ minutes: 2 })
        expect((await program.call('GET', `/units/${chapterId}`)).status).toBe(200)
      }
      small.clock.advance({ minutes: 2 })
      const spend = async (token = '') => (await new Program(small.url, token).call('GET', '/units')).status
      for (let count = 0; count < 5; count += 1) expect(await spend(one?.token)).toBe(200)
      expect(await spend(one?.token)).toBe(429)
      expect(await spend(other?.token)).toBe(200)
    } finally {
      await small.close()
    }
  })

  test('keeps its idempotency keys apart from those of its owner', async () => {
    const { program } = await makeApiToken(portal, administrator, { unitId: chapterId, scopes: all })
    const headers = { 'Idempotency-Key': 'the-same-key' }
    const unit = (name: string, parentId: string) => ({ parentId, kind: 'group', name })
    const own = await administrator.client.call<{ id: string }>(
      'POST',
      '/units',
      unit('One', otherId),
      headers,
    )
    expect(own.status).toBe(201)
    const byToken = await program.call('POST', '/units', unit('One', otherId), headers)
    expect(byToken.status).toBe(404)
  })
})

describe('ends', () => {
  test('at once when its owner ends it', async () => {
    const { id, program } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    expect((await rename(program, chapterId)).status).toBe(200)
    expect((await administrator.client.call('DELETE', `/account/tokens/${id}`)).status).toBe(200)
    const refused = await rename(program, chapterId)
    expect([refused.status, refused.body.code]).toEqual([401, 'request.tokenInvalid'])
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect((await administrator.client.call('DELETE', `/account/tokens/${id}`)).status).toBe(404)
  })

  test('when staff end it, and its owner hears of that', async () => {
    const { id, program } = await makeApiToken(portal, manager, { unitId: chapterId, scopes: all })
    await portal.runJobs()
    const listed = await administrator.client.call<Answer>('GET', '/tokens')
    expect(listed.body.items?.map((item) => item.id)).toContain(id)
    expect((await manager.client.call('GET', '/tokens')).status).toBe(403)
    expect((await administrator.client.call('DELETE', `/tokens/${id}`)).status).toBe(200)
    expect((await rename(program, chapterId)).status).toBe(401)
    await portal.runJobs()
    const mails = await mailsTo(portal, manager.email)
    expect(mails.map(({ text }) => text).join()).toContain('Staff of your association ended an API token')
  })

  test('in another process: for what changes something at once, for reads within a second', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    try {
      second.clock.advance({ seconds: (portal.clock.now().getTime() - second.clock.now().getTime()) / 1000 })
      const { id, token } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
      const there = new Program(second.url, token)
      expect((await there.call('GET', `/units/${chapterId}`)).status).toBe(200)
      await administrator.client.call('DELETE', `/account/tokens/${id}`)
      const began = performance.now()
      expect((await rename(there, chapterId)).status).toBe(401)
      await until(
        'the token is over',
        async () => (await there.call('GET', `/units/${chapterId}`)).status === 401,
      )
      expect(performance.now() - began).toBeLessThan(1_000)
    } finally {
      await second.close()
    }
  })

  test('stops a command that was let in by a cached token, at its commit', async () => {
    const { id, token } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    const loaded = await portal.app.registry.bearers
      .find(({ prefix }) => prefix === 'guildhall_api_')
      ?.load(portal.app.database.sql, token, tenantId, portal.clock.now(), portal.app.registry.roles)
    if (!loaded) throw new Error('not loaded')
    await administrator.client.call('DELETE', `/account/tokens/${id}`)
    const renameUnit = portal.app.registry.operations.get('units.changeUnit')
    if (renameUnit?.kind !== 'command') throw new Error('no command')
    await expect(
      portal.app.runner.call(
        renameUnit,
        { unitId: chapterId, name: 'Never' } as never,
        portal.app.callerFor(loaded.actor),
      ),
    ).rejects.toThrow()
    const unit = await administrator.client.call<{ name: string }>('GET', `/units/${chapterId}`)
    expect(unit.body.name).not.toBe('Never')
  })

  test('with the account of its owner', async () => {
    const { program } = await makeApiToken(portal, manager, { unitId: chapterId, scopes: all })
    await portal.app.database.pool.query(`UPDATE accounts SET status = 'closed' WHERE id = $1`, [
      manager.accountId,
    ])
    await until('the token is over', async () => (await rename(program, chapterId)).status === 401)
  })
})

describe('nobody gets further with one', () => {
  test('what asks to step up takes no token, nor does anything about credentials', async () => {
    const { program } = await makeApiToken(portal, administrator, {
      unitId: tenantId,
      scopes: ['own.read', 'own.write', 'access.manage', 'tokens.manage', 'units.read'],
    })
    for (const [method, path, body] of [
      ['POST', '/grants', { unitId: tenantId, personId: manager.personId, role: 'administrator' }],
      ['POST', '/account/tokens', { name: 'More', unitId: tenantId, scopes: ['own.read'], days: 1 }],
      ['GET', '/account/tokens', undefined],
      ['GET', '/tokens', undefined],
      ['GET', '/account/sessions', undefined],
      ['PUT', '/account/password', { password: 'another battery staple' }],
      ['POST', '/step-up', { password }],
      ['POST', '/sign-in', { address: administrator.email, password }],
    ] as const) {
      const reply = await program.call(method, path, body)
      expect([path, reply.status, reply.body.code]).toEqual([path, 403, 'request.tokenRefused'])
      expect(reply.headers.getSetCookie()).toEqual([])
    }
  })

  test('every declaration in the API that asks to step up refuses a token that has every scope', async () => {
    const scopes = ['own.read', 'own.write', ...Object.keys(portal.app.registry.permissions)]
    const { program } = await makeApiToken(portal, administrator, {
      unitId: tenantId,
      scopes: scopes.filter((scope) => holds(scope)),
    })
    function holds(scope: string): boolean {
      return scope.startsWith('own.') || portal.app.registry.roles.permissionsOf('administrator').has(scope)
    }
    const asking = [...portal.app.registry.operations.values()].filter(
      ({ stepUp, tokens, http }) => stepUp && http && !http.surface && tokens !== true && tokens !== 'export',
    )
    expect(asking.length).toBeGreaterThan(5)
    for (const { http, name } of asking) {
      if (!http) continue
      const path = http.path.replaceAll(/:\w+/g, tenantId)
      const { body } = await program.call(
        http.method.toUpperCase(),
        path,
        http.method === 'get' ? undefined : {},
      )
      expect([name, body.code]).toEqual([name, 'request.tokenRefused'])
    }
  })

  test('a token is given only what its maker holds there, and no more of them than fifty', async () => {
    const make = (input: object) =>
      manager.client.call<Answer>('POST', '/account/tokens', {
        name: 'Try',
        unitId: chapterId,
        scopes: ['units.read'],
        days: 30,
        ...input,
      })
    const refused = await make({ scopes: ['access.manage', 'units.read', 'nothing.known'] })
    expect([refused.status, refused.body.issues?.map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/scopes/0', '/scopes/1'],
    ])
    expect((await make({ unitId: otherId, scopes: ['units.manage'] })).status).toBe(422)
    expect((await make({ days: 366 })).status).toBe(422)
    expect((await make({ scopes: [] })).status).toBe(422)
    const foreign = await makeAssociation(portal, 'Another')
    expect((await make({ unitId: foreign })).status).toBe(404)
    for (let count = 0; count < 25; count += 1) await make({})
    portal.clock.advance({ minutes: 61 })
    await manager.client.call('POST', '/step-up', { password })
    for (let count = 0; count < 24; count += 1) await make({})
    const last = await Promise.all([make({}), make({}), make({})])
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('making one asks to step up', async () => {
    portal.clock.advance({ minutes: 11 })
    const body = { name: 'Late', unitId: tenantId, scopes: ['own.read'], days: 1 }
    expect((await administrator.client.call<Answer>('POST', '/account/tokens', body)).body.code).toBe(
      'request.stepUpNeeded',
    )
  })
})

describe('cookies and headers are not mixed up', () => {
  const unauthorised = [401, 'request.tokenInvalid']

  test('with a token, no cookie counts: neither the session nor the association that it chose', async () => {
    const { token } = await makeApiToken(portal, manager, { unitId: chapterId, scopes: ['units.read'] })
    const headers = { Authorization: `Bearer ${token}` }
    const reply = await administrator.client.call<Answer>(
      'PATCH',
      `/units/${otherId}`,
      { name: 'X' },
      headers,
    )
    expect([reply.status, reply.body.code]).toEqual([403, 'request.tokenScope'])
    expect(reply.headers.getSetCookie()).toEqual([])
    expect((await administrator.client.call('GET', '/account/sessions')).status).toBe(200)
  })

  test('a wrong token is nobody, also beside a session that is good', async () => {
    for (const token of [
      '',
      'x',
      newBearerToken('api'),
      'guildhall_api_'.padEnd(63, '0'),
      newBearerToken('refresh'),
    ]) {
      const reply = await administrator.client.call<Answer>('GET', '/units', undefined, {
        Authorization: `Bearer ${token}`,
      })
      expect([reply.status, reply.body.code]).toEqual(unauthorised)
      expect(administrator.client.cookies.has('session')).toBe(true)
    }
  })

  test('a session’s token is nothing in the header, and an API token nothing in the cookie', async () => {
    const session = administrator.client.cookies.get('session') ?? ''
    const asBearer = await new Program(portal.url, session).call('GET', '/units')
    expect([asBearer.status, asBearer.body.code]).toEqual(unauthorised)
    const { token, program } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    // Known to the cache by now.
    expect((await program.call('GET', '/units')).status).toBe(200)
    const browser = portal.visitor()
    browser.setCookie('session', token)
    expect((await browser.call('GET', '/units')).status).toBe(401)
  })

  test('pages take no token, and a form with one changes nothing', async () => {
    const { token } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    const headers = { Authorization: `bearer ${token}`, Accept: 'text/html' }
    expect((await portal.visitor().get('/units', headers)).status).toBe(403)
    const posted = await portal.visitor().form(`/units/${chapterId}/edit`, { name: 'By form' }, headers)
    expect(posted.status).toBe(403)
  })

  test('another site’s page cannot send one on', async () => {
    const { program } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    const reply = await program.call(
      'PATCH',
      `/units/${chapterId}`,
      { name: 'X' },
      { 'Sec-Fetch-Site': 'cross-site' },
    )
    expect([reply.status, reply.body.code]).toEqual([403, 'request.crossSite'])
  })

  test('what a proxy asks for itself is left alone', async () => {
    const reply = await administrator.client.call('GET', '/units', undefined, {
      Authorization: 'Basic dXNlcjpwYXNz',
    })
    expect(reply.status).toBe(200)
  })

  test('at the host of another association it is nobody (host header trick)', async () => {
    const one = await makeAssociation(portal, 'One', ['one.example.org'])
    const two = await makeAssociation(portal, 'Two', ['two.example.org'])
    const owner = await makePerson(portal, { tenantId: one, roles: ['member', 'administrator'] })
    const [row] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM sessions WHERE account_id = ${owner.accountId}::uuid`,
    )
    expect(row).toBeDefined()
    const token = await tokenIn(one, owner)
    const at = async (host: string, path: string) => rawStatus(host, path, token)
    expect(await at('one.example.org', `/api/v1/units/${one}`)).toBe(200)
    expect(await at('two.example.org', `/api/v1/units/${one}`)).toBe(401)
    expect(await at('two.example.org', `/api/v1/units/${two}`)).toBe(401)
    // A host that leads nowhere leaves it in its own association.
    expect(await at('elsewhere.example.org', `/api/v1/units/${two}`)).toBe(404)
  })
})

async function tokenIn(tenant: string, owner: MadePerson): Promise<string> {
  const token = newBearerToken('api')
  const { createHash, randomUUID } = await import('node:crypto')
  await portal.app.database.pool.query(
    `INSERT INTO api_tokens (id, tenant_id, person_id, unit_id, name, token_hash, scopes, created_at, expires_at)
     VALUES ($1, $2, $3, $2, 'Made', $4, '{units.read}', $5, $6)`,
    [
      randomUUID(),
      tenant,
      owner.personId,
      createHash('sha256').update(token).digest(),
      portal.clock.now(),
      new Date(portal.clock.now().getTime() + 86_400_000),
    ],
  )
  return token
}

/** `fetch` sends no Host of one’s own. */
async function rawStatus(host: string, path: string, token: string): Promise<number> {
  const { request } = await import('node:http')
  const { port } = new URL(portal.url)
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path, headers: { Host: host, Authorization: `Bearer ${token}` } },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
      .on('error', reject)
      .end()
  })
}

test('no token is ever logged, good or bad', async () => {
  const lines: string[] = []
  const log = createLog(
    'trace',
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const app = await createApp({
    config: testConfig(),
    databaseUrl: asApp(portal.databaseUrl),
    jobs,
    clock: portal.clock,
    log,
  })
  try {
    const server = await app.listen(0, '127.0.0.1')
    const { port } = server.address() as { port: number }
    const { token } = await makeApiToken(portal, administrator, { unitId: tenantId, scopes: all })
    const bad = newBearerToken('api')
    for (const each of [token, bad]) {
      const program = new Program(`http://127.0.0.1:${port}`, each)
      await program.call('GET', `/units/${chapterId}?token=${each}`)
      await program.call('POST', '/units', { name: each })
      log.error({ err: new Error(`a driver repeats ${each}`) }, 'fault')
    }
    expect(lines.length).toBeGreaterThan(4)
    const text = lines.join('')
    expect(text).toContain('a driver repeats <token>')
    expect(text).not.toContain(token)
    expect(text).not.toContain(bad)
  } finally {
    await app.close(0)
  }
})

test('the description of the API says which scope each operation takes, and which take no token', async () => {
  const { body } = await portal.visitor().get<{
    paths: Record<string, Record<string, { security?: Array<Record<string, string[]>> }>>
    components: { securitySchemes: Record<string, { type: string; scheme?: string }> }
  }>('/api/openapi.json')
  expect(body.components.securitySchemes.token).toMatchObject({ type: 'http', scheme: 'bearer' })
  expect(body.paths['/units/{unitId}']?.patch?.security).toEqual([
    { session: [] },
    { token: ['units.manage'] },
  ])
  expect(body.paths['/me/profile']?.get?.security).toEqual([{ session: [] }, { token: ['own.read'] }])
  expect(body.paths['/grants']?.post?.security).toEqual([{ session: [] }])
  expect(body.paths['/account/tokens']?.get?.security).toEqual([{ session: [] }])
  expect(body.paths['/sign-in/ways']?.get?.security).toBeUndefined()
})

describe('pages and the API', () => {
  test('offer what one holds, and end what is chosen', async () => {
    const choices = await manager.client.call<{ scopes: string[]; units: Array<{ unitId: string }> }>(
      'GET',
      '/account/tokens/choices',
    )
    expect(choices.body.scopes).toEqual(expect.arrayContaining(['own.read', 'own.write', 'units.manage']))
    expect(choices.body.scopes).not.toContain('access.manage')
    expect(choices.body.units.map(({ unitId }) => unitId)).toContain(chapterId)
    const first = await makeApiToken(portal, manager, { unitId: chapterId, scopes: all })
    const second = await makeApiToken(portal, manager, { unitId: boothId, scopes: all })
    const ended = await administrator.client.call('POST', '/tokens/end', { chosen: [first.id, second.id] })
    expect(ended.body).toEqual({ done: 2, refused: [] })
    expect((await rename(first.program, chapterId)).status).toBe(401)
  })

  test('show a new token once, as the answer to the form', async () => {
    const page = await manager.client.get<string>('/account/tokens/new', { Accept: 'text/html' })
    expect(page.text).toContain('units.manage')
    const [, key = ''] = /name="_key" value="([\w-]+)"/.exec(page.text) ?? []
    const fields = {
      name: 'From a form',
      unitId: chapterId,
      days: '90',
      scopes: 'units.read',
      _key: key,
    }
    const made = await manager.client.form('/account/tokens/new', fields)
    const reloaded = await manager.client.form('/account/tokens/new', fields)
    expect(reloaded.status).toBe(409)
    expect(reloaded.text).toContain('what it answered was shown only once')
    expect(reloaded.text).not.toContain('guildhall_api_')
    const [token = ''] = /guildhall_api_\w+/.exec(made.text) ?? []
    expect(isBearerToken('api', token)).toBe(true)
    expect(made.headers.get('cache-control')).toContain('no-store')
    expect((await new Program(portal.url, token).call('GET', `/units/${chapterId}`)).status).toBe(200)
    const list = await manager.client.get<string>('/account/tokens', { Accept: 'text/html' })
    expect(list.text).toContain('From a form')
    expect(list.text).not.toContain(token)
    const [, id] = /\/account\/tokens\/([\w-]{36})\/end/.exec(list.text) ?? []
    const reply = await manager.client.form(`/account/tokens/${id}/end`, {})
    expect(reply.headers.get('location')).toBe('/account/tokens')
    // Reads may lag behind by as long as the word takes to come back from the database, a second at most.
    const reading = async () =>
      (await new Program(portal.url, token).call('GET', `/units/${chapterId}`)).status
    await until('it reads no more', async () => (await reading()) === 401, 1_000)
  })
})
