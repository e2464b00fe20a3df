import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { letIn } from '../../../src/modules/identity/index.ts'
import { readAcceptanceLetter, readInvitationLetter } from '../../../src/modules/invitations/index.ts'
import { claimPerson } from '../../../src/modules/people/index.ts'
import { setSetting } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import {
  type MadePerson,
  makeAssociation,
  makeEntry,
  makePerson,
  makeUnit,
  password,
  signedIn,
} from '../../factories/people.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  id: string
  code?: string
  state: string
  issues?: Array<{ pointer: string; code: string }>
  [name: string]: unknown
}

let portal: Portal
let tenantId: string
let unitId: string
let admin: MadePerson
let manager: MadePerson
let member: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Guild')
  unitId = await makeUnit(portal, tenantId, tenantId, 'North')
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  manager = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
// Limits count by the hour; sessions bear it.
beforeEach(() => portal.clock.advance({ minutes: 11 }))
afterAll(() => portal.close())

const newAddress = () => `${randomUUID()}@example.org`

function invite(by: MadePerson, wish: object = {}) {
  return by.client.call<Answer>('POST', '/invitations', {
    unitId,
    address: newAddress(),
    givenName: 'Ada',
    ...wish,
  })
}

/** The link of the latest letter to an address. */
async function linkTo(address: string): Promise<string> {
  await portal.runJobs()
  const [mail] = await portal.app.database.sql<{ text: string }>(
    sql`SELECT text FROM kept_mails WHERE recipient = ${address} ORDER BY id DESC LIMIT 1`,
  )
  const [, token] = /\/invited\/([\w-]{43})/.exec(mail?.text ?? '') ?? []
  if (!token) throw new Error(`No invitation went to ${address}.`)
  return token
}

function acceptAnew(token: string, client: Client = portal.visitor(), more: object = {}) {
  return client.call<Answer>('POST', '/invited/newcomer', { token, givenName: 'Ada', password, ...more })
}

async function invited(
  by: MadePerson,
  wish: object = {},
): Promise<{ id: string; address: string; token: string }> {
  const address = newAddress()
  const reply = await invite(by, { address, ...wish })
  if (reply.status !== 201) throw new Error(reply.text)
  return { id: reply.body.id, address, token: await linkTo(address) }
}

const codeOf = ({ status, body }: { status: number; body: Answer }) => [status, body.code]

async function restepped(person: MadePerson): Promise<void> {
  await person.client.call('POST', '/step-up', { password })
}

