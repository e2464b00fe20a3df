import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { MergePreview, UnitDetail } from '../../../src/modules/units/contract.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { expectWholeTree } from './tree-checks.ts'

interface Answer {
  code?: string
  mergedIntoId?: string
}

let portal: Portal
let tenantId: string
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Association')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const make = (parentId = tenantId, name?: string) => makeUnit(portal, tenantId, parentId, name)
const merge = (unitId: string, intoId: string, { client } = manager) =>
  client.call<Answer>('POST', `/units/${unitId}/merge`, { intoId })
const detail = async (unitId: string, { client } = manager) =>
  (await client.call<UnitDetail>('GET', `/units/${unitId}/detail`)).body
const add = (unitId: string, personId: string) =>
  portal.app.runner.call(addMember, { unitId, personId }, portal.app.asSystem('test', tenantId))

describe('merging a unit into another', () => {
  test('brings its members and all below it, closes it, and leads its links there', async () => {
    const [from, into] = [await make(tenantId, 'Small'), await make(tenantId, 'Large')]
    const below = await make(await make(from, 'Middle'), 'Deep')
    const [only, both, deep] = await Promise.all(
      [1, 2, 3].map(() => makePerson(portal, { tenantId, roles: [] })),
    )
    const people = { only: only as MadePerson, both: both as MadePerson, deep: deep as MadePerson }
    await add(from, people.only.personId)
    await add(into, people.both.personId)
    await add(from, people.both.personId)
    await add(below, people.deep.personId)
    const preview = await manager.client.call<MergePreview>('GET', `/units/${from}/merge?intoId=${into}`)
    expect(preview.body).toMatchObject({
      holdings: [
        { name: 'units.members', count: 2 },
        { name: 'units.transfers', count: 0 },
        { name: 'membership.joinRequests', count: 0 },
        { name: 'membership.joiningRules', count: 0 },
        { name: 'units.below', count: 2 },
        { name: 'positions.terms', count: 0 },
        { name: 'access.roles', count: 0 },
        { name: 'access.madeRoles', count: 0 },
        { name: 'access.rolesLeftBehind', count: 0 },
        { name: 'identity.groups', count: 0 },
        { name: 'scim.targets', count: 0 },
        { name: 'invitations.waiting', count: 0 },
        { name: 'projects.projects', count: 0 },
        { name: 'sources.sources', count: 0 },
        { name: 'questions.banks', count: 0 },
        { name: 'courses.courses', count: 0 },
        { name: 'views.shared', count: 0 },
        { name: 'companies.workplaces', count: 0 },
      ],
      refusal: null,
    })
    const { status, body } = await merge(from, into)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: from, status: 'closed', mergedIntoId: into, version: 2 })
    expect((await detail(below)).ancestors.map(({ name }) => name)).toEqual([
      'Association',
      'Large',
      'Middle',
    ])
    expect(await detail(into)).toMatchObject({ memberCount: 2, peopleCount: 3 })
    expect(await detail(from)).toMatchObject({ memberCount: 0, peopleCount: 0, mergedIntoId: into })
    const led = await manager.client.get(`/units/${from}`)
    expect([led.status, led.headers.get('location')]).toEqual([303, `/units/${into}`])
    // What was stays as history, and one place of each is the primary one.
    const memberships = await portal.app.database.sql(sql`
      SELECT unit_id = ${into}::uuid AS "isThere", is_primary AS "isPrimary", ended_at IS NULL AS "isCurrent" FROM memberships
      WHERE person_id = ${people.only.personId}::uuid ORDER BY id`)
    expect(memberships).toContainEqual({ isThere: true, isPrimary: false, isCurrent: true })
    expect(memberships).toContainEqual({ isThere: false, isPrimary: false, isCurrent: false })
    for (const [unitId, what] of [
      [from, 'merged'],
      [into, 'absorbed'],
    ] as const) {
      const history = await manager.client.call('GET', `/units/${unitId}/history?limit=1`)
      expect(history.body).toMatchObject({ items: [{ what }] })
    }
    await expectWholeTree(portal, tenantId)
  })

  test('a primary place stays a primary one', async () => {
    const other = await makeAssociation(portal, 'Primary', ['primary.example.org'])
    const [from, into] = [await makeUnit(portal, other), await makeUnit(portal, other)]
    const system = portal.app.asSystem('test', other)
    const one = await makePerson(portal, { tenantId: other })
    const chief = await makePerson(portal, { tenantId: other, roles: ['administrator'] })
    await portal.app.runner.call(addMember, { unitId: from, personId: one.personId }, system)
    await portal.app.database.sql(sql`
      UPDATE memberships SET is_primary = false WHERE person_id = ${one.personId}::uuid AND is_primary`)
    await portal.app.database.sql(sql`
      UPDATE memberships SET is_primary = true WHERE person_id = ${one.personId}::uuid AND unit_id = ${from}::uuid`)
    expect((await merge(from, into, chief)).status).toBe(200)
    const [row] = await portal.app.database.sql<{ unitId: string }>(sql`
      SELECT unit_id AS "unitId" FROM memberships WHERE person_id = ${one.personId}::uuid AND is_primary AND ended_at IS NULL`)
    expect(row?.unitId).toBe(into)
    await expectWholeTree(portal, other)
  })

  test('roles end with it, and are said beforehand; links to what had gone into it lead on', async () => {
    const [first, second, third] = [await make(), await make(), await make(tenantId, 'Third')]
    const chief = await makePerson(portal, { tenantId, at: [{ unitId: second, role: 'manager' }] })
    expect((await merge(first, second)).status).toBe(200)
    const page = await manager.client.get(`/units/${second}/merge?into=${third}`)
    expect(page.text).toContain('1 role at it ends.')
    const preview = await manager.client.call<MergePreview>('GET', `/units/${second}/merge?intoId=${third}`)
    expect(preview.body.losing).toMatchObject([{ personId: chief.personId }])
    const form = await manager.client.form(`/units/${second}/merge`, { intoId: third })
    expect([form.status, form.headers.get('location')]).toEqual([303, `/units/${third}`])
    expect((await detail(first)).mergedIntoId).toBe(third)
    expect((await chief.client.call('PATCH', `/units/${third}`, { name: 'Mine' })).status).toBe(403)
    const [grant] = await portal.app.database.sql<{ ended: boolean }>(sql`
      SELECT ends_at IS NOT NULL AS ended FROM grants WHERE unit_id = ${second}::uuid`)
    expect(grant?.ended).toBe(true)
  })

  test('views of lists that were shared with it are shared with the other', async () => {
    const [from, into] = [await make(), await make()]
    const saved = await manager.client.call('POST', '/views', {
      list: 'units.listUnits',
      name: `View ${randomUUID()}`,
      query: 'status=open',
      sharedAt: from,
    })
    expect(saved.text).toContain(from)
    await merge(from, into)
    const [view] = await portal.app.database.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM list_views WHERE shared_at = ${into}::uuid`)
    expect(view?.count).toBe(1)
  })

  test('offers units by their names', async () => {
    const unit = await make()
    const good = await make(tenantId, 'Quay east')
    await make(unit, 'Quay below')
    const found = await manager.client.call<{ items: Array<{ id: string }> }>(
      'GET',
      `/units/${unit}/merge/places?search=quay`,
    )
    expect(found.body.items.map(({ id }) => id)).toEqual([good])
  })
})

describe('each refusal has its name', () => {
  test('units.rootMerges', async () => {
    expect((await merge(tenantId, await make())).body.code).toBe('units.rootMerges')
  })

  test('units.intoItself', async () => {
    const unit = await make()
    expect((await merge(unit, unit)).body.code).toBe('units.intoItself')
    expect((await merge(unit, await make(await make(unit)))).body.code).toBe('units.intoItself')
  })

  test('units.targetClosed', async () => {
    const shut = await make()
    await manager.client.call('POST', `/units/${shut}/close`)
    expect((await merge(await make(), shut)).body.code).toBe('units.targetClosed')
  })

  test('units.merged: once is enough, and it does not open again', async () => {
    const [from, into] = [await make(), await make()]
    await merge(from, into)
    expect((await merge(from, tenantId)).body.code).toBe('units.merged')
    const reopened = await manager.client.call<Answer>('POST', `/units/${from}/reopen`)
    expect(reopened.body.code).toBe('units.merged')
  })

  test('units.nameTaken: two below would have one name, and nothing is done', async () => {
    const [from, into] = [await make(), await make()]
    await make(from, 'Twin')
    await make(into, 'Twin')
    await add(from, member.personId)
    expect((await merge(from, into)).body.code).toBe('units.nameTaken')
    expect(await detail(from)).toMatchObject({ status: 'open', memberCount: 1 })
  })

  test('units.kindMisplaced: what is below may not stand below the other', async () => {
    const region = async () =>
      (
        await manager.client.call<{ id: string }>('POST', '/units', {
          parentId: tenantId,
          kind: 'region',
          name: `Region ${randomUUID()}`,
        })
      ).body.id
    const from = await region()
    await manager.client.call('POST', '/units', { parentId: from, kind: 'region', name: 'Inner' })
    expect((await merge(from, await make())).body.code).toBe('units.kindMisplaced')
    expect((await merge(from, await region())).status).toBe(200)
  })

  test('whoever manages one of them only may not; a foreign one is not found', async () => {
    const [from, into] = [await make(), await make()]
    const local = await makePerson(portal, { tenantId, at: [{ unitId: from, role: 'manager' }] })
    expect((await merge(from, into, local)).status).toBe(403)
    expect((await merge(from, into, member)).status).toBe(403)
    const other = await makeAssociation(portal, 'Other', ['other.example.org'])
    const foreign = await makeUnit(portal, other)
    expect((await merge(from, foreign)).status).toBe(404)
    expect((await merge(foreign, into)).status).toBe(404)
  })

  test('two merges of one unit at once: one is done', async () => {
    const [from, one, two] = [await make(), await make(), await make()]
    const replies = await Promise.all([merge(from, one), merge(from, two)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('two units that go into one another at once: one of them does', async () => {
    const [one, two] = [await make(), await make()]
    const replies = await Promise.all([merge(one, two), merge(two, one)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})
