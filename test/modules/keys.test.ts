import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { listKeysInUse, rewrapBatch, rotate } from '../../src/modules/keys/index.ts'
import { createCrypto } from '../../src/platform/crypto/crypto.ts'
import { personKeyColumn } from '../../src/platform/crypto/person-keys.ts'
import {
  countByKey,
  type RewrapResult,
  rewrapBatch as rewrap,
} from '../../src/platform/crypto/rewrap-batch.ts'
import { sql, trusted } from '../../src/platform/db/sql.ts'
import { auditEntries } from '../factories/audit.ts'
import { type MadePerson, makeAssociation, makePerson } from '../factories/people.ts'
import { makePlatformAdministrator } from '../factories/platform.ts'
import { cloneDatabase } from '../support/databases.ts'
import { openPortal, type Portal } from '../support/portal.ts'

const [older, newer] = ['2025', '2026'].map((id) => ({ id, key: randomBytes(32) }))
if (!older || !newer) throw new Error('Two keys were made.')

let database: { url: string; drop(): Promise<void> }
let before: Portal
let both: Portal
let tenantId: string
let member: MadePerson

const open = (encryptionKeys: Array<{ id: string; key: Buffer }>) =>
  openPortal({ databaseUrl: database.url, config: { encryptionKeys } })

beforeAll(async () => {
  database = await cloneDatabase('keys')
  before = await open([older])
  tenantId = await makeAssociation(before)
  member = await makePerson(before, { tenantId })
  both = await open([newer, older])
})
afterAll(async () => {
  await both.close()
  await database.drop()
})

/** Something that is sealed: a reply that is kept for a repeat, and the key of a person who is new. */
async function write(portal: Portal, key: string): Promise<void> {
  const admin = await makePerson(portal, { tenantId, roles: ['administrator'] })
  const reply = await admin.client.call(
    'POST',
    '/units',
    { parentId: tenantId, kind: 'group', name: key },
    { 'Idempotency-Key': key },
  )
  expect(reply.status).toBe(201)
}

/** As if they had just shown their second factor. */
const prove = ({ accountId }: MadePerson) =>
  both.app.database.pool.query('UPDATE sessions SET proven_until = expires_at WHERE account_id = $1', [
    accountId,
  ])

const inUse = async (portal: Portal) => {
  const { columns } = await portal.app.runner.ask(listKeysInUse, {}, portal.app.asSystem('test'))
  return new Set(columns.flatMap(({ keys }) => keys.map(({ keyId }) => keyId)))
}

test('keys are rotated while people write, and then the older one is not needed any more', async () => {
  await member.client.call('PUT', '/me/about', { title: 'Sealed before' })
  for (let index = 0; index < 4; index += 1) await write(before, randomUUID())
  expect(await inUse(both)).toEqual(new Set(['2025']))

  const admin = await makePlatformAdministrator(both, tenantId)
  const started = await admin.client.call<{ taskId: string }>('POST', '/platform/keys/rotation')
  expect(started.status).toBe(202)
  // A process that has not restarted still seals under the older key meanwhile.
  const writing = Promise.all([before, both].map((portal) => write(portal, randomUUID())))
  await both.runJobs()
  await writing
  await before.close()
  const seen = await admin.client.call<{ rotation: { state: string; done: number } }>('GET', '/platform/keys')
  expect(seen.body.rotation).toMatchObject({ state: 'done', done: expect.any(Number) })
  // It is of no association, whatever the one is in which it was begun.
  expect((await admin.client.call('GET', `/tasks/${started.body.taskId}`)).status).toBe(404)

  // The last word, when every process has restarted.
  const again = await rotate(
    null,
    (batch) => both.app.runner.call(rewrapBatch, batch, both.app.asSystem('test')),
    async () => {},
  )
  expect(again.unreadable).toBe(0)
  expect(await inUse(both)).toEqual(new Set(['2026']))

  const after = await open([newer])
  const { slots, services } = { slots: after.app.registry.slots, services: after.app.services }
  let opened = 0
  for (const { table, column, purpose } of slots.sealedColumns) {
    const rows = await after.app.database.sql<{ sealed: Buffer }>(
      sql`SELECT ${trusted(column)} AS sealed FROM ${trusted(table)} WHERE ${trusted(column)} IS NOT NULL`,
    )
    for (const { sealed } of rows) expect(services.crypto.open(purpose, sealed).length).toBeGreaterThan(0)
    opened += rows.length
  }
  expect(opened).toBeGreaterThan(10)
  const [entry] = await auditEntries(after, { operation: 'people.updateMyAbout', person_id: member.personId })
  expect(entry?.changes[0]?.values?.after).toEqual({ title: 'Sealed before' })
  await after.close()
})

