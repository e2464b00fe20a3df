import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../src/platform/db/sql.ts'
import type { AnyOperation } from '../../src/platform/declare/operation.ts'
import type { AnyPage } from '../../src/platform/declare/page.ts'
import { samples } from '../permissions/samples.ts'
import { buildWorld, type World } from '../permissions/world.ts'
import {
  keepRawConnections,
  type RawAnswer,
  type RawConnections,
  type RawMessage,
  sendBytes,
} from '../support/raw-http.ts'
import {
  addressCases,
  bodyCases,
  type Case,
  formCases,
  Kinds,
  multipartCases,
  pageCases,
  shares,
  shortened,
} from './cases.ts'
import { nastyBodies, nastyCookies, nastyHeaders, nastySessions, seed } from './nasty.ts'

let world: World
let connections: RawConnections
let operations: AnyOperation[]
let pages: AnyPage[]
let count = 0

/** It asks thousands of times, and the machine may be busy. */
const patience = 480_000

beforeAll(async () => {
  const years = 10 * 365 * 86_400
  world = await buildWorld({
    // The clock runs far ahead here, so that no rate limit stands in the way; sessions shall outlive that.
    config: { SESSION_IDLE_SECONDS: years, SESSION_MAX_SECONDS: years },
    administratorRoles: ['member', 'manager', 'administrator'],
  })
  connections = keepRawConnections(world.portal.url)
  const { modules } = world.portal.app.registry
  // What stands on another surface takes other bodies: test/modules/scim/hostile.test.ts sends it the same.
  operations = modules.flatMap((module) => module.operations).filter(({ http }) => http && !http.surface)
  pages = modules.flatMap((module) => module.pages ?? [])
}, patience)
afterAll(async () => {
  connections.close()
  await world.close()
})

const cookie = () => `session=${world.asking.administrator.session}`

function inputOf(name: string): Record<string, unknown> {
  const sample = samples[name]
  if (!sample) throw new Error(`${name} has no sample in test/permissions/samples.`)
  const asking = world.asking.administrator
  return sample.input({ world, place: 'own unit', spot: world.spots['own unit'], asking })
}

function send(message: RawMessage): Promise<RawAnswer> {
  count += 1
  return connections.send({ ...message, headers: { Cookie: cookie(), ...message.headers } })
}

/** What is wrong with an answer; null if nothing is. */
function objection(answer: RawAnswer, { message, verdict }: Case): string | null {
  const { status, type, body } = answer
  if (status === 0) return 'no answer'
  if (status >= 500) return `answers ${status}`
  // Node itself refuses what is no HTTP, in a line without a body.
  const byNode = (status === 400 || status === 417 || status === 431) && type === ''
  if (byNode) return null
  const isApi = message.path.startsWith('/api/')
  if (isApi && status >= 400) {
    if (!type.startsWith('application/problem+json')) return `answers ${status} as ${type || 'nothing'}`
    if (message.method !== 'HEAD' && !isProblem(body, status))
      return `answers no problem: ${body.slice(0, 200)}`
  }
  if (!isApi && status !== 303 && status !== 304 && status !== 204 && !type.startsWith('text/html'))
    return `answers ${status} as ${type || 'nothing'}`
  if (verdict === 'refused' && status < 400 && !refusedOnTheWay(answer))
    return `answers ${status} to what its schema refuses`
  if (answer.headers.has('x-injected')) return 'let a header in'
  return null
}

function isProblem(body: string, status: number): boolean {
  try {
    const problem = JSON.parse(Buffer.from(body, 'latin1').toString('utf8'))
    return (
      problem.status === status && typeof problem.code === 'string' && typeof problem.requestId === 'string'
    )
  } catch {
    return false
  }
}

/** A button leads back and says there what was wrong. */
function refusedOnTheWay({ status, headers }: RawAnswer): boolean {
  const flash = /^flash=([\w-]+)/.exec(headers.get('set-cookie') ?? '')?.[1]
  return (
    status === 303 &&
    flash !== undefined &&
    JSON.parse(Buffer.from(flash, 'base64url').toString()).kind === 'error'
  )
}

