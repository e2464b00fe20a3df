import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addMember } from '../../../src/modules/units/index.ts'
import { mailsTo, smsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  transferId: string
  code?: string
  items: Array<{ id: string; state: string; answer: string | null; from: { name: string } }>
}

let portal: Portal
let tenantId: string
let northId: string
let southId: string
let north: MadePerson
let south: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  northId = await makeUnit(portal, tenantId, tenantId, 'North')
  southId = await makeUnit(portal, tenantId, tenantId, 'South')
  north = await makePerson(portal, { tenantId, at: [{ unitId: northId, role: 'manager' }] })
  south = await makePerson(portal, { tenantId, at: [{ unitId: southId, role: 'manager' }] })
})
afterAll(() => portal.close())

/** Belongs to the north first of all. */
async function makeNortherner(): Promise<MadePerson> {
  const person = await makePerson(portal, { tenantId })
  await portal.app.runner.call(
    addMember,
    { unitId: northId, personId: person.personId },
    portal.app.asSystem('test', tenantId),
  )
  await portal.app.database.pool.query(
    'UPDATE memberships SET is_primary = (unit_id = $2) WHERE person_id = $1 AND NOT (is_primary AND unit_id = $2) AND unit_id <> $2',
    [person.personId, northId],
  )
  await portal.app.database.pool.query(
    'UPDATE memberships SET is_primary = true WHERE person_id = $1 AND unit_id = $2',
    [person.personId, northId],
  )
  return person
}

const ask = ({ client }: MadePerson, unitId = southId, fromUnitId = northId) =>
  client.call<Reply>('POST', `/units/${unitId}/transfers`, { fromUnitId, reason: 'I moved' })
const approve = ({ client }: MadePerson, id: string) =>
  client.call<Reply>('POST', `/transfers/${id}/approval`, {})
const placesOf = async ({ personId }: MadePerson) =>
  (
    await portal.app.database.pool.query<{ unit: string; isPrimary: boolean }>(
      `SELECT u.name AS unit, m.is_primary AS "isPrimary" FROM memberships m JOIN units u ON u.id = m.unit_id
       WHERE m.person_id = $1 AND m.ended_at IS NULL ORDER BY u.name`,
      [personId],
    )
  ).rows

describe('a transfer', () => {
  test('is approved by the staff of the receiving unit, and moves the membership with its place as the primary one', async () => {
    const person = await makeNortherner()
    const { status, body } = await ask(person)
    expect(status).toBe(201)
    // The side that gives sees nothing to decide.
    expect((await approve(north, body.transferId)).status).toBe(404)
    expect((await approve(south, body.transferId)).status).toBe(200)
    expect(await placesOf(person)).toEqual([
      { unit: 'Here', isPrimary: false },
      { unit: 'South', isPrimary: true },
    ])
    const mine = await person.client.call<Reply>('GET', '/me/transfers')
    expect(mine.body.items.map(({ state, from }) => [state, from.name])).toEqual([['approved', 'North']])
  })

  test('is refused with an answer that whoever asked reads', async () => {
    const person = await makeNortherner()
    const { transferId } = (await ask(person)).body
    const silent = await south.client.call('POST', `/transfers/${transferId}/refusal`, { answer: ' ' })
    expect(silent.status).toBe(422)
    const refused = await south.client.call('POST', `/transfers/${transferId}/refusal`, {
      answer: 'We are full',
    })
    expect(refused.status).toBe(200)
    expect((await person.client.get('/my-units')).text).toContain('We are full')
    expect((await placesOf(person)).map(({ unit }) => unit)).toEqual(['Here', 'North'])
  })

  test('units.alreadyAsked, units.notFromThere, units.alreadyMember', async () => {
    const person = await makeNortherner()
    await ask(person)
    expect((await ask(person)).body.code).toBe('units.alreadyAsked')
    expect((await ask(person, southId, southId)).body.code).toBe('units.notFromThere')
    expect((await ask(person, northId, tenantId)).body.code).toBe('units.alreadyMember')
  })

  test('units.transferOver: it is answered or taken back once', async () => {
    const person = await makeNortherner()
    const { transferId } = (await ask(person)).body
    const withdraw = () => person.client.call<Reply>('DELETE', `/me/transfers/${transferId}`)
    expect((await withdraw()).status).toBe(200)
    expect((await withdraw()).body.code).toBe('units.transferOver')
    expect((await approve(south, transferId)).body.code).toBe('units.transferOver')
  })

  test('units.ownTransfer: nobody decides about their own', async () => {
    const { transferId } = (await ask(south, southId, tenantId)).body
    expect((await approve(south, transferId)).body.code).toBe('units.ownTransfer')
  })

  test('that meets a departure leaves one membership of the two, and two answers at once make one', async () => {
    const person = await makeNortherner()
    const { transferId } = (await ask(person)).body
    const replies = await Promise.all([
      approve(south, transferId),
      person.client.call('DELETE', `/units/${northId}/memberships/mine`),
      approve(south, transferId),
    ])
    expect(replies.map(({ status }) => status)).toContain(409)
    const places = await placesOf(person)
    expect(places.map(({ unit }) => unit)).not.toContain('North')
    expect(places.filter(({ isPrimary }) => isPrimary)).toHaveLength(1)
    const { rows } = await portal.app.database.pool.query(
      `SELECT c.members - (SELECT count(*)::int FROM memberships m WHERE m.unit_id = c.unit_id AND m.ended_at IS NULL) AS off
       FROM unit_counts c WHERE c.tenant_id = $1`,
      [tenantId],
    )
    expect(rows.every(({ off }) => off === 0)).toBe(true)
  })
})

