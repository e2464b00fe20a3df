import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { endGrant } from '../../../src/modules/access/commands/end-grant.ts'
import { grantRole } from '../../../src/modules/access/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { statementsOf } from '../../support/statements.ts'

/** Two processes on one database: what is changed through the first must count in the second. */
let first: Portal
let second: Portal
let owner: pg.Client
let listenerId: number
let tenantId: string

beforeAll(async () => {
  first = await openPortal()
  owner = new pg.Client({ connectionString: first.databaseUrl })
  await owner.connect()
  const before = new Set(await listeners())
  second = await openPortal({ databaseUrl: first.databaseUrl })
  listenerId = (await listeners()).find((id) => !before.has(id)) as number
  tenantId = await makeAssociation(first)
})
beforeEach(() => {
  // Visitors may sign in only so often in one minute.
  first.clock.advance({ minutes: 11 })
  second.clock.advance({ minutes: 11 })
})
afterAll(async () => {
  await owner.end()
  await second.close()
  await first.close()
})

/** Listening connections are the ones whose last word was LISTEN or the heartbeat. */
async function listeners(): Promise<number[]> {
  const rows = await first.app.database.sql<{ pid: number }>(sql`
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'guildhall' AND query ~ '^(LISTEN|SELECT 1$)'`)
  return rows.map(({ pid }) => pid)
}

function atSecond({ client }: MadePerson): Client {
  const other = new Client(second.url)
  for (const [name, value] of client.cookies) other.setCookie(name, value)
  return other
}

async function grantOf(personId: string, role: string): Promise<string> {
  const [grant] = await first.app.database.sql<{ id: string }>(
    sql`SELECT grant_id AS id FROM authorities WHERE person_id = ${personId}::uuid AND role = ${role} AND ends_at IS NULL`,
  )
  return grant?.id as string
}

async function endRole({ personId }: MadePerson, role: string): Promise<void> {
  const grantId = await grantOf(personId, role)
  await first.app.runner.call(endGrant, { grantId }, first.app.asSystem('test', tenantId))
}

async function giveRole({ personId }: MadePerson, role: 'manager'): Promise<void> {
  await first.app.runner.call(
    grantRole,
    { personId, unitId: tenantId, role },
    first.app.asSystem('test', tenantId),
  )
}

function makeManager(): Promise<MadePerson> {
  return makePerson(first, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
}

function createUnit(client: Client) {
  return client.call<{ code?: string }>('POST', '/units', {
    parentId: tenantId,
    kind: 'group',
    name: randomUUID(),
  })
}

async function refusalsOf({ personId }: MadePerson): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM audit_entries WHERE person_id = $1 AND outcome = 'refused'",
    [personId],
  )
  return rows[0]?.count ?? -1
}

const readGrants = (client: Client) => client.call('GET', `/units/${tenantId}/grants`)

/** The triggers still raise the version of someone's rights, but tell nobody: every cache keeps what it has. */
async function withoutNotifications(work: () => Promise<void>): Promise<void> {
  const define = (body: string) =>
    owner.query(
      `CREATE OR REPLACE FUNCTION tell_of_changed_authority(kind text, subject uuid) RETURNS void LANGUAGE sql AS $$ ${body} $$`,
    )
  await define('SELECT NULL::void')
  try {
    await work()
  } finally {
    await define(`SELECT pg_notify('guildhall_authority', kind || ':' || subject::text)`)
  }
}

