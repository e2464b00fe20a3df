import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { importPeople } from '../../src/modules/members/index.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { mailsTo, tokenIn } from '../factories/mails.ts'
import { makeImport } from '../factories/members.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, password } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { sendRaw } from '../support/raw-http.ts'

let portal: Portal
let tenantId: string
let unitId: string
let admin: MadePerson

beforeAll(async () => {
  portal = await openPortal({ config: { BASE_URL: 'http://portal.example.org' } })
  tenantId = await makeAssociation(portal, 'The Association')
  unitId = await makeUnit(portal, tenantId, tenantId, 'Chapter')
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

const cookieOf = ({ client }: MadePerson) =>
  [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function handIn(content: string | Uint8Array<ArrayBuffer>) {
  const reply = await fetch(`${portal.url}/api/v1/members/import/${unitId}`, {
    method: 'POST',
    body: content,
    headers: { 'Content-Type': 'text/csv', Cookie: cookieOf(admin) },
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, string> }
}

async function peopleHere(): Promise<number> {
  const [row] = await portal.app.database.sql<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM persons WHERE tenant_id = ${tenantId}::uuid`,
  )
  return row?.count ?? 0
}

describe('a table of people', () => {
  test('of 100,000 lines is refused with their number, soon, and brings in nobody', async () => {
    const before = await peopleHere()
    const lines = Array.from({ length: 100_000 }, (_none, index) => `P${index}`)
    const begun = performance.now()
    const { status, body } = await handIn(`name\n${lines.join('\n')}\n`)
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'members.importTooManyRows' })
    expect(body.detail).toMatch(/100[,.\s]?000/)
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(await peopleHere()).toBe(before)
  })

  test.each([
    [
      'UTF-16, little end first',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name\nОлена\n', 'utf16le')]),
    ],
    [
      'UTF-16, big end first',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('name\nОлена\n', 'utf16le').swap16()]),
    ],
    ['UTF-16 that does not say so', Buffer.from('name\nAda\n', 'utf16le')],
    ['Latin-1', Buffer.from('name\nJosé\n', 'latin1')],
    ['bytes of zero', Buffer.from('name\nA\0da\n')],
    ['half a letter at its end', Buffer.from('name\nОлена').subarray(0, -1)],
  ])('in a bad encoding is refused: %s', async (_encoding, bytes) => {
    const { status, body } = await handIn(new Uint8Array(bytes))
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'members.importNotUtf8' })
  })

  test('with the mark of UTF-8 before it is read without the mark', async () => {
    const { status, body } = await handIn('\u{feff}given name;surname\nAda;Lovelace\n')
    expect(status).toBe(201)
    const preview = await admin.client.call(
      'GET',
      `/members/import/${unitId}/${body.fileId}?ticket=${body.ticket}`,
    )
    expect(preview.body).toMatchObject({
      columns: [{ heading: 'given name', standsFor: 'givenName' }, {}],
      ready: 1,
    })
  })

  test('with duplicate headers takes the first one, and refuses to let two stand for one thing', async () => {
    const { body } = await handIn('given name,given name,GIVEN NAME\nAda,Eve,Mallory\n')
    const path = `/members/import/${unitId}/${body.fileId}`
    const preview = await admin.client.call('GET', `${path}?ticket=${body.ticket}`)
    expect(preview.body).toMatchObject({
      columns: [{ standsFor: 'givenName' }, { standsFor: '-' }, { standsFor: '-' }],
      rows: [{ name: 'Ada' }],
    })
    const twice = await admin.client.call('POST', `${path}/start`, {
      ticket: body.ticket,
      columns: ['givenName', 'givenName', '-'],
    })
    expect(twice.body).toMatchObject({
      status: 422,
      issues: [{ pointer: '/columns/1', code: 'members.error.importColumnTwice' }],
    })
  })
})

test('formula injection: an exported list begins no cell as a formula does', async () => {
  const importId = await makeImport(portal, { tenantId, unitId })
  const formulas = ['=1+1', '+SUM(A1)', '-2+3', '\uff1d4+5']
  const rest = { givenName: null, patronymic: null, nativeName: null, phone: null, email: null }
  await portal.app.runner.call(
    importPeople,
    {
      importId,
      rows: formulas.map((familyName, row) => ({
        row,
        unitId,
        person: { ...rest, familyName },
        values: null,
      })),
      locale: 'en',
      timeZone: 'UTC',
    },
    portal.app.asSystem('test', tenantId),
  )
  const { text } = await admin.client.download('/members.csv')
  const cells = (parse(text, { bom: true }) as string[][]).flat()
  for (const formula of formulas) {
    expect(cells).not.toContain(formula)
    expect(cells.some((cell) => cell.endsWith(formula))).toBe(true)
  }
  expect(cells.filter((cell) => /^[=+@\uff1d]|^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([])
})

const gigabyte = 1024 ** 3

/** Sends a head, and then a body for as long as anybody takes it. */
function pour(head: string[], chunk: Buffer): Promise<{ status: number; sent: number }> {
  const { hostname, port, host } = new URL(portal.url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let answer = ''
    let sent = 0
    let stopped = false
    const more = () => {
      while (!stopped && sent < gigabyte) {
        sent += chunk.byteLength
        if (!socket.write(chunk)) return
      }
    }
    const end = () => {
      if (stopped) return
      stopped = true
      socket.destroy()
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), sent })
    }
    socket.on('data', (bytes) => {
      answer += bytes
      end()
    })
    socket.on('drain', more)
    socket.on('error', end)
    socket.on('close', end)
    socket.write(`${[...head, `Host: ${host}`, `Cookie: ${cookieOf(admin)}`].join('\r\n')}\r\n\r\n`)
    more()
  })
}

describe('an upload of 1 GB', () => {
  const request = () => [`POST /api/v1/members/import/${unitId} HTTP/1.1`, 'Content-Type: text/csv']

  test('that says so is refused before its body is read', async () => {
    const { status } = await sendRaw(portal.url, {
      method: 'POST',
      path: `/api/v1/members/import/${unitId}`,
      headers: { 'Content-Type': 'text/csv', 'Content-Length': String(gigabyte), Cookie: cookieOf(admin) },
    })
    // Not a byte of it was sent.
    expect(status).toBe(413)
  })

  test('that does not say so is refused after what is allowed, and memory stays flat', async () => {
    const line = 'A'.repeat(65_535)
    const chunk = Buffer.from(`${(line.length + 1).toString(16)}\r\n${line}\n\r\n`)
    const before = process.memoryUsage().rss
    const { status, sent } = await pour([...request(), 'Transfer-Encoding: chunked'], chunk)
    expect(status).toBe(413)
    // What the system keeps on the way is sent as well; a gigabyte is not.
    expect(sent).toBeLessThan(64 * 1024 * 1024)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })
})

test('open redirects: signing in leads to a place of this portal only', async () => {
  const { email } = await makePerson(portal, { tenantId })
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/..//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'http:evil.example',
    '/@evil.example:80//evil.example/..//x',
    ' //evil.example',
  ]) {
    const reply = await portal
      .visitor()
      .form(`/sign-in?next=${encodeURIComponent(next)}`, { address: email, password })
    const to = new URL(reply.headers.get('location') ?? '', portal.url)
    expect({ next, status: reply.status, origin: to.origin }).toEqual({
      next,
      status: 303,
      origin: new URL(portal.url).origin,
    })
    portal.clock.advance({ minutes: 16 })
  }
})

test('host header tricks: a letter leads to the portal, whatever the request called it', async () => {
  const { email } = await makePerson(portal, { tenantId })
  const tricks: Array<Record<string, string>> = [
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' },
  ]
  for (const headers of tricks) {
    const body = JSON.stringify({ address: email })
    await sendRaw(portal.url, {
      method: 'POST',
      path: '/api/v1/password-resets',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
    })
    await portal.runJobs()
    portal.clock.advance({ minutes: 61 })
  }
  const mails = await mailsTo(portal, email)
  expect(mails.length).toBeGreaterThan(0)
  for (const { text } of mails) {
    expect(text).not.toContain('evil.example')
    expect(text).toContain('http://portal.example.org/')
  }
})

test('token replay: a link that was used and a session that has ended are worth nothing', async () => {
  const somebody = await makePerson(portal, { tenantId })
  const session = cookieOf(somebody)
  await portal.visitor().call('POST', '/password-resets', { address: somebody.email })
  await portal.runJobs()
  const token = tokenIn(
    (await mailsTo(portal, somebody.email)).findLast(({ text }) => text.includes('/new-password/')),
    '/new-password',
  )
  const use = () =>
    portal.visitor().call('POST', '/password-resets/use', { token, password: 'another long password' })
  expect((await use()).status).toBeLessThan(300)
  expect((await use()).status).toBeGreaterThanOrEqual(400)
  // All sessions ended with the old password.
  const replayed = await portal.visitor().get('/api/v1/me/profile', { Cookie: session })
  expect(replayed.status).toBe(401)
})

test('session fixation: a session that somebody else chose is not the one that is signed in', async () => {
  const { email } = await makePerson(portal, { tenantId })
  const victim = portal.visitor()
  const [name = 'session'] = [...admin.client.cookies.keys()]
  const planted = 'A'.repeat(43)
  victim.setCookie(name, planted)
  expect((await victim.call('POST', '/sign-in', { address: email, password })).status).toBe(200)
  expect(victim.cookies.get(name)).not.toBe(planted)
  const attacker = portal.visitor()
  attacker.setCookie(name, planted)
  expect((await attacker.call('GET', '/me/profile')).status).toBe(401)
})
