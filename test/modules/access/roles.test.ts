import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  id: string
  version: number
  code?: string
  issues?: Array<{ pointer: string; code: string }>
  [field: string]: unknown
}

let portal: Portal
let tenantId: string
let administrator: MadePerson
/** A unit with one below it and one beside it. */
let ward: string
let street: string
let beside: string
/** Another association. */
let elsewhere: string

beforeAll(async () => {
  portal = await openPortal({ config: { STEP_UP_SECONDS: 86_400_000 } })
  tenantId = await makeAssociation(portal, 'Association', [])
  elsewhere = await makeAssociation(portal, 'Elsewhere', [])
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  ward = await makeUnit(portal, tenantId, tenantId, 'Ward')
  street = await makeUnit(portal, tenantId, ward, 'Street')
  beside = await makeUnit(portal, tenantId, tenantId, 'Beside')
})
afterAll(() => portal.close())

const named = () => ({ v: 1, en: `Clerk ${randomUUID()}` })

async function makeRole(permissions: string[], unitId = ward, maker = administrator): Promise<string> {
  const { status, body } = await maker.client.call<Reply>('POST', '/roles', {
    unitId,
    name: named(),
    permissions,
  })
  if (status !== 201) throw new Error(`The role was refused: ${JSON.stringify(body)}`)
  return body.id
}

async function give(person: MadePerson, role: string, unitId = ward, more = {}, giver = administrator) {
  return giver.client.call<Reply>('POST', '/grants', { personId: person.personId, unitId, role, ...more })
}

const rename = async ({ client }: MadePerson, unitId: string) =>
  (await client.call('PATCH', `/units/${unitId}`, { name: `Name ${randomUUID()}` })).status

/** Someone who makes roles in the ward, with what is given beside, and nowhere else. */
async function makeMaker(permissions: string[], more = {}) {
  const maker = await makePerson(portal, { tenantId })
  const role = await makeRole(['access.makeRoles', 'access.manage', ...permissions])
  expect((await give(maker, role, ward, more)).status).toBe(201)
  await until(
    'they may',
    async () => (await maker.client.call<Reply>('GET', `/units/${ward}/roles`)).status === 200,
  )
  return maker
}

