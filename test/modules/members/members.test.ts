import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { addPerson } from '../../../src/modules/people/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { mostAtOnce } from '../../../src/platform/lists/bulk.ts'
import { makeMembers } from '../../factories/members.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Member {
  id: string
  personId: string
  unitId: string
  name: string
  unit: string
}

interface Page {
  items: Member[]
  nextCursor: string | null
  counts: { total: { count: number; isMore: boolean }; facets: Record<string, Record<string, number>> }
  code?: string
  issues?: Array<{ pointer: string }>
}

interface Outcome {
  done: number
  refused: Array<{ code: string; count: number }>
  taskId?: string
  code?: string
  issues?: Array<{ pointer: string }>
}

let portal: Portal
let tenantId: string
let regionId: string
let chapterId: string
let besideId: string
let admin: MadePerson
let manager: MadePerson
let member: MadePerson

/** Persons without accounts, members of the root and of a unit. */
async function populate(
  unitId: string,
  names: Array<[given: string, family: string]>,
  since = '2026-01-15T12:00:00Z',
) {
  const ids: string[] = []
  for (const [given, family] of names) {
    const { personId } = await portal.app.runner.call(
      addPerson,
      { accountId: null, givenName: given, familyName: family, locale: 'en', timeZone: 'UTC' },
      portal.app.asSystem('test', tenantId),
    )
    ids.push(personId)
    for (const place of new Set([tenantId, unitId])) {
      await portal.app.runner.call(
        addMember,
        { unitId: place, personId },
        portal.app.asSystem('test', tenantId),
      )
      await portal.app.database.pool.query(
        'UPDATE memberships SET joined_at = $3 WHERE unit_id = $1 AND person_id = $2',
        [place, personId, since],
      )
    }
  }
  return ids
}

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'The Association')
  regionId = await makeUnit(portal, tenantId, tenantId, 'Region')
  chapterId = await makeUnit(portal, tenantId, regionId, 'Chapter')
  besideId = await makeUnit(portal, tenantId, tenantId, 'Beside')
  admin = await makePerson(portal, { tenantId, roles: ['administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId: regionId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const list = async (query = '', { client } = manager) =>
  (await client.call<Page>('GET', `/members?limit=100&${query}`)).body
const names = async (query = '', person = manager) =>
  (await list(query, person)).items.map(({ name }) => name)

describe('who sees whom', () => {
  beforeAll(async () => {
    await populate(chapterId, [
      ['Ірина', 'Ґалаґан'],
      ['Олена', 'Гнатюк'],
    ])
    await populate(besideId, [['Far', 'Away']])
  })

  test('a manager sees the members at and below the unit, and nobody else', async () => {
    const { items } = await list()
    expect(new Set(items.map(({ unit }) => unit))).toEqual(new Set(['Chapter']))
    expect(items.map(({ name }) => name).sort()).toEqual(['Ірина Ґалаґан', 'Олена Гнатюк'])
  })

  test('an administrator sees everybody, once for each unit', async () => {
    const found = (await list('search=Away', admin)).items.map(({ unit }) => unit).sort()
    expect(found).toEqual(['Beside', 'The Association'])
  })

  test('members see no list, and neither do people of another association', async () => {
    expect((await member.client.call('GET', '/members')).status).toBe(403)
    expect((await member.client.get('/members')).status).toBe(403)
    expect((await member.client.call('GET', '/members.csv')).status).toBe(403)
    const other = await makeAssociation(portal, 'Other', ['other.example.org'])
    const stranger = await makePerson(portal, { tenantId: other, roles: ['administrator'] })
    const { rows } = await portal.app.database.pool.query<{ id: string }>(
      'SELECT id FROM memberships WHERE unit_id = $1',
      [chapterId],
    )
    const { body } = await stranger.client.call<Outcome>(
      'POST',
      '/members/end',
      { chosen: rows.map(({ id }) => id) },
      { Host: 'other.example.org' },
    )
    expect(body.done ?? 0).toBe(0)
  })

  test('names sort by family name, as the reader’s language does', async () => {
    const reader = await makePerson(portal, {
      tenantId,
      roles: [],
      at: [{ unitId: chapterId, role: 'manager' }],
    })
    await portal.app.database.pool.query(`UPDATE persons SET locale = 'uk' WHERE id = $1`, [reader.personId])
    portal.clock.advance({ seconds: 31 })
    expect(await names('sort=name', reader)).toEqual(['Олена Гнатюк', 'Ірина Ґалаґан'])
    expect(await names('sort=-name', reader)).toEqual(['Ірина Ґалаґан', 'Олена Гнатюк'])
  })
})

describe('what is asked', () => {
  test('role, unit, day of joining and a part of the name narrow the list', async () => {
    await populate(chapterId, [['Early', 'Bird']], '2025-03-30T21:30:00Z')
    expect(await names('search=early bird')).toEqual(['Early Bird'])
    expect(await names(`within=${chapterId}&joinedUntil=2025-12-31`)).toEqual(['Early Bird'])
    expect(await names('joinedFrom=2025-03-30&joinedUntil=2025-03-30')).toEqual(['Early Bird'])
    expect(await names('joinedFrom=2025-03-31&joinedUntil=2025-03-31')).toEqual([])
    const managers = (await list('role=manager', admin)).items.map(({ personId }) => personId)
    expect(managers).toContain(manager.personId)
    expect(managers).not.toContain(member.personId)
    expect(await names(`within=${besideId}`, manager)).toEqual([])
  })

  test('a role that staff made narrows the list as those of the house do', async () => {
    const made = await admin.client.call<{ id: string }>('POST', '/roles', {
      unitId: tenantId,
      name: { v: 1, en: 'Clerk of the tower' },
      permissions: ['members.read'],
    })
    const clerk = await makePerson(portal, { tenantId })
    const grant = { personId: clerk.personId, unitId: tenantId, role: made.body.id }
    expect(await admin.client.call('POST', '/grants', grant)).toMatchObject({ status: 201 })
    const { items, counts } = await list(`role=${made.body.id}&counts=true`, admin)
    expect(new Set(items.map(({ personId }) => personId))).toEqual(new Set([clerk.personId]))
    expect(counts.facets.role).toMatchObject({ [made.body.id]: items.length })
    expect((await admin.client.get(`/members?role=${made.body.id}`)).text).toContain('Clerk of the tower')
    expect((await list('role=none', admin)).issues).toMatchObject([{ pointer: '/role/0' }])
  })

  test('the file says how people are reached, as far as they show it to whoever takes it', async () => {
    const reached = await makePerson(portal, { tenantId })
    await portal.app.runner.call(
      addMember,
      { unitId: chapterId, personId: reached.personId },
      portal.app.asSystem('test', tenantId),
    )
    await portal.app.database.pool.query(
      `UPDATE persons SET phone = '+380 44 111 22 33', given_name = 'Reached' WHERE id = $1`,
      [reached.personId],
    )
    const row = async () => {
      const { text } = await manager.client.download('/members.csv')
      const [found] = (parse(text, { columns: true }) as Array<Record<string, string>>).filter(
        (each) => each['Person ID'] === reached.personId,
      )
      return [found?.['E-mail address'], found?.Phone]
    }
    // A spreadsheet would take a plus for a formula.
    expect(await row()).toEqual([reached.email, "'+380 44 111 22 33"])
    await portal.app.database.pool.query(
      `UPDATE persons SET email_to = 'nobody', phone_to = 'nobody' WHERE id = $1`,
      [reached.personId],
    )
    expect(await row()).toEqual(['', ''])
  })

  test('counts come by kind and state of the unit and by role', async () => {
    const { counts } = await list(`counts=true&within=${besideId}`, admin)
    expect(counts.facets).toEqual({
      kind: { group: 1 },
      status: { open: 1 },
      standing: { active: 1 },
      role: {},
    })
    expect(counts.total).toEqual({ count: 1, isMore: false })
  })

  test('the file holds the same rows, with ISO dates', async () => {
    const { text } = await manager.client.download('/members.csv?search=early')
    expect(parse(text)).toEqual([
      [
        'Person ID',
        'Name',
        'Unit',
        'Membership number',
        'Standing',
        'Grade',
        'Type of member',
        'Kind',
        'Joined',
        'Primary unit',
        'Can sign in',
        'Given name',
        'Family name',
        'Patronymic',
        'E-mail address',
        'Phone',
      ],
      [
        expect.any(String),
        'Early Bird',
        'Chapter',
        '',
        'Active',
        '',
        '',
        expect.any(String),
        '2025-03-30T21:30:00.000Z',
        'false',
        'false',
        'Early',
        'Bird',
        '',
        '',
        '',
      ],
    ])
  })
})

describe('acts on many', () => {
  const membershipsOf = async (query: string) => (await list(query)).items.map(({ id }) => id)
  const end = (input: object, { client } = manager, headers = {}) =>
    client.call<Outcome>('POST', '/members/end', input, headers)

  test('end the memberships that were chosen, and say which were refused and why', async () => {
    await populate(chapterId, [
      ['End', 'One'],
      ['End', 'Two'],
    ])
    const chosen = await membershipsOf('search=end')
    const lonely = await makePerson(portal, { tenantId, roles: [] })
    const outsider = (await list('search=away', admin)).items.map(({ id }) => id)
    const missing = '01900000-0000-7000-8000-000000000000'
    const { status, body } = await end({ chosen: [...chosen, ...outsider, missing] })
    expect(status).toBe(200)
    expect(body).toMatchObject({ done: 2, refused: [{ code: 'request.notFound', count: 3 }] })
    expect(await names('search=end')).toEqual([])
    const last = (await list(`within=${tenantId}`, admin)).items.find(
      ({ personId }) => personId === lonely.personId,
    )
    expect((await end({ chosen: [last?.id] }, admin)).body).toMatchObject({
      done: 0,
      refused: [{ code: 'units.lastMembership', count: 1 }],
    })
  })

  test('on all that match take the filters, and only those', async () => {
    await populate(chapterId, [
      ['Match', 'One'],
      ['Match', 'Two'],
      ['Stays', 'Here'],
    ])
    const { body } = await end({ all: true, match: 'search=match' })
    expect(body).toEqual({ done: 2, refused: [] })
    expect(await names('search=stays')).toEqual(['Stays Here'])
  })

  test('on filters that are not understood do nothing: they would mean more rows than was said', async () => {
    const before = (await list('')).items.length
    for (const match of ['kind=castle', 'colour=red', 'search=x&within=nowhere']) {
      const { status, body } = await end({ all: true, match })
      expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/match'])
    }
    expect((await list('')).items.length).toBe(before)
  })

  test('on nothing are refused', async () => {
    const { status, body } = await end({})
    expect([status, body.issues?.[0]?.pointer]).toEqual([422, '/chosen'])
  })

  test('on more rows than go at once become a task, which tells who was refused and why', async () => {
    const count = mostAtOnce + 20
    await makeMembers(portal, { tenantId, unitIds: [tenantId, chapterId], count, family: 'Crowd' })
    await makeMembers(portal, { tenantId, unitIds: [chapterId], count: 1, family: 'Crowdlast' })
    const { status, body } = await end({ all: true, match: 'search=crowd' })
    expect([status, body]).toEqual([202, { done: 0, refused: [], taskId: expect.any(String) }])
    await portal.runJobs()
    const { body: task } = await manager.client.call('GET', `/tasks/${body.taskId}`)
    expect(task).toMatchObject({
      state: 'done',
      titleValues: { count: count + 1 },
      summary: { values: { done: count, refused: 1 } },
    })
    expect(await names('search=crowd')).toEqual(['Crowdlast 1'])
    const { text } = await manager.client.download(`/tasks/${body.taskId}/result`)
    const [head, ...rows] = parse(text, { bom: true }) as string[][]
    expect(head?.slice(0, 2)).toEqual(['Name', 'Unit'])
    expect(rows).toEqual([
      [
        'Crowdlast 1',
        'Chapter',
        'Active',
        expect.any(String),
        expect.stringContaining('only'),
        expect.any(String),
      ],
    ])
    const { rows: tasks } = await portal.app.database.pool.query('SELECT mentions FROM tasks WHERE id = $1', [
      body.taskId,
    ])
    const [last] = (await list('search=crowdlast')).items
    expect(tasks).toEqual([{ mentions: [last?.personId] }])
  })

  test('asked twice with one key act once', async () => {
    await populate(chapterId, [['Key', 'Holder']])
    const chosen = await membershipsOf('search=holder')
    const key = { 'Idempotency-Key': 'end-once' }
    expect((await end({ chosen }, manager, key)).body).toEqual({ done: 1, refused: [] })
    expect((await end({ chosen }, manager, key)).body).toEqual({ done: 1, refused: [] })
    expect((await end({ chosen })).body.refused).toMatchObject([{ code: 'request.notFound', count: 1 }])
  })

  test('each has an entry of its own in the audit', async () => {
    await populate(chapterId, [['Audited', 'Person']])
    const [id = ''] = await membershipsOf('search=audited')
    await end({ chosen: [id] })
    const { rows } = await portal.app.database.pool.query(
      `SELECT operation FROM audit_entries WHERE changes::text LIKE '%' || $1 || '%' AND operation = 'units.endMembership'`,
      [id],
    )
    expect(rows).toHaveLength(1)
  })

  test('add members to another unit; whoever is there already is told apart', async () => {
    await populate(chapterId, [['Add', 'Me']])
    const chosen = await membershipsOf('search=add')
    const add = (unitId: string) =>
      manager.client.call<Outcome>('POST', '/members/add-to-unit', { chosen, unitId })
    expect((await add(regionId)).body).toEqual({ done: 1, refused: [] })
    expect((await add(regionId)).body).toMatchObject({
      done: 0,
      refused: [{ code: 'units.alreadyMember', count: 1 }],
    })
    expect((await add(besideId)).body).toMatchObject({
      done: 0,
      refused: [{ code: 'request.notAllowed', count: 1 }],
    })
    expect((await list('search=add')).items.map(({ unit }) => unit).sort()).toEqual(['Chapter', 'Region'])
  })

  test('nobody brings in people whom they do not look after', async () => {
    const [outsider] = (await list('search=away', admin)).items
    const { status } = await manager.client.call('POST', `/units/${regionId}/memberships/admitted`, {
      membershipId: outsider?.id,
    })
    expect(status).toBe(404)
    expect((await member.client.call('DELETE', `/memberships/${outsider?.id}`)).status).toBe(404)
    expect((await manager.client.call('DELETE', `/memberships/${outsider?.id}`)).status).toBe(404)
  })
})

describe('by forms', () => {
  test('the page of an act says what will happen, then does it and tells what came of it', async () => {
    await populate(chapterId, [
      ['Form', 'One'],
      ['Form', 'Two'],
    ])
    const { text: shown } = await manager.client.get<string>('/members?search=form')
    expect(shown).toContain('formaction="/members/end"')
    const ids = (await list('search=form')).items.map(({ id }) => id)
    const chosen = ids.map((id) => `chosen=${id}`).join('&')
    const { text } = await manager.client.get<string>(`/members/end?match=search%3Dform&${chosen}`)
    expect(text).toContain('End 2 memberships')
    const posted = await manager.client.form('/members/end', { match: 'search=form', all: 'true' })
    expect([posted.status, posted.headers.get('location')]).toEqual([303, '/members'])
    expect((await manager.client.get<string>('/members')).text).toContain('Done for 2 rows')
  })

  test('what is missing is asked for again, with the rows still chosen', async () => {
    const [first] = (await list('')).items
    const reply = await manager.client.form('/members/add-to-unit', { chosen: first?.id ?? '', unitId: '' })
    expect(reply.status).toBe(422)
    expect(reply.text).toContain(`value="${first?.id}"`)
    expect(reply.text).toContain('Add 1 member to a unit')
  })

  test('with nothing chosen there is only the way back', async () => {
    const { text } = await manager.client.get<string>('/members/add-to-unit')
    expect(text).toContain('Nothing is chosen')
  })

  test('members.listPlaces offers the units that one looks after', async () => {
    const [first] = (await list('')).items
    const { text } = await manager.client.get<string>(`/members/add-to-unit?chosen=${first?.id}`)
    expect(text).toContain(`value="${chapterId}"`)
    expect(text).not.toContain(`value="${besideId}"`)
  })
})

describe('members.listPlaces', () => {
  test('is for those who look after units', async () => {
    expect((await member.client.get('/members/end')).status).toBe(403)
  })
})
