import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { endGrantsOfMany } from '../../../src/modules/access/index.ts'
import { modules } from '../../../src/modules.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'
import { statementsOf } from '../../support/statements.ts'

interface Grant {
  id: string
  personId: string
  unitId: string
  role: string
  endsAt: string | null
  code?: string
  issues?: Array<{ pointer: string; message: string }>
}

let portal: Portal
let associations = 0
const deadlockSeconds = 8

beforeAll(async () => {
  // Built-in roles cannot come into the place of giving what they do not hold; a manager who may give roles can.
  const rooms = modules(testConfig()).map((room) => {
    const managed = room.permissions?.['access.manage']
    return managed
      ? {
          ...room,
          permissions: {
            ...room.permissions,
            'access.manage': { ...managed, heldBy: ['manager', 'administrator'] },
          },
        }
      : room
  })
  const { url: databaseUrl } = await cloneDatabase('grants')
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const name = new URL(databaseUrl).pathname.slice(1)
  await client.query(`ALTER DATABASE "${name}" SET deadlock_timeout = '${deadlockSeconds}s'`)
  await client.end()
  portal = await openPortal({
    modules: rooms,
    databaseUrl,
    // Time passes here; that a role is only given by who has stepped up is tested elsewhere.
    config: { STEP_UP_SECONDS: 86_400_000 },
  })
})
afterAll(() => portal.close())

/** Each test has an association of its own, because the last administrator is one of a whole association. */
async function newAssociation() {
  associations += 1
  portal.clock.advance({ minutes: 11 })
  const tenantId = await makeAssociation(portal, `Association ${associations}`, [])
  return { tenantId, administrator: await makeAdministrator(tenantId) }
}

function makeAdministrator(tenantId: string): Promise<MadePerson> {
  return makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
}