describe('an invitation', () => {
  test('is sent, read, and lets somebody new in, whom staff then find', async () => {
    const { id, token } = await invited(manager, { greeting: 'We build together.' })
    const visitor = portal.visitor()
    const page = await visitor.get(`/invited/${token}`)
    for (const words of ['Guild', 'North', 'Given Family', 'We build together.'])
      expect(page.text).toContain(words)
    expect((await acceptAnew(token, visitor)).status).toBe(201)
    const mine = await visitor.call<{ items: Array<{ id: string }> }>('GET', '/me/units')
    expect(JSON.stringify(mine.body)).toContain(unitId)
    const read = await manager.client.call<Answer>('GET', `/invitations/${id}`)
    expect(read.body).toMatchObject({ state: 'accepted', abilities: { resend: false, withdraw: false } })
    await portal.runJobs()
    const told = await portal.app.database.sql(
      sql`SELECT 1 FROM kept_mails WHERE recipient = ${manager.email} AND subject LIKE '%has come in'`,
    )
    expect(told).toHaveLength(1)
  })

  test('says to programs as well who asks into what', async () => {
    const { token } = await invited(manager)
    await portal.app.runner.call(
      setSetting,
      { unitId: tenantId, name: 'timeZone', value: 'Asia/Kolkata' },
      portal.app.asSystem('test', tenantId),
    )
    // Whoever is not signed in reads until when in the zone of the unit, with its name.
    expect((await portal.visitor().get(`/invited/${token}`)).text).toMatch(/GMT\+5:30|IST/)
    const { body } = await portal.visitor().call<Answer>('GET', `/invited/${token}`)
    expect(body).toMatchObject({
      timeZone: 'Asia/Kolkata',
      association: 'Guild',
      unit: 'North',
      state: 'open',
      reader: 'newcomer',
    })
  })

  test('keeps no token in the database, but its hash', async () => {
    const { id, token } = await invited(manager)
    const [row] = await portal.app.database.sql<{ text: string }>(
      sql`SELECT row_to_json(i)::text AS text FROM person_invitations i WHERE id = ${id}::uuid`,
    )
    expect(row?.text).not.toContain(token)
  })

  test('of 50 who follow it at once lets one in, and counts one', async () => {
    await restepped(admin)
    const { token } = await invited(admin, { role: 'manager' })
    const people = async () =>
      (
        await portal.app.database.sql<{ members: number; managers: number; truly: number }>(sql`
          SELECT (SELECT members FROM unit_counts WHERE unit_id = ${unitId}::uuid) AS members,
            (SELECT count(*)::int FROM grants WHERE unit_id = ${unitId}::uuid AND role = 'manager') AS managers,
            (SELECT count(*)::int FROM memberships WHERE unit_id = ${unitId}::uuid AND ended_at IS NULL) AS truly`)
      )[0]
    const before = await people()
    const replies = await Promise.all(Array.from({ length: 50 }, () => acceptAnew(token)))
    const statuses = replies.map(({ status }) => status).sort()
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(new Set(replies.filter(({ status }) => status !== 201).map((reply) => codeOf(reply)[1]))).toEqual(
      new Set(['invitations.used']),
    )
    const after = await people()
    expect(after).toEqual({
      members: Number(before?.members) + 1,
      managers: Number(before?.managers) + 1,
      truly: Number(before?.truly) + 1,
    })
  })

  test('of fifty, each accepted at the same time, brings fifty people', async () => {
    const wide = await makeUnit(portal, tenantId)
    const addresses = Array.from({ length: 50 }, newAddress)
    await Promise.all(addresses.map((address) => invite(admin, { unitId: wide, address })))
    const tokens: string[] = []
    for (const address of addresses) tokens.push(await linkTo(address))
    const replies = await Promise.all(tokens.map((token) => acceptAnew(token)))
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]))
    const [count] = await portal.app.database.sql<{ members: number; people: number }>(
      sql`SELECT members, people FROM unit_counts WHERE unit_id = ${wide}::uuid`,
    )
    expect(count).toEqual({ members: 50, people: 50 })
  })

  test('without a password signs in, and leads to adding a passkey', async () => {
    const { token } = await invited(manager)
    const visitor = portal.visitor()
    const reply = await visitor.form(`/invited/${token}`, { givenName: 'Ada', way: 'other', password: '' })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/account/passkeys/new'])
  })

  test('invitations.signInFirst: whoever is signed in says so', async () => {
    const { token } = await invited(manager)
    expect(codeOf(await acceptAnew(token, member.client))).toEqual([409, 'invitations.signInFirst'])
  })

  test('identity.addressTaken: who has an account already signs in with it', async () => {
    await invite(manager, { address: member.email })
    const link = await linkTo(member.email)
    expect((await portal.visitor().get(`/invited/${link}`)).text).toContain(
      `/sign-in?next=${encodeURIComponent(`/invited/${link}`)}`,
    )
    expect(codeOf(await acceptAnew(link))).toEqual([409, 'identity.addressTaken'])
    const accepted = await member.client.form(`/invited/${link}/accept`, {})
    expect(accepted.headers.get('location')).toBe(`/units/${unitId}`)
  })

  test('takes somebody of another association in with the account that they have', async () => {
    const other = await makePerson(portal, { tenantId: await makeAssociation(portal) })
    await invite(manager, { address: other.email })
    const token = await linkTo(other.email)
    expect((await other.client.get(`/invited/${token}`)).text).toContain('Accept invitation')
    const reply = await other.client.call<Answer>('POST', '/invited/me', { token })
    expect(reply.status).toBe(201)
    const people = await portal.app.database.sql(
      sql`SELECT 1 FROM people WHERE account_id = ${other.accountId}::uuid`,
    )
    expect(people).toHaveLength(2)
  })

  test('invitations.otherAddress: is for nobody else who is signed in', async () => {
    const { token, address } = await invited(manager)
    const reply = await member.client.call<Answer>('POST', '/invited/me', { token })
    expect(codeOf(reply)).toEqual([409, 'invitations.otherAddress'])
    const page = await member.client.get(`/invited/${token}`)
    expect(page.text).toContain('You are signed in with another account')
    expect(page.text).not.toContain(address)
  })

  test('invitations.expired, invitations.withdrawn, invitations.unknown: says why nobody comes in', async () => {
    const gone = await invited(manager)
    await manager.client.call('DELETE', `/invitations/${gone.id}`)
    expect(codeOf(await acceptAnew(gone.token))).toEqual([409, 'invitations.withdrawn'])
    expect((await portal.visitor().get(`/invited/${gone.token}`)).text).toContain('was withdrawn')
    const late = await invited(manager, { days: 1 })
    portal.clock.advance({ days: 1, minutes: 1 })
    expect(codeOf(await acceptAnew(late.token))).toEqual([409, 'invitations.expired'])
    expect((await portal.visitor().get(`/invited/${late.token}`)).text).toContain('ran out')
    expect(codeOf(await acceptAnew('A'.repeat(43)))).toEqual([404, 'invitations.unknown'])
  })

  test('invitations.unitClosed: nobody comes in at a unit that has closed', async () => {
    const closing = await makeUnit(portal, tenantId)
    const { token } = await invited(admin, { unitId: closing })
    await admin.client.call('POST', `/units/${closing}/close`)
    expect(codeOf(await acceptAnew(token))).toEqual([409, 'invitations.unitClosed'])
    expect(codeOf(await invite(admin, { unitId: closing }))).toEqual([409, 'invitations.unitClosed'])
  })

  test('request.tenantSuspended: nobody comes into an association that is suspended, and later they do', async () => {
    const stopped = await makeAssociation(portal, 'Stopped')
    const boss = await makePerson(portal, { tenantId: stopped, roles: ['member', 'administrator'] })
    const anew = await invited(boss, { unitId: stopped })
    await invite(boss, { unitId: stopped, address: member.email })
    const elsewhere = await linkTo(member.email)
    await portal.app.database.sql(sql`
      INSERT INTO tenancies (tenant_id, suspended_at, suspension_reason) VALUES (${stopped}::uuid, ${portal.clock.now()}, 'Unpaid')`)
    expect(codeOf(await acceptAnew(anew.token))).toEqual([403, 'request.tenantSuspended'])
    const asMe = () => member.client.call<Answer>('POST', '/invited/me', { token: elsewhere })
    expect(codeOf(await asMe())).toEqual([403, 'request.tenantSuspended'])
    await portal.app.database.sql(sql`DELETE FROM tenancies WHERE tenant_id = ${stopped}::uuid`)
    expect((await asMe()).status).toBe(201)
  })

  test('invitations.inviterMayNot: a promise counts no longer than the right of who made it', async () => {
    const leaving = await makePerson(portal, { tenantId, at: [{ unitId, role: 'manager' }] })
    const { token } = await invited(leaving)
    await portal.app.database.sql(
      sql`UPDATE grants SET ends_at = ${portal.clock.now()} WHERE person_id = ${leaving.personId}::uuid AND role = 'manager'`,
    )
    expect(codeOf(await acceptAnew(token))).toEqual([409, 'invitations.inviterMayNot'])
  })

  test('invitations.membershipRests: who was suspended does not come back by a letter', async () => {
    const resting = await makePerson(portal, { tenantId })
    await invite(manager, { address: resting.email })
    const token = await linkTo(resting.email)
    await restepped(admin)
    await admin.client.call('POST', `/people/${resting.personId}/standing`, {
      to: 'suspended',
      reason: 'Rest',
    })
    const reply = await resting.client.call<Answer>('POST', '/invited/me', { token })
    expect(codeOf(reply)).toEqual([409, 'invitations.membershipRests'])
  })
})

