import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { MovePreview, UnitDetail, UnitReply } from '../../../src/modules/units/contract.ts'
import { addMember, mergeUnit, moveUnit } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'
import { expectWholeTree } from './tree-checks.ts'

type Answer<Body> = Body & { code?: string }

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

function move(unitId: string, parentId: string, { client } = manager) {
  return client.call<Answer<{ id: string; parentId: string; version: number }>>(
    'POST',
    `/units/${unitId}/move`,
    { parentId },
  )
}
const detail = async (unitId: string, { client } = manager) =>
  (await client.call<UnitDetail>('GET', `/units/${unitId}/detail`)).body
const make = (parentId = tenantId, name?: string) => makeUnit(portal, tenantId, parentId, name)
const add = (unitId: string, personId: string) =>
  portal.app.runner.call(addMember, { unitId, personId }, portal.app.asSystem('test', tenantId))

describe('moving a unit', () => {
  test('takes all below it along, and its members', async () => {
    const north = await make(tenantId, 'North')
    const south = await make(tenantId, 'South')
    const town = await make(north, 'Town')
    const street = await make(town, 'Street')
    await add(street, member.personId)
    const { status, body } = await move(town, south)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: town, parentId: south, version: 2 })
    expect((await detail(street)).ancestors.map(({ name }) => name)).toEqual(['Association', 'South', 'Town'])
    expect(await detail(north)).toMatchObject({ peopleCount: 0 })
    expect(await detail(south)).toMatchObject({ memberCount: 0, peopleCount: 1 })
    const history = await manager.client.call('GET', `/units/${town}/history?limit=1`)
    expect(history.body).toMatchObject({
      items: [{ what: 'moved', after: { parentId: south, parentName: 'South' } }],
    })
    await expectWholeTree(portal, tenantId)
  })

  test('gives charge of it to who has charge of its new place, at once and in every process', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    const [from, to] = [await make(), await make()]
    const unit = await make(from)
    const chief = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: to, role: 'manager' }] })
    const former = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: from, role: 'manager' }] })
    const elsewhere = (person: MadePerson) => {
      const client = second.visitor()
      for (const [name, value] of person.client.cookies) client.setCookie(name, value)
      return client
    }
    expect((await elsewhere(chief).call('GET', `/units/${unit}`)).status).toBe(404)
    expect((await elsewhere(former).call('GET', `/units/${unit}`)).status).toBe(200)
    expect((await move(unit, to)).status).toBe(200)
    const rename = (person: MadePerson, name: string) =>
      elsewhere(person).call('PATCH', `/units/${unit}`, { name })
    expect((await rename(former, 'Mine')).status).toBe(404)
    expect((await rename(chief, 'Ours')).status).toBe(200)
    await second.close()
  })

  test('is said beforehand: how much moves, who gains and who loses charge of it', async () => {
    const [from, to] = [await make(tenantId, 'Old place'), await make(tenantId, 'New place')]
    const unit = await make(from)
    await make(unit)
    await add(unit, member.personId)
    const loser = await makePerson(portal, { tenantId, at: [{ unitId: from, role: 'manager' }] })
    const gainer = await makePerson(portal, { tenantId, at: [{ unitId: to, role: 'manager' }] })
    const preview = await manager.client.call<MovePreview>('GET', `/units/${unit}/move?parentId=${to}`)
    expect(preview.body).toMatchObject({
      units: 2,
      people: 1,
      losing: [{ personId: loser.personId, unitName: 'Old place' }],
      gaining: [{ personId: gainer.personId, unitName: 'New place' }],
      refusal: null,
    })
    expect(preview.body.losing).toHaveLength(1)
    const page = await manager.client.get(`/units/${unit}/move?to=${to}`)
    expect(page.text).toContain('by a role at Old place')
    expect(page.text).toContain('by a role at New place')
    const own = await manager.client.call<MovePreview>('GET', `/units/${unit}/move?parentId=${from}`)
    expect(own.body.refusal).toBe('units.alreadyThere')
    const moved = await manager.client.form(`/units/${unit}/move`, { parentId: to })
    expect([moved.status, moved.headers.get('location')]).toEqual([303, `/units/${unit}`])
    expect((await detail(unit)).parentId).toBe(to)
  })

  test('offers the places that would do, by their names', async () => {
    const unit = await make()
    const [good, shut] = [await make(tenantId, 'Harbour east'), await make(tenantId, 'Harbour west')]
    await make(unit, 'Harbour below')
    await manager.client.call('POST', `/units/${shut}/close`)
    const found = await manager.client.call<{ items: Array<{ id: string }> }>(
      'GET',
      `/units/${unit}/move/places?search=harb`,
    )
    expect(found.body.items.map(({ id }) => id)).toEqual([good])
    expect((await manager.client.get(`/units/${unit}/move?search=harb`)).text).toContain(`?to=${good}`)
  })
})