test('a rotation is begun by nobody who has not shown a moment ago that it is them', async () => {
  const admin = await makePlatformAdministrator(both, tenantId)
  both.clock.advance({ minutes: 11 })
  const refused = await admin.client.call<{ code: string }>('POST', '/platform/keys/rotation')
  expect([refused.status, refused.body.code]).toEqual([403, 'request.stepUpNeeded'])
  await prove(admin)
  expect((await admin.client.call('POST', '/platform/keys/rotation')).status).toBe(202)
})

test('tasks.underWay: one rotation at a time, however many are asked for at once', async () => {
  await both.runJobs()
  const admin = await makePlatformAdministrator(both, tenantId)
  const begin = () => admin.client.call<{ taskId: string; code: string }>('POST', '/platform/keys/rotation')
  const replies = await Promise.all([begin(), begin(), begin()])
  expect(replies.map(({ status }) => status).sort()).toEqual([202, 409, 409])
  expect(replies.find(({ status }) => status === 409)?.body.code).toBe('tasks.underWay')
  const told = await admin.client.form('/platform/keys', {})
  expect([told.status, told.text.includes('under way')]).toEqual([409, true])
  await both.runJobs()
  expect((await begin()).status).toBe(202)
  await both.runJobs()
})

test('platform administrators see on a page which keys are in use, and begin a rotation there', async () => {
  const admin = await makePlatformAdministrator(both, tenantId)
  const { status, body } = await admin.client.call<{ current: string }>('GET', '/platform/keys')
  expect([status, body.current]).toEqual([200, '2026'])
  expect((await admin.client.get('/platform/keys')).text).toContain('Everything stands under the current key')
  const id = randomUUID()
  const sealed = createCrypto([older]).seal(personKeyColumn.purpose, 'x')
  await both.app.database.sql(
    sql`INSERT INTO person_keys (id, sealed_key, created_at) VALUES (${id}::uuid, ${sealed}, now())`,
  )
  const { text } = await admin.client.get('/platform/keys')
  expect(text).toMatch(/2026.*Current.*2025.*Older.*1 value</s)

  both.clock.advance({ minutes: 11 })
  const asked = await admin.client.form('/platform/keys', {})
  expect([asked.status, asked.text.includes('action="/step-up')]).toEqual([403, true])
  await prove(admin)
  const begun = await admin.client.form('/platform/keys', {})
  expect(begun.headers.get('location')).toBe('/platform/keys')
  await both.runJobs()
  expect(await inUse(both)).toEqual(new Set(['2026']))
  const other = await makePerson(both, { tenantId })
  expect((await other.client.get('/platform/keys')).status).toBe(403)
})

test('no administrator of an association counts or rotates the keys of the installation, be it the only one', async () => {
  const admin = await makePerson(both, { tenantId, roles: ['administrator'] })
  expect((await admin.client.call('GET', '/platform/keys')).status).toBe(403)
  expect((await admin.client.call('POST', '/platform/keys/rotation')).status).toBe(403)
  const page = await admin.client.get<string>('/platform/keys')
  expect([page.status, (await admin.client.get<string>('/')).text.includes('/platform/keys')]).toEqual([
    403,
    false,
  ])
  expect((await inUse(both)).size).toBeGreaterThan(0)
})