describe('a role made in a unit', () => {
  test('lets whoever holds it do what it carries and brings along, there and below, and not beside', async () => {
    const clerk = await makePerson(portal, { tenantId })
    const role = await makeRole(['units.manage'])
    expect((await give(clerk, role)).status).toBe(201)
    await until('it counts', async () => (await rename(clerk, ward)) === 200)
    expect([await rename(clerk, street), await rename(clerk, beside)]).toEqual([200, 403])
  })

  test('is offered and given at its unit and below only', async () => {
    const role = await makeRole(['units.read'])
    const offeredAt = async (unitId: string) => {
      const { body } = await administrator.client.call<Reply>('GET', `/units/${unitId}/roles`)
      return (body.items as Array<{ role: string; mayGive: boolean }>).filter((each) => each.role === role)
    }
    expect((await offeredAt(ward)).map(({ mayGive }) => mayGive)).toEqual([true])
    expect(await offeredAt(street)).toHaveLength(1)
    expect(await offeredAt(beside)).toEqual([])
    const { status, body } = await give(await makePerson(portal, { tenantId }), role, beside)
    expect([status, body.issues?.map(({ pointer, code }) => [pointer, code])]).toEqual([
      422,
      [['/role', 'notOffered']],
    ])
  })

  test('is seen by staff of a unit below it, and not by those beside it', async () => {
    const role = await makeRole(['units.read'])
    const [below, next] = [
      await makePerson(portal, { tenantId, at: [{ unitId: street, role: 'manager' }] }),
      await makePerson(portal, { tenantId, at: [{ unitId: beside, role: 'manager' }] }),
    ]
    const listed = async (person: MadePerson) => {
      const { body } = await person.client.call<Reply>('GET', '/roles?limit=100')
      return (body.items as Reply[]).some(({ id }) => id === role)
    }
    expect([(await below.client.call<Reply>('GET', `/roles/${role}`)).status, await listed(below)]).toEqual([
      200,
      true,
    ])
    expect([(await next.client.call<Reply>('GET', `/roles/${role}`)).status, await listed(next)]).toEqual([
      404,
      false,
    ])
    expect((await below.client.call<Reply>('POST', `/roles/${role}/retire`)).status).toBe(403)
  })

  test('stops counting where its holder’s unit is moved away from it, and does not come back with it', async () => {
    const away = await makeUnit(portal, tenantId, ward)
    const clerk = await makePerson(portal, { tenantId })
    await give(clerk, await makeRole(['units.manage']), away)
    await until('it counts', async () => (await rename(clerk, away)) === 200)
    const move = (parentId: string) =>
      administrator.client.call<Reply>('POST', `/units/${away}/move`, { parentId })
    expect((await move(beside)).status).toBe(200)
    expect(await rename(clerk, away)).toBe(403)
    expect((await move(ward)).status).toBe(200)
    expect(await rename(clerk, away)).toBe(403)
  })

  test('goes along where its unit goes into another one; of two with one name one is given no more', async () => {
    const [from, into] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
    const name = named()
    const make = async (unitId: string, called: object) =>
      (
        await administrator.client.call<Reply>('POST', '/roles', {
          unitId,
          name: called,
          permissions: ['units.read'],
        })
      ).body.id
    const [alone, twice] = [await make(from, named()), await make(from, name)]
    await make(into, name)
    expect(
      (await administrator.client.call<Reply>('POST', `/units/${from}/merge`, { intoId: into })).status,
    ).toBe(200)
    const read = async (role: string) =>
      (await administrator.client.call<Reply>('GET', `/roles/${role}`)).body
    expect(await read(alone)).toMatchObject({ unitId: into, retiredAt: null })
    expect(await read(twice)).toMatchObject({ unitId: into, retiredAt: expect.any(String) })
  })

  test('ends for whoever holds it at a unit that moves away from there: the page before says so, and it never comes back', async () => {
    const [there, here] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
    const town = await makeUnit(portal, tenantId, there)
    const street = await makeUnit(portal, tenantId, town)
    const left = await makeRole(['units.read'], there)
    const along = await makeRole(['units.read'], town)
    const everywhere = await makeRole(['units.read'], tenantId)
    const clerk = await makePerson(portal, { tenantId })
    const later = new Date(portal.clock.now().getTime() + 86_400_000).toISOString()
    const ids = [
      (await give(clerk, left, street)).body.id,
      (await give(clerk, left, town, { startsAt: later })).body.id,
      (await give(clerk, along, street)).body.id,
      (await give(clerk, everywhere, street)).body.id,
    ]
    const asked = await administrator.client.call<{ ending: Array<{ personId: string; unitId: string }> }>(
      'GET',
      `/units/${town}/move?parentId=${here}`,
    )
    expect(asked.body.ending.map(({ personId, unitId }) => [personId, unitId])).toEqual([
      [clerk.personId, town],
      [clerk.personId, street],
    ])
    expect((await administrator.client.get(`/units/${town}/move?to=${here}`)).text).toContain(
      'Roles that end',
    )
    const move = (parentId: string) => administrator.client.call('POST', `/units/${town}/move`, { parentId })
    expect((await move(here)).status).toBe(200)
    const states = async () => {
      const { body } = await administrator.client.call<{ items: Array<{ id: string; state: string }> }>(
        'GET',
        `/grants?person=${clerk.personId}&limit=50`,
      )
      return ids.map((id) => body.items.find((grant) => grant.id === id)?.state)
    }
    expect(await states()).toEqual(['over', 'over', 'current', 'current'])
    expect((await move(there)).status).toBe(200)
    expect(await states()).toEqual(['over', 'over', 'current', 'current'])
  })

  test('ends as well where the unit above goes into another one', async () => {
    const [above, into] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
    const from = await makeUnit(portal, tenantId, above)
    const below = await makeUnit(portal, tenantId, from)
    const role = await makeRole(['units.read'], above)
    const clerk = await makePerson(portal, { tenantId })
    const { id } = (await give(clerk, role, below)).body
    // One at the unit itself ends with it: it is told once.
    expect((await give(clerk, role, from)).status).toBe(201)
    const asked = await administrator.client.call<{ holdings: Array<{ name: string; count: number }> }>(
      'GET',
      `/units/${from}/merge?intoId=${into}`,
    )
    expect(asked.body.holdings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'access.roles', count: 1 }),
        expect.objectContaining({ name: 'access.rolesLeftBehind', count: 1 }),
      ]),
    )
    const merged = await administrator.client.call('POST', `/units/${from}/merge`, { intoId: into })
    expect(merged.status).toBe(200)
    const { body } = await administrator.client.call<{ state: string }>('GET', `/grants/${id}`)
    expect(body.state).toBe('over')
  })

  test('of another association is not found, and cannot be given', async () => {
    const stranger = await makePerson(portal, { tenantId: elsewhere, roles: ['member', 'administrator'] })
    const role = await makeRole(['units.read'])
    expect((await stranger.client.call<Reply>('GET', `/roles/${role}`)).body.code).toBe('request.notFound')
    expect(
      (await stranger.client.call<Reply>('PATCH', `/roles/${role}`, { permissions: ['units.read'] })).status,
    ).toBe(404)
    const copied = { unitId: elsewhere, name: named() }
    expect((await stranger.client.call<Reply>('POST', `/roles/${role}/copy`, copied)).status).toBe(404)
    expect((await give(stranger, role, elsewhere, {}, stranger)).status).toBe(422)
  })
})

