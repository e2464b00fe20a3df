import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { endTermsOfThoseWhoLeft, listTermsOfThoseWhoLeft } from '../../../src/modules/positions/index.ts'
import { addMember, mergeUnit, moveUnit } from '../../../src/modules/units/index.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Term {
  id: string
  person: { id: string; name: string }
  position: { id: string }
  unit: { id: string }
  state: string
  startsAt: string
  endsAt: string | null
  rests: boolean
  reason: string | null
  appointedBy: { id: string } | null
  endReason: string | null
}

interface Reply {
  id: string
  termId: string
  version: number
  code?: string
  detail?: string
  issues?: Array<{ pointer: string; code: string }>
  items: Term[]
  positions: Array<{ position: { id: string }; holders: Term[]; vacant: number }>
  coming: Term[]
  over: Term[]
}

let portal: Portal
let tenantId: string
let unitId: string
let belowId: string
let administrator: MadePerson
let manager: MadePerson

beforeAll(async () => {
  portal = await openPortal({
    // Time passes here; that a role is only given by who has stepped up is tested elsewhere.
    config: {
      STEP_UP_SECONDS: 86_400_000,
      SESSION_IDLE_SECONDS: 315_360_000,
      SESSION_MAX_SECONDS: 315_360_000,
    },
  })
  tenantId = await makeAssociation(portal, 'Here')
  unitId = await makeUnit(portal, tenantId, tenantId, 'North')
  belowId = await makeUnit(portal, tenantId, unitId, 'North booth')
  administrator = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
})
afterAll(() => portal.close())

const inDays = (days: number) => new Date(portal.clock.now().getTime() + days * 86_400_000).toISOString()

async function declare(more: object = {}): Promise<string> {
  const position = { name: { en: `Chair ${randomUUID()}` }, way: 'elected', ...more }
  const { status, body } = await administrator.client.call<Reply>('POST', '/positions', position)
  expect([status, body.code]).toEqual([201, undefined])
  return body.id
}

const appoint = (
  { client }: MadePerson,
  positionId: string,
  { personId }: { personId: string },
  more: object = {},
  at = unitId,
) => client.call<Reply>('POST', `/units/${at}/terms`, { positionId, personId, ...more })

const read = async ({ client }: MadePerson, at = unitId) =>
  (await client.call<Reply>('GET', `/units/${at}/positions`)).body

const termOf = async ({ client }: MadePerson, id: string) =>
  (await client.call<Term & { role: string | null; code?: string }>('GET', `/positions/terms/${id}`)).body

const end = ({ client }: MadePerson, id: string, reason = 'Moved away') =>
  client.call<Reply>('POST', `/positions/terms/${id}/end`, { reason })

const makeMember = () => makePerson(portal, { tenantId })

/** Belongs to the unit, so that its manager may appoint them. */
async function makeNortherner(): Promise<MadePerson> {
  const person = await makeMember()
  await portal.app.runner.call(
    addMember,
    { unitId, personId: person.personId },
    portal.app.asSystem('test', tenantId),
  )
  return person
}

const rename = ({ client }: MadePerson, at = unitId) =>
  client.call<Reply>('PATCH', `/units/${at}`, { description: randomUUID() })

const grantOf = async ({ personId }: { personId: string }) =>
  (
    await portal.app.database.pool.query<{ id: string; startsAt: Date; endsAt: Date | null }>(
      `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt" FROM grants WHERE person_id = $1 AND carried`,
      [personId],
    )
  ).rows

