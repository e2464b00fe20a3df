import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { grantRole } from '../../../src/modules/access/index.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { addMember } from '../../../src/modules/units/index.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit, signedIn } from '../../factories/people.ts'
import { setUpSecondStep } from '../../factories/second-steps.ts'
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
})
afterAll(() => portal.close())

const profileOf = async (client: Client) =>
  (await client.call<{ personId: string; familyName: string; about: string | null }>('GET', '/me/profile'))
    .body

test('profiles, rights and what one started are of each association', async () => {
  expect((await profileOf(inHere)).personId).toBe(somebody.personId)
  expect((await profileOf(inThere)).personId).toBe(otherId)
  expect((await profileOf(inHere)).familyName).not.toBe((await profileOf(inThere)).familyName)
  const unitId = await makeUnit(portal, here, here, 'Only here')
  expect((await inHere.call('GET', `/units/${unitId}`)).status).toBe(200)
  expect((await inThere.call('GET', `/units/${unitId}`)).status).toBe(404)
  expect((await inHere.call('GET', '/tenancy')).status).toBe(200)
  expect((await inThere.call('GET', '/tenancy')).status).toBe(403)
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
