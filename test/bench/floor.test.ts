import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { hash } from '@node-rs/argon2'
import pg from 'pg'
import { type CaseName, makeCases } from '../../scripts/bench/cases.ts'
import { type Floor, startFloor } from '../../scripts/bench/floor.ts'
import { askOnce, runLoad } from '../../scripts/bench/load.ts'
import { floorSettings, signIn } from '../../scripts/bench/visit.ts'
import { addAccounts, buildWorld, password } from '../../scripts/bench/world.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let portal: Portal
let portalPort: number
let floor: Floor
let client: pg.Client
let cases: ReturnType<typeof makeCases>

beforeAll(async () => {
  portal = await openPortal({
    config: {
      BASE_URL: 'https://portal.guildhall.example',
      TRUST_PROXY: 'loopback',
      // Replies that are checked come in the order of their schema; the bench meets them as they are made.
      NODE_ENV: 'development',
    },
  })
  portalPort = Number(new URL(portal.url).port)
  const world = await buildWorld(portal.app.config, portal.databaseUrl, {
    regions: 2,
    chapters: 4,
    groups: 30,
  })
  // What was made just now has begun by then.
  portal.clock.advance({ minutes: 1 })
  client = new pg.Client({ connectionString: portal.databaseUrl })
  await client.connect()
  const emails = await addAccounts(client, 8, 'member', await hash(password, { memoryCost: 8, timeCost: 1 }))
  const sessionToken = await signIn(portalPort, world)
  floor = await startFloor(await floorSettings(client, portal.databaseUrl, portalPort, world, sessionToken))
  cases = makeCases({ world, sessionToken, emails, cheapEmails: emails, password })
})
afterAll(async () => {
  await client.end()
  await floor.close()
  await portal.close()
})

async function askBoth(name: CaseName): Promise<{ fromPortal: string; fromFloor: string }> {
  const { next, status, comparable } = cases[name]
  const request = next()
  const fromPortal = await askOnce(portalPort, request, status)
  const fromFloor = await askOnce(floor.port, comparable ? request : next(), status)
  return { fromPortal, fromFloor }
}