describe('a position', () => {
  test('is declared, changed, archived and restored, and members read which there are', async () => {
    const name = { v: 1, en: `Treasurer ${randomUUID()}`, uk: 'Скарбник' }
    const id = await declare({ name, level: 2, seats: 2, termMonths: 24, kinds: ['group'], role: 'manager' })
    const all = async () => {
      const { body } = await manager.client.call<{ items: Array<{ id: string; archivedAt: string | null }> }>(
        'GET',
        '/positions',
      )
      return body.items.find((each) => each.id === id)
    }
    expect(await all()).toMatchObject({
      name,
      level: 2,
      seats: 2,
      termMonths: 24,
      kinds: ['group'],
      role: 'manager',
      way: 'elected',
      archivedAt: null,
    })
    const changed = await administrator.client.call<Reply>('PUT', `/positions/${id}`, {
      name,
      way: 'appointed',
      seats: 3,
    })
    expect(changed.body).toMatchObject({
      way: 'appointed',
      seats: 3,
      termMonths: null,
      role: null,
      version: 2,
    })
    await administrator.client.call('POST', `/positions/${id}/archive`)
    expect((await all())?.archivedAt).not.toBeNull()
    expect((await appoint(administrator, id, await makeMember())).body.code).toBe('positions.archived')
    await administrator.client.call('POST', `/positions/${id}/restore`)
    expect((await all())?.archivedAt).toBeNull()
    expect((await manager.client.call('POST', '/positions', { name, way: 'elected' })).status).toBe(403)
  })

  test('positions.nameTaken, and what it cannot name stands beside the field', async () => {
    const name = { v: 1, en: `Twice ${randomUUID()}` }
    await declare({ name })
    const again = await administrator.client.call<Reply>('POST', '/positions', { name, way: 'elected' })
    expect([again.status, again.body.code]).toEqual([409, 'positions.nameTaken'])
    const wrong = await administrator.client.call<Reply>('POST', '/positions', {
      name: { en: 'Odd' },
      way: 'elected',
      kinds: ['group', 'nowhere'],
    })
    expect(wrong.body.issues?.[0]?.pointer).toBe('/kinds/1')
    const role = await administrator.client.call<Reply>('POST', '/positions', {
      name: { en: 'Odd' },
      way: 'elected',
      role: randomUUID(),
    })
    expect([role.status, role.body.issues?.[0]?.pointer]).toEqual([422, '/role'])
  })

  test('positions.tooManyPositions: more than anybody tells apart are refused', async () => {
    const elsewhere = await makeAssociation(portal, 'Elsewhere', [])
    const other = await makePerson(portal, { tenantId: elsewhere, roles: ['administrator'] })
    await portal.app.database.pool.query(
      `INSERT INTO positions (id, tenant_id, name, level, way, seats, created_at, updated_at)
       SELECT gen_random_uuid(), $1, jsonb_build_object('v', 1, 'en', n::text), 1, 'elected', 1, now(), now() FROM generate_series(1, 200) n`,
      [elsewhere],
    )
    const made = await other.client.call<Reply>('POST', '/positions', { name: { en: 'One' }, way: 'elected' })
    expect(made.body.code).toBe('positions.tooManyPositions')
  })

  test('positions.roleHeld, positions.heldByMore: what holders were given does not change behind them', async () => {
    const name = { v: 1, en: `Delegate ${randomUUID()}` }
    const id = await declare({ name, seats: 2, role: 'manager' })
    for (const person of [await makeMember(), await makeMember()]) await appoint(administrator, id, person)
    const change = (more: object) =>
      administrator.client.call<Reply>('PUT', `/positions/${id}`, {
        name,
        way: 'elected',
        role: 'manager',
        ...more,
      })
    expect((await change({ seats: 2, role: null })).body.code).toBe('positions.roleHeld')
    expect((await change({ seats: 1 })).body).toMatchObject({ status: 409, code: 'positions.heldByMore' })
    expect((await change({ seats: 5 })).status).toBe(200)
  })

  test('positions.notForKind, positions.unitClosed', async () => {
    const forRoot = await declare({ kinds: ['association'] })
    expect((await appoint(administrator, forRoot, await makeMember())).body.code).toBe('positions.notForKind')
    const anywhere = await declare()
    const closed = await makeUnit(portal, tenantId)
    await administrator.client.call('POST', `/units/${closed}/close`)
    const late = await appoint(administrator, anywhere, await makeMember(), {}, closed)
    expect(late.body.code).toBe('positions.unitClosed')
  })
})

