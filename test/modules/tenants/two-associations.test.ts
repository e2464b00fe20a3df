import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { grantRole } from '../../../src/modules/access/index.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, signedIn } from '../../factories/people.ts'
import { setUpSecondStep } from '../../factories/second-steps.ts'
import { until } from '../../factories/waiting.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

// One account that is a person in two associations, each looked at from a browser of its own.

let portal: Portal
let here: string
let there: string
let somebody: MadePerson
let otherId: string
let inHere: Client
let inThere: Client
let third: Client

beforeAll(async () => {
  portal = await openPortal()
  here = await makeAssociation(portal, 'Here')
  there = await makeAssociation(portal, 'There')
  somebody = await makePerson(portal, { tenantId: here, roles: ['member', 'administrator'] })
  const system = () => portal.app.asSystem('test', there)
  const { personId } = await portal.app.runner.call(
    addPerson,
    {
      accountId: somebody.accountId,
      givenName: 'Other',
      familyName: 'Self',
      locale: 'en',
      timeZone: 'UTC',
    },
    system(),
  )
  otherId = personId
  await portal.app.runner.call(addMember, { unitId: there, personId }, system())
  await portal.app.runner.call(grantRole, { unitId: there, personId, role: 'member' }, system())
  inHere = await signedIn(portal, somebody.email)
  inHere.setCookie('association', here)
  inThere = await signedIn(portal, somebody.email)
  inThere.setCookie('association', there)
  third = await signedIn(portal, somebody.email)
})
afterAll(() => portal.close())

const profileOf = async (client: Client) =>
  (await client.call<{ personId: string; familyName: string; about: string | null }>('GET', '/me/profile'))
    .body

test('profiles, rights and what one started are of each association', async () => {
  expect((await profileOf(inHere)).personId).toBe(somebody.personId)
  expect((await profileOf(inThere)).personId).toBe(otherId)
  expect((await profileOf(inHere)).familyName).not.toBe((await profileOf(inThere)).familyName)
  // From the one they get to the other, by a card on the first page.
  const { body: mine } = await inHere.call<{ items: Array<{ id: string; isHere: boolean }> }>(
    'GET',
    '/me/associations',
  )
  expect(mine.items.map(({ id, isHere }) => [id, isHere]).sort()).toEqual(
    [
      [here, true],
      [there, false],
    ].sort(),
  )
  expect((await inHere.get('/')).text).toContain('href="/my-associations"')
  // Before one goes there it is said what that means, and the next page has the association chosen.
  const mineShown = (await inHere.get('/my-associations')).text
  expect(mineShown).toContain('The next page asks you to confirm')
  expect(mineShown).toContain(`/association?tenantId=${there}`)
  expect((await inHere.get(`/association?tenantId=${there}`)).text).toMatch(
    new RegExp(`<input(?=[^>]*value="${there}")(?=[^>]*\\schecked)[^>]*>`),
  )
  const visitor = portal.visitor()
  await visitor.get('/association')
  expect((await visitor.form('/association', { tenantId: there })).status).toBe(303)
  expect((await visitor.get('/sign-in')).text).toMatch(/You are looking at [^<]+ now\./)
  const unitId = await makeUnit(portal, here, here, 'Only here')
  expect((await inHere.call('GET', `/units/${unitId}`)).status).toBe(200)
  expect((await inThere.call('GET', `/units/${unitId}`)).status).toBe(404)
  expect((await inHere.call('GET', '/tenancy')).status).toBe(200)
  expect((await inThere.call('GET', '/tenancy')).status).toBe(403)
  await inHere.prove()
  const task = await inHere.call<{ taskId: string }>('POST', `/units/${unitId}/export`)
  expect((await inHere.call('GET', `/tasks/${task.body.taskId}`)).status).toBe(200)
  expect((await inThere.call('GET', `/tasks/${task.body.taskId}`)).status).toBe(404)
})

test('the second step, sessions and security are of the account, and so the same in both', async () => {
  await setUpSecondStep(portal, inHere)
  const security = await Promise.all(
    [inHere, inThere].map((client) => client.call('GET', '/account/security')),
  )
  expect(security.map(({ status }) => status)).toEqual([200, 200])
  expect(security[0]?.body).toMatchObject(JSON.parse(JSON.stringify(security[1]?.body)))
})

test.each([
  ['names', '/me/names', { givenName: 'Only', familyName: 'Here' }, 'Here'],
  ['what one tells', '/me/about', { title: 'Onlyhere' }, 'Onlyhere'],
  [
    'contact',
    '/me/contact',
    { phone: '+380 44 765 43 21', city: 'Onlyheretown', country: 'UA' },
    'Onlyheretown',
  ],
  ['who sees it', '/me/visibility', { shownTo: 'nobody' }, '"shownTo":"nobody"'],
  ['language and time zone', '/me/region', { locale: 'uk', timeZone: 'Europe/Kyiv' }, 'Europe/Kyiv'],
] as const)('of each association: %s', async (_what, path, told, found) => {
  const before = await inThere.call('GET', '/me/profile')
  expect((await inHere.call('PUT', path, told)).status).toBe(200)
  expect((await inHere.call('GET', '/me/profile')).text).toContain(found)
  expect((await inThere.call('GET', '/me/profile')).body).toEqual(before.body)
})

