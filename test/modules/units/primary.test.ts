import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { lookForLeadersWhoLeft } from '../../../jobs/membership/look-for-leaders-who-left.ts'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import type { MyUnit, UnitHistory } from '../../../src/modules/units/contract.ts'
import { addMember, endMembershipsOfMany, stopLeadingUnits } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import { scheduledData } from '../../../src/platform/jobs/worker.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
  unitId?: string
}

let portal: Portal
let tenantId: string
let north: string
let south: string
let administrator: MadePerson
let northern: MadePerson
let person: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  north = await makeUnit(portal, tenantId, tenantId, 'North')
  south = await makeUnit(portal, tenantId, tenantId, 'South')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  northern = await makePerson(portal, { tenantId, at: [{ unitId: north, role: 'manager' }] })
})
afterAll(() => portal.close())

beforeEach(async () => {
  person = await makePerson(portal, { tenantId })
  await join(north)
  await join(south)
})

const asSystem = () => portal.app.asSystem('test', tenantId)
const join = (unitId: string) =>
  portal.app.runner.call(addMember, { unitId, personId: person.personId }, asSystem())
const primaryOf = async ({ client } = person) =>
  (await client.call<{ items: MyUnit[] }>('GET', '/me/units')).body.items.flatMap(({ name, isPrimary }) =>
    isPrimary ? [name] : [],
  )
const choose = (unitId: string) => person.client.call<Answer>('PUT', '/me/primary-unit', { unitId })
const setFor = (by: MadePerson, unitId: string) =>
  by.client.call<Answer>('PUT', `/people/${person.personId}/primary-unit`, { unitId })

