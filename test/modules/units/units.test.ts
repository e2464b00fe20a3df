import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { MyUnit, UnitDetail, UnitReply } from '../../../src/modules/units/contract.ts'
import { foundAssociation } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

type Answer = UnitReply & { code?: string; issues?: Array<{ pointer: string }> }

let portal: Portal
let tenantId: string
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

function create(parentId: string, name = `Unit ${randomUUID()}`, { client } = manager) {
  return client.call<Answer>('POST', '/units', { parentId, kind: 'chapter', name })
}
function rename(unitId: string, name: string, { client } = manager) {
  return client.call<Answer>('PATCH', `/units/${unitId}`, { name })
}
function close(unitId: string, { client } = manager) {
  return client.call<Answer>('POST', `/units/${unitId}/close`, {})
}
function join(unitId: string, { client } = member) {
  return client.call<{ membershipId: string; code?: string }>('POST', `/units/${unitId}/memberships`, {})
}
function leave(unitId: string, { client } = member) {
  return client.call<{ left: boolean; code?: string }>('DELETE', `/units/${unitId}/memberships/mine`)
}
async function read(unitId: string, client: Client = manager.client): Promise<UnitDetail> {
  return (await client.call<UnitDetail>('GET', `/units/${unitId}/detail`)).body
}
async function unitsOf({ client }: MadePerson): Promise<MyUnit[]> {
  return (await client.call<{ items: MyUnit[] }>('GET', '/me/units')).body.items
}
function outcomes(replies: Array<{ status: number; body: { code?: string } }>): string[] {
  return replies.map(({ status, body }) => body.code ?? String(status)).sort()
}

describe('creating a unit', () => {
  test('puts it below its parent, open, in its first version', async () => {
    const { status, body } = await create(tenantId, 'Harbour Chapter')
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(String),
      parentId: tenantId,
      kind: 'chapter',
      code: null,
      name: 'Harbour Chapter',
      status: 'open',
      mergedIntoId: null,
      version: 1,
    })
    expect((await read(body.id)).ancestors).toEqual([{ id: tenantId, name: 'The Association' }])
  })

  test('is possible many levels deep', async () => {
    let parentId = tenantId
    for (let level = 0; level < 12; level += 1) parentId = (await create(parentId)).body.id
    expect((await read(parentId)).ancestors).toHaveLength(12)
  })

  test('with the name of an open sister is refused, however it is written', async () => {
    await create(tenantId, 'River Chapter')
    const { status, body } = await create(tenantId, 'RIVER chapter')
    expect([status, body.code]).toEqual([409, 'units.nameTaken'])
  })

  test('with the name of a unit elsewhere is possible', async () => {
    const parentId = await makeUnit(portal, tenantId)
    await create(tenantId, 'Hill Chapter')
    expect((await create(parentId, 'Hill Chapter')).status).toBe(201)
  })

  test('with the name of a closed sister is possible', async () => {
    await close((await create(tenantId, 'Lake Chapter')).body.id)
    expect((await create(tenantId, 'Lake Chapter')).status).toBe(201)
  })

  test('twice at once under one name makes one', async () => {
    const name = `Unit ${randomUUID()}`
    const replies = await Promise.all([create(tenantId, name), create(tenantId, name)])
    expect(outcomes(replies)).toEqual(['201', 'units.nameTaken'])
  })

  test('below a closed unit is refused', async () => {
    const parentId = await makeUnit(portal, tenantId)
    await close(parentId)
    expect((await create(parentId)).body.code).toBe('units.closed')
  })

  test('by a member is refused', async () => {
    const { status, body } = await create(tenantId, undefined, member)
    expect([status, body.code]).toEqual([403, 'request.notAllowed'])
  })

  test('above the unit that someone manages is refused, and beside it not even found', async () => {
    const own = await makeUnit(portal, tenantId)
    const beside = await makeUnit(portal, tenantId)
    const local = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: own, role: 'manager' }] })
    expect((await create(own, undefined, local)).status).toBe(201)
    expect((await create(beside, undefined, local)).status).toBe(404)
    expect((await create(tenantId, undefined, local)).status).toBe(404)
  })

  test('in another association is not found', async () => {
    const other = await makeAssociation(portal, 'Other', ['other.example.org'])
    expect((await create(other)).status).toBe(404)
  })

  test('tells all that is wrong at once', async () => {
    const { status, body } = await manager.client.call<Answer>('POST', '/units', {
      parentId: 'nowhere',
      kind: 'A castle',
      name: '  ',
      colour: 'red',
    })
    expect(status).toBe(422)
    expect(body.issues?.map(({ pointer }) => pointer).sort()).toEqual([
      '/colour',
      '/kind',
      '/name',
      '/parentId',
    ])
  })

  test('with a name that no text can hold is refused as unreadable', async () => {
    expect((await create(tenantId, 'a\u0000b')).status).toBeGreaterThanOrEqual(400)
    expect((await create(tenantId, 'a\u0000b')).status).toBeLessThan(500)
  })

  test('is in the audit with the grant that allowed it', async () => {
    const { body } = await create(tenantId, 'Audited Chapter')
    const entries = await portal.app.database.sql(sql`
      SELECT operation, severity, actor_kind, person_id, role, changes FROM audit_entries WHERE changes::text LIKE ${`%${body.id}%`}`)
    expect(entries).toEqual([
      {
        operation: 'units.createUnit',
        severity: 'notable',
        actor_kind: 'account',
        person_id: manager.personId,
        role: 'manager',
        changes: [
          {
            type: 'unit',
            id: body.id,
            before: null,
            after: { parentId: tenantId, kind: 'chapter', code: null, name: 'Audited Chapter' },
          },
        ],
      },
    ])
  })
})

