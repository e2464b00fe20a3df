import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { codeIn, mailsTo, smsTo, tokenIn } from '../../factories/mails.ts'
import {
  type MadePerson,
  makeAssociation,
  makeEntry,
  makePerson,
  makeUnit,
  password,
} from '../../factories/people.ts'
import { makeProvider } from '../../factories/scim.ts'
import type { Client } from '../../support/client.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let unitId: string
let admin: MadePerson

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  unitId = await makeUnit(portal, tenantId)
  admin = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(() => portal.close())

/** Whose entry the last one who signed up has taken over, as they were told. */
let tookOver: string | null

const newEmail = () => `${randomUUID()}@example.org`
const rows = async <Row extends object>(statement: string, values: unknown[]): Promise<Row[]> =>
  (await portal.app.database.pool.query<Row>(statement, values)).rows

/** Signs up with an address, and confirms it by the link or by the code. */
async function signUp(address: string, by: 'link' | 'code' = 'code'): Promise<Client> {
  const visitor = portal.visitor()
  await visitor.call('POST', '/sign-up', { givenName: 'Whoever', address })
  await portal.runJobs()
  const mail = (await mailsTo(portal, address)).at(-1)
  const confirmed =
    by === 'link'
      ? await visitor.call('POST', '/sign-up/confirm', { token: tokenIn(mail, '/confirm'), password })
      : await visitor.call('POST', '/sign-up/confirm-code', {
          code: codeIn(mail?.text ?? (await smsTo(portal, address)).at(-1)),
          password,
        })
  expect(confirmed.status).toBe(200)
  tookOver = (confirmed.body as { entry: string | null }).entry
  return visitor
}

const personOf = async (client: Client) =>
  (await client.call<{ personId: string }>('GET', '/me/profile')).body.personId
const isUnclaimed = async (personId: string) =>
  (await rows('SELECT 1 FROM persons WHERE id = $1 AND account_id IS NULL', [personId])).length === 1