describe('the primary unit', () => {
  test('is chosen by the member among their units, and stays as history', async () => {
    expect(await primaryOf()).toEqual(['Here'])
    expect((await choose(south)).body).toMatchObject({ unitId: south })
    expect(await primaryOf()).toEqual(['South'])
    // What it is already, nobody chose anew.
    expect((await choose(south)).status).toBe(200)
    const { body } = await person.client.call<UnitHistory>('GET', '/me/unit-history')
    expect(body.primary.map(({ from, to, chosenBy }) => [from.name, to.name, chosenBy])).toEqual([
      ['Here', 'South', null],
    ])
    const page = await person.client.get('/my-units')
    expect(page.text).toContain('South became the primary unit, instead of Here')
    const pressed = await person.client.form('/my-units/primary', { unitId: north })
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/my-units'])
    expect(await primaryOf()).toEqual(['North'])
  })

  test('units.notInUnit: only among those that they belong to', async () => {
    const east = await makeUnit(portal, tenantId)
    expect((await choose(east)).body.code).toBe('units.notInUnit')
    expect(await primaryOf()).toEqual(['Here'])
  })

  test('units.primaryElsewhere: is said by staff who look after both units, for somebody else', async () => {
    expect((await setFor(northern, north)).body.code).toBe('units.primaryElsewhere')
    expect((await setFor(northern, south)).status).toBe(403)
    expect((await setFor(administrator, south)).status).toBe(200)
    expect(await primaryOf()).toEqual(['South'])
    const shown = await administrator.client.get(`/people/${person.personId}/units`)
    expect(shown.text).toContain('made South the primary unit, instead of Here')
    await administrator.client.form(`/people/${person.personId}/primary-unit`, { unitId: north })
    const { body } = await administrator.client.call<UnitHistory>(
      'GET',
      `/people/${person.personId}/unit-history`,
    )
    expect(body.primary[0]).toMatchObject({
      to: { name: 'North' },
      chosenBy: { personId: administrator.personId },
    })
    // Staff read of the units that they look after.
    expect(
      (await northern.client.call<UnitHistory>('GET', `/people/${person.personId}/unit-history`)).body
        .primary,
    ).toHaveLength(1)
  })

  test('two choices at once leave one', async () => {
    const replies = await Promise.all([choose(north), choose(south), choose(north), choose(south)])
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await primaryOf()).toHaveLength(1)
  })

  test('what was left stands in the history', async () => {
    await person.client.call('DELETE', `/units/${north}/memberships/mine`)
    const { body } = await person.client.call<UnitHistory>('GET', '/me/unit-history')
    expect(body.left.map(({ unit }) => unit.name)).toEqual(['North'])
    expect((await person.client.get('/my-units')).text).toContain('Left North')
  })

  test('whose place follows where the primary one ends stands there too, whichever way it ended', async () => {
    const moves = async () => {
      const { body } = await person.client.call<UnitHistory>('GET', '/me/unit-history')
      return body.primary.map(({ from, to }) => [from.name, to.name])
    }
    await choose(south)
    await person.client.call('DELETE', `/units/${south}/memberships/mine`)
    expect((await moves())[0]).toEqual(['South', 'Here'])
    await choose(north)
    const [{ id = '' } = {}] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM memberships WHERE person_id = ${person.personId}::uuid AND unit_id = ${north}::uuid`,
    )
    await portal.app.runner.call(endMembershipsOfMany, { membershipIds: [id] }, asSystem())
    expect((await moves())[0]).toEqual(['North', 'Here'])
  })
})

describe('a leader', () => {
  const leaderOf = async (unitId: string) =>
    (
      await portal.app.database.sql<{ leaderId: string | null }>(
        sql`SELECT leader_id AS "leaderId" FROM units WHERE id = ${unitId}::uuid`,
      )
    )[0]?.leaderId

  const lead = async (unitId = north) => {
    const reply = await administrator.client.call('PUT', `/units/${unitId}/leader`, {
      personId: person.personId,
    })
    expect(reply.status).toBe(200)
  }
  const stand = async (to: 'expelled' | 'deceased' | 'suspended', from: string | null = null) => {
    await administrator.client.prove()
    const [path, more] = to === 'expelled' ? ['expulsion', {}] : ['standing', { to }]
    const input = { reason: 'So', from, ...more }
    const reply = await administrator.client.call('POST', `/people/${person.personId}/${path}`, input)
    expect([to, reply.status]).toEqual([to, 200])
  }

  test('who leaves the unit leads it no more: its history says so, and who manages it is told', async () => {
    await lead()
    // Who leads from further below, or elsewhere, is not concerned.
    await person.client.call('DELETE', `/units/${south}/memberships/mine`)
    expect(await leaderOf(north)).toBe(person.personId)
    await person.client.call('DELETE', `/units/${north}/memberships/mine`)
    expect(await leaderOf(north)).toBeNull()
    const history = await administrator.client.call('GET', `/units/${north}/history?limit=1`)
    expect(history.body).toMatchObject({
      items: [{ what: 'changed', before: { leaderId: person.personId }, after: { leaderId: null } }],
    })
    await portal.runJobs()
    const [mail] = await mailsTo(portal, northern.email)
    expect(mail?.subject).toBe('Nobody leads North any more')
  })

  test('leads no unit any more where another room says so', async () => {
    await lead()
    await portal.app.runner.call(stopLeadingUnits, { personIds: [person.personId] }, asSystem())
    expect(await leaderOf(north)).toBeNull()
  })

  test('who is erased leads no more: the history of the unit says so, and who manages it is told', async () => {
    await lead()
    await portal.runJobs()
    const before = (await mailsTo(portal, northern.email)).length
    const closingId = randomUUID()
    await portal.app.database.sql(sql`
      INSERT INTO closings (id, account_id, requested_at, due_at)
      VALUES (${closingId}::uuid, ${person.accountId}::uuid, ${portal.clock.now()}, ${portal.clock.now()})`)
    await portal.app.runner.call(eraseClosing, { closingId }, portal.app.asSystem('test'))
    await portal.runJobs()
    expect(await leaderOf(north)).toBeNull()
    expect((await mailsTo(portal, northern.email)).length).toBe(before + 1)
  })

  test('who still belongs below it goes on leading', async () => {
    const town = await makeUnit(portal, tenantId, north)
    await join(town)
    await lead()
    await person.client.call('DELETE', `/units/${north}/memberships/mine`)
    expect(await leaderOf(north)).toBe(person.personId)
  })

  test('whose membership ends among those of many leads no more', async () => {
    await lead()
    const [{ id = '' } = {}] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM memberships WHERE person_id = ${person.personId}::uuid AND unit_id = ${north}::uuid`,
    )
    await portal.app.runner.call(endMembershipsOfMany, { membershipIds: [id] }, asSystem())
    expect(await leaderOf(north)).toBeNull()
  })

  test.each(['expelled', 'deceased'] as const)('who is %s leads no more', async (to) => {
    await lead()
    await lead(tenantId)
    await stand(to)
    expect([await leaderOf(north), await leaderOf(tenantId)]).toEqual([null, null])
  })

  test('who is suspended goes on; who is expelled from a day on leads until that day', async () => {
    await lead()
    await stand('suspended')
    expect(await leaderOf(north)).toBe(person.personId)
    const day = new Date(portal.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
    await stand('expelled', day)
    expect(await leaderOf(north)).toBe(person.personId)
    portal.clock.advance({ days: 3 })
    await handleOnce(
      portal.app,
      lookForLeadersWhoLeft,
      scheduledData(portal.app, lookForLeadersWhoLeft, randomUUID()),
      new AbortController().signal,
    )
    expect(await leaderOf(north)).toBeNull()
  })

  test('is not chosen in the moment in which they leave', async () => {
    const [chosen, left] = await Promise.all([
      administrator.client.call<Answer>('PUT', `/units/${north}/leader`, { personId: person.personId }),
      person.client.call('DELETE', `/units/${north}/memberships/mine`),
    ])
    expect(left.status).toBe(200)
    expect([200, 409]).toContain(chosen.status)
    expect(await leaderOf(north)).not.toBe(person.personId)
  })
})
