import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { comeToUnit, readJoinRequestLetter } from '../../../src/modules/membership/index.ts'
import { codeIn, mailsTo, smsTo } from '../../factories/mails.ts'
import {
  type MadePerson,
  makeAssociation,
  makePerson,
  makeUnit,
  password,
  signedIn,
} from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Reply {
  requestId: string
  code?: string
  unit?: unknown
  issues?: Array<{ pointer: string }>
  items: Array<{ id: string; name?: string; state: string; answer: string | null; unit: { name: string } }>
}

let portal: Portal
let tenantId: string
let regionId: string
let wardId: string
let staff: MadePerson
let elsewhere: MadePerson
let admin: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  regionId = await makeUnit(portal, tenantId, tenantId, 'Region')
  wardId = await makeUnit(portal, tenantId, regionId, 'Ward')
  const other = await makeUnit(portal, tenantId, tenantId, 'Other')
  staff = await makePerson(portal, { tenantId, at: [{ unitId: wardId, role: 'manager' }] })
  elsewhere = await makePerson(portal, { tenantId, at: [{ unitId: other, role: 'manager' }] })
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  await saysJoining(regionId, 'request')
})
afterAll(() => portal.close())

const rows = async <Row extends object>(statement: string, values: unknown[]): Promise<Row[]> =>
  (await portal.app.database.pool.query<Row>(statement, values)).rows

async function saysJoining(unitId: string, joining: string | null): Promise<void> {
  const { body } = await admin.client.call<{ version: number; name: string }>('GET', `/units/${unitId}`)
  const { name, version } = body
  const reply = await admin.client.call(
    'PATCH',
    `/units/${unitId}`,
    { name, joining },
    { 'if-match': `"${version}"` },
  )
  expect(reply.status).toBe(200)
}

const ask = ({ client }: MadePerson, unitId = wardId) =>
  client.call<Reply>('POST', `/units/${unitId}/join-requests`, { message: 'I live here' })
const approve = ({ client }: MadePerson, id: string) =>
  client.call<Reply>('POST', `/join-requests/${id}/approval`, {})
const decline = ({ client }: MadePerson, id: string, answer = 'Too far away') =>
  client.call<Reply>('POST', `/join-requests/${id}/refusal`, { answer })
const newcomer = () => makePerson(portal, { tenantId })
const unitsOf = async (personId: string) =>
  (
    await rows<{ name: string }>(
      'SELECT u.name FROM memberships m JOIN units u ON u.id = m.unit_id WHERE m.person_id = $1 AND m.ended_at IS NULL ORDER BY 1',
      [personId],
    )
  ).map(({ name }) => name)
const stateOf = async (id: string) =>
  (await rows<{ state: string }>('SELECT state FROM join_requests WHERE id = $1', [id]))[0]?.state

describe('how people come into a unit', () => {
  test('is what it says itself, else the nearest above that says anything, else its kind', async () => {
    type Detail = { joining: string; ownJoining: string | null; inheritedJoining: string }
    const read = async (unitId: string) => {
      const { body } = await admin.client.call<Detail>('GET', `/units/${unitId}/detail`)
      return [body.ownJoining, body.inheritedJoining, body.joining]
    }
    expect(await read(regionId)).toEqual(['request', 'open', 'request'])
    expect(await read(wardId)).toEqual([null, 'request', 'request'])
    await saysJoining(wardId, 'closed')
    expect(await read(wardId)).toEqual(['closed', 'request', 'closed'])
    await saysJoining(wardId, null)
    expect(await read(wardId)).toEqual([null, 'request', 'request'])
  })
})

