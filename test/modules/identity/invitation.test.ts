import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { inviteFirstAdministrator } from '../../../src/modules/identity/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeAssociation, makePerson, password } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

interface Answer {
  code?: string
}

let portal: Portal
let associations = 0

beforeAll(async () => {
  portal = await openPortal()
})
beforeEach(() => portal.clock.advance({ minutes: 11 }))
afterAll(() => portal.close())

function newAssociation(): Promise<string> {
  associations += 1
  return makeAssociation(portal, `Association ${associations}`)
}

async function invite(tenantId: string): Promise<string> {
  const caller = portal.app.asSystem('test', tenantId)
  return (await portal.app.runner.call(inviteFirstAdministrator, { tenantId }, caller)).token
}

function accept(token: string, email = `${randomUUID()}@example.org`, client = portal.visitor()) {
  return client.call<Answer>('POST', '/invitations/accept', {
    token,
    givenName: 'Ada',
    familyName: 'Okafor',
    email,
    password,
  })
}

describe('the invitation of a first administrator', () => {
  test('makes an administrator who is signed in at once', async () => {
    const tenantId = await newAssociation()
    const client = portal.visitor()
    expect((await accept(await invite(tenantId), undefined, client)).status).toBe(201)
    const reply = await client.call('POST', '/units', { parentId: tenantId, kind: 'region', name: 'North' })
    expect(reply.status).toBe(201)
  })

  test('works once', async () => {
    const token = await invite(await newAssociation())
    await accept(token)
    const { status, body } = await accept(token)
    expect([status, body.code]).toEqual([409, 'identity.linkExpired'])
  })

  test('accepted twice at the same time makes one', async () => {
    const token = await invite(await newAssociation())
    const replies = await Promise.all([accept(token), accept(token)])
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('works for three days', async () => {
    const token = await invite(await newAssociation())
    portal.clock.advance({ hours: 72 })
    expect((await accept(token)).body.code).toBe('identity.linkExpired')
  })

  test('ends with the next one', async () => {
    const tenantId = await newAssociation()
    const [first, second] = [await invite(tenantId), await invite(tenantId)]
    expect((await accept(first)).body.code).toBe('identity.linkExpired')
    expect((await accept(second)).status).toBe(201)
  })

  test('is refused where there is an administrator', async () => {
    const tenantId = await newAssociation()
    await makePerson(portal, { tenantId, roles: ['administrator'] })
    await expect(invite(tenantId)).rejects.toMatchObject({ code: 'identity.hasAdministrator' })
  })

  test('is made where the account of the only one is suspended: nobody else could run the association', async () => {
    const tenantId = await makeAssociation(portal)
    const { accountId } = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    await portal.app.database.sql(sql`UPDATE accounts SET status = 'suspended' WHERE id = ${accountId}::uuid`)
    expect(await invite(tenantId)).toHaveLength(43)
  })

  test('is worth nothing once somebody else has become an administrator', async () => {
    const tenantId = await newAssociation()
    const token = await invite(tenantId)
    await makePerson(portal, { tenantId, roles: ['administrator'] })
    expect((await accept(token)).body.code).toBe('identity.hasAdministrator')
  })

  test('for an address that has an account is refused, and stays usable', async () => {
    const tenantId = await newAssociation()
    const { email } = await makePerson(portal, { tenantId })
    const token = await invite(tenantId)
    expect((await accept(token, email)).body.code).toBe('identity.addressTaken')
    expect((await accept(token)).status).toBe(201)
  })

  test('is made by scripts only', async () => {
    const tenantId = await newAssociation()
    const caller = portal.app.callerFor({ kind: 'visitor', tenantId })
    await expect(
      portal.app.runner.call(inviteFirstAdministrator, { tenantId }, caller),
    ).rejects.toMatchObject({ status: 403 })
  })

  test('by its page leads home, signed in', async () => {
    const token = await invite(await newAssociation())
    const client = portal.visitor()
    expect((await client.get(`/invitation/${token}`)).status).toBe(200)
    const reply = await client.form(`/invitation/${token}`, {
      givenName: 'Ada',
      familyName: 'Okafor',
      email: `${randomUUID()}@example.org`,
      password,
    })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/'])
    expect((await client.get('/')).status).toBe(200)
  })
})