describe('renaming a unit', () => {
  test('gives it the name and the next version', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const { status, body } = await rename(unitId, '  New Name ')
    expect([status, body.name, body.version]).toEqual([200, 'New Name', 2])
  })

  test('to the name of a sister is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await makeUnit(portal, tenantId, tenantId, 'Sister')
    expect((await rename(unitId, 'sister')).body.code).toBe('units.nameTaken')
  })

  test('only in its capitals is possible', async () => {
    const unitId = await makeUnit(portal, tenantId, tenantId, 'capitals')
    expect((await rename(unitId, 'CAPITALS')).status).toBe(200)
  })

  test('once it is closed is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await close(unitId)
    expect((await rename(unitId, 'Too Late')).body.code).toBe('units.closed')
  })

  test('to something no text can hold is refused as unreadable', async () => {
    const { status } = await rename(await makeUnit(portal, tenantId), 'a\u0000b')
    expect([400, 422]).toContain(status)
  })

  test('by a member is refused', async () => {
    expect((await rename(await makeUnit(portal, tenantId), 'Mine', member)).status).toBe(403)
  })
})

describe('closing a unit', () => {
  test('leaves it readable', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const { status, body } = await close(unitId)
    expect([status, body.status, body.version]).toEqual([200, 'closed', 2])
    expect((await read(unitId)).status).toBe('closed')
  })

  test('twice is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await close(unitId)
    expect((await close(unitId)).body.code).toBe('units.closed')
  })

  test('while units below it are open is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await makeUnit(portal, tenantId, unitId)
    expect((await close(unitId)).body.code).toBe('units.hasUnits')
  })

  test('after the units below it works', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await close(await makeUnit(portal, tenantId, unitId))
    expect((await close(unitId)).status).toBe(200)
  })

  test('is refused for the association itself', async () => {
    expect((await close(tenantId)).body.code).toBe('units.rootStays')
  })

  test('while one is created below it never leaves an open unit below a closed one', async () => {
    for (let round = 0; round < 10; round += 1) {
      const unitId = await makeUnit(portal, tenantId)
      await Promise.all([create(unitId), close(unitId), create(unitId)])
      const orphans = await portal.app.database.sql(sql`
        SELECT 1 FROM units c JOIN units p ON p.id = c.parent_id WHERE p.id = ${unitId}::uuid AND p.status = 'closed' AND c.status = 'open'`)
      expect(orphans).toEqual([])
    }
  })

  test('while someone joins leaves no one who joined after it', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const [closed, joined] = await Promise.all([close(unitId), join(unitId)])
    expect(closed.status).toBe(200)
    expect([201, 409]).toContain(joined.status)
    expect((await read(unitId)).memberCount).toBe(joined.status === 201 ? 1 : 0)
  })
})

describe('joining a unit', () => {
  test('makes a member of someone who is one of the association', async () => {
    const person = await makePerson(portal, { tenantId })
    const unitId = await makeUnit(portal, tenantId)
    const { status, body } = await join(unitId, person)
    expect([status, body]).toEqual([201, { membershipId: expect.any(String) }])
    expect((await unitsOf(person)).map(({ id, isPrimary }) => [id, isPrimary])).toEqual([
      [tenantId, true],
      [unitId, false],
    ])
  })

  test('twice is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await join(unitId)
    expect((await join(unitId)).body.code).toBe('units.alreadyMember')
  })

  test('once it is closed is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await close(unitId)
    expect((await join(unitId)).body.code).toBe('units.closed')
  })

  test('twenty times at once makes one membership', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const replies = await Promise.all(Array.from({ length: 20 }, () => join(unitId)))
    expect(outcomes(replies)).toEqual(['201', ...Array(19).fill('units.alreadyMember')])
    expect((await read(unitId)).memberCount).toBe(1)
  })

  test('by a manager who is no member is refused', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const local = await makePerson(portal, { tenantId, roles: [], at: [{ unitId, role: 'manager' }] })
    expect((await join(unitId, local)).status).toBe(403)
  })

  test('a unit of another association is not found', async () => {
    const other = await makeAssociation(portal, 'Another', ['another.example.org'])
    expect((await join(await makeUnit(portal, other))).status).toBe(404)
  })
})