describe('in another process whose cache has not heard of it', () => {
  test('a command by a grant that has ended is refused', async () => {
    const manager = await makeManager()
    const client = atSecond(manager)
    expect((await readGrants(client)).status).toBe(200)
    await withoutNotifications(async () => {
      await endRole(manager, 'manager')
      // The cache still holds the grant, or this test would prove nothing.
      expect((await readGrants(client)).status).toBe(200)
      const reply = await createUnit(client)
      expect([reply.status, reply.body.code]).toEqual([403, 'request.notAllowed'])
    })
  })

  test('what a grant that was just given lets do is done at once, and no refusal is written down', async () => {
    const member = await makePerson(first, { tenantId })
    const client = atSecond(member)
    const doors: Array<[string, () => Promise<{ status: number }>, number]> = [
      ['a command', () => createUnit(client), 201],
      ['a query', () => readGrants(client), 200],
      ['a page', () => client.get(`/units/${tenantId}/new`), 200],
      ['a form', () => client.form(`/units/${tenantId}/new`, { kind: 'group', name: randomUUID() }), 303],
    ]
    for (const [door, knock, opens] of doors) {
      expect([door, (await knock()).status]).not.toEqual([door, opens])
      await withoutNotifications(async () => {
        const refused = await refusalsOf(member)
        await giveRole(member, 'manager')
        expect([door, (await knock()).status]).toEqual([door, opens])
        expect(await refusalsOf(member)).toBe(refused)
      })
      await endRole(member, 'manager')
      await until('the end is heard', async () => (await readGrants(client)).status === 404, 1_000)
    }
  })

  test('a command of a session that has ended is refused', async () => {
    const manager = await makeManager()
    const client = atSecond(manager)
    expect((await readGrants(client)).status).toBe(200)
    await withoutNotifications(async () => {
      await manager.client.call('POST', '/sign-out', {})
      expect((await readGrants(client)).status).toBe(200)
      expect((await createUnit(client)).status).toBe(401)
    })
  })

  test('a command of an account that was suspended is refused', async () => {
    const manager = await makeManager()
    const client = atSecond(manager)
    expect((await readGrants(client)).status).toBe(200)
    await withoutNotifications(async () => {
      await first.app.database.sql(
        sql`UPDATE accounts SET status = 'suspended' WHERE id = ${manager.accountId}::uuid`,
      )
      expect((await readGrants(client)).status).toBe(200)
      expect((await createUnit(client)).status).toBe(401)
    })
  })
})

describe('within a second, another process reads by what was changed', () => {
  test('an ended grant', async () => {
    const manager = await makeManager()
    const client = atSecond(manager)
    expect((await readGrants(client)).status).toBe(200)
    await endRole(manager, 'manager')
    await until('the grants are not shown', async () => (await readGrants(client)).status === 404, 1_000)
  })

  test('an ended session', async () => {
    const member = await makePerson(first, { tenantId })
    const client = atSecond(member)
    expect((await client.call('GET', '/units')).status).toBe(200)
    await member.client.call('POST', '/sign-out', {})
    await until('signed out', async () => (await client.call('GET', '/units')).status === 401, 1_000)
  })

  test('a suspended account', async () => {
    const member = await makePerson(first, { tenantId })
    const client = atSecond(member)
    expect((await client.call('GET', '/units')).status).toBe(200)
    await first.app.database.sql(
      sql`UPDATE accounts SET status = 'suspended' WHERE id = ${member.accountId}::uuid`,
    )
    await until('signed out', async () => (await client.call('GET', '/units')).status === 401, 1_000)
  })

  test('a name', async () => {
    const member = await makePerson(first, { tenantId })
    const client = atSecond(member)
    expect((await client.get('/')).text).toContain('Given Family')
    const profile = { givenName: 'Oksana', familyName: 'Lys' }
    await member.client.call('PUT', '/me/names', profile)
    await until(
      'the new name is shown',
      async () => (await client.get('/')).text.includes('Oksana Lys'),
      1_000,
    )
  })

  test('the name of the association', async () => {
    const { client: administrator } = await makePerson(first, { tenantId, roles: ['administrator'] })
    const visitor = new Client(second.url)
    await visitor.get('/sign-up')
    await administrator.call('PATCH', `/units/${tenantId}`, { name: 'Renamed Association' })
    await until(
      'the new name is shown',
      async () => (await visitor.get('/sign-up')).text.includes('Renamed Association'),
      1_000,
    )
  })
})

test('a crowd that comes when the cache has grown old asks the database once', async () => {
  const { client } = await makePerson(first, { tenantId })
  const readUnits = () => client.call('GET', '/me/units')
  await readUnits()
  for (const { clock } of [first, second]) clock.advance({ seconds: 31 })
  const asked = await statementsOf(() => Promise.all(Array.from({ length: 6 }, readUnits)))
  expect(asked.filter((text) => text.includes('"provenUntil"'))).toHaveLength(1)
  expect(asked.filter((text) => text.includes('FROM units') && text.includes('"byHost"'))).toHaveLength(1)
})