/** Each form that is drawn has a key made by chance. */
const withoutKeys = (page: string) =>
  page.replaceAll(/name="_key" value="[\da-f-]{36}/g, 'name="_key" value="')

describe('the floor of the bench sends what the portal sends', () => {
  test.each<CaseName>(['read', 'list', 'page', 'sign-in'])('byte for byte: %s', async (name) => {
    const { fromPortal, fromFloor } = await askBoth(name)
    expect(fromPortal.length).toBeGreaterThan(1)
    expect(withoutKeys(fromFloor)).toBe(withoutKeys(fromPortal))
  })

  test('a written unit, but for its own id, place and name', async () => {
    const { fromPortal, fromFloor } = await askBoth('write')
    expect(fromFloor.length).toBe(fromPortal.length)
    const own = { id: '', parentId: '', name: '' }
    expect({ ...JSON.parse(fromFloor), ...own }).toEqual({ ...JSON.parse(fromPortal), ...own })
  })
})

describe('the floor of the bench writes what the portal writes', () => {
  /** The two rows that were written last (the clock of the portal is another one than that of the floor); of what belongs to one row alone only the shape. */
  async function lastTwo(text: string, apart: string[]): Promise<[object, object]> {
    const { rows } = await client.query(text)
    const [second, first] = rows.map((row) => ({
      ...row,
      ...Object.fromEntries(apart.map((name) => [name, shapeOf(row[name])])),
    }))
    return [first, second]
  }

  function shapeOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(shapeOf)
    if (typeof value !== 'object' || value === null || value instanceof Date) return typeof value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]))
  }

  test('for a write: unit, audit entry and job', async () => {
    await askBoth('write')
    const units = await lastTwo(
      `SELECT *, nlevel(path) AS depth FROM units WHERE name LIKE 'Workshop%' ORDER BY name DESC LIMIT 2`,
      ['id', 'parent_id', 'path', 'name', 'created_at', 'updated_at'],
    )
    const entries = await lastTwo(
      `SELECT a.* FROM audit_entries a WHERE operation = 'units.createUnit'
       AND actor_kind = 'account' ORDER BY changes->0->'after'->>'name' DESC LIMIT 2`,
      ['id', 'occurred_at', 'request_id', 'changes', 'origin', 'hash'],
    )
    const queued = await lastTwo(
      `SELECT j.*, j.keep_until - j.start_after AS kept FROM units u
       JOIN pgboss.job j ON j.data->'payload'->>'unitId' = u.id::text
       WHERE u.name LIKE 'Workshop%' ORDER BY u.name DESC LIMIT 2`,
      ['id', 'data', 'start_after', 'created_on', 'keep_until'],
    )
    const changes = await lastTwo(
      'SELECT c.* FROM unit_changes c ORDER BY c.xmin::text::bigint DESC LIMIT 2',
      ['id', 'unit_id', 'at', 'changes'],
    )
    for (const [fromPortal, fromFloor] of [units, changes, entries, queued]) {
      expect(fromPortal).toBeDefined()
      expect(fromFloor).toEqual(fromPortal)
    }
  })

  test('for a sign-in: session, device, audit entry, job and counters', async () => {
    const counted = async () =>
      (
        await client.query(
          `SELECT sum(count)::int AS count FROM rate_counters WHERE key LIKE 'identity.signIn%'`,
        )
      ).rows[0].count
    const before = await counted()
    const { next, status } = cases['sign-in']
    await askOnce(portalPort, next(), status)
    const between = await counted()
    await askOnce(floor.port, next(), status)
    expect((await counted()) - between).toBe(between - before)
    const ofOneRow = [
      'id',
      'token_hash',
      'account_id',
      'device_id',
      'ip_address',
      'created_at',
      'last_seen_at',
      'expires_at',
    ]
    const sessions = await lastTwo('SELECT * FROM sessions s ORDER BY s.xmin::text::bigint DESC LIMIT 2', [
      ...ofOneRow,
      'proven_until',
    ])
    const devices = await lastTwo('SELECT * FROM devices d ORDER BY d.xmin::text::bigint DESC LIMIT 2', [
      ...ofOneRow,
      'last_used_at',
    ])
    const entries = await lastTwo(
      `SELECT a.* FROM audit_entries a WHERE operation = 'identity.signIn'
       ORDER BY a.xmin::text::bigint DESC LIMIT 2`,
      [
        'id',
        'occurred_at',
        'request_id',
        'account_id',
        'person_id',
        'session_id',
        'origin_key',
        'origin',
        'hash',
      ],
    )
    for (const [fromPortal, fromFloor] of [sessions, devices, entries]) {
      expect(fromPortal).toBeDefined()
      expect(fromFloor).toEqual(fromPortal)
    }
  })

  test('for a sign-in in another browser: the job that tells of it', async () => {
    const { next, status } = cases['sign-in']
    // Eight accounts take turns, and the first browser of each is no news.
    for (let count = 0; count < 8; count += 1) await askOnce(portalPort, next(), status)
    for (let count = 0; count < 7; count += 1) await askOnce(portalPort, next(), status)
    await askOnce(floor.port, next(), status)
    const [fromPortal, fromFloor] = await lastTwo(
      `SELECT j.*, j.keep_until - j.start_after AS kept FROM pgboss.job j
       WHERE j.name = 'identity.tellOfSecurityChange' ORDER BY j.xmin::text::bigint DESC LIMIT 2`,
      ['id', 'data', 'start_after', 'created_on', 'keep_until'],
    )
    expect(fromPortal).toBeDefined()
    expect(fromFloor).toEqual(fromPortal)
  })
})

describe('the load generator', () => {
  const load = () => ({
    ...cases.read,
    port: floor.port,
    connections: 2,
    bodyLength: 0,
    rampMilliseconds: 10,
    milliseconds: 60,
  })

  test('counts answers that are as expected', async () => {
    const bodyLength = (await askOnce(floor.port, cases.read.next(), 200)).length
    const { requests, latencies } = await runLoad({ ...load(), bodyLength })
    expect(requests).toBeGreaterThan(5)
    expect(latencies.length).toBe(requests)
  })

  test('refuses to count answers of another length or another status', async () => {
    await expect(runLoad({ ...load(), bodyLength: 12 })).rejects.toThrow('Expected 200 with 12 bytes')
    await expect(runLoad({ ...load(), status: 201 })).rejects.toThrow('Expected 201')
  })
})