describe('somebody without an account', () => {
  test('is who signs up with the address that staff keep, by link or by code, whatever its case', async () => {
    for (const by of ['link', 'code'] as const) {
      const email = newEmail()
      const entryId = await makeEntry(portal, tenantId, unitId, { email: email.toUpperCase() })
      const client = await signUp(email, by)
      expect(await personOf(client)).toBe(entryId)
      // What staff wrote stays; the places stay, and what every member may is theirs.
      const profile = await client.call<{ displayName: string }>('GET', '/me/profile')
      expect(profile.body.displayName).toBe('Olha')
      expect(tookOver).toBe('Olha')
      const units = await rows<{ unit_id: string }>(
        'SELECT unit_id FROM memberships WHERE person_id = $1 AND ended_at IS NULL',
        [entryId],
      )
      expect(units).toEqual([{ unit_id: unitId }])
      expect((await client.call('GET', `/units/${unitId}`)).status).toBe(200)
    }
  })

  test('is who signs up with the phone that staff keep, however it is written there', async () => {
    const number = '+380441234599'
    const entryId = await makeEntry(portal, tenantId, unitId, { phone: '+380 (44) 123-45-99' })
    expect(await personOf(await signUp(number))).toBe(entryId)
  })

  test('is whom a directory says to have the address, by its name for them or by an address; staff see it wherever they see addresses', async () => {
    const staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
    const provider = await makeProvider(portal, staff, tenantId)
    const [named, told] = [newEmail(), newEmail()]
    await provider.makeUser(named, { name: { givenName: 'Sally' } })
    await provider.makeUser(`tom-${told}`, {
      name: { givenName: 'Tom' },
      emails: [{ value: told.toUpperCase() }],
    })
    const entryOf = async (email: string) =>
      (
        await rows<{ person_id: string }>(
          'SELECT person_id FROM provisioned_people WHERE user_name_key = $1 OR emails @> ARRAY[$1]',
          [email],
        )
      )[0]?.person_id
    for (const [email, by] of [
      [named, 'link'],
      [told, 'code'],
    ] as const) {
      const entryId = await entryOf(email)
      const csv = await staff.client.download('/members.csv')
      expect(csv.text.toLowerCase()).toContain(email)
      const compared = await staff.client.call<{ of: { email: string } }>(
        'GET',
        `/people/${entryId}/duplicates`,
      )
      expect(compared.body.of.email).toBe(email)
      expect(await personOf(await signUp(email, by))).toBe(entryId)
    }
  })

  test('is nobody before the address is confirmed', async () => {
    const email = newEmail()
    const entryId = await makeEntry(portal, tenantId, unitId, { email })
    await portal.visitor().call('POST', '/sign-up', { givenName: 'Whoever', address: email })
    await portal.runJobs()
    expect(await isUnclaimed(entryId)).toBe(true)
  })

  test('is not taken where several have the address; staff find them among duplicates', async () => {
    const [email, number] = [newEmail(), '+380441234588']
    const entries = [
      await makeEntry(portal, tenantId, unitId, { email }),
      await makeEntry(portal, tenantId, unitId, { email }),
    ]
    const phones = [
      await makeEntry(portal, tenantId, unitId, { phone: number }),
      await makeEntry(portal, tenantId, unitId, { phone: '0441234588' }),
      await makeEntry(portal, tenantId, unitId, { phone: '+380-44-123-45-88' }),
    ]
    for (const [address, alike] of [
      [email, entries],
      [number, [phones[0], phones[2]]],
    ] as const) {
      const mine = await personOf(await signUp(address))
      expect(alike).not.toContain(mine)
      expect(await Promise.all(alike.map((id) => isUnclaimed(id as string)))).toEqual([true, true])
      const found = await admin.client.call<{ items: Array<{ personId: string }> }>(
        'GET',
        `/people/${mine}/duplicates`,
      )
      expect(found.body.items.map(({ personId }) => personId)).toEqual(expect.arrayContaining([...alike]))
    }
  })

  test('is not taken where the entry holds more than every member does, or is of somebody who died', async () => {
    const [powerful, dead, foreign] = [newEmail(), newEmail(), newEmail()]
    const staffEntry = await makeEntry(portal, tenantId, unitId, { email: powerful })
    await rows(
      `INSERT INTO grants (id, tenant_id, person_id, unit_id, role, starts_at, created_at) VALUES ($1, $2, $3, $4, 'manager', now() - interval '1 day', now())`,
      [randomUUID(), tenantId, staffEntry, unitId],
    )
    const deadEntry = await makeEntry(portal, tenantId, unitId, { email: dead })
    await stands(deadEntry, 'deceased')
    const elsewhere = await makeAssociation(portal)
    const foreignEntry = await makeEntry(portal, elsewhere, elsewhere, { email: foreign })
    for (const [email, entryId] of [
      [powerful, staffEntry],
      [dead, deadEntry],
      [foreign, foreignEntry],
    ] as const) {
      expect(await personOf(await signUp(email))).not.toBe(entryId)
      expect(await isUnclaimed(entryId)).toBe(true)
    }
  })

  test('keeps out whom staff keep out: an expelled entry stays expelled, and gives nothing', async () => {
    const email = newEmail()
    const entryId = await makeEntry(portal, tenantId, unitId, { email })
    await stands(entryId, 'expelled')
    const client = await signUp(email)
    expect(
      await rows(
        'SELECT person_id FROM persons p JOIN accounts a ON a.id = p.account_id, LATERAL (SELECT p.id AS person_id) x WHERE a.email = $1',
        [email],
      ),
    ).toEqual([{ person_id: entryId }])
    expect((await client.call<{ code: string }>('GET', `/units/${unitId}`)).body.code).toBe(
      'request.membershipRests',
    )
    expect(await rows('SELECT 1 FROM grants WHERE person_id = $1', [entryId])).toEqual([])
  })

  test('is taken by one who comes with an account of another association and confirms the address here', async () => {
    const elsewhere = await makeAssociation(portal)
    const [byCode, byChange] = [newEmail(), newEmail()]
    await makePerson(portal, { tenantId: elsewhere, email: byCode })
    const entryId = await makeEntry(portal, tenantId, unitId, { email: byCode })
    const visitor = portal.visitor()
    await visitor.call('POST', '/sign-in/codes', { address: byCode })
    await portal.runJobs()
    const code = codeIn((await mailsTo(portal, byCode)).at(-1)?.text)
    expect((await visitor.call('POST', '/sign-in/codes/use', { code })).status).toBe(200)
    expect(await personOf(visitor)).toBe(entryId)

    const other = await makePerson(portal, { tenantId: elsewhere })
    const second = await makeEntry(portal, tenantId, unitId, { email: byChange })
    expect((await other.client.call('POST', '/account/addresses', { address: byChange })).status).toBe(202)
    await portal.runJobs()
    expect(await isUnclaimed(second)).toBe(true)
    const proof = codeIn((await mailsTo(portal, byChange)).at(-1)?.text)
    const confirmed = await other.client.call('POST', '/account/addresses/confirm', { code: proof })
    expect(confirmed.status).toBe(200)
    expect(await personOf(other.client)).toBe(second)
  })

  test('stays as it is where whoever confirms the address is somebody here already', async () => {
    const email = newEmail()
    const person = await makePerson(portal, { tenantId })
    const entryId = await makeEntry(portal, tenantId, unitId, { email })
    await person.client.call('POST', '/account/addresses', { address: email })
    await portal.runJobs()
    const code = codeIn((await mailsTo(portal, email)).at(-1)?.text)
    expect((await person.client.call('POST', '/account/addresses/confirm', { code })).status).toBe(200)
    expect([await personOf(person.client), await isUnclaimed(entryId)]).toEqual([person.personId, true])
  })
})

async function stands(personId: string, standing: string): Promise<void> {
  await rows(
    `INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, decided_at) VALUES ($1, $2, $3, $4, now() - interval '1 day', now())`,
    [randomUUID(), tenantId, personId, standing],
  )
}