describe('who may invite', () => {
  test('staff of the unit and above, nobody else; and not elsewhere', async () => {
    expect((await invite(member)).status).toBe(404)
    expect((await invite(manager, { unitId: tenantId })).status).toBe(404)
    expect((await member.client.get('/invitations')).status).toBe(403)
  })

  test('invitations.givesNone: who gives no roles promises none, and reads that it is that', async () => {
    await restepped(manager)
    expect(codeOf(await invite(manager, { role: 'manager' }))).toEqual([403, 'invitations.givesNone'])
  })

  test('request.stepUpNeeded: a role takes a session that was stepped up', async () => {
    portal.clock.advance({ hours: 1 })
    const client = await signedIn(portal, admin.email)
    portal.clock.advance({ hours: 1 })
    const reply = await client.call<Answer>('POST', '/invitations', {
      unitId,
      address: newAddress(),
      role: 'manager',
    })
    expect(codeOf(reply)).toEqual([403, 'request.stepUpNeeded'])
    expect((await client.call('POST', '/invitations', { unitId, address: newAddress() })).status).toBe(201)
  })

  test('access.tooLong: nor for longer than they hold it', async () => {
    const brief = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const until = new Date(portal.clock.now().getTime() + 5 * 86_400_000)
    await portal.app.database.sql(
      sql`UPDATE grants SET ends_at = ${until} WHERE person_id = ${brief.personId}::uuid AND role = 'administrator'`,
    )
    const reply = await invite(brief, { role: 'manager' })
    expect(reply.body.issues).toMatchObject([{ code: 'access.error.tooLong' }])
  })

  test('invitations.roleGone: a role that was retired meanwhile is said to be gone', async () => {
    await restepped(admin)
    const made = await admin.client.call<Answer>('POST', '/roles', {
      unitId,
      name: { v: 1, en: `Helper ${randomUUID()}` },
      permissions: ['people.read'],
    })
    const { token, id } = await invited(admin, { role: made.body.id ?? made.body.role })
    const retired = await admin.client.call('POST', `/roles/${made.body.id}/retire`)
    expect(retired.status).toBeLessThan(300)
    expect(codeOf(await acceptAnew(token))).toEqual([409, 'invitations.roleGone'])
    expect((await admin.client.call<Answer>('GET', `/invitations/${id}`)).body.state).toBe('open')
  })
})

