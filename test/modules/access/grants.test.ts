import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { modules } from '../../../src/modules.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

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
