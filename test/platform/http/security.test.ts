import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { rawRequest } from '../../factories/requests.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let administrator: MadePerson
let style: string

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  const { text } = await portal.visitor().get('/sign-in')
  style = /href="(\/assets\/guildhall\.[^"]+\.css)"/.exec(text)?.[1] as string
})
afterAll(() => portal.close())

describe('a write that another site caused is refused', () => {
  const unit = () => ({ parentId: tenantId, kind: 'group', name: `Unit ${Math.random()}` })
  const fields = { tenantId: '00000000-0000-7000-8000-000000000000' }

  test.each([
    ['by its Origin', { Origin: 'https://evil.example.net' }],
    ['by an opaque Origin', { Origin: 'null' }],
    ['by Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['by Sec-Fetch-Site: same-site', { 'Sec-Fetch-Site': 'same-site' }],
    ['by the Origin of another port', { Origin: 'http://127.0.0.1:1' }],
  ])('in the API, %s', async (_how, headers) => {
    const { client } = administrator
    const { status, body } = await client.call<{ code: string }>('POST', '/units', unit(), headers)
    expect([status, body.code]).toEqual([403, 'request.crossSite'])
  })

  test('in every unsafe method', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const reply = await administrator.client.call(
        method,
        `/units/${tenantId}`,
        {},
        { 'Sec-Fetch-Site': 'cross-site' },
      )
      expect(reply.status).toBe(403)
    }
  })

  test.each([
    ['by its Origin', { Origin: 'https://evil.example.net' }],
    ['by Sec-Fetch-Site', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('in a form, %s, as a page', async (_how, headers) => {
    const reply = await portal.visitor().form('/association', fields, headers)
    expect(reply.status).toBe(403)
    expect(reply.headers.get('content-type')).toContain('text/html')
  })

  test('and signs nobody out', async () => {
    const { client } = await makePerson(portal, { tenantId })
    await client.form('/sign-out', {}, { Origin: 'https://evil.example.net' })
    expect((await client.call('GET', '/me/profile')).status).toBe(200)
  })

  test('while the own site, and programs without a browser, may write', async () => {
    const { client } = administrator
    const own = { Origin: portal.url, 'Sec-Fetch-Site': 'same-origin' }
    expect((await client.call('POST', '/units', unit(), own)).status).toBe(201)
    expect((await client.call('POST', '/units', unit())).status).toBe(201)
  })

  test('while reading from a link elsewhere works', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example.net' }
    expect((await administrator.client.get('/units', headers)).status).toBe(200)
  })
})

describe('security headers stand on', () => {
  test.each([
    ['a page', '/sign-in', 200],
    ['a redirect', '/', 303],
    ['a page that is not there', '/nowhere/at/all', 404],
    ['a page of another method', '/sign-out', 405],
    ['a reply of the API', '/api/v1/associations', 200],
    ['a refusal of the API', '/api/v1/me/profile', 401],
    ['a place that the API does not have', '/api/v1/nothing', 404],
    ['the description of the API', '/api/openapi.json', 200],
    ['health', '/health/ready', 200],
    ['metrics', '/metrics', 200],
    ['an asset that is not there', '/assets/nothing.css', 404],
    ['an address that cannot be read', '/units/%E0%A4%A', 400],
    ['an address of the API that cannot be read', '/api/v1/units/%E0%A4%A', 400],
  ])('%s', async (_what, path, status) => {
    const reply = await portal.visitor().get(path)
    expect(reply.status).toBe(status)
    expectGuarded(reply.headers)
  })

  test('an asset, as far as they mean anything there: opened as a document it loads and does nothing', async () => {
    const { status, headers } = await portal.visitor().get(style)
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    // Eight files come with a first visit, and each brings its headers.
    const weight = [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
    expect(weight).toBeLessThan(480)
  })

  function expectGuarded(headers: Headers) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }

  test('everything over TLS, with the cookie bound to the host', async () => {
    const secure = await openPortal({
      databaseUrl: portal.databaseUrl,
      config: { BASE_URL: 'https://portal.example.org' },
    })
    try {
      expect((await secure.visitor().get('/sign-in')).headers.get('strict-transport-security')).toContain(
        'max-age=63072000',
      )
      const { client } = await makePerson(secure, { tenantId }).catch(() => ({ client: secure.visitor() }))
      expect([...client.cookies.keys()]).toEqual(['__Host-device', '__Host-session'])
    } finally {
      await secure.close()
    }
  })
})

describe('an id of each request', () => {
  test('is new each time, whatever the request says', async () => {
    const ids = [1, 2].map(async () => {
      const reply = await portal.visitor().get('/health/live', { 'X-Request-Id': 'mine' })
      return reply.headers.get('x-request-id')
    })
    const [first, second] = await Promise.all(ids)
    expect(first).not.toBe(second)
    expect([first, second]).not.toContain('mine')
  })

  test('stands in the problem that is answered', async () => {
    const reply = await portal.visitor().get<{ requestId: string }>('/api/v1/me/profile')
    expect(reply.body.requestId).toBe(reply.headers.get('x-request-id'))
  })
})

describe('an asset', () => {
  const get = (headers: Record<string, string> = {}, method = 'GET', path = style) =>
    rawRequest(portal, path, { headers, method })

  test('is kept for good under its name', async () => {
    const { status, headers } = await get()
    expect([status, headers['cache-control'], headers.etag]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      `"${style.split('/').at(-1)}"`,
    ])
  })

  test('comes in brotli, gzip or as it is, as the browser takes it, and is the same in each', async () => {
    const { brotliDecompressSync, gunzipSync } = await import('node:zlib')
    const plain = await get({ 'Accept-Encoding': 'identity' })
    const brotli = await get({ 'Accept-Encoding': 'gzip, deflate, br' })
    const gzip = await get({ 'Accept-Encoding': 'gzip' })
    expect([plain, brotli, gzip].map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'br',
      'gzip',
    ])
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    expect(digest(brotliDecompressSync(brotli.body))).toBe(digest(plain.body))
    expect(digest(gunzipSync(gzip.body))).toBe(digest(plain.body))
    for (const { body, headers } of [plain, brotli, gzip]) {
      expect(Number(headers['content-length'])).toBe(body.byteLength)
      expect(headers.vary).toBe('Accept-Encoding')
    }
  })

  test('answers HEAD with the headers of GET and no body', async () => {
    const [head, full] = [await get({}, 'HEAD'), await get()]
    expect([head.status, head.headers['content-length'], head.body.byteLength]).toEqual([
      200,
      full.headers['content-length'],
      0,
    ])
  })

  test('that the browser has already is not sent again', async () => {
    const { headers } = await get()
    const again = await get({ 'If-None-Match': headers.etag as string })
    expect([again.status, again.body.byteLength]).toEqual([304, 0])
  })

  test.each([
    '/assets/../manifest.json',
    '/assets/manifest.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/../../package.json',
    '/assets//etc/passwd',
    '/assets/',
    '/assets',
    '/assets/__proto__',
    '/assets/%00',
  ])('is nothing else that lies on the disk: %s', async (path) => {
    expect([400, 404]).toContain((await get({}, 'GET', path)).status)
  })

  test('takes no other methods', async () => {
    const { status, headers } = await get({}, 'POST')
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})

describe('a method that a place does not take is refused with those that it takes', () => {
  test('in the API', async () => {
    const { status, headers, body } = await administrator.client.call<{ code: string }>(
      'DELETE',
      '/units',
      {},
    )
    expect([status, headers.get('allow'), body.code]).toEqual([405, 'GET, POST', 'request.methodNotAllowed'])
  })

  test('in the portal', async () => {
    const reply = await rawRequest(portal, '/forgot-password', { method: 'PUT' })
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, POST'])
    expect((await rawRequest(portal, '/sign-out')).headers.allow).toBe('POST')
  })

  test('while HEAD works where GET does', async () => {
    for (const path of ['/sign-in', '/api/v1/associations']) {
      const reply = await rawRequest(portal, path, { method: 'HEAD' })
      expect([reply.status, reply.body.byteLength]).toEqual([200, 0])
    }
  })
})

describe('what is sent to the API', () => {
  const send = (body: string, type = 'application/json', path = '/units') =>
    administrator.client.send<{ code: string }>('POST', `/api/v1${path}`, body, { 'Content-Type': type })

  test.each([
    ['that is no JSON', '{"name":', 400, 'request.malformed'],
    ['that is a list', '[]', 422, 'request.invalid'],
    ['that is a word', '"word"', 422, 'request.invalid'],
    ['that is nothing', 'null', 422, 'request.invalid'],
    ['that is more than can be taken', `"${'x'.repeat(300_000)}"`, 413, 'request.tooLarge'],
  ])('%s is refused by name', async (_what, body, status, code) => {
    const reply = await send(body)
    expect([reply.status, reply.body.code]).toEqual([status, code])
  })

  test('as something else than JSON is refused by name', async () => {
    const reply = await send('name=x', 'application/x-www-form-urlencoded')
    expect([reply.status, reply.body.code]).toEqual([415, 'request.unsupportedMedia'])
  })

  test('in an encoding that is not known is refused', async () => {
    const reply = await administrator.client.send('POST', '/api/v1/units', '{}', {
      'Content-Type': 'application/json',
      'Content-Encoding': 'rot13',
    })
    expect(reply.status).toBe(415)
  })

  test('with a field named __proto__ is refused like any other that is not known', async () => {
    const reply = await send('{"__proto__": {"admin": true}, "name": "x", "kind": "group"}')
    expect(reply.status).toBe(422)
  })
})