test('on the pages one asks, takes back, approves and refuses', async () => {
  const [first, second] = [await makeNortherner(), await makeNortherner()]
  const form = { fromUnitId: northId, reason: 'I moved' }
  expect((await first.client.get(`/units/${southId}/transfer`)).text).toContain('North')
  for (const { client } of [first, second])
    expect((await client.form(`/units/${southId}/transfer`, form)).status).toBe(303)
  const list = await south.client.call<Reply>('GET', '/transfers')
  const [later, earlier] = list.body.items.filter(({ state }) => state === 'requested')
  expect((await south.client.get('/transfers')).text).toContain('I moved')
  expect((await south.client.form(`/transfers/${earlier?.id}/approve`, {})).status).toBe(303)
  expect((await south.client.form(`/transfers/${later?.id}/refuse`, { answer: 'No' })).status).toBe(303)
  const third = await makeNortherner()
  const { transferId } = (await ask(third)).body
  expect((await third.client.form(`/my-units/transfers/${transferId}/withdraw`, {})).status).toBe(303)
})

const subjectsTo = async ({ email }: MadePerson) =>
  (await mailsTo(portal, email)).map(({ subject, text }) => `${subject}\n${text}`).join()

describe('access.listNearestHolders', () => {
  test('those who decide nearest to the unit are written to, and nobody further up or on the side that is left', async () => {
    const above = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const boothId = await makeUnit(portal, tenantId, southId, 'Southern booth')
    const person = await makeNortherner()
    await ask(person, boothId)
    await portal.runJobs()
    expect(await subjectsTo(south)).toContain('Southern booth instead of North')
    expect(await subjectsTo(above)).not.toContain('Southern booth instead of North')
    expect(await subjectsTo(north)).not.toContain('Southern booth instead of North')
  })

  test('of a request of the only one who decides there those above hear', async () => {
    const above = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const westId = await makeUnit(portal, tenantId, tenantId, 'West')
    const west = await makePerson(portal, { tenantId, at: [{ unitId: westId, role: 'manager' }] })
    await ask(west, westId, tenantId)
    await portal.runJobs()
    expect(await subjectsTo(above)).toContain('West instead of Here')
    expect(await subjectsTo(west)).not.toContain('West instead of Here')
  })
})

describe('units.readTransferLetter', () => {
  test('whoever asked reads the answer in a mail; one that was taken back is written about to nobody', async () => {
    const [yes, no, gone] = [await makeNortherner(), await makeNortherner(), await makeNortherner()]
    const idOf = async (person: MadePerson) => (await ask(person)).body.transferId
    await approve(south, await idOf(yes))
    await south.client.call('POST', `/transfers/${await idOf(no)}/refusal`, { answer: 'We are full up' })
    const before = (await mailsTo(portal, south.email)).length
    await gone.client.call('DELETE', `/me/transfers/${await idOf(gone)}`)
    await portal.runJobs()
    expect(await subjectsTo(yes)).toContain('you belong to South now')
    expect(await subjectsTo(no)).toContain('We are full up')
    expect(await subjectsTo(gone)).toBe('')
    expect((await mailsTo(portal, south.email)).length).toBe(before)
  })
})