function grant({ client }: MadePerson, body: object) {
  return client.call<Grant>('POST', '/grants', body)
}
function end({ client }: MadePerson, grantId: string) {
  return client.call<Grant>('DELETE', `/grants/${grantId}`)
}
async function grantOf({ personId }: MadePerson, role: string): Promise<string> {
  const [row] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM grants WHERE person_id = ${personId}::uuid AND role = ${role} AND ends_at IS NULL`,
  )
  return row?.id as string
}
async function administratorsOf(tenantId: string): Promise<number> {
  const rows = await portal.app.database.sql(
    sql`SELECT DISTINCT person_id FROM grants WHERE tenant_id = ${tenantId}::uuid AND role = 'administrator' AND ends_at IS NULL`,
  )
  return rows.length
}

describe('granting a role', () => {
  test('lets its holder do what it carries, within a second', async () => {
    const { tenantId, administrator } = await newAssociation()
    const person = await makePerson(portal, { tenantId })
    const unitId = await makeUnit(portal, tenantId)
    const rename = () => person.client.call('PATCH', `/units/${unitId}`, { name: randomUUID() })
    expect((await rename()).status).toBe(403)
    const { status, body } = await grant(administrator, {
      personId: person.personId,
      unitId,
      role: 'manager',
    })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        personId: person.personId,
        unitId,
        role: 'manager',
        startsAt: expect.any(String),
        endsAt: null,
      },
    ])
    await until('the role counts', async () => (await rename()).status === 200, 1_000)
  })

  test('counts below its unit and not beside it', async () => {
    const { tenantId, administrator } = await newAssociation()
    const person = await makePerson(portal, { tenantId })
    const unitId = await makeUnit(portal, tenantId)
    const below = await makeUnit(portal, tenantId, unitId)
    const beside = await makeUnit(portal, tenantId)
    await grant(administrator, { personId: person.personId, unitId, role: 'manager' })
    const rename = async (id: string) =>
      (await person.client.call('PATCH', `/units/${id}`, { name: randomUUID() })).status
    expect([await rename(below), await rename(beside), await rename(tenantId)]).toEqual([200, 403, 403])
  })

  test('that is held at the root only is refused elsewhere', async () => {
    const { tenantId, administrator } = await newAssociation()
    const person = await makePerson(portal, { tenantId })
    const unitId = await makeUnit(portal, tenantId)
    for (const role of ['administrator', 'member']) {
      const { status, body } = await grant(administrator, { personId: person.personId, unitId, role })
      expect([status, body.code]).toEqual([409, 'access.onlyAtRoot'])
    }
  })

  test('that one does not hold oneself is refused', async () => {
    const { tenantId } = await newAssociation()
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const person = await makePerson(portal, { tenantId })
    const { status, body } = await grant(manager, {
      personId: person.personId,
      unitId: tenantId,
      role: 'administrator',
    })
    expect([status, body.code]).toEqual([403, 'access.notYours'])
  })

  test('that is held already is refused', async () => {
    const { tenantId, administrator } = await newAssociation()
    const person = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const { status, body } = await grant(administrator, {
      personId: person.personId,
      unitId: tenantId,
      role: 'manager',
    })
    expect([status, body.code]).toEqual([409, 'access.alreadyGranted'])
  })

  test('ten times at once gives it once', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => grant(administrator, { personId, unitId: tenantId, role: 'manager' })),
    )
    const codes = replies.map(({ status, body }) => body.code ?? status).sort()
    expect(codes).toEqual([201, ...Array(9).fill('access.alreadyGranted')])
  })

  test('to a person of another association is refused', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { administrator: stranger } = await newAssociation()
    const { status, body } = await grant(administrator, {
      personId: stranger.personId,
      unitId: tenantId,
      role: 'manager',
    })
    expect([status, body.code]).toEqual([409, 'access.unknownPerson'])
  })

  test('at a unit of another association is not found', async () => {
    const { administrator } = await newAssociation()
    const { tenantId } = await newAssociation()
    const { status } = await grant(administrator, {
      personId: administrator.personId,
      unitId: tenantId,
      role: 'manager',
    })
    expect(status).toBe(404)
  })

  test('by someone who may only see grants is refused', async () => {
    const { tenantId } = await newAssociation()
    const member = await makePerson(portal, { tenantId })
    const { status } = await grant(member, {
      personId: member.personId,
      unitId: tenantId,
      role: 'administrator',
    })
    expect(status).toBe(404)
  })

  test('until a time that is past is refused beside the field', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const endsAt = new Date(portal.clock.now().getTime() - 1000).toISOString()
    const { status, body } = await grant(administrator, {
      personId,
      unitId: tenantId,
      role: 'manager',
      endsAt,
    })
    expect([status, body.issues]).toEqual([
      422,
      [
        {
          pointer: '/endsAt',
          code: 'access.error.alreadyOver',
          message: 'Choose a time that is still to come.',
        },
      ],
    ])
  })

  test('is in the audit as critical, by name of the granting role', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const { body } = await grant(administrator, {
      personId,
      unitId: tenantId,
      role: 'manager',
      reason: 'elected',
    })
    const entries = await portal.app.database.sql(sql`
      SELECT severity, role, person_id FROM audit_entries WHERE changes::text LIKE ${`%${body.id}%`}`)
    expect(entries).toEqual([
      { severity: 'critical', role: 'administrator', person_id: administrator.personId },
    ])
  })
})

describe('ending a grant', () => {
  test('takes the role back at once', async () => {
    const { tenantId, administrator } = await newAssociation()
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const { status, body } = await end(administrator, await grantOf(manager, 'manager'))
    expect([status, body.endsAt]).toEqual([200, portal.clock.now().toISOString()])
    const reply = await manager.client.call('POST', '/units', {
      parentId: tenantId,
      kind: 'group',
      name: 'Too Late',
    })
    expect(reply.status).toBe(403)
  })

  test('twice is not found the second time', async () => {
    const { tenantId, administrator } = await newAssociation()
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const grantId = await grantOf(manager, 'manager')
    await end(administrator, grantId)
    expect((await end(administrator, grantId)).status).toBe(404)
  })

  test('of a role that one does not hold oneself is refused', async () => {
    const { tenantId, administrator } = await newAssociation()
    await makeAdministrator(tenantId)
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const { status, body } = await end(manager, await grantOf(administrator, 'administrator'))
    expect([status, body.code]).toEqual([403, 'access.notYours'])
  })

  test('of another association is not found', async () => {
    const { administrator } = await newAssociation()
    const other = await newAssociation()
    expect((await end(administrator, await grantOf(other.administrator, 'member'))).status).toBe(404)
  })

  test('of the last administrator is refused', async () => {
    const { administrator } = await newAssociation()
    const { status, body } = await end(administrator, await grantOf(administrator, 'administrator'))
    expect([status, body.code]).toEqual([409, 'access.lastAdministrator'])
  })

  test('of oneself works while there is another administrator', async () => {
    const { tenantId, administrator } = await newAssociation()
    await makeAdministrator(tenantId)
    expect((await end(administrator, await grantOf(administrator, 'administrator'))).status).toBe(200)
    const readGrants = () => administrator.client.call('GET', `/units/${tenantId}/grants`)
    await until('the grants are not shown', async () => (await readGrants()).status === 404, 1_000)
  })

  test('of oneself is refused where the other administrator is suspended, and so is leaving', async () => {
    const { tenantId, administrator } = await newAssociation()
    const other = await makeAdministrator(tenantId)
    const mine = await grantOf(administrator, 'administrator')
    const setStatus = (status: string) =>
      portal.app.database.sql(sql`UPDATE accounts SET status = ${status} WHERE id = ${other.accountId}::uuid`)
    await setStatus('suspended')
    expect((await end(administrator, mine)).body.code).toBe('access.lastAdministrator')
    const inAnHour = new Date(portal.clock.now().getTime() + 3_600_000).toISOString()
    const shorter = await administrator.client.call<{ code?: string }>('PATCH', `/grants/${mine}`, {
      endsAt: inAnHour,
    })
    expect(shorter.body.code).toBe('access.lastAdministrator')
    const leaving = await administrator.client.call<{ code?: string }>('POST', '/me/departure', {
      confirmed: true,
    })
    expect(leaving.body.code).toBe('access.lastAdministrator')
    await setStatus('active')
    expect((await end(administrator, mine)).status).toBe(200)
  })

  test('of each other at the same time leaves one administrator', async () => {
    const { tenantId, administrator } = await newAssociation()
    const other = await makeAdministrator(tenantId)
    const [mine, theirs] = await Promise.all([
      grantOf(administrator, 'administrator'),
      grantOf(other, 'administrator'),
    ])
    const began = performance.now()
    const replies = await Promise.all([end(administrator, theirs), end(other, mine)])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await administratorsOf(tenantId)).toBe(1)
    // A deadlock would last until it is looked for.
    expect(performance.now() - began).toBeLessThan(deadlockSeconds * 1000)
  })

  test('of the last administrator who stays is refused, however many grants that one person holds', async () => {
    const { tenantId, administrator } = await newAssociation()
    const endsAt = new Date(portal.clock.now().getTime() + 3_600_000).toISOString()
    await grant(administrator, {
      personId: administrator.personId,
      unitId: tenantId,
      role: 'administrator',
      endsAt,
    })
    const { body } = await end(administrator, await grantOf(administrator, 'administrator'))
    expect(body.code).toBe('access.lastAdministrator')
  })
})

test('50 who give and take at once leave an administrator, nothing twice, and nothing but answers', async () => {
  const { tenantId, administrator } = await newAssociation()
  const others = await Promise.all(Array.from({ length: 4 }, () => makeAdministrator(tenantId)))
  const all = [administrator, ...others]
  const members = await Promise.all(Array.from({ length: 3 }, () => makePerson(portal, { tenantId })))
  const held = await Promise.all(all.map((each) => grantOf(each, 'administrator')))
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_none, number) => {
      const who = all[number % all.length] as MadePerson
      // Each takes the role of the next one, until nobody would have it; meanwhile they give roles to the same people.
      if (number % 3 === 0) return end(who, held[(number + 1) % held.length] as string)
      const { personId } = members[number % members.length] as MadePerson
      const role = number % 3 === 1 ? 'manager' : 'administrator'
      return grant(who, { personId, unitId: tenantId, role })
    }),
  )
  // Whoever has just lost the role is refused like anybody else.
  for (const { status } of replies) expect([200, 201, 403, 404, 409]).toContain(status)
  const won = replies.filter(({ status }) => status === 201)
  const current = await portal.app.database.sql<{ times: number }>(sql`
    SELECT count(*)::int AS times FROM grants WHERE tenant_id = ${tenantId}::uuid AND ends_at IS NULL AND role IN ('manager', 'administrator')
    GROUP BY person_id, unit_id, role`)
  expect(current.map(({ times }) => times)).toEqual(current.map(() => 1))
  const ended = replies.filter(({ status }) => status === 200)
  expect(current).toHaveLength(all.length - ended.length + won.length)
  expect(ended.length).toBeGreaterThan(0)
  expect(await administratorsOf(tenantId)).toBeGreaterThan(0)
})

describe('the grants of a unit', () => {
  test('are shown to its manager, without those that have ended', async () => {
    const { tenantId, administrator } = await newAssociation()
    const unitId = await makeUnit(portal, tenantId)
    const [manager, former] = [
      await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] }),
      await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] }),
    ]
    await end(administrator, await grantOf(former, 'manager'))
    const { body } = await manager.client.call<{ items: Grant[] }>('GET', `/units/${unitId}/grants`)
    expect(body.items.map(({ personId, role }) => [personId, role])).toEqual([[manager.personId, 'manager']])
  })

  test('are not found by a member', async () => {
    const { tenantId } = await newAssociation()
    const { client } = await makePerson(portal, { tenantId })
    expect((await client.call('GET', `/units/${tenantId}/grants`)).status).toBe(404)
  })
})

const inDays = (days: number) => new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString()

function prolong({ client }: MadePerson, grantId: string, endsAt: string | null) {
  return client.call<Grant>('PATCH', `/grants/${grantId}`, { endsAt })
}

describe('a grant of the future', () => {
  test('begins by itself, and ends so', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId, client } = await makePerson(portal, { tenantId })
    const given = await grant(administrator, {
      personId,
      unitId: tenantId,
      role: 'manager',
      startsAt: inDays(1),
      endsAt: inDays(2),
    })
    expect(given.status).toBe(201)
    const read = async () => (await client.call('GET', `/units/${tenantId}/grants`)).status
    expect(await read()).toBe(404)
    portal.clock.advance({ days: 1 })
    expect(await read()).toBe(200)
    portal.clock.advance({ days: 1 })
    expect(await read()).toBe(404)
  })

  test('that is ended before never begins', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const startsAt = inDays(1)
    const { body } = await grant(administrator, { personId, unitId: tenantId, role: 'manager', startsAt })
    expect((await end(administrator, body.id)).body).toMatchObject({ startsAt, endsAt: startsAt })
  })

  test('does not begin in the past, nor after its end', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const wish = { personId, unitId: tenantId, role: 'manager' }
    for (const [times, pointer] of [
      [{ startsAt: inDays(-1) }, '/startsAt'],
      [{ startsAt: inDays(2), endsAt: inDays(1) }, '/endsAt'],
    ] as const) {
      const { status, body } = await grant(administrator, { ...wish, ...times })
      expect([status, body.issues?.map((issue) => issue.pointer)]).toEqual([422, [pointer]])
    }
  })
})

describe('the end of a grant', () => {
  test('is moved, both ways, and its move is in the audit', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const { body } = await grant(administrator, {
      personId,
      unitId: tenantId,
      role: 'manager',
      endsAt: inDays(1),
    })
    for (const endsAt of [inDays(30), inDays(3), null])
      expect((await prolong(administrator, body.id, endsAt)).body.endsAt).toBe(endsAt)
    const entries = await portal.app.database.sql(sql`
      SELECT severity FROM audit_entries WHERE operation = 'access.prolongGrant' AND changes::text LIKE ${`%${body.id}%`}`)
    expect(entries).toEqual(Array(3).fill({ severity: 'critical' }))
  })

  test('taken back from many is in the audit with what it was before', async () => {
    const { tenantId, administrator } = await newAssociation()
    const { personId } = await makePerson(portal, { tenantId })
    const endsAt = inDays(5)
    const { id } = (await grant(administrator, { personId, unitId: tenantId, role: 'manager', endsAt })).body
    await portal.app.runner.call(endGrantsOfMany, { grantIds: [id] }, portal.app.asSystem('test', tenantId))
    const entries = await portal.app.database.sql(sql`
      SELECT changes->0->'before' AS before FROM audit_entries
      WHERE operation = 'access.endGrantsOfMany' AND tenant_id = ${tenantId}::uuid`)
    expect(entries).toEqual([{ before: { endsAt } }])
  })

  test('is not moved into the past, and nothing is left to move once it is over', async () => {
    const { tenantId, administrator } = await newAssociation()
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const grantId = await grantOf(manager, 'manager')
    const { status, body } = await prolong(administrator, grantId, inDays(-1))
    expect([status, body.issues?.map(({ pointer }) => pointer)]).toEqual([422, ['/endsAt']])
    await end(administrator, grantId)
    expect((await prolong(administrator, grantId, inDays(1))).status).toBe(404)
  })

  test('access.error.tooLong: nobody gives for longer than they hold themselves, to others or to themselves', async () => {
    const { tenantId, administrator } = await newAssociation()
    const brief = await makePerson(portal, { tenantId })
    const other = await makePerson(portal, { tenantId })
    const place = { unitId: tenantId, role: 'manager' }
    const own = await grant(administrator, { personId: brief.personId, ...place, endsAt: inDays(10) })
    const codes = (reply: { body: Grant }) =>
      (reply.body.issues as Array<{ pointer: string; code?: string }> | undefined)?.map(({ code }) => code)
    const tooLong = ['access.error.tooLong']
    for (const endsAt of [undefined, inDays(11)]) {
      expect(codes(await grant(brief, { personId: other.personId, ...place, endsAt }))).toEqual(tooLong)
      expect(codes(await grant(brief, { personId: brief.personId, ...place, endsAt }))).toEqual(tooLong)
      expect(codes(await prolong(brief, own.body.id, endsAt ?? null))).toEqual(tooLong)
    }
    const given = await grant(brief, { personId: other.personId, ...place, endsAt: inDays(10) })
    expect(given.status).toBe(201)
    expect(codes(await prolong(brief, given.body.id, null))).toEqual(tooLong)
    expect((await prolong(brief, given.body.id, inDays(5))).status).toBe(200)
  })

  test('of a role that one does not hold is not moved', async () => {
    const { tenantId, administrator } = await newAssociation()
    const manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const reply = await prolong(manager, await grantOf(administrator, 'administrator'), inDays(1))
    expect([reply.status, reply.body.code]).toEqual([403, 'access.notYours'])
  })
})

describe('the last administrator stays', () => {
  test('also by the date: an end is refused while nobody else lasts as long', async () => {
    const { tenantId, administrator } = await newAssociation()
    const brief = await makePerson(portal, { tenantId })
    const place = { personId: brief.personId, unitId: tenantId, role: 'administrator' }
    await grant(administrator, { ...place, endsAt: inDays(300) })
    const own = await grantOf(administrator, 'administrator')
    expect((await prolong(administrator, own, inDays(30))).body.code).toBe('access.lastAdministrator')
    await makeAdministrator(tenantId)
    expect((await prolong(administrator, own, inDays(30))).status).toBe(200)
  })

  test('also where another one is to begin later, or is about to leave', async () => {
    const { tenantId, administrator } = await newAssociation()
    const later = await makePerson(portal, { tenantId })
    const place = { unitId: tenantId, role: 'administrator' }
    await grant(administrator, { personId: later.personId, ...place, startsAt: inDays(1) })
    const own = await grantOf(administrator, 'administrator')
    expect((await end(administrator, own)).body.code).toBe('access.lastAdministrator')
    portal.clock.advance({ days: 1 })
    expect((await later.client.call('POST', '/me/departure', { confirmed: true })).status).toBe(202)
    expect((await end(administrator, own)).body.code).toBe('access.lastAdministrator')
  })

  test('though one is ended while the other leaves, or both leave, at the same time', async () => {
    for (const meets of ['ending', 'leaving'] as const) {
      const { tenantId, administrator } = await newAssociation()
      const other = await makeAdministrator(tenantId)
      const own = await grantOf(administrator, 'administrator')
      const leave = ({ client }: MadePerson) =>
        client.call<Grant>('POST', '/me/departure', { confirmed: true })
      const replies = await Promise.all([
        meets === 'ending' ? end(administrator, own) : leave(administrator),
        leave(other),
      ])
      expect(replies.map(({ body }) => body.code).filter(Boolean)).toEqual(['access.lastAdministrator'])
    }
  })
})

test('a right that is taken away while it is being handed on is not handed on', async () => {
  const { tenantId, administrator } = await newAssociation()
  const giver = await makeAdministrator(tenantId)
  const { personId } = await makePerson(portal, { tenantId })
  await giver.client.call('GET', `/units/${tenantId}/grants`)
  const ended = await grantOf(giver, 'administrator')
  const client = new pg.Client({ connectionString: portal.databaseUrl })
  await client.connect()
  try {
    // The giver passes every check with the rights at hand, then waits for the row of whom it is about.
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM persons WHERE id = $1 FOR UPDATE', [personId])
    const giving = grant(giver, { personId, unitId: tenantId, role: 'administrator' })
    await until('it waits', async () => {
      const waiting = await portal.app.database.sql(sql`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
      return waiting.length > 0
    })
    expect((await end(administrator, ended)).status).toBe(200)
    await client.query('COMMIT')
    expect((await giving).status).toBeGreaterThanOrEqual(403)
  } finally {
    await client.end()
  }
  expect(await administratorsOf(tenantId)).toBe(1)
})