describe('a term', () => {
  test('gives the role for as long as it lasts, to the moment, and it is shown to come from the position', async () => {
    const id = await declare({ role: 'manager' })
    const person = await makeMember()
    const [startsAt, endsAt] = [inDays(1), inDays(2)]
    const { status, body } = await appoint(administrator, id, person, {
      startsAt,
      endsAt,
      reason: 'Won the vote',
    })
    expect(status).toBe(201)
    const [grant] = await grantOf(person)
    expect([grant?.startsAt.toISOString(), grant?.endsAt?.toISOString()]).toEqual([startsAt, endsAt])
    expect((await rename(person)).status).toBe(403)
    expect((await read(administrator)).coming.map((term) => term.id)).toContain(body.termId)
    portal.clock.advance({ minutes: 24 * 60 })
    expect((await rename(person)).status).toBe(200)
    const held = (await read(person)).positions.find(({ position }) => position.id === id)
    expect(held?.holders.map(({ person: { id: personId } }) => personId)).toEqual([person.personId])
    expect(held?.vacant).toBe(0)
    const position = { termId: body.termId, name: { v: 1, en: expect.stringContaining('Chair') } }
    expect((await administrator.client.call('GET', `/grants/${grant?.id}`)).body).toMatchObject({
      position,
      abilities: { change: false },
    })
    const why = await administrator.client.call(
      'GET',
      `/units/${unitId}/why?personId=${person.personId}&permission=units.manage`,
    )
    expect(why.body).toMatchObject({
      allowed: true,
      grants: expect.arrayContaining([expect.objectContaining({ position })]),
    })
    const pages = await Promise.all([
      administrator.client.get(`/grants/${grant?.id}`),
      administrator.client.get(`/grants?person=${person.personId}`),
      administrator.client.get(`/units/${unitId}/why?person=${person.personId}&permission=units.manage`),
    ])
    for (const { text } of pages) expect(text).toContain('Chair ')
    portal.clock.advance({ minutes: 24 * 60 })
    expect((await rename(person)).status).toBe(403)
    expect((await termOf(administrator, body.termId)).state).toBe('over')
  })

  test('access.comesWithPosition: its role is neither ended nor prolonged apart from it', async () => {
    const id = await declare({ role: 'manager' })
    const person = await makeMember()
    await appoint(administrator, id, person)
    const [grant] = await grantOf(person)
    const ended = await administrator.client.call<Reply>('DELETE', `/grants/${grant?.id}`)
    expect([ended.status, ended.body.code]).toEqual([409, 'access.comesWithPosition'])
    const longer = await administrator.client.call<Reply>('PATCH', `/grants/${grant?.id}`, {
      endsAt: inDays(3),
    })
    expect(longer.body.code).toBe('access.comesWithPosition')
    // The same role of one's own may stand beside it.
    const own = await administrator.client.call<Reply>('POST', '/grants', {
      personId: person.personId,
      unitId,
      role: 'manager',
    })
    expect(own.status).toBe(201)
  })

  test('access.carryRole, access.endCarriedRole: ended early it stops the next command at once, and stays as history', async () => {
    const id = await declare({ role: 'manager' })
    const person = await makeMember()
    const { termId } = (await appoint(administrator, id, person)).body
    expect((await rename(person)).status).toBe(200)
    expect((await end(administrator, termId)).status).toBe(200)
    expect((await rename(person)).status).toBe(403)
    expect(await termOf(administrator, termId)).toMatchObject({
      state: 'over',
      endReason: 'Moved away',
      endedBy: { id: administrator.personId },
    })
    expect((await end(administrator, termId)).body.code).toBe('positions.termOver')
    const late = await administrator.client.call<Reply>('PATCH', `/positions/terms/${termId}`, {
      endsAt: null,
    })
    expect(late.body.code).toBe('positions.termOver')
    expect((await read(administrator)).over.map((term) => term.id)).toContain(termId)
  })

  test('ends as usual where nothing is said, and its end is moved together with the role', async () => {
    const id = await declare({ role: 'manager', termMonths: 12 })
    const person = await makeMember()
    const { termId } = (await appoint(administrator, id, person, { startsAt: '2031-01-31T00:00:00Z' })).body
    expect((await termOf(administrator, termId)).endsAt).toBe('2032-01-31T00:00:00.000Z')
    const change = (endsAt: string | null) =>
      administrator.client.call<Reply>('PATCH', `/positions/terms/${termId}`, { endsAt })
    expect((await change('2031-06-01T00:00:00Z')).status).toBe(200)
    expect((await grantOf(person))[0]?.endsAt?.toISOString()).toBe('2031-06-01T00:00:00.000Z')
    expect((await change('2030-06-01T00:00:00Z')).body.issues?.[0]?.pointer).toBe('/endsAt')
    expect((await change(null)).status).toBe(200)
    expect((await grantOf(person))[0]?.endsAt).toBeNull()
    await end(administrator, termId)
    const [grant] = await grantOf(person)
    expect(grant?.endsAt).toEqual(grant?.startsAt)
  })

  test('that is over is kept as history without a role, a letter or a place in the count', async () => {
    const id = await declare({ role: 'manager' })
    const person = await makeMember()
    const past = { startsAt: '2020-01-01T00:00:00Z', endsAt: '2022-01-01T00:00:00Z', way: 'appointed' }
    expect((await appoint(administrator, id, person, past)).status).toBe(201)
    expect((await appoint(administrator, id, person, past)).body.code).toBe('positions.alreadyHolds')
    expect(await grantOf(person)).toEqual([])
    expect((await appoint(administrator, id, await makeMember())).status).toBe(201)
    await portal.runJobs()
    expect(await mailsTo(portal, person.email)).toEqual([])
    const wrong = await appoint(administrator, id, person, { startsAt: inDays(2), endsAt: inDays(1) })
    expect(wrong.body.issues?.[0]?.pointer).toBe('/endsAt')
  })

  test('of somebody whose membership rests is shown so, and what it carries waits', async () => {
    const id = await declare({ role: 'manager', seats: 2 })
    const person = await makeMember()
    await appoint(administrator, id, person)
    const stand = (to: string) =>
      administrator.client.call('POST', `/people/${person.personId}/standing`, { to, reason: 'Because' })
    expect((await stand('suspended')).status).toBeLessThan(300)
    expect((await rename(person)).status).toBe(403)
    const holder = async () =>
      (await read(administrator)).positions.find(({ position }) => position.id === id)?.holders[0]
    expect((await holder())?.rests).toBe(true)
    const other = await declare()
    expect((await appoint(administrator, other, person)).body.code).toBe('positions.personRests')
    expect((await stand('active')).status).toBeLessThan(300)
    expect((await rename(person)).status).toBe(200)
    expect((await holder())?.rests).toBe(false)
  })

  test('members see who holds what now, and neither reasons nor what was', async () => {
    const id = await declare({ seats: 2 })
    const [holder, former, member] = [await makeMember(), await makeMember(), await makeNortherner()]
    const { termId } = (await appoint(administrator, id, holder, { reason: 'Secret ballot' })).body
    const before = (await appoint(administrator, id, former)).body.termId
    await end(administrator, before)
    const seen = await termOf(member, termId)
    expect([seen.person.id, seen.reason, seen.appointedBy]).toEqual([holder.personId, null, null])
    expect((await termOf(holder, termId)).reason).toBe('Secret ballot')
    expect((await termOf(member, before)).code).toBe('request.notFound')
    expect((await read(member)).over).toEqual([])
    const mine = await former.client.call<Reply>('GET', '/me/positions')
    expect(mine.body.items.map((term) => term.id)).toEqual([before])
    const of = (person: MadePerson) =>
      member.client.call<Reply>('GET', `/people/${person.personId}/positions`)
    expect((await of(holder)).body.items).toHaveLength(1)
    expect((await of(former)).status).toBe(404)
  })
})