describe('putting a role together', () => {
  test('takes permissions that are declared, by their names', async () => {
    const { status, body } = await administrator.client.call<Reply>('POST', '/roles', {
      unitId: ward,
      name: named(),
      permissions: ['units.read', 'units.conquer'],
    })
    expect([status, body.issues?.map(({ pointer }) => pointer)]).toEqual([422, ['/permissions/1']])
  })

  test('never gives what its maker does not hold there', async () => {
    const maker = await makeMaker(['units.read'])
    const make = (permissions: string[], unitId = ward) =>
      maker.client.call<Reply>('POST', '/roles', { unitId, name: named(), permissions })
    expect((await make(['units.read'])).status).toBe(201)
    const refused = await make(['units.read', 'units.manage'])
    expect([refused.status, refused.body.issues?.map(({ code }) => code)]).toEqual([
      422,
      ['access.error.permissionNotYours'],
    ])
    // Where they are nobody, the unit is not even there.
    expect((await make(['units.read'], beside)).status).toBe(404)
  })

  test('under a name that another one there has is refused', async () => {
    const body = { unitId: ward, name: named(), permissions: ['units.read'] }
    expect((await administrator.client.call<Reply>('POST', '/roles', body)).status).toBe(201)
    const again = await administrator.client.call<Reply>('POST', '/roles', body)
    expect([again.status, again.body.code]).toEqual([409, 'access.roleNameTaken'])
  })

  test('as a copy takes what the other carries, also of a built-in one', async () => {
    const role = await makeRole(['units.read', 'members.read'])
    const copy = (of: string) =>
      administrator.client.call<Reply>('POST', `/roles/${of}/copy`, { unitId: street, name: named() })
    expect((await copy(role)).body.permissions).toEqual(['units.read', 'members.read'])
    expect((await copy('manager')).body.permissions).toContain('units.manage')
    expect((await copy('pope')).status).toBe(404)
  })

  test('stands in the audit with what it carries', async () => {
    const role = await makeRole(['units.read'])
    const entries = await portal.app.database.sql(
      sql`SELECT operation, severity FROM audit_entries WHERE changes::text LIKE ${`%${role}%`}`,
    )
    expect(entries).toEqual([{ operation: 'access.makeRole', severity: 'critical' }])
  })
})