describe('each refusal has its name', () => {
  test('units.rootMoves', async () => {
    expect((await move(tenantId, await make())).body.code).toBe('units.rootMoves')
  })

  test('units.belowItself: neither below itself nor below what is below it', async () => {
    const unit = await make()
    const below = await make(await make(unit))
    expect((await move(unit, unit)).body.code).toBe('units.belowItself')
    expect((await move(unit, below)).body.code).toBe('units.belowItself')
  })

  test('units.alreadyThere', async () => {
    expect((await move(await make(), tenantId)).body.code).toBe('units.alreadyThere')
  })

  test('units.closed and units.parentClosed', async () => {
    const [unit, place] = [await make(), await make()]
    await manager.client.call('POST', `/units/${place}/close`)
    expect((await move(unit, place)).body.code).toBe('units.parentClosed')
    expect((await move(place, unit)).body.code).toBe('units.closed')
  })

  test('units.nameTaken at the new place', async () => {
    const place = await make()
    await make(place, 'Same')
    expect((await move(await make(tenantId, 'Same'), place)).body.code).toBe('units.nameTaken')
  })

  test('units.kindMisplaced', async () => {
    const { body } = await manager.client.call<UnitReply>('POST', '/units', {
      parentId: tenantId,
      kind: 'region',
      name: `Region ${randomUUID()}`,
    })
    expect((await move(body.id, await make())).body.code).toBe('units.kindMisplaced')
  })

  test('whoever manages only one end may not; what they do not see is not found', async () => {
    const [from, to] = [await make(), await make()]
    const unit = await make(from)
    const at = async (...unitIds: string[]) =>
      makePerson(portal, { tenantId, at: unitIds.map((unitId) => ({ unitId, role: 'manager' as const })) })
    expect((await move(unit, to, await at(from))).status).toBe(403)
    expect((await move(unit, to, await at(unit, to))).status).toBe(403)
    expect((await move(unit, to, member)).status).toBe(403)
    const both = await at(from, to)
    expect((await move(unit, to, both)).status).toBe(200)
    const blind = await makePerson(portal, { tenantId, roles: [], at: [{ unitId: to, role: 'manager' }] })
    expect((await move(unit, from, blind)).status).toBe(404)
  })

  test('another association: neither its unit nor its place is found', async () => {
    const other = await makeAssociation(portal, 'Other', ['other.example.org'])
    const foreign = await makeUnit(portal, other)
    expect((await move(foreign, tenantId)).status).toBe(404)
    expect((await move(await make(), foreign)).status).toBe(404)
    // Nor does the portal itself join two trees.
    const asSystem = portal.app.asSystem('test')
    await expect(
      portal.app.runner.call(moveUnit, { unitId: await make(), parentId: foreign }, asSystem),
    ).rejects.toMatchObject({ code: 'request.notFound' })
  })

  test('who moves what somebody else has changed meanwhile is told', async () => {
    const [unit, place] = [await make(), await make()]
    await manager.client.call('PATCH', `/units/${unit}`, { name: `Changed ${randomUUID()}` })
    const late = await manager.client.call(
      'POST',
      `/units/${unit}/move`,
      { parentId: place },
      { 'If-Match': '"1"' },
    )
    expect(late.status).toBe(412)
  })
})