/** Sends all, and looks whether anything changed that should not have. */
async function faultsOf(name: string, cases: readonly Case[], limited: boolean): Promise<string[]> {
  const faults: string[] = []
  const before = await world.checksum()
  const judge = (each: Case, answer: RawAnswer) => {
    const fault = objection(answer, each)
    if (fault) faults.push(`${name}, ${each.label}: ${fault} (seed ${seed})`)
  }
  const reads = ({ message: { method } }: Case) => method === 'GET'
  const together = cases.filter((each) => each.verdict === 'refused' || reads(each))
  for (let start = 0; start < together.length; start += atOnce)
    await Promise.all(
      together.slice(start, start + atOnce).map(async (each) => judge(each, await send(each.message))),
    )
  faults.push(...(await changes(name, together, before)))
  // What may be valid may be done: one after the other, and undone.
  const sent = new Set(together)
  for (const each of some(cases.filter((one) => !sent.has(one)))) {
    if (limited) world.portal.clock.advance({ minutes: 61 })
    const answer = await send(each.message)
    judge(each, answer)
    if (answer.status < 400) await world.restore()
  }
  return faults
}

const atOnce = 8

/**
 * Valid ones are not what this is about, and each of them costs a restored database: a few of each declaration,
 * spread over all, show that they do no harm. Halves of characters are always among them.
 */
function some(cases: readonly Case[]): Case[] {
  const step = Math.max(1, Math.ceil(cases.length / 5))
  const halves = cases.filter(({ label }) => /ud800|udc00/.test(label)).slice(0, 2)
  return [...new Set([...cases.filter((_, index) => index % step === 0), ...halves])]
}

/** Which of the refused calls wrote something all the same. */
async function changes(name: string, suspects: readonly Case[], before: string): Promise<string[]> {
  if ((await world.checksum()) === before) return []
  await world.restore()
  const guilty: string[] = []
  for (const each of suspects) {
    world.portal.clock.advance({ minutes: 61 })
    await send(each.message)
    if ((await world.checksum()) !== before) {
      guilty.push(`${name}, ${each.label}: was refused and changed the database (seed ${seed})`)
      await world.restore()
    }
  }
  return guilty
}

const apiPath = (path: string) => (path.startsWith('/api/') ? path : `/api/v1${path}`)
const overApi = (each: Case): Case => ({
  ...each,
  message: { ...each.message, path: apiPath(each.message.path) },
})

describe('whatever comes, the API answers it with a problem and keeps its rows', () => {
  test(
    'fields of bodies',
    async () => {
      const faults: string[] = []
      const kinds = new Kinds()
      for (const [turn, operation] of operations.entries()) {
        const limited = operation.kind === 'command' && operation.limits.length > 0
        const cases = bodyCases(operation, inputOf(operation.name), turn, kinds).map(overApi)
        faults.push(...(await faultsOf(operation.name, cases, limited)))
      }
      expect(faults).toEqual([])
    },
    patience,
  )

  test(
    'paths and query strings',
    async () => {
      const faults: string[] = []
      const kinds = new Kinds()
      for (const operation of operations) {
        const limited = operation.kind === 'command' && operation.limits.length > 0
        const cases = addressCases(operation, inputOf(operation.name), kinds)
        faults.push(...(await faultsOf(operation.name, cases, limited)))
      }
      expect(faults).toEqual([])
    },
    patience,
  )

  test(
    'uploads',
    async () => {
      const faults: string[] = []
      for (const operation of operations.filter(({ http }) => http?.upload)) {
        const { method, path, upload } = operation.http as NonNullable<AnyOperation['http']>
        const types = [
          ...(upload?.mediaTypes ?? []),
          'application/json',
          '',
          'image/*',
          'image/png; x=\u00ff',
        ]
        const cases = types.flatMap((type) =>
          [...nastyBodies, 'x'.repeat((upload?.limitBytes ?? 0) + 1)].map((body) => ({
            label: `${type} ${shortened(String(body).slice(0, 100))}`,
            message: {
              method: method.toUpperCase(),
              path: `/api/v1${path}`,
              headers: { 'Content-Type': type },
              body,
            },
            verdict: 'refused' as const,
          })),
        )
        faults.push(...(await faultsOf(operation.name, cases, false)))
      }
      expect(faults).toEqual([])
    },
    patience,
  )

  test('methods that a path does not have', async () => {
    const faults: string[] = []
    for (const path of new Set(operations.map(({ http }) => http?.path ?? ''))) {
      const filledIn = path.replaceAll(/:\w+/g, world.spots['own unit'].unitId)
      const cases = ['HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'PUT', 'LOCK', 'QUERY'].map((method) => ({
        label: method,
        message: { method, path: `/api/v1${filledIn}` },
        verdict: 'unknown' as const,
      }))
      faults.push(...(await faultsOf(path, cases, false)))
    }
    expect(faults).toEqual([])
  })
})