describe('the list', () => {
  test('invitations.sentJustNow, then a new link, and the one before leads nowhere', async () => {
    const { id, address, token } = await invited(manager)
    expect(codeOf(await manager.client.call<Answer>('POST', `/invitations/${id}/letters`))).toEqual([
      429,
      'invitations.sentJustNow',
    ])
    // Among many it says the same, with its number.
    const many = await manager.client.call('POST', '/invitations/resend', { chosen: [id] })
    expect(many.body).toMatchObject({
      done: 0,
      refused: [
        { code: 'invitations.sentJustNow', text: expect.stringContaining('less than 10 minutes'), count: 1 },
      ],
    })
    portal.clock.advance({ minutes: 11 })
    expect((await manager.client.call('POST', `/invitations/${id}/letters`)).status).toBe(200)
    expect(codeOf(await acceptAnew(token))).toEqual([404, 'invitations.unknown'])
    expect((await acceptAnew(await linkTo(address))).status).toBe(201)
    expect(codeOf(await manager.client.call<Answer>('POST', `/invitations/${id}/letters`))).toEqual([
      409,
      'invitations.over',
    ])
  })

  test('invitations.sentOften: ten letters are enough', async () => {
    const { id } = await invited(manager)
    await portal.app.database.sql(sql`UPDATE person_invitations SET sends = 10 WHERE id = ${id}::uuid`)
    portal.clock.advance({ minutes: 11 })
    expect(codeOf(await manager.client.call<Answer>('POST', `/invitations/${id}/letters`))).toEqual([
      409,
      'invitations.sentOften',
    ])
  })

  test('invitations.alreadyInvited, invitations.alreadyMember: nobody is asked twice', async () => {
    const { address } = await invited(manager)
    expect(codeOf(await invite(manager, { address }))).toEqual([409, 'invitations.alreadyInvited'])
    expect(codeOf(await invite(admin, { unitId: tenantId, address: member.email }))).toEqual([
      409,
      'invitations.alreadyMember',
    ])
  })

  test('shows what ran out as such, makes room for a new one, and is cleared away', async () => {
    const { id, address } = await invited(manager, { days: 1 })
    portal.clock.advance({ days: 2 })
    type Page = { items: Array<{ id: string; state: string }> }
    const list = await manager.client.call<Page>('GET', '/invitations?state=expired')
    expect(list.body.items.map((item) => item.id)).toContain(id)
    expect((await invite(manager, { address })).status).toBe(201)
    expect((await manager.client.download('/invitations.csv')).status).toBe(200)
  })

  test('invitations.listInvitationsColumns, invitations.listRolesToGive: programs learn what there is', async () => {
    expect((await manager.client.call('GET', '/invitations/columns')).status).toBe(200)
    type Roles = { items: Array<{ role: string }> }
    const rolesOf = async ({ client }: MadePerson) =>
      (await client.call<Roles>('GET', `/units/${unitId}/roles-to-invite-with`)).body.items.map(
        ({ role }) => role,
      )
    expect(await rolesOf(manager)).toEqual([])
    expect(await rolesOf(admin)).toContain('manager')
  })

  test('on its page one is sent again and withdrawn', async () => {
    const { id } = await invited(manager)
    expect((await manager.client.get(`/invitations/${id}`)).text).toContain('Send again')
    portal.clock.advance({ minutes: 11 })
    await manager.client.form(`/invitations/${id}/resend`, {})
    expect((await manager.client.call<Answer>('GET', `/invitations/${id}`)).body).toMatchObject({ sends: 2 })
    await manager.client.form(`/invitations/${id}/withdraw`, {})
    expect((await manager.client.call<Answer>('GET', `/invitations/${id}`)).body.state).toBe('withdrawn')
  })

  test('invitations.resendInvitations sends those that were chosen again', async () => {
    const { id } = await invited(manager)
    portal.clock.advance({ minutes: 11 })
    expect((await manager.client.call('POST', '/invitations/resend', { chosen: [id] })).status).toBe(200)
    expect((await manager.client.call<Answer>('GET', `/invitations/${id}`)).body.sends).toBe(2)
  })

  test('withdraws those that were chosen', async () => {
    const sent = [await invited(manager), await invited(manager)]
    const reply = await manager.client.call('POST', '/invitations/withdraw', {
      chosen: sent.map(({ id }) => id),
    })
    expect(reply.status).toBe(200)
    for (const { token } of sent) expect(codeOf(await acceptAnew(token))[1]).toBe('invitations.withdrawn')
  })
})