describe('guard rails', () => {
  test('nobody appoints to what they do not hold, nor for longer, nor ends it', async () => {
    const clerk = await administrator.client.call<Reply>('POST', '/roles', {
      unitId: tenantId,
      name: { en: `Clerk ${randomUUID()}` },
      permissions: ['access.manage'],
    })
    const [strong, weak] = [
      await declare({ role: clerk.body.id }),
      await declare({ role: 'manager', seats: 2 }),
    ]
    const person = await makeNortherner()
    expect((await appoint(manager, strong, person)).body.code).toBe('access.notYours')
    expect((await appoint(manager, weak, person)).status).toBe(201)
    const { termId } = (await appoint(administrator, strong, person)).body
    expect((await end(manager, termId)).body.code).toBe('access.notYours')
    const interim = await makePerson(portal, { tenantId })
    await administrator.client.call('POST', '/grants', {
      personId: interim.personId,
      unitId,
      role: 'manager',
      endsAt: inDays(10),
    })
    const long = await appoint(interim, weak, await makeNortherner(), { endsAt: inDays(20) })
    expect([long.status, long.body.issues?.[0]?.pointer]).toEqual([422, '/endsAt'])
  })

  test('who appoints at a unit takes those who belong there or below; members appoint nobody', async () => {
    const id = await declare()
    const [stranger, own] = [await makeMember(), await makeNortherner()]
    const refused = await appoint(manager, id, stranger)
    expect([refused.status, refused.body.issues?.[0]?.pointer]).toEqual([422, '/personId'])
    expect((await appoint(own, id, own)).status).toBe(403)
    const find = async ({ client }: MadePerson) =>
      (await client.call<{ items: object[] }>('GET', `/units/${unitId}/candidates?search=Given`)).body.items
    expect((await find(manager)).length).toBeLessThan((await find(administrator)).length)
    expect((await find(manager)).length).toBeGreaterThan(0)
  })

  test('roles of the root are carried at the root only, and the last administrator stays', async () => {
    const elsewhere = await makeAssociation(portal, 'Alone', [])
    const first = await makePerson(portal, { tenantId: elsewhere, roles: ['administrator'] })
    const place = await makeUnit(portal, elsewhere)
    const made = await first.client.call<Reply>('POST', '/positions', {
      name: { en: 'President' },
      way: 'elected',
      role: 'administrator',
    })
    const second = await makePerson(portal, { tenantId: elsewhere, roles: ['member'] })
    expect((await appoint(first, made.body.id, second, {}, place)).body.code).toBe('access.onlyAtRoot')
    const { termId } = (await appoint(first, made.body.id, second, {}, elsewhere)).body
    const [own] = (
      await portal.app.database.pool.query<{ id: string }>(
        `SELECT id FROM grants WHERE person_id = $1 AND role = 'administrator'`,
        [first.personId],
      )
    ).rows
    expect((await first.client.call('DELETE', `/grants/${own?.id}`)).status).toBe(200)
    expect((await end(second, termId)).body.code).toBe('access.lastAdministrator')
    const shorter = await second.client.call<Reply>('PATCH', `/positions/terms/${termId}`, {
      endsAt: inDays(1),
    })
    expect(shorter.body.code).toBe('access.lastAdministrator')
    expect((await termOf(second, termId)).endsAt).toBeNull()
  })
})