describe('while the listener is cut off', () => {
  test('nothing is read from the cache, and afterwards it listens again', async () => {
    const manager = await makeManager()
    const client = atSecond(manager)
    expect((await readGrants(client)).status).toBe(200)
    const outside = new pg.Client({ connectionString: databaseUrlOf('postgres') })
    await outside.connect()
    const database = new URL(first.databaseUrl).pathname.slice(1)
    try {
      // Nobody new gets in, so the listener stays out; connections that are open go on.
      await outside.query(`ALTER DATABASE "${database}" ALLOW_CONNECTIONS false`)
      await outside.query('SELECT pg_terminate_backend($1)', [listenerId])
      await withoutNotifications(async () => {
        await endRole(manager, 'manager')
        await until('the cache is left aside', async () => (await readGrants(client)).status === 404, 1_000)
        for (let change = 0; change < 3; change += 1) {
          await giveRole(manager, 'manager')
          expect((await readGrants(client)).status).toBe(200)
          await endRole(manager, 'manager')
          expect((await readGrants(client)).status).toBe(404)
        }
      })
    } finally {
      await outside.query(`ALTER DATABASE "${database}" ALLOW_CONNECTIONS true`)
      await outside.end()
    }
    await giveRole(manager, 'manager')
    await until('it listens again', async () => (await listeners()).length === 2)
    expect((await readGrants(client)).status).toBe(200)
    await endRole(manager, 'manager')
    await until('it hears again', async () => (await readGrants(client)).status === 404, 1_000)
  })
})

function databaseUrlOf(name: string): string {
  const url = new URL(first.databaseUrl)
  url.pathname = `/${name}`
  return url.href
}

describe('the clock alone', () => {
  test('ends a grant that was given until then', async () => {
    const member = await makePerson(first, { tenantId })
    const endsAt = new Date(first.clock.now().getTime() + 3_600_000).toISOString()
    await first.app.runner.call(
      grantRole,
      { personId: member.personId, unitId: tenantId, role: 'manager', endsAt },
      first.app.asSystem('test', tenantId),
    )
    first.clock.advance({ minutes: 59, seconds: 59 })
    expect((await readGrants(member.client)).status).toBe(200)
    // The cache is fresh for half a minute, and no trigger tells of an expiry.
    first.clock.advance({ seconds: 1 })
    expect((await readGrants(member.client)).status).toBe(404)
    expect((await createUnit(member.client)).status).toBe(403)
  })

  test('ends a session that was not used for its idle time', async () => {
    const { client } = await makePerson(first, { tenantId })
    first.clock.advance({ days: 14, seconds: -1 })
    expect((await client.call('GET', '/units')).status).toBe(200)
    const { client: idle } = await makePerson(first, { tenantId })
    first.clock.advance({ days: 14 })
    expect((await idle.call('GET', '/units')).status).toBe(401)
  })

  test('ends a session after its longest time, however much it is used', async () => {
    const { client } = await makePerson(first, { tenantId })
    for (let week = 0; week < 8; week += 1) {
      first.clock.advance({ days: 7 })
      expect((await client.call('GET', '/units')).status).toBe(200)
    }
    first.clock.advance({ days: 4 })
    expect((await client.call('GET', '/units')).status).toBe(401)
  })
})

describe('a sign-in', () => {
  test('ends the session that the browser came with', async () => {
    const { client, email } = await makePerson(first, { tenantId })
    const planted = client.cookies.get('session') as string
    await client.call('POST', '/sign-in', { address: email, password })
    expect(client.cookies.get('session')).not.toBe(planted)
    const attacker = first.visitor()
    attacker.setCookie('session', planted)
    await until(
      'the old one is dead',
      async () => (await attacker.call('GET', '/units')).status === 401,
      1_000,
    )
    expect((await client.call('GET', '/units')).status).toBe(200)
  })

  test('keeps the sessions of other browsers', async () => {
    const { client, email } = await makePerson(first, { tenantId })
    await first.visitor().call('POST', '/sign-in', { address: email, password })
    expect((await client.call('GET', '/units')).status).toBe(200)
  })

  test('gives a cookie that scripts cannot read and other sites do not send', async () => {
    const { email } = await makePerson(first, { tenantId })
    const reply = await first.visitor().call('POST', '/sign-in', { address: email, password })
    for (const name of ['session', 'device'])
      expect(reply.headers.getSetCookie().find((cookie) => cookie.startsWith(name))).toMatch(
        /^\w+=[\w-]{43};.*Path=\/;.*HttpOnly; SameSite=Lax$/,
      )
  })
})

test('a token that never was is forgotten by the browser', async () => {
  const client = first.visitor()
  client.setCookie('session', 'x'.repeat(43))
  const reply = await client.call('GET', '/units')
  expect(reply.status).toBe(401)
  expect(client.cookies.has('session')).toBe(false)
})

test('who signs in is let in where another association was founded a moment ago', async () => {
  await makePerson(second, { tenantId })
  await withoutNotifications(async () => {
    const other = await makeAssociation(first, 'Other')
    const { client } = await makePerson(second, { tenantId: other, roles: ['member', 'administrator'] })
    expect((await client.call('GET', `/units/${other}/grants`)).status).toBe(200)
  })
})