describe('changing a role', () => {
  test('is told beforehand to whom it does what, and reaches them at once', async () => {
    const role = await makeRole(['units.read'])
    const clerk = await makePerson(portal, { tenantId })
    await give(clerk, role)
    const permissions = ['units.read', 'units.manage']
    const asked = new URLSearchParams(permissions.map((name) => ['permissions', name]))
    const preview = await administrator.client.call<Reply>('GET', `/roles/${role}/change?${asked}`)
    expect(preview.body).toMatchObject({ holders: 1, lost: [], refusal: null })
    expect(preview.body.gained).toContain('units.manage')
    const change = (body: object) =>
      administrator.client.call<Reply>('PATCH', `/roles/${role}`, { permissions, ...body })
    const untold = await change({})
    expect([untold.status, untold.body.code]).toEqual([409, 'access.holdersNotTold'])
    expect((await change({ toldHolders: 2 })).status).toBe(409)
    expect(await rename(clerk, ward)).toBe(403)
    expect((await change({ toldHolders: 1 })).status).toBe(200)
    await until('it counts', async () => (await rename(clerk, ward)) === 200, 1_000)
    const back = { permissions: ['units.read'], toldHolders: 1 }
    expect((await administrator.client.call<Reply>('PATCH', `/roles/${role}`, back)).status).toBe(200)
    expect(await rename(clerk, ward)).toBe(403)
  })

  test('of words alone asks for nothing more, and a version that is old is refused', async () => {
    const role = await makeRole(['units.read'])
    await give(await makePerson(portal, { tenantId }), role)
    const change = (version: number) =>
      administrator.client.call<Reply>(
        'PATCH',
        `/roles/${role}`,
        { name: named() },
        { 'If-Match': `"${version}"` },
      )
    const { status, body } = await change(1)
    expect([status, body.version]).toEqual([200, 2])
    expect((await change(1)).status).toBe(412)
  })

  test('neither adds nor takes away what one does not hold there', async () => {
    const maker = await makeMaker(['units.read'])
    const role = await makeRole(['units.read', 'units.manage'])
    const change = async (permissions: string[]) => {
      const { status, body } = await maker.client.call<Reply>('PATCH', `/roles/${role}`, { permissions })
      return body.issues?.[0]?.code ?? status
    }
    expect(await change(['units.read'])).toBe('access.error.permissionNotYours')
    expect(await change(['units.read', 'units.manage', 'members.read'])).toBe(
      'access.error.permissionNotYours',
    )
    expect(await change(['units.manage', 'units.read'])).toBe(200)
  })

  test('adds nothing for longer than one holds it oneself', async () => {
    const inDays = (days: number) => new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString()
    const maker = await makeMaker(['units.read', 'members.read'], { endsAt: inDays(10) })
    const role = await makeRole(['units.read'])
    const add = (toldHolders: number) =>
      maker.client.call<Reply>('PATCH', `/roles/${role}`, {
        permissions: ['units.read', 'members.read'],
        toldHolders,
      })
    const lasting = (await give(await makePerson(portal, { tenantId }), role)).body.id
    const refused = await add(1)
    expect(refused.body.issues?.map(({ code }) => code)).toEqual(['access.error.permissionTooLong'])
    await administrator.client.call<Reply>('PATCH', `/grants/${lasting}`, { endsAt: inDays(5) })
    expect((await add(1)).status).toBe(200)
  })

  test('stops a command that runs on what it carried before', async () => {
    const role = await makeRole(['units.manage'])
    const clerk = await makePerson(portal, { tenantId })
    await give(clerk, role)
    await until('it counts', async () => (await rename(clerk, street)) === 200)
    const client = new pg.Client({ connectionString: portal.databaseUrl })
    await client.connect()
    try {
      // The clerk passes every check, then waits for the row of the unit.
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM units WHERE id = $1 FOR UPDATE', [street])
      const renaming = rename(clerk, street)
      await until('it waits', async () => {
        const waiting = await portal.app.database.sql(sql`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
        return waiting.length > 0
      })
      const change = { permissions: ['units.read'], toldHolders: 1 }
      expect((await administrator.client.call<Reply>('PATCH', `/roles/${role}`, change)).status).toBe(200)
      await client.query('COMMIT')
      expect(await renaming).toBe(403)
    } finally {
      await client.end()
    }
  })
})

test('what counts at the root alone is put into no role of a unit, nor copied into one, nor given to a token there', async () => {
  const make = (unitId: string) =>
    administrator.client.call<Reply>('POST', '/roles', {
      unitId,
      name: named(),
      permissions: ['units.read', 'audit.read'],
    })
  expect((await make(ward)).body.issues).toMatchObject([
    { pointer: '/permissions/1', code: 'access.error.countsAtRootOnly' },
  ])
  const { id } = (await make(tenantId)).body
  const copy = await administrator.client.call<{ permissions: string[] }>('POST', `/roles/${id}/copy`, {
    unitId: ward,
    name: named(),
  })
  expect(copy.body.permissions).toEqual(['units.read'])
  const offered = async (unitId: string) =>
    (await administrator.client.get(`/roles/new?unit=${unitId}`)).text.includes('value="audit.read"')
  expect([await offered(tenantId), await offered(ward)]).toEqual([true, false])
  const token = { name: 'Reader', scopes: ['audit.read'], days: 7 }
  const at = async (unitId: string) =>
    (await administrator.client.call('POST', '/account/tokens', { ...token, unitId })).status
  expect([await at(ward), await at(tenantId)]).toEqual([422, 201])
})

describe('a permission that no room declares any more', () => {
  test('is shown as gone, counts for nothing, and goes with the next change of whatever', async () => {
    const role = await makeRole(['units.read'])
    await portal.app.database.pool.query(
      `UPDATE roles SET permissions = '{units.read,units.burn}' WHERE id = $1`,
      [role],
    )
    const read = async () => (await administrator.client.call<Reply>('GET', `/roles/${role}`)).body
    expect(await read()).toMatchObject({ permissions: ['units.read'], gone: ['units.burn'] })
    const change = (permissions: string[]) =>
      administrator.client.call<Reply>('PATCH', `/roles/${role}`, { permissions })
    const renamed = await administrator.client.call<Reply>('PATCH', `/roles/${role}`, { name: named() })
    expect([renamed.status, (await read()).gone]).toEqual([200, []])
    expect((await change(['units.read'])).status).toBe(200)
    expect((await change(['units.read', 'units.burn'])).status).toBe(422)
  })
})

test('retiring a role, and giving it back, asks to show again that it is oneself', async () => {
  const role = await makeRole(['units.manage'])
  const boss = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  await portal.app.database.sql(
    sql`UPDATE sessions SET proven_until = NULL WHERE account_id = ${boss.accountId}::uuid`,
  )
  for (const act of ['retire', 'restore'])
    expect((await boss.client.call<Reply>('POST', `/roles/${role}/${act}`)).body.code).toBe(
      'request.stepUpNeeded',
    )
})

describe('a retired role', () => {
  test('is given to nobody and not prolonged; whoever holds it goes on, and it can be restored', async () => {
    const role = await makeRole(['units.manage'])
    const clerk = await makePerson(portal, { tenantId })
    const endsAt = new Date(portal.clock.now().getTime() + 86_400_000).toISOString()
    const held = (await give(clerk, role, ward, { endsAt })).body.id
    expect((await administrator.client.call<Reply>('POST', `/roles/${role}/retire`)).status).toBe(200)
    const other = await makePerson(portal, { tenantId })
    expect((await give(other, role)).body.code).toBe('access.roleRetired')
    const prolonged = await administrator.client.call<Reply>('PATCH', `/grants/${held}`, { endsAt: null })
    expect(prolonged.body.code).toBe('access.roleRetired')
    await until('they go on', async () => (await rename(clerk, ward)) === 200)
    expect((await administrator.client.call<Reply>('GET', `/roles/${role}`)).body).toMatchObject({
      holders: 1,
    })
    expect(
      (await administrator.client.call<Reply>('POST', `/roles/${role}/restore`)).body.retiredAt,
    ).toBeNull()
    expect((await give(other, role)).status).toBe(201)
  })
})

test('all that may be allowed is told with what it brings along', async () => {
  const { body } = await administrator.client.call<Reply>('GET', '/permissions')
  expect(body.items).toContainEqual({
    name: 'access.makeRoles',
    may: 'put roles together and change them',
    implies: ['access.read'],
    heldBy: ['administrator'],
    onlyAtRoot: false,
  })
  const carried = (await administrator.client.call<Reply>('GET', '/roles/member')).body
  expect(carried).toMatchObject({ isBuiltIn: true, onlyAtRoot: true, abilities: { change: false } })
})