describe('seats', () => {
  test('50 who are appointed at once to three seats leave three holders, and each other one is told why', async () => {
    const id = await declare({ seats: 3, role: 'manager' })
    const { rows } = await portal.app.database.pool.query<{ personId: string }>(
      `INSERT INTO persons (id, tenant_id, given_name, display_name, sort_name, locale, time_zone, created_at, updated_at)
       SELECT gen_random_uuid(), $1, 'P', 'P', 'P', 'en', 'UTC', now(), now() FROM generate_series(1, 50) RETURNING id AS "personId"`,
      [tenantId],
    )
    const replies = await Promise.all(rows.map((person) => appoint(administrator, id, person)))
    const won = replies.filter(({ status }) => status === 201)
    const lost = replies.filter(({ body }) => body.code === 'positions.full')
    expect([won.length, lost.length]).toEqual([3, 47])
    expect(lost[0]?.body.detail).toContain('3 people hold')
    const held = await portal.app.database.pool.query(
      'SELECT 1 FROM terms t JOIN grants g ON g.id = t.grant_id WHERE t.position_id = $1',
      [id],
    )
    expect(held.rowCount).toBe(3)
  })

  test('are counted at each moment: terms that follow one another share one', async () => {
    const id = await declare()
    const [first, second, third] = [await makeMember(), await makeMember(), await makeMember()]
    const { termId } = (await appoint(administrator, id, first, { endsAt: inDays(10) })).body
    expect((await appoint(administrator, id, second, { startsAt: inDays(9) })).body.code).toBe(
      'positions.full',
    )
    expect((await appoint(administrator, id, second, { startsAt: inDays(10) })).status).toBe(201)
    // It would run into the one who follows.
    expect((await appoint(administrator, id, third)).body.code).toBe('positions.full')
    const longer = await administrator.client.call<Reply>('PATCH', `/positions/terms/${termId}`, {
      endsAt: null,
    })
    expect(longer.body.code).toBe('positions.full')
    // At another unit there is another seat.
    expect((await appoint(administrator, id, third, {}, belowId)).status).toBe(201)
  })
})

