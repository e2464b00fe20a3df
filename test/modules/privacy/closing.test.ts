import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { addPerson } from '../../../src/modules/people/index.ts'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { mailsTo } from '../../factories/mails.ts'
import { type MadePerson, makeAssociation, makePerson, password, signedIn } from '../../factories/people.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let here: string
let elsewhere: string
let somebody: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  here = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  elsewhere = await makeAssociation(portal, 'Elsewhere')
})
beforeEach(async () => {
  somebody = await makePerson(portal, { tenantId: here })
})
afterAll(() => portal.close())

const rows = <Row>(text: ReturnType<typeof sql>) => portal.app.database.sql<Row>(text)
const close = (who = somebody, confirmed = true) =>
  who.client.call<{ dueAt: string; code?: string; issues?: Array<{ code: string }> }>('POST', '/me/closing', {
    confirmed,
  })
const closingOf = async ({ accountId, personId }: MadePerson) =>
  (
    await rows<{ id: string; undoneAt: Date | null; erasedAt: Date | null }>(sql`
      SELECT id, undone_at AS "undoneAt", erased_at AS "erasedAt" FROM closings
      WHERE account_id = ${accountId}::uuid OR person_id = ${personId}::uuid ORDER BY id DESC LIMIT 1`)
  )[0]
const erase = (closingId: string) =>
  portal.app.runner.call(eraseClosing, { closingId }, portal.app.asSystem('test'))
const alsoElsewhere = async (who: MadePerson) =>
  (
    await portal.app.runner.call(
      addPerson,
      { accountId: who.accountId, givenName: 'There', locale: 'en', timeZone: 'UTC' },
      portal.app.asSystem('test', elsewhere),
    )
  ).personId

describe('closing an account', () => {
  test('signs out everywhere at once, says until when one may come back, and tells by mail', async () => {
    const other = await signedIn(portal, somebody.email)
    const { status, body } = await close()
    expect(status).toBe(202)
    expect(Date.parse(body.dueAt) - portal.clock.now().getTime()).toBeGreaterThan(13 * 86_400_000)
    for (const client of [somebody.client, other])
      expect((await client.call('POST', '/me/closing', { confirmed: true })).status).toBe(401)
    const queued = await portal.app.boss.fetch('privacy.sendClosing', { batchSize: 100 })
    expect(queued).toHaveLength(1)
    const { rows: waiting } = await portal.app.database.pool.query(
      `SELECT start_after FROM pgboss.job WHERE name = 'privacy.eraseWhoLeft' AND data->'payload'->>'dueAt' = $1`,
      [body.dueAt],
    )
    expect(waiting).toEqual([{ start_after: new Date(body.dueAt) }])
  })

  test('wants to be meant', async () => {
    const { status, body } = await close(somebody, false)
    expect([status, body.issues?.[0]?.code]).toEqual([422, 'privacy.error.confirm'])
    expect((await somebody.client.form('/profile/data', {})).status).toBe(422)
    expect(await closingOf(somebody)).toBeUndefined()
  })

  test('is undone by signing in again', async () => {
    await close()
    const client = await signedIn(portal, somebody.email)
    expect((await client.call('GET', '/me/profile')).status).toBe(200)
    const closing = await closingOf(somebody)
    expect(closing?.undoneAt).not.toBeNull()
    portal.clock.advance({ days: 15 })
    expect(await erase(closing?.id ?? '')).toEqual({ people: 0, account: false })
    expect((await rows(sql`SELECT 1 FROM accounts WHERE id = ${somebody.accountId}::uuid`)).length).toBe(1)
    // And may be meant again.
    expect((await close({ ...somebody, client: await signedIn(portal, somebody.email) })).status).toBe(202)
  })

  test('is told to staff meanwhile', async () => {
    const staff = await makePerson(portal, { tenantId: here, roles: ['administrator'] })
    await close()
    const { body } = await staff.client.call<{ leavesAt: string | null }>(
      'GET',
      `/people/${somebody.personId}`,
    )
    expect(body.leavesAt).not.toBeNull()
    expect((await staff.client.get(`/people/${somebody.personId}`)).text).toContain('This person is leaving.')
  })

  test('is refused to the only administrator, in words', async () => {
    const alone = await makePerson(portal, { tenantId: elsewhere, roles: ['administrator'] })
    const stranger = portal.visitor()
    await stranger.call('POST', '/sign-in', { address: alone.email, password })
    const { status, body } = await stranger.call<{ code: string }>('POST', '/me/closing', { confirmed: true })
    expect([status, body.code]).toEqual([409, 'access.lastAdministrator'])
  })

  test('lets one of the last two administrators go, when both want to at once', async () => {
    const fresh = await makeAssociation(portal, `Fresh ${randomUUID()}`)
    const two = await Promise.all(
      [1, 2].map(() => makePerson(portal, { tenantId: fresh, roles: ['administrator'] })),
    )
    const replies = await Promise.all(two.map((each) => close(each)))
    // The second one is told at once, and not only when everything was to be erased.
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 409])
    portal.clock.advance({ days: 15 })
    const closings = (await Promise.all(two.map((each) => closingOf(each)))).filter((each) => each)
    expect(closings).toHaveLength(1)
    expect(await erase(closings[0]?.id ?? '')).toMatchObject({ account: true })
  })

  test('erases nothing before its time', async () => {
    await close()
    portal.clock.advance({ days: 13 })
    await expect(erase((await closingOf(somebody))?.id ?? '')).rejects.toMatchObject({
      code: 'privacy.notDue',
    })
  })

  test('against a sign-in in the last moment leaves either all or nothing', async () => {
    await close()
    portal.clock.advance({ days: 15 })
    const id = (await closingOf(somebody))?.id ?? ''
    const [erased, reply] = await Promise.all([
      erase(id),
      portal.visitor().call('POST', '/sign-in', { address: somebody.email, password }),
    ])
    const left = await rows(sql`SELECT 1 FROM accounts WHERE id = ${somebody.accountId}::uuid`)
    if (erased.account) {
      expect([left.length, reply.status]).toEqual([0, 422])
    } else {
      expect([left.length, reply.status]).toEqual([1, 200])
      expect(
        (await rows(sql`SELECT 1 FROM people WHERE person_id = ${somebody.personId}::uuid`)).length,
      ).toBe(1)
    }
  })
})