describe('staff', () => {
  interface Listed {
    items: Array<{ id: string; state: string; mayDecide: boolean; requestedBy: { personId: string } | null }>
    nextCursor: string | null
    code?: string
  }
  const list = ({ client }: MadePerson, rest = '') => client.call<Listed>('GET', `/transfers${rest}`)
  const begin = ({ client }: MadePerson, person: MadePerson, input: object = {}) =>
    client.call<Reply>('POST', `/people/${person.personId}/transfers`, {
      fromUnitId: northId,
      toUnitId: southId,
      reason: 'Moved house',
      ...input,
    })

  test('of the unit that is left begin one; those of the other decide, and the person is told', async () => {
    const person = await makeNortherner()
    expect((await begin(south, person)).status).toBe(404)
    const { status, body } = await begin(north, person)
    expect(status).toBe(201)
    expect((await begin(north, person)).body.code).toBe('units.alreadyAsked')
    const found = async (who: MadePerson) =>
      (await list(who, '?limit=100')).body.items.find(({ id }) => id === body.transferId)
    expect(await found(north)).toMatchObject({ mayDecide: false, requestedBy: { personId: north.personId } })
    expect(await found(south)).toMatchObject({ mayDecide: true })
    await portal.runJobs()
    expect((await mailsTo(portal, person.email)).map(({ subject }) => subject)).toContain(
      'You are to belong to South',
    )
    // Who asked for it and why, they read where they may take it back.
    const mine = (await person.client.get('/my-units')).text
    expect(mine).toContain('Moved house')
    const { body: northProfile } = await north.client.call<{ displayName: string }>('GET', '/me/profile')
    expect(mine).toContain(`asked for by ${northProfile.displayName}`)
    expect((await approve(north, body.transferId)).status).toBe(404)
    expect((await approve(south, body.transferId)).status).toBe(200)
    expect((await begin(north, person)).status).toBe(404)
    // Their primary unit has moved along, and what it was before stays.
    const history = await person.client.call<{ primary: object[] }>('GET', '/me/unit-history')
    expect(history.body.primary[0]).toMatchObject({
      from: { name: 'North' },
      to: { name: 'South' },
      chosenBy: { personId: south.personId },
    })
  })

  test('begin one for somebody who has a phone alone: they are told by message, unless they said no', async () => {
    const person = await makeNortherner()
    const phone = '+380671230077'
    await portal.app.database.pool.query('UPDATE accounts SET email = NULL, phone = $1 WHERE id = $2', [
      phone,
      person.accountId,
    ])
    const { transferId } = (await begin(north, person)).body
    await portal.runJobs()
    await approve(south, transferId)
    await portal.runJobs()
    expect(await smsTo(portal, phone)).toEqual([
      expect.stringContaining('Those who look after North ask that you belong to South instead.'),
      expect.stringContaining('Approved: you belong to South now, and no longer to North.'),
    ])
    const choice = { topic: 'units.transferDecided', channel: 'sms' }
    const preferences = '/me/notification-preferences'
    const read = await person.client.call<{ topics: Array<{ name: string; channels: object[] }> }>(
      'GET',
      preferences,
    )
    expect(read.body.topics.find(({ name }) => name === choice.topic)?.channels).toContainEqual({
      channel: 'sms',
      wanted: true,
    })
    await person.client.call('PUT', preferences, { choices: [{ ...choice, wanted: false }] })
    await portal.app.database.pool.query(
      'UPDATE memberships SET unit_id = $1 WHERE person_id = $2 AND ended_at IS NULL AND unit_id = $3',
      [northId, person.personId, southId],
    )
    expect((await begin(north, person)).status).toBe(201)
    await portal.runJobs()
    expect(await smsTo(portal, phone)).toHaveLength(2)
  })

  test('find where to by its name, and ask on a page', async () => {
    const person = await makeNortherner()
    const place = `/people/${person.personId}/transfer`
    const found = await north.client.get(`/people/${person.personId}/transfer?search=sou`)
    expect(found.text).toContain(`${place}?to=${southId}`)
    expect((await north.client.get(place)).text).not.toContain(`${place}?to=${northId}`)
    const targets = await north.client.call<{ from: Array<{ name: string }> }>(
      'GET',
      `/people/${person.personId}/transfer-targets?search=south`,
    )
    expect(targets.body.from.map(({ name }) => name)).toEqual(['North'])
    const sent = await north.client.form(`${place}?to=${southId}`, {
      toUnitId: southId,
      fromUnitId: northId,
      reason: 'Because',
    })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/people/${person.personId}/units`])
    // Whoever is spoken for takes it back like a wish of their own.
    expect((await person.client.get('/my-units')).text).toContain('Take back')
  })

  test('read all of them page by page, those that wait first', async () => {
    const seen: Listed['items'] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: Listed } = await list(north, `?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items)
      cursor = body.nextCursor
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(3)
    const waiting = seen.map(({ state }) => state === 'requested')
    expect(waiting).toEqual([...waiting].sort((one, other) => Number(other) - Number(one)))
    expect((await list(north, '?cursor=nonsense')).status).toBe(422)
    const page = await north.client.get('/transfers')
    expect(page.text).toContain('Those who look after South decide.')
  })
})