describe('units and people that change', () => {
  test('a unit that moves takes its holders along; one that closes or goes into another ends their terms', async () => {
    const id = await declare({ role: 'manager' })
    const system = () => portal.app.asSystem('test', tenantId)
    const [moving, closing, going] = [
      await makeUnit(portal, tenantId),
      await makeUnit(portal, tenantId),
      await makeUnit(portal, tenantId),
    ]
    const termAt = async (at: string) =>
      (await appoint(administrator, id, await makeMember(), { endsAt: inDays(50) }, at)).body.termId
    const [moved, closed, merged] = [await termAt(moving), await termAt(closing), await termAt(going)]
    await portal.app.runner.call(moveUnit, { unitId: moving, parentId: unitId }, system())
    await administrator.client.call('POST', `/units/${closing}/close`)
    await portal.app.runner.call(mergeUnit, { unitId: going, intoId: unitId }, system())
    const states = await Promise.all(
      [moved, closed, merged].map(async (termId) => (await termOf(administrator, termId)).state),
    )
    expect(states).toEqual(['current', 'over', 'over'])
    const open = await portal.app.database.pool.query(
      'SELECT t.id FROM terms t JOIN grants g ON g.id = t.grant_id WHERE t.id = ANY($1) AND g.ends_at > t.ends_at',
      [[closed, merged]],
    )
    expect(open.rows).toEqual([])
  })

  test('of two entries that are one person one seat is kept, and an erased person holds nothing', async () => {
    const [twice, once] = [await declare({ seats: 2, role: 'manager' }), await declare({ role: 'manager' })]
    const [kept, spare] = [await makeMember(), await makeMember()]
    const keptTerm = (await appoint(administrator, twice, kept)).body.termId
    const spareTerm = (await appoint(administrator, twice, spare)).body.termId
    const onlyTerm = (await appoint(administrator, once, spare)).body.termId
    const merged = await administrator.client.call('POST', '/people/merges', {
      keptId: kept.personId,
      mergedId: spare.personId,
    })
    expect(merged.status).toBe(201)
    const found = await Promise.all([keptTerm, spareTerm, onlyTerm].map((id) => termOf(administrator, id)))
    expect(found.map(({ state, person }) => [state, person.id])).toEqual([
      ['current', kept.personId],
      ['over', kept.personId],
      ['current', kept.personId],
    ])
  })
})

describe('positions.readTermLetter', () => {
  test('who is appointed, prolonged and ended reads it in a mail', async () => {
    const id = await declare({ name: { en: `Speaker ${randomUUID()}` } })
    const person = await makeMember()
    const { termId } = (
      await appoint(administrator, id, person, { endsAt: inDays(30), reason: 'Chosen by lot' })
    ).body
    await portal.runJobs()
    await administrator.client.call('PATCH', `/positions/terms/${termId}`, { endsAt: null })
    await portal.runJobs()
    await end(administrator, termId, 'The office is no more')
    await portal.runJobs()
    const texts = (await mailsTo(portal, person.email)).map(({ text }) => text)
    expect(texts).toHaveLength(3)
    expect(texts[0]).toContain('Chosen by lot')
    expect(texts[1]).toContain('without an end')
    expect(texts[2]).toContain('The office is no more')
  })
})