test('a value that was written meanwhile stays as it was written', async () => {
  const { database: db } = both.app
  const id = randomUUID()
  const seal = (text: string) => createCrypto([older]).seal(personKeyColumn.purpose, text)
  await db.sql(
    sql`INSERT INTO person_keys (id, sealed_key, created_at) VALUES (${id}::uuid, ${seal('first')}, now())`,
  )
  const crypto = createCrypto([newer, older])
  let looked = false
  const run: typeof db.sql = async (piece) => {
    const rows = await db.sql<never>(piece)
    // Between the look and the exchange.
    if (!looked)
      await db.sql(sql`UPDATE person_keys SET sealed_key = ${seal('second')} WHERE id = ${id}::uuid`)
    looked = true
    return rows
  }
  await rewrap(run, crypto, personKeyColumn, null)
  const [row] = await db.sql<{ sealed: Buffer }>(
    sql`SELECT sealed_key AS sealed FROM person_keys WHERE id = ${id}::uuid`,
  )
  expect(crypto.openText(personKeyColumn.purpose, row?.sealed as Buffer)).toBe('second')
  await db.sql(sql`UPDATE person_keys SET sealed_key = NULL, destroyed_at = now() WHERE id = ${id}::uuid`)
})

test('a value whose key is missing is counted and left as it is', async () => {
  const { database: db } = both.app
  const id = randomUUID()
  const sealed = createCrypto([{ id: 'lost', key: randomBytes(32) }]).seal(personKeyColumn.purpose, 'x')
  await db.sql(
    sql`INSERT INTO person_keys (id, sealed_key, created_at) VALUES (${id}::uuid, ${sealed}, now())`,
  )
  const { unreadable } = await rewrap(db.sql, both.app.services.crypto, personKeyColumn, null)
  expect(unreadable).toBe(1)
  expect(await countByKey(db.sql, personKeyColumn)).toContainEqual({ keyId: 'lost', count: 1 })
})

test('every row of a long table is rewrapped, whatever its key is made of', async () => {
  const { database: db } = both.app
  const column = both.app.registry.slots.sealedColumns.find(({ table }) => table === 'idempotency_records')
  if (!column) throw new Error('Replies are sealed.')
  expect(column.keys.length).toBeGreaterThan(1)
  const sealed = createCrypto([older]).seal(column.purpose, 'a reply')
  await db.sql(sql`
    INSERT INTO idempotency_records (operation, caller, key, fingerprint, status, sealed_reply, created_at, expires_at)
    SELECT 'long.table', 'caller ' || n % 7, 'key ' || n, ''::bytea, 200, ${sealed}::bytea, now(), now()
    FROM generate_series(1, 1100) n`)
  let after: string | null = null
  let rewrapped = 0
  do {
    const batch: RewrapResult = await rewrap(db.sql, both.app.services.crypto, column, after)
    rewrapped += batch.rewrapped
    after = batch.after
  } while (after !== null)
  expect(rewrapped).toBe(1100)
  expect((await countByKey(db.sql, column)).map(({ keyId }) => keyId)).toEqual(['2026'])
})

test('a rotation goes on where it was stopped', async () => {
  const asked: unknown[] = []
  const reply = { rewrapped: 0, unreadable: 0, known: true }
  const state = { pass: 2, column: 1, after: 'x', rewrapped: 7, rewrappedNow: 3, unreadable: 0 }
  const done = await rotate(
    state,
    async (batch) => {
      asked.push(batch)
      return batch.column > 1
        ? { ...reply, after: null, known: false }
        : { ...reply, rewrapped: 1, after: null }
    },
    async () => {},
  )
  expect(asked[0]).toEqual({ column: 1, after: 'x' })
  // It had rewrapped something in this pass, so it looks through everything once more, and so on to the last pass.
  expect(done).toMatchObject({ pass: 5, unreadable: 0 })
})
