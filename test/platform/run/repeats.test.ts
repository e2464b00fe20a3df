import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { UnitReply } from '../../../src/modules/units/contract.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let administrator: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal)
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
afterAll(() => portal.close())

function newUnit(name = `Unit ${randomUUID()}`) {
  return { parentId: tenantId, kind: 'group', name }
}

function createUnit(body: object, key: string, { client } = administrator) {
  return client.call<UnitReply & { code?: string }>('POST', '/units', body, { 'Idempotency-Key': key })
}

async function countOf(name: string): Promise<number> {
  const [row] = await portal.app.database.sql<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM units WHERE name = ${name}`,
  )
  return row?.count ?? 0
}

describe('a repeat with the same Idempotency-Key', () => {
  test('is answered the same, says so, and acts once', async () => {
    const unit = newUnit()
    const key = randomUUID()
    const first = await createUnit(unit, key)
    const again = await createUnit(unit, key)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.body]).toEqual([201, first.body])
    expect(await countOf(unit.name)).toBe(1)
  })

  test('acts once when twenty come at the same time, and all are answered the same', async () => {
    const unit = newUnit()
    const key = randomUUID()
    const replies = await Promise.all(Array.from({ length: 20 }, () => createUnit(unit, key)))
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 201))
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
    expect(await countOf(unit.name)).toBe(1)
  })

  test('is answered the same by a command that its own first run made impossible', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const close = () =>
      administrator.client.call<UnitReply>(
        'POST',
        `/units/${unitId}/close`,
        {},
        { 'Idempotency-Key': unitId },
      )
    const replies = await Promise.all(Array.from({ length: 8 }, close))
    expect(replies.map(({ status, body }) => [status, body.status])).toEqual(
      replies.map(() => [200, 'closed']),
    )
  })

  test('is refused when it asks for something else', async () => {
    const key = randomUUID()
    const other = newUnit()
    await createUnit(newUnit(), key)
    const reply = await createUnit(other, key)
    expect([reply.status, reply.body.code]).toEqual([422, 'request.keyReused'])
    expect(await countOf(other.name)).toBe(0)
  })

  test('is another request where another account sends it', async () => {
    const other = await makePerson(portal, { tenantId, roles: ['administrator'] })
    const key = randomUUID()
    const [mine, theirs] = [newUnit(), newUnit()]
    const first = await createUnit(mine, key)
    const second = await createUnit(theirs, key, other)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.id).not.toBe(first.body.id)
  })

  test('is another request where it asks another operation', async () => {
    const key = randomUUID()
    const { body } = await createUnit(newUnit(), key)
    const reply = await administrator.client.call(
      'POST',
      `/units/${body.id}/memberships`,
      {},
      { 'Idempotency-Key': key },
    )
    expect(reply.status).toBe(201)
  })

  test('acts again after the first was refused', async () => {
    const key = randomUUID()
    const unit = newUnit()
    const blocker = await makeUnit(portal, tenantId, tenantId, unit.name)
    expect((await createUnit(unit, key)).status).toBe(409)
    await administrator.client.call('PATCH', `/units/${blocker}`, { name: randomUUID() })
    expect((await createUnit(unit, key)).status).toBe(201)
  })

  test('acts again a day later', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const key = randomUUID()
    const join = () =>
      administrator.client.call('POST', `/units/${unitId}/memberships`, {}, { 'Idempotency-Key': key })
    const first = await join()
    await administrator.client.call('DELETE', `/units/${unitId}/memberships/mine`)
    portal.clock.advance({ hours: 25 })
    const second = await join()
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body).not.toEqual(first.body)
  })

  test('is refused as unreadable when the key is none', async () => {
    const reply = await createUnit(newUnit(), 'k'.repeat(256))
    expect([reply.status, reply.body.code]).toEqual([400, 'request.malformed'])
  })
})

describe('If-Match', () => {
  function rename(unitId: string, match: string) {
    return administrator.client.call<UnitReply & { code?: string }>(
      'PATCH',
      `/units/${unitId}`,
      { name: `Unit ${randomUUID()}` },
      { 'If-Match': match },
    )
  }

  test('lets an edit of the version that was read pass, and names the next version', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const read = await administrator.client.call('GET', `/units/${unitId}`)
    expect(read.headers.get('etag')).toBe('"1"')
    const renamed = await rename(unitId, '"1"')
    expect([renamed.status, renamed.headers.get('etag')]).toEqual([200, '"2"'])
  })

  test('refuses an edit of a version that has moved on, which changes nothing', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const { body } = await rename(unitId, '"1"')
    const reply = await rename(unitId, '"1"')
    expect([reply.status, reply.body.code]).toEqual([412, 'request.stale'])
    expect((await administrator.client.call<UnitReply>('GET', `/units/${unitId}`)).body.name).toBe(body.name)
  })

  test('of anything we never gave out is stale', async () => {
    const unitId = await makeUnit(portal, tenantId)
    expect((await rename(unitId, 'W/"abc"')).status).toBe(412)
  })

  test('lets one of two edits at the same time pass', async () => {
    const unitId = await makeUnit(portal, tenantId)
    const replies = await Promise.all([rename(unitId, '"1"'), rename(unitId, '"1"')])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412])
  })
})

describe('a reply that is kept for repeats', () => {
  const kept = (key: string) =>
    portal.app.database.sql<{ reply: unknown; sealed: Buffer }>(
      sql`SELECT reply, sealed_reply AS sealed FROM idempotency_records WHERE key = ${key}`,
    )

  test('cannot be read in the database', async () => {
    const unit = newUnit()
    const key = randomUUID()
    await createUnit(unit, key)
    const [record] = await kept(key)
    expect(record?.reply).toBeNull()
    expect(record?.sealed.length).toBeGreaterThan(unit.name.length)
    expect(record?.sealed.includes(unit.name)).toBe(false)
  })

  test('answers no other request, wherever its row is copied to', async () => {
    const [own, foreign] = [newUnit(), newUnit()]
    const [ownKey, foreignKey] = [randomUUID(), randomUUID()]
    await createUnit(own, ownKey)
    await createUnit(foreign, foreignKey)
    const [record] = await kept(foreignKey)
    await portal.app.database.sql(
      sql`UPDATE idempotency_records SET sealed_reply = ${record?.sealed} WHERE key = ${ownKey}`,
    )
    const reply = await createUnit(own, ownKey)
    expect(reply.status).toBe(500)
    expect(reply.text).not.toContain(foreign.name)
  })

  test('of version 0.1 still answers after an upgrade', async () => {
    const key = randomUUID()
    const unit = newUnit()
    const first = await createUnit(unit, key)
    await portal.app.database.sql(sql`
      UPDATE idempotency_records SET sealed_reply = NULL, reply = ${JSON.stringify(first.body)}::jsonb WHERE key = ${key}`)
    expect((await createUnit(unit, key)).body).toEqual(first.body)
  })
})