describe('on the pages', () => {
  test('positions are declared, people appointed, terms changed and ended, and vacancies listed', async () => {
    const name = `Warden ${randomUUID()}`
    const { client } = administrator
    expect((await client.get('/settings/positions/new')).text).toContain('Role it carries')
    const form = {
      'name.en': name,
      level: '1',
      way: 'elected',
      seats: '2',
      termMonths: '12',
      role: 'manager',
    }
    expect((await client.form('/settings/positions/new', form)).status).toBe(303)
    expect((await client.get('/settings/positions')).text).toContain(name)
    const all = await client.call<{ items: Array<{ id: string; name: { en: string } }> }>('GET', '/positions')
    const id = all.body.items.find((each) => each.name.en === name)?.id as string
    const page = await client.get(`/settings/positions/${id}`)
    expect(page.text).toContain(name)
    const version = { _version: '1' }
    expect((await client.form(`/settings/positions/${id}`, { ...form, ...version, seats: '1' })).status).toBe(
      303,
    )
    const person = await makeNortherner()
    const vacant = (where: string) => manager.client.get(`/positions/vacant?within=${where}&position=${id}`)
    expect((await vacant(belowId)).text).toContain('North booth')
    const open = await manager.client.call<Reply>('GET', `/positions/vacant?position=${id}`)
    expect(open.body.items).toContainEqual(expect.objectContaining({ unit: 'North' }))
    expect(open.body.items).toContainEqual(expect.objectContaining({ unit: 'North booth' }))
    const listed = await manager.client.call<Reply>('GET', `/positions/terms?position=${id}`)
    expect(listed.body.items).toEqual([])
    const csv = await manager.client.download(`/positions/vacant.csv?within=${unitId}&position=${id}`)
    expect(csv.text).toContain(name)
    expect((await manager.client.get(`/units/${unitId}/appoint?search=Given&position=${id}`)).text).toContain(
      person.personId,
    )
    const at = `/units/${unitId}/appoint?position=${id}&person=${person.personId}`
    expect((await manager.client.get(at)).text).toContain(`value="${id}"`)
    const made = await manager.client.form(at, {
      personId: person.personId,
      positionId: id,
      way: 'elected',
      endsAt: '',
    })
    expect(made.status).toBe(303)
    const termId = (made.headers.get('location') ?? '').split('/').at(-1)
    expect((await manager.client.get(`/positions/terms/${termId}`)).text).toContain(name)
    expect((await person.client.get('/profile/positions')).text).toContain(name)
    expect((await manager.client.get(`/people/${person.personId}/positions`)).text).toContain(name)
    expect((await person.client.get(`/units/${unitId}/positions`)).text).toContain(name)
    expect((await person.client.get('/positions/terms')).text).toContain(name)
    expect((await manager.client.form(`/positions/terms/${termId}`, { endsAt: '2040-01-01' })).status).toBe(
      303,
    )
    expect((await manager.client.form(`/positions/terms/${termId}/end`, { reason: 'Enough' })).status).toBe(
      303,
    )
    expect((await manager.client.get(`/positions/terms/${termId}`)).text).toContain('Enough')
    expect((await client.form(`/settings/positions/${id}/archive`, {})).status).toBe(303)
    expect((await vacant(belowId)).text).not.toContain('North booth</a>')
    expect((await client.form(`/settings/positions/${id}/restore`, {})).status).toBe(303)
  })
})

test('whoever has left for good leaves their seat, at once or on the day that was decided; who is suspended keeps it', async () => {
  const chair = await declare({ seats: 3 })
  const people = await Promise.all([0, 1, 2].map(() => makePerson(portal, { tenantId })))
  const [expelled, leaving, suspended] = people as [MadePerson, MadePerson, MadePerson]
  for (const person of people) expect((await appoint(administrator, chair, person)).status).toBe(201)
  await portal.app.database.pool.query(
    `INSERT INTO transfers (id, tenant_id, person_id, from_unit_id, to_unit_id, state, requested_at)
     VALUES (gen_random_uuid(), $1, $2, $1, $3, 'requested', $4)`,
    [tenantId, expelled.personId, unitId, portal.clock.now()],
  )
  const decide = (personId: string, path: string, more: object) =>
    administrator.client.call('POST', `/people/${personId}/${path}`, { reason: 'So decided', ...more })
  expect((await decide(expelled.personId, 'expulsion', {})).status).toBe(200)
  const day = inDays(3).slice(0, 10)
  expect((await decide(leaving.personId, 'standing', { to: 'resigned', from: day })).status).toBe(200)
  expect((await decide(suspended.personId, 'standing', { to: 'suspended' })).status).toBe(200)
  await portal.runJobs()
  const holders = async () => {
    const { rows } = await portal.app.database.pool.query<{ person_id: string }>(
      'SELECT person_id FROM terms WHERE position_id = $1 AND (ends_at IS NULL OR ends_at > $2)',
      [chair, portal.clock.now()],
    )
    return rows.map(({ person_id }) => person_id).sort()
  }
  expect(await holders()).toEqual([leaving.personId, suspended.personId].sort())
  const open = await portal.app.database.pool.query(
    `SELECT 1 FROM transfers WHERE person_id = $1 AND state = 'requested'`,
    [expelled.personId],
  )
  expect(open.rows).toEqual([])
  portal.clock.advance({ minutes: 4 * 24 * 60 })
  await portal.app.runner.call(
    endTermsOfThoseWhoLeft,
    await portal.app.runner.ask(
      listTermsOfThoseWhoLeft,
      { personId: null },
      portal.app.asSystem('test', null),
    ),
    portal.app.asSystem('test', null),
  )
  expect(await holders()).toEqual([suspended.personId])
})