describe('whatever comes, a page is answered with a page and keeps its rows', () => {
  test(
    'forms',
    async () => {
      const faults: string[] = []
      const forms = pages.filter(({ submit }) => submit)
      expect(forms.length).toBeGreaterThan(3 * shares)
      const kinds = new Kinds()
      for (const [turn, page] of forms.entries()) {
        const input = inputOf(page.name)
        // Whoever is signed in is led away from the pages that lead in.
        const who = page.permission === 'anyone' ? { Cookie: 'nobody=1' } : { Cookie: cookie() }
        const cases = [...formCases(page, input, turn, kinds), ...multipartCases(page, input)].map(
          (each) => ({
            ...each,
            message: { ...each.message, headers: { ...who, ...each.message.headers } },
          }),
        )
        const limited = (page.submit?.command.limits.length ?? 0) > 0
        faults.push(...(await faultsOf(page.name, cases.map(asBrowser), limited)))
      }
      expect(faults).toEqual([])
    },
    patience,
  )

  test(
    'addresses',
    async () => {
      const faults: string[] = []
      const kinds = new Kinds()
      for (const page of pages) {
        const cases = pageCases(page, inputOf(page.name), kinds).map(asBrowser)
        faults.push(...(await faultsOf(page.name, cases, true)))
      }
      expect(faults).toEqual([])
    },
    patience,
  )
})

function asBrowser(each: Case): Case {
  return {
    ...each,
    message: { ...each.message, headers: { Accept: 'text/html,*/*;q=0.8', ...each.message.headers } },
  }
}

describe('headers', () => {
  const unitPath = () => `/units/${world.spots['own unit'].unitId}`

  function targets(): RawMessage[] {
    return [
      { method: 'GET', path: '/api/v1/me/units' },
      { method: 'GET', path: unitPath() },
      { method: 'GET', path: '/' },
      {
        method: 'PATCH',
        path: `/api/v1${unitPath()}`,
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"Own"}',
      },
      {
        method: 'POST',
        path: `${unitPath()}/edit`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'name=Own',
      },
    ]
  }

  async function faultsWith(headers: ReadonlyArray<Record<string, string>>): Promise<string[]> {
    const cases = targets().flatMap((message) =>
      headers.map((each) => ({
        label: `${message.method} ${message.path} with ${shortened(JSON.stringify(each))}`,
        message: { ...message, headers: { ...message.headers, ...each } },
        verdict: 'unknown' as const,
      })),
    )
    return faultsOf('headers', cases, false)
  }

  test(
    'that lie, are huge or mean nothing',
    async () => {
      // A page is asked for as a page here, unless Accept itself is what is odd: then a program may be asking.
      expect(await faultsWith(nastyHeaders)).toEqual([])
    },
    patience,
  )

  test(
    'cookies',
    async () => {
      const session = cookie()
      expect(
        await faultsWith([
          ...nastyCookies.map((each) => ({ Cookie: `${session}; ${each}` })),
          ...nastySessions.map((each) => ({ Cookie: each })),
        ]),
      ).toEqual([])
    },
    patience,
  )

  test(
    'cookies where the host name leads to no association',
    async () => {
      const session = cookie()
      const elsewhere = { Host: 'nowhere.example' }
      expect(
        await faultsWith([
          ...nastyCookies.map((each) => ({ ...elsewhere, Cookie: `${session}; ${each}` })),
          ...nastyCookies.map((each) => ({ ...elsewhere, Cookie: each })),
        ]),
      ).toEqual([])
      const signUp = JSON.stringify(inputOf('identity.requestSignUp'))
      const cases = nastyCookies.map((each) => ({
        label: `sign-up with ${shortened(each)}`,
        message: {
          method: 'POST',
          path: '/api/v1/sign-up',
          headers: { ...elsewhere, Cookie: each, 'Content-Type': 'application/json' },
          body: signUp,
        },
        verdict: 'unknown' as const,
      }))
      expect(await faultsOf('identity.requestSignUp', cases, true)).toEqual([])
    },
    patience,
  )

  test('lengths that are not those of the body', async () => {
    const { url } = world.portal
    const before = await world.checksum()
    const post = (length: string, body: string) =>
      `POST /api/v1/sign-in HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\n${length}\r\n\r\n${body}`
    const messages = [
      post('Content-Length: 1000', '{"email":'),
      post('Content-Length: 2', '{}{"email":"a"}'),
      post('Content-Length: 2\r\nContent-Length: 3', '{}'),
      post('Content-Length: 2\r\nTransfer-Encoding: chunked', '{}'),
      post('Transfer-Encoding: chunked', 'zz\r\n{}\r\n0\r\n\r\n'),
      post('Transfer-Encoding: chunked', 'ffffffffffffffffff\r\n{}\r\n'),
      post('Transfer-Encoding: chunked', '2\r\n{}'),
      'GET / HTTP/9.9\r\n\r\n',
      'GET /\r\n\r\n',
      '\u0000\u0001\u0002\r\n\r\n',
    ]
    for (const message of messages) {
      // Those that promise more than they send are left waiting, and go.
      const answer = await sendBytes(url, Buffer.from(message, 'latin1'), 150)
      expect({ message, fine: answer.status < 500 }).toEqual({ message, fine: true })
    }
    expect((await send({ method: 'GET', path: '/api/v1/me/units' })).status).toBe(200)
    expect(await world.checksum()).toBe(before)
  })
})