test('of each association: what one wants to hear of', async () => {
  type Preferences = {
    topics: Array<{ name: string; security: boolean; channels: Array<{ channel: string; wanted: boolean }> }>
  }
  const of = async (client: Client) =>
    (await client.call<Preferences>('GET', '/me/notification-preferences')).body.topics
  const before = await of(inThere)
  const topic = (await of(inHere)).find(
    ({ security, name }) => !security && before.some((each) => each.name === name),
  )
  const [channel] = topic?.channels ?? []
  const choice = { topic: topic?.name, channel: channel?.channel, wanted: !channel?.wanted }
  expect((await inHere.call('PUT', '/me/notification-preferences', { choices: [choice] })).status).toBe(200)
  expect((await of(inHere)).find(({ name }) => name === topic?.name)?.channels[0]?.wanted).toBe(
    !channel?.wanted,
  )
  expect(await of(inThere)).toEqual(before)
})

test('of each association: standing, and staff who act for somebody', async () => {
  const boss = await makePerson(portal, { tenantId: there, roles: ['member', 'administrator'] })
  boss.client.setCookie('association', there)
  const acting = await boss.client.call('POST', `/people/${otherId}/acting`, {
    reason: 'They asked',
    minutes: 10,
  })
  expect(acting.status).toBe(201)
  expect((await profileOf(boss.client)).personId).toBe(otherId)
  // The session of acting counts in its association alone: elsewhere the browser has their own again, who is nobody there.
  boss.client.setCookie('association', here)
  expect((await boss.client.call('GET', '/me/profile')).status).toBe(403)
  boss.client.setCookie('association', there)
  expect((await profileOf(boss.client)).personId).toBe(boss.personId)
  const rests = await boss.client.call('POST', `/people/${otherId}/standing`, {
    to: 'suspended',
    reason: 'Unpaid',
  })
  expect(rests.status).toBe(200)
  await until('it rests there', async () => (await inThere.call('GET', '/units')).status === 403)
  expect((await inHere.call('GET', '/units')).status).toBe(200)
  const back = await boss.client.call('POST', `/people/${otherId}/standing`, { to: 'active', reason: 'Paid' })
  expect(back.status).toBe(200)
  await until('it goes on', async () => (await inThere.call('GET', '/units')).status === 200)
})

test('of each association: which roles wait for a second step', async () => {
  const account = await makePerson(portal, { tenantId: here, roles: ['member'] })
  const asks = await inHere.call('PUT', '/roles/member/second-factor', { required: true })
  expect(asks.status).toBe(200)
  account.client.setCookie('association', here)
  await until('it waits', async () => (await account.client.call('GET', '/units')).status === 403)
  const elsewhere = await makePerson(portal, { tenantId: there })
  elsewhere.client.setCookie('association', there)
  expect((await elsewhere.client.call('GET', '/units')).status).toBe(200)
  expect((await inHere.call('PUT', '/roles/member/second-factor', { required: false })).status).toBe(200)
})

test('of the account: a session that its owner ends is over in both', async () => {
  type Sessions = { items: Array<{ sessionId: string; isThis: boolean }> }
  const [seen, seenThere] = await Promise.all(
    [inHere, inThere].map((client) => client.call<Sessions>('GET', '/account/sessions')),
  )
  const ids = (reply: typeof seen) => reply?.body.items.map(({ sessionId }) => sessionId).sort()
  expect(ids(seen)).toEqual(ids(seenThere))
  const own = (await third.call<Sessions>('GET', '/account/sessions')).body.items.find(({ isThis }) => isThis)
  expect((await inHere.call('DELETE', `/account/sessions/${own?.sessionId}`)).status).toBe(200)
  for (const tenantId of [here, there]) {
    third.setCookie('association', tenantId)
    await until('it is over', async () => (await third.call('GET', '/me/profile')).status === 401)
  }
})

test('leaving one leaves the other as it was', async () => {
  await portal.app.database.pool.query(
    'UPDATE sessions SET proven_until = expires_at WHERE account_id = $1',
    [somebody.accountId],
  )
  portal.clock.advance({ seconds: 31 })
  const left = await inThere.call('POST', '/me/departure', { confirmed: true })
  expect(left.status).toBe(202)
  const [mine, theirs] = await Promise.all([
    inHere.call<{ leavesAt: string | null }>('GET', '/me/departure'),
    inThere.call<{ leavesAt: string | null }>('GET', '/me/departure'),
  ])
  expect([mine.body.leavesAt, typeof theirs.body.leavesAt]).toEqual([null, 'string'])
})