describe('a request to join', () => {
  test('is approved by the staff of the unit, makes the membership, and whoever asked is told', async () => {
    const person = await newcomer()
    expect((await person.client.call<Reply>('POST', `/units/${wardId}/memberships`)).body.code).toBe(
      'units.joinByRequest',
    )
    const { status, body } = await ask(person)
    expect(status).toBe(201)
    await portal.runJobs()
    expect((await mailsTo(portal, staff.email)).at(-1)?.text).toContain('I live here')
    expect(await mailsTo(portal, admin.email)).toEqual([])
    const list = await staff.client.call<Reply>('GET', '/join-requests?state=requested')
    expect(list.body.items.map(({ id, state }) => [id, state])).toEqual([[body.requestId, 'requested']])
    // Other staff sees nothing of it, neither in the list nor by its id.
    expect((await elsewhere.client.call<Reply>('GET', '/join-requests')).body.items).toEqual([])
    expect((await elsewhere.client.call('GET', `/join-requests/${body.requestId}`)).status).toBe(404)
    expect((await approve(elsewhere, body.requestId)).status).toBe(404)
    expect((await approve(staff, body.requestId)).status).toBe(200)
    expect(await unitsOf(person.personId)).toEqual(['Here', 'Ward'])
    await portal.runJobs()
    expect((await mailsTo(portal, person.email)).at(-1)?.text).toContain('You belong to Ward now.')
    const mine = await person.client.call<Reply>('GET', '/me/join-requests')
    expect(mine.body.items.map(({ state, unit }) => [state, unit.name])).toEqual([['approved', 'Ward']])
    expect((await ask(person)).body.code).toBe('membership.alreadyThere')
  })

  test('answers whoever has a phone alone by message, unless they said no', async () => {
    const person = await newcomer()
    const phone = '+380671230078'
    await rows('UPDATE accounts SET email = NULL, phone = $1 WHERE id = $2', [phone, person.accountId])
    const first = (await ask(person)).body
    expect((await decline(staff, first.requestId)).status).toBe(200)
    await portal.runJobs()
    const [message] = await smsTo(portal, phone)
    expect(message).toContain('Ward')
    expect(message).toContain('/my-join-requests')
    // What staff wrote is read on the page, where nobody else looks over a shoulder.
    expect(message).not.toContain('Too far away')
    const choice = { topic: 'membership.joinDecided', channel: 'sms', wanted: false }
    await person.client.call('PUT', '/me/notification-preferences', { choices: [choice] })
    await rows("UPDATE join_requests SET decided_at = decided_at - interval '90 days' WHERE id = $1", [
      first.requestId,
    ])
    const second = (await ask(person)).body
    expect((await approve(staff, second.requestId)).status).toBe(200)
    await portal.runJobs()
    expect(await smsTo(portal, phone)).toHaveLength(1)
  })

  test('is declined with a reason that whoever asked reads, and asked again after some days', async () => {
    const person = await newcomer()
    const { requestId } = (await ask(person)).body
    const wordless = await staff.client.call<Reply>('POST', `/join-requests/${requestId}/refusal`, {
      answer: ' ',
    })
    expect([wordless.status, wordless.body.issues?.map(({ pointer }) => pointer)]).toEqual([422, ['/answer']])
    expect((await decline(staff, requestId)).status).toBe(200)
    await portal.runJobs()
    expect((await mailsTo(portal, person.email)).at(-1)?.text).toContain('Too far away')
    expect((await person.client.get('/my-join-requests')).text).toContain('Too far away')
    expect((await ask(person)).body.code).toBe('membership.joinAskedTooSoon')
    portal.clock.advance({ minutes: 7 * 24 * 60 + 1 })
    expect((await ask(person)).status).toBe(201)
  })

  test('membership.joinAskedAlready: one waits at a unit, though two come at once; it is taken back and asked anew', async () => {
    const person = await newcomer()
    const both = await Promise.all([ask(person), ask(person)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('membership.joinAskedAlready')
    expect((await person.client.get(`/units/${wardId}/ask-to-join`)).text).toContain('You asked already.')
    const [{ requestId } = { requestId: '' }] = both
      .filter(({ status }) => status === 201)
      .map(({ body }) => body)
    expect((await elsewhere.client.call('DELETE', `/me/join-requests/${requestId}`)).status).toBe(404)
    expect((await person.client.call('DELETE', `/me/join-requests/${requestId}`)).status).toBe(200)
    expect((await ask(person)).status).toBe(201)
  })

  test('membership.joinRequestOver: of two members of staff who answer at once one wins', async () => {
    const person = await newcomer()
    const { requestId } = (await ask(person)).body
    const both = await Promise.all([approve(staff, requestId), decline(admin, requestId)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('membership.joinRequestOver')
    expect((await unitsOf(person.personId)).includes('Ward')).toBe((await stateOf(requestId)) === 'approved')
    expect((await person.client.call<Reply>('DELETE', `/me/join-requests/${requestId}`)).body.code).toBe(
      'membership.joinRequestOver',
    )
  })

  test('membership.ownJoinRequest: nobody answers their own', async () => {
    const { requestId } = (await ask(admin)).body
    expect((await approve(admin, requestId)).body.code).toBe('membership.ownJoinRequest')
  })

  test('membership.askerRests: whose membership rests is not let in, and cannot ask', async () => {
    const person = await newcomer()
    const { requestId } = (await ask(person)).body
    const suspended = await admin.client.call('POST', `/people/${person.personId}/standing`, {
      to: 'suspended',
      reason: 'Because',
    })
    expect(suspended.status).toBe(200)
    expect((await approve(staff, requestId)).body.code).toBe('membership.askerRests')
    expect((await person.client.call('DELETE', `/me/join-requests/${requestId}`)).status).toBe(200)
    expect((await ask(person)).body.code).toBe('request.membershipRests')
  })

  test('is answered well where the person came in meanwhile by another way', async () => {
    const person = await newcomer()
    const { requestId } = (await ask(person)).body
    await rows(
      'INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at) VALUES ($1, $2, $3, $4, false, now())',
      [randomUUID(), tenantId, wardId, person.personId],
    )
    expect((await approve(staff, requestId)).status).toBe(200)
    expect(await unitsOf(person.personId)).toEqual(['Here', 'Ward'])
  })

  test('ends where its unit closes or goes into another, and whoever asked is told', async () => {
    const [closing, going] = [
      await makeUnit(portal, tenantId, regionId, 'Closing'),
      await makeUnit(portal, tenantId, regionId, 'Going'),
    ]
    const person = await newcomer()
    const [first, second] = [(await ask(person, closing)).body, (await ask(person, going)).body]
    expect((await admin.client.call('POST', `/units/${closing}/close`)).status).toBe(200)
    expect((await admin.client.call('POST', `/units/${going}/merge`, { intoId: wardId })).status).toBe(200)
    expect([await stateOf(first.requestId), await stateOf(second.requestId)]).toEqual(['ended', 'ended'])
    expect((await approve(admin, second.requestId)).body.code).toBe('membership.joinRequestOver')
    expect((await ask(person, closing)).body.code).toBe('membership.unitClosed')
    await portal.runJobs()
    const told = (await mailsTo(portal, person.email)).map(({ text }) => text).join()
    expect([told.includes('Closing closed or went'), told.includes('Going closed or went')]).toEqual([
      true,
      true,
    ])
  })

  test('membership.unitClosed: a unit that has closed takes nobody, though somebody waits there', async () => {
    const closed = await makeUnit(portal, tenantId, regionId, 'Shut')
    const person = await newcomer()
    const { requestId } = (await ask(person, closed)).body
    await rows("UPDATE units SET status = 'closed' WHERE id = $1", [closed])
    expect((await approve(admin, requestId)).body.code).toBe('membership.unitClosed')
  })

  test('membership.joinNotAsked, membership.joinClosed: one asks only where asking is the way', async () => {
    const open = await makeUnit(portal, tenantId, tenantId, 'Open')
    const person = await newcomer()
    expect((await ask(person, open)).body.code).toBe('membership.joinNotAsked')
    await saysJoining(open, 'closed')
    expect((await ask(person, open)).body.code).toBe('membership.joinClosed')
    const page = await person.client.get(`/units/${open}/ask-to-join`)
    expect(page.text).toContain('People do not come into this unit by asking.')
  })

  test('is one after a merge of two entries that both asked', async () => {
    const [kept, spare] = [await newcomer(), await newcomer()]
    await ask(kept)
    const { requestId } = (await ask(spare)).body
    // Days have gone by, and merging asks for a session that is fresh.
    const fresh = await signedIn(portal, admin.email)
    const merged = await fresh.call('POST', '/people/merges', {
      keptId: kept.personId,
      mergedId: spare.personId,
    })
    expect(merged.status).toBe(201)
    const all = await rows<{ id: string; state: string }>(
      'SELECT id, state FROM join_requests WHERE person_id = $1',
      [kept.personId],
    )
    expect(all.map(({ state }) => state).sort()).toEqual(['requested', 'withdrawn'])
    expect(all.find(({ id }) => id === requestId)?.state).toBe('withdrawn')
  })
})

describe('the portal', () => {
  test('offers the button, takes the message, and lets staff answer with a reason', async () => {
    const person = await newcomer()
    const page = await person.client.get(`/units/${wardId}`)
    expect(page.text).toContain(`href="/units/${wardId}/ask-to-join"`)
    expect(page.text).not.toContain(`action="/units/${wardId}/join"`)
    const sent = await person.client.form(`/units/${wardId}/ask-to-join`, { message: 'Me' })
    expect(sent.status).toBe(303)
    const [{ id } = { id: '' }] = await rows<{ id: string }>(
      'SELECT id FROM join_requests WHERE person_id = $1',
      [person.personId],
    )
    expect((await staff.client.get('/join-requests')).text).toContain(`/join-requests/${id}`)
    const empty = await staff.client.form(`/join-requests/${id}`, { answer: '' })
    expect(empty.status).toBe(422)
    await staff.client.form(`/join-requests/${id}`, { answer: 'Full' })
    expect((await person.client.get('/my-join-requests')).text).toContain('Full')
    const waiting = await newcomer()
    const { requestId } = (await ask(waiting)).body
    const approved = await staff.client.form(`/join-requests/${requestId}/approve`, {})
    expect(approved.headers.get('location')).toBe(`/join-requests/${requestId}`)
    expect(await unitsOf(waiting.personId)).toContain('Ward')
    const late = await waiting.client.form(`/my-join-requests/${requestId}/withdraw`, {})
    expect(late.status).toBe(303)
    expect(await stateOf(requestId)).toBe('approved')
    const again = await staff.client.form(`/join-requests/${id}`, { answer: 'Full' })
    expect(again.text).toContain('This request was answered or taken back already.')
  })
})

describe('whoever signs up by the link of a unit', () => {
  async function signUp(unitId: string | undefined, other: object = {}) {
    const email = `${randomUUID()}@example.org`
    const visitor = portal.visitor()
    const body = { givenName: 'New', address: email, unitId, ...other }
    const asked = await visitor.call<Reply>('POST', '/sign-up', body)
    portal.clock.advance({ minutes: 2 })
    await portal.runJobs()
    return {
      asked,
      async confirm() {
        const code = codeIn((await mailsTo(portal, email)).at(-1)?.text)
        expect((await visitor.call('POST', '/sign-up/confirm-code', { code, password })).status).toBe(200)
        return (await visitor.call<Reply>('GET', '/me/join-requests')).body.items
      },
    }
  }

  test('asks there where its staff decide, and is a member of the association', async () => {
    const page = await portal.visitor().get(`/sign-up?unit=${wardId}`)
    expect(page.text).toContain('You ask to come to Ward as well.')
    const { asked, confirm } = await signUp(wardId, { message: 'New in town' })
    expect([asked.status, asked.body.unit]).toEqual([202, 'asks'])
    expect((await confirm()).map(({ state, unit }) => [state, unit.name])).toEqual([['requested', 'Ward']])
    const [waiting] = (await staff.client.call<Reply>('GET', '/join-requests?state=requested')).body.items
    expect((await staff.client.get(`/join-requests/${waiting?.id}`)).text).toContain('New in town')
  })

  test('comes there at once where it is open, and is stopped by no unit that takes nobody', async () => {
    const open = await makeUnit(portal, tenantId, tenantId, 'Wide open')
    const joins = await signUp(open)
    expect(joins.asked.body.unit).toBe('joins')
    expect(await joins.confirm()).toEqual([])
    const [{ count } = { count: 0 }] = await rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM memberships WHERE unit_id = $1',
      [open],
    )
    expect(count).toBe(1)
    const foreign = await makeUnit(portal, await makeAssociation(portal))
    for (const unitId of [foreign, randomUUID(), tenantId]) {
      const none = await signUp(unitId)
      expect([none.asked.status, none.asked.body.unit]).toEqual([202, 'none'])
      expect(await none.confirm()).toEqual([])
    }
    const doorway = await portal.visitor().call<Reply>('GET', `/doorways/${foreign}`)
    expect(doorway.body.unit).toBeNull()
    for (const unit of [foreign, 'nonsense'])
      expect((await portal.visitor().get(`/sign-up?unit=${unit}`)).text).toContain(
        'This link leads to no unit',
      )
  })

  test('finds the request ended where the unit closed before they confirmed', async () => {
    const brief = await makeUnit(portal, tenantId, regionId, 'Brief')
    const { confirm } = await signUp(brief)
    await admin.client.call('POST', `/units/${brief}/close`)
    expect((await confirm()).map(({ state }) => state)).toEqual(['ended'])
  })

  test('has no letter once the request is gone', async () => {
    const letter = await portal.app.runner.ask(
      readJoinRequestLetter,
      { requestId: randomUUID() },
      portal.app.asSystem('test', tenantId),
    )
    expect(letter).toBeNull()
  })

  test('comes to no unit that there is not', async () => {
    const call = portal.app.runner.call(
      comeToUnit,
      { personId: admin.personId, unitId: randomUUID(), message: null },
      portal.app.asSystem('test', tenantId),
    )
    await expect(call).rejects.toMatchObject({ status: 404 })
  })
})

/** Signs up, and confirms; with what the first answer said. */
async function signUp(more: object = {}) {
  const visitor = portal.visitor()
  const email = `${randomUUID()}@example.org`
  const asked = await visitor.call<{ association: string; code?: string }>('POST', '/sign-up', {
    givenName: 'Nova',
    address: email,
    ...more,
  })
  if (asked.status !== 202) return { visitor, email, asked, status: asked.status, personId: '' }
  await portal.runJobs()
  const { status } = await visitor.call('POST', '/sign-up/confirm-code', {
    code: codeIn((await mailsTo(portal, email)).at(-1)?.text),
    password,
  })
  const me = await visitor.call<{ personId: string }>('GET', '/me/profile')
  return { visitor, email, asked, status, personId: me.body.personId }
}

type Mine = { standing: string; number: string | null; admission: string | null }
const standingOf = async (client: MadePerson['client']) =>
  (await client.call<Mine>('GET', '/me/standing')).body
const requestOf = async (personId: string) =>
  (
    await rows<{ id: string; state: string }>(
      'SELECT id, state FROM join_requests WHERE person_id = $1 AND unit_id = tenant_id ORDER BY id DESC',
      [personId],
    )
  )[0] ?? { id: '', state: '' }

describe('membership.awaitAdmission', () => {
  beforeAll(async () => {
    await saysJoining(tenantId, 'request')
    await admin.client.call(
      'PUT',
      '/membership-numbers/series',
      { prefix: 'N', withYear: false, digits: 3 },
      { 'if-match': '"0"' },
    )
  })
  afterAll(() => saysJoining(tenantId, null))

  test('lets who signs up wait: they reach what is their own, staff let them in, and they are members', async () => {
    expect((await portal.visitor().get('/sign-up')).text).toContain('decide who comes in')
    const { visitor, email, asked, personId } = await signUp({ message: 'I teach here' })
    expect(asked.body.association).toBe('asks')
    expect(await standingOf(visitor)).toMatchObject({ standing: 'pending', number: null, admission: null })
    expect((await visitor.call<Reply>('GET', '/units')).body.code).toBe('request.membershipRests')
    expect((await visitor.get('/membership')).text).toContain('decide whether you come in')
    await portal.runJobs()
    expect((await mailsTo(portal, admin.email)).at(-1)?.text).toContain('I teach here')
    const { id } = await requestOf(personId)
    expect((await approve(staff, id)).status).toBe(404)
    const both = await Promise.all([approve(admin, id), decline(admin, id)])
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    // Whichever came first holds; the other way round it is set right by hand.
    if ((await requestOf(personId)).state === 'declined')
      await admin.client.call('POST', `/people/${personId}/standing`, {
        to: 'active',
        reason: 'We looked again',
      })
    expect(await standingOf(visitor)).toMatchObject({ standing: 'active' })
    expect((await visitor.call('GET', '/units')).status).toBe(200)
    await portal.runJobs()
    expect((await mailsTo(portal, email)).at(-1)?.subject).toContain('How you stand')
  })

  test('gives a number once they are let in, by whatever page it is decided, and the request is answered', async () => {
    const { visitor, personId } = await signUp()
    const decided = await admin.client.call('POST', `/people/${personId}/standing`, {
      to: 'active',
      reason: 'Known to us',
    })
    expect(decided.status).toBe(200)
    expect((await requestOf(personId)).state).toBe('approved')
    expect((await standingOf(visitor)).number).toMatch(/^N\d+/)
  })

  test('whoever is declined, or takes it back, is a prospect and asks again; where all may join they are in at once', async () => {
    const { visitor, personId } = await signUp()
    expect((await decline(admin, (await requestOf(personId)).id, 'Not yet')).status).toBe(200)
    expect(await standingOf(visitor)).toMatchObject({
      standing: 'prospect',
      admission: 'request',
      reason: 'Not yet',
    })
    const again = () => visitor.call<Reply>('POST', '/me/admission-request', { message: 'Please' })
    expect((await again()).body.code).toBe('membership.joinAskedTooSoon')
    portal.clock.advance({ minutes: 7 * 24 * 60 + 1 })
    const posted = await visitor.form('/membership', { message: 'Please' })
    expect(posted.status).toBe(303)
    expect((await standingOf(visitor)).standing).toBe('pending')
    expect((await again()).body.code).toBe('membership.notProspect')
    const { id, state } = await requestOf(personId)
    expect(state).toBe('requested')
    expect((await visitor.call('DELETE', `/me/join-requests/${id}`)).status).toBe(200)
    expect((await requestOf(personId)).state).toBe('withdrawn')
    expect((await standingOf(visitor)).standing).toBe('prospect')
    await saysJoining(tenantId, 'open')
    expect((await again()).status).toBe(201)
    expect((await standingOf(visitor)).standing).toBe('active')
    await saysJoining(tenantId, 'request')
  })
})

test('identity.invitationOnly: where only staff add people nobody signs up, however they began; entries of the association do', async () => {
  const visitor = portal.visitor()
  const begun = `${randomUUID()}@example.org`
  await visitor.call('POST', '/sign-up', { givenName: 'Early', address: begun })
  await saysJoining(tenantId, 'closed')
  try {
    await portal.runJobs()
    const late = await visitor.call<Reply>('POST', '/sign-up/confirm-code', {
      code: codeIn((await mailsTo(portal, begun)).at(-1)?.text),
      password,
    })
    expect([late.status, late.body.code]).toEqual([409, 'identity.invitationOnly'])
    expect(await rows('SELECT 1 FROM accounts WHERE email = $1', [begun])).toEqual([])
    expect((await signUp()).asked.body.code).toBe('identity.invitationOnly')
    const page = await portal.visitor().get('/sign-up')
    expect(page.text).toContain('by invitation only')
    expect(page.text).not.toContain('name="givenName"')
  } finally {
    await saysJoining(tenantId, null)
  }
})
