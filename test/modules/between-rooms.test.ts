import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listHolders } from '../../src/modules/access/index.ts'
import { dropFile, registerFile } from '../../src/modules/files/index.ts'
import { issueChallengeLetter, listAddressees, readAccountLetter } from '../../src/modules/identity/index.ts'
import { addMember } from '../../src/modules/units/index.ts'
import { sql } from '../../src/platform/db/sql.ts'
import type { Caller } from '../../src/platform/run/runner.ts'
import { mailsTo, tokenIn } from '../factories/mails.ts'
import { makeAssociation, makePerson, makeUnit, password } from '../factories/people.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/* What rooms and jobs ask of each other, and no person can. */

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const folder = mkdtempSync(join(tmpdir(), 'guildhall-rooms-'))
let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'The Association', ['127.0.0.1'])
})
beforeEach(() => portal.clock.advance({ minutes: 61 }))
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

const asSystem = (tenant = tenantId): Caller => portal.app.asSystem('test', tenant)

async function idOfLastChallenge(): Promise<string> {
  const [row] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM challenges ORDER BY id DESC LIMIT 1`,
  )
  return row?.id as string
}

describe('a file', () => {
  const file = () => ({
    fileId: randomUUID(),
    purpose: 'test.file',
    name: null,
    mediaType: 'image/png',
    size: 3,
    sha256: randomBytes(32).toString('hex'),
    renditions: [],
  })
  const isKept = async (fileId: string) =>
    (await portal.app.database.sql(sql`SELECT 1 FROM stored_files WHERE id = ${fileId}::uuid`)).length === 1

  test('is noted for its association, and forgotten', async () => {
    const { fileId } = await portal.app.runner.call(registerFile, file(), asSystem())
    expect(await isKept(fileId)).toBe(true)
    await portal.app.runner.call(dropFile, { fileId }, asSystem())
    expect(await isKept(fileId)).toBe(false)
  })

  test('of another association stays', async () => {
    const other = await makeAssociation(portal, 'Other', [`${randomUUID()}.example.org`])
    const { fileId } = await portal.app.runner.call(registerFile, file(), asSystem(other))
    await expect(portal.app.runner.call(dropFile, { fileId }, asSystem())).rejects.toMatchObject({
      status: 404,
    })
    expect(await isKept(fileId)).toBe(true)
    // Nor is a job queued that would remove its bytes.
    const jobs = await portal.app.database.sql(
      sql`SELECT 1 FROM pgboss.job WHERE name = 'files.removeBytes' AND data->'payload'->>'fileId' = ${fileId}`,
    )
    expect(jobs).toEqual([])
  })
})

describe('a photo', () => {
  test('is gone for everybody once its owner removed it', async () => {
    const { client, personId } = await makePerson(portal, { tenantId })
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const kept = await fetch(`${portal.url}/api/v1/me/photo`, {
      method: 'PUT',
      body: png,
      headers: { 'Content-Type': 'image/png', Cookie: cookie },
    })
    expect([kept.status, (await client.get(`/api/v1/people/${personId}/photo`)).status]).toEqual([200, 200])
    expect((await client.call('DELETE', '/me/photo')).status).toBe(200)
    expect((await client.get(`/api/v1/people/${personId}/photo`)).status).toBe(404)
    expect((await client.call('DELETE', '/me/photo')).status).toBe(200)
  })

  test('of nobody is not found', async () => {
    const { client } = await makePerson(portal, { tenantId })
    expect((await client.get(`/api/v1/people/${randomUUID()}/photo`)).status).toBe(404)
  })
})

describe('a member who is added', () => {
  test('is refused where they are one already', async () => {
    const { personId } = await makePerson(portal, { tenantId })
    await expect(
      portal.app.runner.call(addMember, { unitId: tenantId, personId }, asSystem()),
    ).rejects.toMatchObject({ code: 'units.alreadyMember' })
  })

  test('is refused where there is no such person in the association', async () => {
    await expect(
      portal.app.runner.call(addMember, { unitId: tenantId, personId: randomUUID() }, asSystem()),
    ).rejects.toMatchObject({ status: 409 })
  })
})

test('who holds a role at a unit or above it is listed once, and nobody beside it', async () => {
  const unitId = await makeUnit(portal, tenantId)
  const below = await makeUnit(portal, tenantId, unitId)
  const beside = await makeUnit(portal, tenantId)
  const twice = await makePerson(portal, {
    tenantId,
    at: [
      { unitId, role: 'manager' },
      { unitId: below, role: 'manager' },
    ],
  })
  await makePerson(portal, { tenantId, at: [{ unitId: beside, role: 'manager' }] })
  const { items } = await portal.app.runner.ask(
    listHolders,
    { unitId: below, roles: ['manager'] },
    asSystem(),
  )
  expect(items).toEqual([{ personId: twice.personId }])
})

describe('a letter', () => {
  test('to someone who has confirmed meanwhile is done', async () => {
    const email = `${randomUUID()}@example.org`
    const visitor = portal.visitor()
    await visitor.call('POST', '/sign-up', { givenName: 'A', familyName: 'B', address: email })
    const challengeId = await idOfLastChallenge()
    await portal.runJobs()
    const token = tokenIn((await mailsTo(portal, email))[0], '/confirm')
    await visitor.call('POST', '/sign-up/confirm', { token, password })
    expect(await portal.app.runner.call(issueChallengeLetter, { challengeId }, asSystem())).toMatchObject({
      kind: 'none',
      token: null,
    })
  })

  test('to someone who has set a new password meanwhile is done', async () => {
    const { email } = await makePerson(portal, { tenantId })
    const visitor = portal.visitor()
    await visitor.call('POST', '/password-resets', { address: email })
    const challengeId = await idOfLastChallenge()
    await portal.runJobs()
    const token = tokenIn((await mailsTo(portal, email))[0], '/new-password')
    await visitor.call('POST', '/password-resets/use', { token, password })
    expect(await portal.app.runner.call(issueChallengeLetter, { challengeId }, asSystem())).toMatchObject({
      kind: 'none',
      token: null,
    })
  })

  test('about an account that is gone is none', async () => {
    const accountId = randomUUID()
    expect(
      await portal.app.runner.ask(readAccountLetter, { accountId, sessionId: null }, asSystem()),
    ).toBeNull()
  })

  test('goes to nobody whose account is suspended', async () => {
    const [active, suspended] = [
      await makePerson(portal, { tenantId }),
      await makePerson(portal, { tenantId }),
    ]
    await portal.app.database.sql(
      sql`UPDATE accounts SET status = 'suspended' WHERE id = ${suspended.accountId}::uuid`,
    )
    const personIds = [active.personId, suspended.personId]
    const { items } = await portal.app.runner.ask(listAddressees, { personIds }, asSystem())
    expect(items.map(({ email }) => email)).toEqual([active.email])
  })
})

describe('mail that was kept', () => {
  test('is found by the queries of its room', async () => {
    expect([...portal.app.registry.operations.keys()]).toEqual(
      expect.arrayContaining(['development.listKeptMails', 'development.readKeptMail']),
    )
  })

  test('is listed and read in a demo', async () => {
    const email = `${randomUUID()}@example.org`
    const visitor = portal.visitor()
    await visitor.call('POST', '/password-resets', { address: email })
    await portal.runJobs()
    const list = await visitor.get<string>('/dev/mail')
    expect(list.text).toContain(email)
    const [kept] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM kept_mails WHERE recipient = ${email}`,
    )
    expect(list.text).toContain(`href="/dev/mail/${kept?.id}"`)
    expect((await visitor.get(`/dev/mail/${kept?.id}`)).text).toContain(email)
    expect((await visitor.get(`/dev/mail/${randomUUID()}`)).status).toBe(404)
    expect((await visitor.get('/dev/mail/seven')).status).toBe(404)
  })
})

test('the button that closes a unit does, and says why when it does not', async () => {
  const { client } = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  const unitId = await makeUnit(portal, tenantId)
  const reply = await client.form(`/units/${unitId}/close`, {})
  expect([reply.status, reply.headers.get('location')]).toEqual([303, `/units/${unitId}`])
  await client.get(`/units/${unitId}`)
  await client.form(`/units/${unitId}/close`, {})
  expect((await client.get(`/units/${unitId}`)).text).toContain(
    portal.app.words.in('en')('units.error.closed'),
  )
})