describe('an entry that nobody signs in as', () => {
  const unclaimed = () => makeEntry(portal, tenantId, unitId)

  test('is taken over by whoever was invited to it', async () => {
    const personId = await unclaimed()
    const address = newAddress()
    expect((await manager.client.get(`/people/${personId}/invite`)).text).toContain('Olha')
    await manager.client.form(`/people/${personId}/invite`, {
      address,
      days: '14',
      locale: 'en',
      greeting: '',
    })
    const token = await linkTo(address)
    const visitor = portal.visitor()
    expect((await visitor.get(`/invited/${token}`)).text).toContain('Olha')
    const reply = await visitor.call<Answer>('POST', '/invited/newcomer', { token, password })
    expect([reply.status, reply.body.personId]).toEqual([201, personId])
  })

  test('people.alreadyClaimed: of two who claim it at once one wins', async () => {
    const personId = await unclaimed()
    const [first, second] = await Promise.all([
      makePerson(portal, { tenantId: await makeAssociation(portal) }),
      makePerson(portal, { tenantId: await makeAssociation(portal) }),
    ])
    const claim = ({ accountId }: MadePerson) =>
      portal.app.runner.call(claimPerson, { personId, accountId }, portal.app.asSystem('test', tenantId))
    const outcomes = await Promise.allSettled([claim(first), claim(second)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'people.alreadyClaimed' },
    })
  })

  test('invitations.readInvitationLetter, invitations.readAcceptanceLetter: a letter that was overtaken says nothing', async () => {
    const { id } = await invited(manager)
    const asSystem = () => portal.app.asSystem('test', tenantId)
    const { runner } = portal.app
    expect(await runner.ask(readInvitationLetter, { invitationId: id, sends: 2 }, asSystem())).toBeNull()
    expect(await runner.ask(readInvitationLetter, { invitationId: id, sends: 1 }, asSystem())).toMatchObject({
      unit: 'North',
    })
    expect(await runner.ask(readAcceptanceLetter, { invitationId: id }, asSystem())).toBeNull()
  })

  test('identity.letIn: whoever has a person here comes into one more unit', async () => {
    const { accountId, personId } = await makePerson(portal, { tenantId })
    const input = { tenantId, unitId, account: { accountId }, personId: null, locale: 'en', timeZone: 'UTC' }
    const came = await portal.app.runner.call(letIn, input, portal.app.asSystem('test', tenantId))
    expect(came).toEqual({ accountId, personId, isNew: false })
  })

  test('becomes whoever accepts an invitation to the address that it is kept with, unless it rests', async () => {
    const kept = async () => {
      const { address, token } = await invited(manager)
      return { token, personId: await makeEntry(portal, tenantId, unitId, { email: address }) }
    }
    const known = await kept()
    expect((await acceptAnew(known.token)).body.personId).toBe(known.personId)
    const resting = await kept()
    await restepped(admin)
    await admin.client.call('POST', `/people/${resting.personId}/standing`, {
      to: 'suspended',
      reason: 'Fees',
    })
    expect(codeOf(await acceptAnew(resting.token))).toEqual([409, 'invitations.membershipRests'])
  })

  test('people.alreadySomebody: nobody becomes a second person of one association', async () => {
    const personId = await unclaimed()
    await manager.client.call('POST', `/people/${personId}/invitation`, { address: member.email })
    const token = await linkTo(member.email)
    const reply = await member.client.call<Answer>('POST', '/invited/me', { token })
    expect(codeOf(reply)).toEqual([409, 'people.alreadySomebody'])
  })

  test('is offered to no staff of elsewhere, nor where somebody signs in already', async () => {
    const personId = await unclaimed()
    const stranger = await makePerson(portal, {
      tenantId: await makeAssociation(portal),
      roles: ['member', 'administrator'],
    })
    expect((await stranger.client.call('GET', `/people/${personId}/invitation`)).status).toBe(404)
    const theirs = await admin.client.call<Answer>('GET', `/people/${member.personId}/invitation`)
    expect(theirs.body.signsIn).toBe(true)
    const reply = await admin.client.call<Answer>('POST', `/people/${member.personId}/invitation`, {
      address: newAddress(),
    })
    expect(codeOf(reply)).toEqual([409, 'people.alreadyClaimed'])
  })
})