test('a planted change is noticed, and put back', async () => {
  const { sql: run } = world.portal.app.database
  const before = await world.checksum()
  await run(sql`UPDATE units SET name = 'Planted' WHERE id = ${world.spots['own unit'].unitId}::uuid`)
  const changed = await world.checksum()
  expect(changed).not.toBe(before)
  await run(sql`UPDATE units SET name = 'Again' WHERE id = ${world.spots['own unit'].unitId}::uuid`)
  expect(await world.checksum()).not.toBe(changed)
  await world.restore()
  expect(await world.checksum()).toBe(before)
})

test('the fuzz can fail: a planted answer that is wrong is caught', () => {
  const answer = (status: number, type: string, body = '{}'): RawAnswer => ({
    status,
    type,
    body,
    headers: new Map(),
  })
  const asked = (path: string, verdict: Case['verdict'] = 'refused'): Case => ({
    label: 'planted',
    message: { method: 'POST', path },
    verdict,
  })
  const problem = JSON.stringify({ status: 422, code: 'request.invalid', requestId: 'x' })
  expect(objection(answer(422, 'application/problem+json', problem), asked('/api/v1/x'))).toBeNull()
  expect(objection(answer(500, 'application/problem+json'), asked('/api/v1/x'))).toMatch(/500/)
  expect(objection(answer(422, 'text/html'), asked('/api/v1/x'))).toMatch(/text\/html/)
  expect(objection(answer(422, 'application/problem+json'), asked('/api/v1/x'))).toMatch(/no problem/)
  expect(objection(answer(200, 'application/json'), asked('/api/v1/x'))).toMatch(/its schema refuses/)
  expect(objection(answer(303, ''), asked('/units/1/close'))).toMatch(/its schema refuses/)
  expect(objection(answer(422, 'application/json'), asked('/units/1/close'))).toMatch(/application\/json/)
  expect(objection(answer(0, ''), asked('/units/1/close'))).toMatch(/no answer/)
  expect(count).toBeGreaterThan(2_000)
})

test('fields of one kind share what their schema refuses, and each meets what may be valid', () => {
  const kinds = new Kinds()
  const all = Array.from({ length: 20 }, (_each, index) => ({
    label: `value ${index}`,
    isRefused: index > 1,
  }))
  const halves = { label: 'field = "\\ud800"', isRefused: true }
  expect(kinds.toAsk('body', all)).toEqual(all)
  expect(kinds.toAsk('form', all)).toEqual(all)
  const strict = all.map((each) => ({ ...each, isRefused: true }))
  expect(kinds.toAsk('body', strict)).toEqual(strict)
  const later = Array.from({ length: shares }, () => kinds.toAsk('body', all))
  for (const met of later) {
    expect(met).toEqual(expect.arrayContaining(all.slice(0, 2)))
    expect(met.length).toBeLessThan(6)
  }
  expect(new Set(later.flat()).size).toBe(all.length)
  const mixed = [...all, halves]
  kinds.toAsk('body', mixed)
  expect(kinds.toAsk('body', mixed)).toContain(halves)
})