describe('leaving a unit', () => {
  test('ends the membership, and it can be taken up again', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await join(unitId)
    expect((await leave(unitId)).body).toEqual({ left: true })
    expect((await read(unitId)).memberCount).toBe(0)
    expect((await join(unitId)).status).toBe(201)
  })

  test('that is the only one is refused', async () => {
    const person = await makePerson(portal, { tenantId })
    expect((await leave(tenantId, person)).body.code).toBe('units.lastMembership')
  })

  test('that is the primary one makes another the primary one', async () => {
    const person = await makePerson(portal, { tenantId })
    const [older, newer] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
    for (const unitId of [older, newer]) {
      portal.clock.advance({ seconds: 1 })
      await join(unitId, person)
    }
    await leave(tenantId, person)
    expect((await unitsOf(person)).map(({ id, isPrimary }) => [id, isPrimary])).toEqual([
      [older, true],
      [newer, false],
    ])
  })

  test('that one never joined is not found', async () => {
    expect((await leave(await makeUnit(portal, tenantId))).status).toBe(404)
  })

  test('and the other one at the same time leaves one', async () => {
    const person = await makePerson(portal, { tenantId })
    const unitId = await makeUnit(portal, tenantId)
    await join(unitId, person)
    const replies = await Promise.all([leave(unitId, person), leave(tenantId, person)])
    expect(outcomes(replies)).toEqual(['200', 'units.lastMembership'])
    expect((await unitsOf(person)).map(({ isPrimary }) => isPrimary)).toEqual([true])
  })
})

describe('founding an association', () => {
  test('is for scripts only', async () => {
    const caller = portal.app.callerFor({ kind: 'visitor', tenantId: null })
    await expect(
      portal.app.runner.call(foundAssociation, { name: 'Mine', hosts: [] }, caller),
    ).rejects.toMatchObject({ code: 'request.notAllowed' })
  })

  test('under a host name that another has is refused', async () => {
    await makeAssociation(portal, 'First', ['shared.example.org'])
    await expect(makeAssociation(portal, 'Second', ['SHARED.example.org'])).rejects.toMatchObject({
      code: 'request.alreadyExists',
    })
  })
})

describe('what a reader may do with a unit', () => {
  test('is told to a member as it would work', async () => {
    const unitId = await makeUnit(portal, tenantId)
    expect((await read(unitId, member.client)).abilities).toEqual({
      change: false,
      move: false,
      merge: false,
      reopen: false,
      readHistory: false,
      addBelow: false,
      close: false,
      export: false,
      join: true,
      leave: false,
    })
  })

  test('is told to its manager as it would work', async () => {
    const unitId = await makeUnit(portal, tenantId)
    expect((await read(unitId)).abilities).toEqual({
      change: true,
      move: true,
      merge: true,
      reopen: false,
      readHistory: true,
      addBelow: true,
      close: true,
      export: true,
      join: true,
      leave: false,
    })
  })

  test('is nothing once it is closed, but to look at it and to open it again', async () => {
    const unitId = await makeUnit(portal, tenantId)
    await close(unitId)
    const { export: canExport, readHistory, reopen, merge, ...others } = (await read(unitId)).abilities
    expect(Object.values(others)).toEqual([false, false, false, false, false, false])
    expect([canExport, readHistory, reopen, merge]).toEqual([true, true, true, true])
  })
})

describe('the list of units', () => {
  test('goes page by page through all of them, each once', async () => {
    const parentId = await makeUnit(portal, tenantId)
    const local = await makePerson(portal, {
      tenantId,
      roles: [],
      at: [{ unitId: parentId, role: 'manager' }],
    })
    for (let count = 0; count < 6; count += 1) await makeUnit(portal, tenantId, parentId)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const path: string = `/units?limit=3${cursor && `&cursor=${cursor}`}`
      const { body } = await local.client.call<{ items: UnitReply[]; nextCursor: string | null }>('GET', path)
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([7, 7])
  })

  test('finds a part of a name, whatever its capitals, and takes nothing in it for a pattern', async () => {
    await makeUnit(portal, tenantId, tenantId, 'Sub%way 100_Percent')
    const search = async (text: string) =>
      (
        await member.client.call<{ items: UnitReply[] }>('GET', `/units?search=${encodeURIComponent(text)}`)
      ).body.items.map(({ name }) => name)
    expect(await search('sub%WAY')).toEqual(['Sub%way 100_Percent'])
    expect(await search('sub_way')).toEqual([])
  })

  test.each(['nothing', 'e30', 'bnVsbA', Buffer.from('["a"]').toString('base64url')])(
    'refuses the cursor %s that it did not give out',
    async (cursor) => {
      const { status, body } = await member.client.call<Answer>('GET', `/units?cursor=${cursor}`)
      expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/cursor'])
    },
  )

  test('refuses what no text can hold', async () => {
    const { status } = await member.client.call('GET', '/units?search=%00')
    expect([400, 422]).toContain(status)
  })
})

test('a unit whose id is none is refused, and one that is not there not found', async () => {
  expect((await member.client.call('GET', '/units/seven')).status).toBe(422)
  expect((await member.client.call('GET', `/units/${randomUUID()}`)).status).toBe(404)
})