describe('whatever is moved', () => {
  test('paths are the chains of parents, without a circle, and numbers are right', async () => {
    const association = await makeAssociation(portal, 'Property')
    const people = await Promise.all(
      Array.from({ length: 4 }, () => makePerson(portal, { tenantId: association })),
    )
    const units: string[] = []
    for (let count = 0; count < 12; count += 1)
      units.push(await makeUnit(portal, association, units[Math.floor(count / 2) - 1] ?? association))
    const system = portal.app.asSystem('test', association)
    const index = fc.nat({ max: units.length - 1 })
    const step = fc.oneof(
      fc.record({ act: fc.constant('move' as const), unit: index, to: fc.option(index) }),
      fc.record({ act: fc.constant('merge' as const), unit: index, to: index }),
      fc.record({ act: fc.constant('join' as const), unit: index, person: fc.nat({ max: 3 }) }),
      fc.record({ act: fc.constant('leave' as const), unit: index, person: fc.nat({ max: 3 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const each of steps) {
          const unitId = units[each.unit] as string
          if (each.act === 'move') {
            const parentId = each.to === null ? association : (units[each.to] as string)
            await portal.app.runner.call(moveUnit, { unitId, parentId }, system).catch(onlyRefused)
          } else if (each.act === 'merge') {
            const intoId = units[each.to] as string
            await portal.app.runner.call(mergeUnit, { unitId, intoId }, system).catch(onlyRefused)
          } else {
            const person = people[each.person] as MadePerson
            const path = `/units/${unitId}/memberships${each.act === 'leave' ? '/mine' : ''}`
            await person.client.call(each.act === 'leave' ? 'DELETE' : 'POST', path)
          }
        }
        await expectWholeTree(portal, association)
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  test('fifty moves, merges, joins and departures at once leave paths and numbers right', async () => {
    const association = await makeAssociation(portal, 'Crowd')
    const people = await Promise.all(
      Array.from({ length: 8 }, () => makePerson(portal, { tenantId: association })),
    )
    const tops = await Promise.all(Array.from({ length: 4 }, () => makeUnit(portal, association)))
    const middles = await Promise.all(
      tops.flatMap((top) => [makeUnit(portal, association, top), makeUnit(portal, association, top)]),
    )
    const leaves = await Promise.all(middles.map((middle) => makeUnit(portal, association, middle)))
    const all = [...tops, ...middles, ...leaves]
    const system = portal.app.asSystem('test', association)
    for (let round = 0; round < 3; round += 1) {
      const pick = (from: readonly string[], seed: number) =>
        from[(seed * 7 + round * 3) % from.length] as string
      const replies = await Promise.all(
        Array.from({ length: 50 }, async (_none, number) => {
          const person = people[number % people.length] as MadePerson
          switch (number % 6) {
            case 0:
              return portal.app.runner
                .call(moveUnit, { unitId: pick(middles, number), parentId: pick(tops, number + 1) }, system)
                .catch(onlyRefused)
            case 1:
              return portal.app.runner
                .call(moveUnit, { unitId: pick(tops, number), parentId: pick(all, number + 2) }, system)
                .catch(onlyRefused)
            case 2:
              return makeUnit(portal, association, pick(all, number)).catch(onlyRefused)
            case 4:
              // A few of them only: what has gone into another one is not joined any more.
              return number > 28 && number < 40
                ? portal.app.runner
                    .call(mergeUnit, { unitId: pick(leaves, number), intoId: pick(all, number + 5) }, system)
                    .catch(onlyRefused)
                : null
            case 3:
              return person.client.call('POST', `/units/${pick(all, number)}/memberships`)
            default:
              return person.client.call('DELETE', `/units/${pick(all, number)}/memberships/mine`)
          }
        }),
      )
      expect(replies.filter((reply) => (reply as { status?: number } | null)?.status === 500)).toEqual([])
      await expectWholeTree(portal, association)
    }
    const [{ moved } = { moved: 0 }] = await portal.app.database.sql<{ moved: number }>(sql`
      SELECT count(*)::int AS moved FROM unit_changes WHERE tenant_id = ${association}::uuid AND what = 'moved'`)
    expect(moved).toBeGreaterThan(5)
  }, 60_000)

  test('fifty moves of subtrees alone, all at once, leave every path and number right', async () => {
    const association = await makeAssociation(portal, 'Fifty')
    const tops = await Promise.all(Array.from({ length: 5 }, () => makeUnit(portal, association)))
    const trees = await Promise.all(
      Array.from({ length: 10 }, (_none, index) => makeUnit(portal, association, tops[index % 5])),
    )
    const streets = await Promise.all(trees.map((tree) => makeUnit(portal, association, tree)))
    const system = portal.app.asSystem('test', association)
    const people = await Promise.all(streets.map(() => makePerson(portal, { tenantId: association })))
    await Promise.all(
      streets.map((unitId, index) =>
        portal.app.runner.call(addMember, { unitId, personId: people[index]?.personId ?? '' }, system),
      ),
    )
    const done = await Promise.all(
      Array.from({ length: 50 }, (_none, number) =>
        portal.app.runner
          .call(
            moveUnit,
            {
              unitId: trees[number % 10] ?? '',
              parentId: tops[(number + Math.floor(number / 10)) % 5] ?? '',
            },
            system,
          )
          .then(() => 1)
          .catch((error) => {
            onlyRefused(error)
            return 0
          }),
      ),
    )
    const moved = done.reduce<number>((sum, each) => sum + each, 0)
    await expectWholeTree(portal, association)
    const [{ told, belong } = { told: 0, belong: 0 }] = await portal.app.database.sql<{
      told: number
      belong: number
    }>(sql`
      SELECT (SELECT count(*)::int FROM unit_changes WHERE tenant_id = ${association}::uuid AND what = 'moved') AS told,
        (SELECT sum(c.people)::int FROM unit_counts c WHERE c.unit_id = ANY(${tops}::uuid[])) AS belong`)
    // Each move stands in the history, and nobody was lost or counted twice on the way.
    expect([told, belong]).toEqual([moved, 10])
    expect(moved).toBeGreaterThan(20)
  }, 60_000)

  test('one person who joins and leaves in many places at once is counted once', async () => {
    const association = await makeAssociation(portal, 'Hasty')
    const hasty = await makePerson(portal, { tenantId: association })
    const region = await makeUnit(portal, association)
    const units = await Promise.all(Array.from({ length: 6 }, () => makeUnit(portal, association, region)))
    await Promise.all(units.map((unitId) => hasty.client.call('POST', `/units/${unitId}/memberships`)))
    await expectWholeTree(portal, association)
    const [{ people } = { people: 0 }] = await portal.app.database.sql<{ people: number }>(sql`
      SELECT people FROM unit_counts WHERE unit_id = ${region}::uuid`)
    expect(people).toBe(1)
    await Promise.all(
      units.slice(1).map((unitId) => hasty.client.call('DELETE', `/units/${unitId}/memberships/mine`)),
    )
    await expectWholeTree(portal, association)
  })

  test('statements that write many memberships at once are counted as well', async () => {
    const association = await makeAssociation(portal, 'Bulk')
    const region = await makeUnit(portal, association)
    const [one, two] = [
      await makeUnit(portal, association, region),
      await makeUnit(portal, association, region),
    ]
    const people = await Promise.all([1, 2, 3].map(() => makePerson(portal, { tenantId: association })))
    const { pool } = portal.app.database
    for (const unitId of [one, two])
      await pool.query(
        `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
         SELECT gen_random_uuid(), $1, $2, id, false, now() FROM persons WHERE id = ANY($3)`,
        [association, unitId, people.map(({ personId }) => personId)],
      )
    await expectWholeTree(portal, association)
    await pool.query('UPDATE memberships SET unit_id = $1 WHERE unit_id = $2', [region, two])
    await expectWholeTree(portal, association)
    await pool.query('UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE tenant_id = $1', [
      association,
    ])
    await expectWholeTree(portal, association)
  })
})

function onlyRefused(error: { code?: string; status?: number }): null {
  if (!error.status || error.status >= 500) throw error
  return null
}