describe('leaving one association', () => {
  const leave = () => somebody.client.call<{ code?: string }>('POST', '/me/departure', { confirmed: true })

  test('keeps the account and what it is elsewhere', async () => {
    const there = await alsoElsewhere(somebody)
    expect((await leave()).status).toBe(202)
    expect((await somebody.client.call('GET', '/me/profile')).status).toBe(200)
    portal.clock.advance({ days: 15 })
    expect(await erase((await closingOf(somebody))?.id ?? '')).toEqual({ people: 1, account: false })
    expect(
      await rows(sql`SELECT person_id FROM people WHERE account_id = ${somebody.accountId}::uuid`),
    ).toEqual([{ person_id: there }])
    expect((await signedIn(portal, somebody.email)).cookies.get('session')).toBeDefined()
  })

  test('is undone by a button, and by nothing else', async () => {
    await alsoElsewhere(somebody)
    await leave()
    expect((await leave()).body.code).toBe('privacy.closingAlready')
    await signedIn(portal, somebody.email)
    expect(
      (await somebody.client.call<{ leavesAt: string }>('GET', '/me/departure')).body.leavesAt,
    ).not.toBeNull()
    const page = await somebody.client.get('/profile/data')
    expect(page.text).toContain('You are leaving Here.')
    expect((await somebody.client.form('/profile/data/stay', {})).status).toBe(303)
    expect((await somebody.client.call('DELETE', '/me/departure')).status).toBe(409)
    expect((await closingOf(somebody))?.undoneAt).not.toBeNull()
  })

  test('is offered where the account is somebody in several, closing everywhere always', async () => {
    const one = await somebody.client.get('/profile/data')
    expect(one.text).toContain('Close your account')
    expect(one.text).not.toContain('/profile/data/leave')
    await alsoElsewhere(somebody)
    const two = await somebody.client.get('/profile/data')
    expect(two.text).toContain('/profile/data/leave')
    const left = await somebody.client.form('/profile/data/leave', { confirmed: 'true' })
    expect([left.status, left.headers.get('location')]).toEqual([303, '/profile/data'])
    expect((await closingOf(somebody))?.undoneAt).toBeNull()
  })
})

test('the page closes, says so, and a mail tells how to come back', async () => {
  const reply = await somebody.client.form('/profile/data', { confirmed: 'true' })
  expect([reply.status, reply.headers.get('location')]).toEqual([303, '/sign-in'])
  await portal.runJobs()
  const [mail] = await mailsTo(portal, somebody.email)
  expect(mail?.subject).toContain('closes')
  expect(mail?.text).toContain('/sign-in')
})

test('an account that is somebody in several associations is erased in all of them', async () => {
  const { accountId, email } = { ...somebody }
  const there = await alsoElsewhere(somebody)
  await close()
  portal.clock.advance({ days: 15 })
  expect(await erase((await closingOf(somebody))?.id ?? '')).toEqual({ people: 2, account: true })
  expect(
    await rows(sql`SELECT 1 FROM people WHERE person_id IN (${there}::uuid, ${somebody.personId}::uuid)`),
  ).toEqual([])
  expect(await rows(sql`SELECT 1 FROM accounts WHERE id = ${accountId}::uuid`)).toEqual([])
  // The address is free again.
  await portal.app.runner.call(
    createAccount,
    { tenantId: here, email, password, givenName: 'New', roles: [] },
    portal.app.asSystem('test', here),
  )
})