test('a check of permission asks the database nothing on a warm process', async () => {
  const { tenantId, administrator } = await newAssociation()
  // By a role of staff's making: what stands in it is in no code.
  const made = await administrator.client.call<Grant>('POST', '/roles', {
    unitId: tenantId,
    name: { v: 1, en: 'Reader' },
    permissions: ['access.read'],
  })
  const manager = await makePerson(portal, { tenantId })
  await grant(administrator, { personId: manager.personId, unitId: tenantId, role: made.body.id })
  const member = await makePerson(portal, { tenantId })
  const read = (person: MadePerson) => person.client.call('GET', `/units/${tenantId}/grants`)
  const refused = (person: MadePerson) => person.client.call('GET', '/members')
  await until('the role counts', async () => (await read(manager)).status === 200, 1_000)
  await refused(member)
  const refusal = await statementsOf(async () => expect((await refused(member)).status).toBe(403))
  // Only whether these are the newest rights, and that it is written down.
  const known = /FROM sessions s JOIN accounts|LEFT JOIN tenant_hosts|rate_counters|INSERT INTO audit_entries/
  expect(refusal.filter((text) => !known.test(text))).toEqual([])
  const asked = await statementsOf(async () => expect((await read(manager)).status).toBe(200))
  // What it is about, and the answer: both of the query itself.
  expect(asked).toHaveLength(2)
  expect(asked.filter((text) => /sessions|authorit|access_versions/.test(text))).toEqual([])
})
