import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import pg from 'pg'
import { type Link, linkHash } from '../../../src/platform/audit/chain.ts'
import {
  linkWaiting,
  newestCheckpoints,
  signDueCheckpoints,
} from '../../../src/platform/audit/checkpoints.ts'
import { type AuditEntryRow, hashOf } from '../../../src/platform/audit/entry.ts'
import { startAuditKeeper } from '../../../src/platform/audit/keeper.ts'
import { createSigner, type SignedCheckpoint } from '../../../src/platform/audit/signer.ts'
import { type AuditVerdict, verifyAudit } from '../../../src/platform/audit/verify.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { until } from '../../factories/waiting.ts'
import { asApp, cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

const signer = createSigner(testConfig().auditSigningKeys)

describe('the hash of a link', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((array): Buffer => Buffer.from(array))
  const entries = fc.array(
    fc.record({
      entryId: fc.uuid(),
      occurredAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
      entryHash: bytes,
    }),
    { minLength: 2, maxLength: 20 },
  )
  type Entries = Array<Pick<Link, 'entryId' | 'occurredAt' | 'entryHash'>>

  const headOf = (list: Entries, chain: string) =>
    list.reduce(
      (head: Buffer, entry, index) => linkHash(head, { ...entry, chain, position: index + 1 }),
      Buffer.alloc(0),
    )

  const tampered = fc.constantFrom<(list: Entries, at: number) => Entries>(
    (list, at) => list.toSpliced(at, 1),
    (list, at) => list.slice(0, at),
    (list, at) => list.toSpliced(at, 0, { ...(list[at] as Entries[number]), entryId: randomUUID() }),
    (list, at) => list.toSpliced(at, 0, list[at] as Entries[number]),
    (list, at) => list.with(at, { ...(list[at] as Entries[number]), entryId: randomUUID() }),
    (list, at) => list.with(at, { ...(list[at] as Entries[number]), occurredAt: new Date(-1) }),
    (list, at) => list.with(at, { ...(list[at] as Entries[number]), entryHash: Buffer.alloc(32, 7) }),
  )

  test('at the end of a chain is another one, whatever was changed, removed, inserted or cut off', () => {
    fc.assert(
      fc.property(entries, fc.uuid(), fc.nat(), tampered, (list, chain, place, tamper) => {
        const head = headOf(list, chain)
        expect(headOf(list, chain)).toEqual(head)
        expect(headOf(tamper(list, place % list.length), chain)).not.toEqual(head)
        expect(headOf(list, randomUUID())).not.toEqual(head)
      }),
    )
  })

  test('of two that changed places is another one', () => {
    fc.assert(
      fc.property(entries, fc.uuid(), fc.nat(), (list, chain, place) => {
        const at = place % (list.length - 1)
        const [one, other] = list.slice(at, at + 2) as [Entries[number], Entries[number]]
        fc.pre(one.entryId !== other.entryId)
        expect(headOf(list.toSpliced(at, 2, other, one), chain)).not.toEqual(headOf(list, chain))
      }),
    )
  })
})

test('a checkpoint is genuine under any of the keys, and under no other', () => {
  const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const checkpoint = { chain: randomUUID(), position: 7, hash: 'ab', madeAt: '2026-11-20T00:00:00.000Z' }
  const signed = createSigner([older]).sign(checkpoint)
  expect(createSigner([newer, older]).isGenuine(signed)).toBe(true)
  expect(createSigner([newer]).isGenuine(signed)).toBe(false)
  for (const change of [
    { position: 8 },
    { hash: 'ac' },
    { madeAt: '' },
    { chain: randomUUID() },
    { signature: '' },
  ])
    expect(createSigner([older]).isGenuine({ ...signed, ...change })).toBe(false)
})

/** A database with three chains, a checkpoint, and entries after it. Each test tampers with a copy of it. */
let source: { url: string; drop(): Promise<void> }
let tenantId: string
let published: SignedCheckpoint[]

beforeAll(async () => {
  source = await cloneDatabase('audit source')
  const portal = await openPortal({ databaseUrl: source.url })
  const { database } = portal.app
  tenantId = await makeAssociation(portal)
  const other = await makeAssociation(portal, 'Another')
  for (let index = 0; index < 8; index += 1) {
    await makeUnit(portal, tenantId)
    await makeUnit(portal, other)
  }
  await linkWaiting(database.sql)
  await signDueCheckpoints(database, signer, portal.clock.now())
  portal.clock.advance({ hours: 1 })
  for (let index = 0; index < 5; index += 1) await makeUnit(portal, tenantId)
  await linkWaiting(database.sql)
  await signDueCheckpoints(database, signer, portal.clock.now())
  published = await newestCheckpoints(database.sql)
  await portal.close()
})
afterAll(() => source.drop())

interface Copy {
  run(text: string, values?: unknown[]): Promise<Array<Record<string, unknown>>>
  verify(kept?: readonly SignedCheckpoint[]): Promise<AuditVerdict>
  /** The entry at a place of the chain of `tenantId`. */
  entryAt(position: number): Promise<string>
  entriesAt(...positions: number[]): Promise<string[]>
  /** Makes all links of the chain anew over the entries as they are now, as one who has the code can do. */
  relink(): Promise<void>
}

/** As a superuser, past every trigger. */
async function tampering(work: (copy: Copy) => Promise<void>): Promise<void> {
  const { url, drop } = await cloneDatabase('tampered', new URL(source.url).pathname.slice(1))
  try {
    await withClient(url, async (client) => {
      await client.query('SET session_replication_role = replica')
      const run: Copy['run'] = async (text, values) => (await client.query(text, values)).rows
      const entryAt = async (position: number) => {
        const [row] = await run('SELECT entry_id FROM audit_links WHERE chain = $1 AND position = $2', [
          tenantId,
          position,
        ])
        return row?.entry_id as string
      }
      await work({
        run,
        entryAt,
        verify: (kept) => withClient(asApp(url), (app) => verifyAudit(app, { signer, published: kept })),
        async entriesAt(...positions) {
          const ids: string[] = []
          for (const position of positions) ids.push(await entryAt(position))
          return ids
        },
        async relink() {
          const rows = await run(
            `SELECT e.*, e.changes::text AS changes FROM audit_entries e WHERE tenant_id = $1 ORDER BY id`,
            [tenantId],
          )
          await run('DELETE FROM audit_links WHERE chain = $1', [tenantId])
          let head: Buffer = Buffer.alloc(0)
          for (const [index, row] of rows.entries()) {
            const entry = row as unknown as AuditEntryRow
            const entryHash = hashOf(entry)
            const link = {
              chain: tenantId,
              position: index + 1,
              entryId: entry.id,
              occurredAt: entry.occurred_at,
              entryHash,
            }
            head = linkHash(head, link)
            await run('UPDATE audit_entries SET hash = $2 WHERE id = $1', [entry.id, entryHash])
            await run('INSERT INTO audit_links VALUES ($1, $2, $3, $4, $5, $6)', [
              tenantId,
              link.position,
              link.entryId,
              link.occurredAt,
              entryHash,
              head,
            ])
          }
        },
      })
    })
  } finally {
    await drop()
  }
}

describe('an untouched audit', () => {
  test('holds, with and without what was published', () =>
    tampering(async ({ verify }) => {
      expect(await verify()).toEqual({
        chains: 3,
        entries: expect.any(Number),
        checkpoints: 4,
        waiting: 0,
        faults: [],
      })
      const verdict = await verify(published)
      expect(verdict.faults).toEqual([])
      expect(verdict.entries).toBeGreaterThan(20)
    }))

  test('holds also in links that were made anew by the same rules', () =>
    tampering(async ({ verify, relink }) => {
      await relink()
      expect((await verify(published)).faults).toEqual([])
    }))
})

describe('an entry that was changed is named', () => {
  test.each([
    "operation = 'units.nothing'",
    "occurred_at = occurred_at + interval '1 millisecond'",
    'tenant_id = NULL',
    "changes = replace(changes::text, 'Unit', 'Club')::json",
    "changes = (changes::text || ' ')::json",
    "hash = decode('00', 'hex')",
    'origin = NULL, origin_key = NULL, suppressed = 1',
    'format = 1',
    'format = 3',
    'token_id = gen_random_uuid()',
  ])('in: %s', (assignment) =>
    tampering(async ({ run, verify, entryAt }) => {
      const id = await entryAt(4)
      await run(`UPDATE audit_entries SET ${assignment} WHERE id = $1`, [id])
      const [fault] = (await verify()).faults
      expect(fault).toMatchObject({ chain: tenantId, entryId: id })
      // Under another time it is another row: the old one is missing.
      expect(fault?.kind).toBe(assignment.startsWith('occurred_at') ? 'removed' : 'changed')
      expect(fault?.text).toContain(id)
    }),
  )

  test('the first one, where several were', () =>
    tampering(async ({ run, verify, entriesAt }) => {
      const ids = await entriesAt(6, 3, 9)
      await run(`UPDATE audit_entries SET operation = 'x' WHERE id = ANY($1)`, [ids])
      expect((await verify()).faults).toMatchObject([{ kind: 'changed', entryId: ids[1] }])
    }))

  test('also with a hash that fits it', () =>
    tampering(async ({ run, verify, entryAt }) => {
      const id = await entryAt(4)
      await run(`UPDATE audit_entries SET operation = 'x' WHERE id = $1`, [id])
      const [row] = await run('SELECT e.*, e.changes::text AS changes FROM audit_entries e WHERE id = $1', [
        id,
      ])
      const hash = hashOf(row as unknown as AuditEntryRow)
      await run('UPDATE audit_entries SET hash = $2 WHERE id = $1', [id, hash])
      expect((await verify()).faults).toMatchObject([{ kind: 'changed', entryId: id }])
      await run('UPDATE audit_links SET entry_hash = $2 WHERE entry_id = $1', [id, hash])
      expect((await verify()).faults).toMatchObject([{ kind: 'rewritten', entryId: id }])
    }))

  test('as far as checkpoints tell, with all links made anew', () =>
    tampering(async ({ run, verify, entryAt, relink }) => {
      await run(`UPDATE audit_entries SET operation = 'x' WHERE id = $1`, [await entryAt(11)])
      await relink()
      const [fault] = (await verify()).faults
      expect(fault).toMatchObject({ chain: tenantId, kind: 'rewritten' })
      // The checkpoint before still holds, so it was after that one.
      expect(fault?.text).toMatch(/between the checkpoint of .* and entry/)
    }))
})

describe('an entry that was removed is named', () => {
  test('by its link', () =>
    tampering(async ({ run, verify, entryAt }) => {
      const id = await entryAt(5)
      await run('DELETE FROM audit_entries WHERE id = $1', [id])
      expect((await verify()).faults).toMatchObject([{ kind: 'removed', entryId: id }])
    }))

  test('by those around it, where its link is gone too', () =>
    tampering(async ({ run, verify, entriesAt }) => {
      const [before, id, after] = await entriesAt(4, 5, 6)
      await run('DELETE FROM audit_entries WHERE id = $1', [id])
      await run('DELETE FROM audit_links WHERE entry_id = $1', [id])
      const [fault] = (await verify()).faults
      expect(fault?.kind).toBe('removed')
      expect(fault?.text).toMatch(new RegExp(`after entry ${before}.* before entry ${after}`))
    }))

  test('as far as checkpoints tell, with all links made anew', () =>
    tampering(async ({ run, verify, entryAt, relink }) => {
      await run('DELETE FROM audit_entries WHERE id = $1', [await entryAt(5)])
      await relink()
      expect((await verify()).faults).toMatchObject([{ kind: 'rewritten', chain: tenantId }])
    }))

  test('before it was linked', () =>
    tampering(async ({ run, verify, entryAt }) => {
      const id = await entryAt(13)
      await run(
        `WITH link AS (DELETE FROM audit_links WHERE entry_id = $1 RETURNING *)
         INSERT INTO audit_unlinked SELECT entry_id, occurred_at, chain, entry_hash FROM link`,
        [id],
      )
      await run('DELETE FROM audit_checkpoints')
      expect(await verify()).toMatchObject({ waiting: 1, faults: [] })
      await run('DELETE FROM audit_entries WHERE id = $1', [id])
      expect((await verify()).faults).toMatchObject([{ kind: 'removed', entryId: id }])
    }))
})

describe('an entry that was inserted is named', () => {
  const copy = `INSERT INTO audit_entries SELECT (jsonb_populate_record(e, jsonb_build_object('id', $2::text))).*
    FROM audit_entries e WHERE id = $1`

  test('where no link holds it', () =>
    tampering(async ({ run, verify, entryAt }) => {
      const id = randomUUID()
      await run(copy, [await entryAt(5), id])
      expect((await verify()).faults).toMatchObject([{ kind: 'inserted', entryId: id }])
    }))

  test('with a link that was put between others', () =>
    tampering(async ({ run, verify, entryAt }) => {
      const [id, original] = [randomUUID(), await entryAt(5)]
      await run(copy, [original, id])
      await run('UPDATE audit_links SET position = position + 1000 WHERE chain = $1 AND position > 5', [
        tenantId,
      ])
      await run('UPDATE audit_links SET position = position - 999 WHERE chain = $1 AND position > 1000', [
        tenantId,
      ])
      await run(
        `INSERT INTO audit_links SELECT chain, 6, $2, occurred_at, entry_hash, hash FROM audit_links WHERE entry_id = $1`,
        [original, id],
      )
      expect((await verify()).faults).toMatchObject([{ kind: 'rewritten', entryId: id }])
    }))

  test('as far as checkpoints tell, with all links made anew', () =>
    tampering(async ({ run, verify, entryAt, relink }) => {
      const original = await entryAt(5)
      // It sorts beside the one that it is a copy of.
      await run(copy, [original, original.slice(0, -12) + randomUUID().slice(-12)])
      await relink()
      expect((await verify()).faults).toMatchObject([{ kind: 'rewritten', chain: tenantId }])
    }))
})

describe('an end that was cut off', () => {
  const cutOff = async ({ run }: Copy) => {
    await run(
      'DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM audit_links WHERE chain = $1 AND position > 10)',
      [tenantId],
    )
    await run('DELETE FROM audit_links WHERE chain = $1 AND position > 10', [tenantId])
  }

  test('is proven by a checkpoint that was left', () =>
    tampering(async (copy) => {
      await cutOff(copy)
      const last = await copy.entryAt(10)
      const [fault] = (await copy.verify()).faults
      expect(fault).toMatchObject({ kind: 'cut off', chain: tenantId, entryId: last })
      expect(fault?.text).toContain('3 more entries')
    }))

  test('with its checkpoints is proven by one that was published, and by nothing else', () =>
    tampering(async (copy) => {
      await cutOff(copy)
      await copy.run('DELETE FROM audit_checkpoints')
      expect((await copy.verify()).faults).toEqual([])
      expect((await copy.verify(published)).faults).toMatchObject([{ kind: 'cut off', chain: tenantId }])
    }))

  test('and a whole chain with it, too', () =>
    tampering(async ({ run, verify }) => {
      for (const table of ['audit_links', 'audit_checkpoints'])
        await run(`DELETE FROM ${table} WHERE chain = $1`, [tenantId])
      await run('DELETE FROM audit_entries WHERE tenant_id = $1', [tenantId])
      expect((await verify()).faults).toEqual([])
      expect((await verify(published)).faults).toMatchObject([
        { kind: 'cut off', chain: tenantId, entryId: null },
      ])
    }))

  test('is not to be hidden by another checkpoint', () =>
    tampering(async (copy) => {
      await cutOff(copy)
      await copy.run('UPDATE audit_checkpoints SET position = 10 WHERE chain = $1 AND position > 10', [
        tenantId,
      ])
      expect((await copy.verify()).faults).toMatchObject([{ kind: 'not signed', chain: tenantId }])
    }))
})

describe('while people write', () => {
  let portal: Portal
  let tenant: string

  beforeAll(async () => {
    portal = await openPortal()
    tenant = await makeAssociation(portal)
  })
  afterAll(() => portal.close())

  const linked = async () => {
    const [row] = await portal.app.database.sql<{ links: number; entries: number }>(sql`
      SELECT (SELECT count(*) FROM audit_links) AS links, (SELECT count(*) FROM audit_entries) AS entries`)
    return row?.links === row?.entries
  }
  const verify = () => withClient(asApp(portal.databaseUrl), (client) => verifyAudit(client, { signer }))

  test('several workers link each entry once, into one chain', async () => {
    const second = await openPortal({ databaseUrl: portal.databaseUrl })
    const keepers = [portal, second, second].map(({ app, clock }) =>
      startAuditKeeper({ database: app.database, signer, clock, log: app.log }),
    )
    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        Array.from({ length: 16 }, (_none, index) => makeUnit(index % 2 ? portal : second, tenant)),
      )
    await until('all are linked', linked, 10_000)
    await Promise.all(keepers.map((keeper) => keeper.stop()))
    const verdict = await verify()
    expect(verdict).toMatchObject({ waiting: 0, faults: [] })
    expect(verdict.entries).toBeGreaterThan(80)
    expect(verdict.checkpoints).toBeGreaterThan(0)
    await second.close()
  })

  test('what is written through the portal is linked within two seconds where a worker runs', async () => {
    const admin = await makePerson(portal, { tenantId: tenant, roles: ['administrator'] })
    const worker = await openPortal({ databaseUrl: portal.databaseUrl, config: { ROLE: 'worker' } })
    await worker.app.startWorker()
    const waits: number[] = []
    for (let index = 0; index < 7; index += 1) {
      const { status, headers } = await admin.client.call('POST', '/units', {
        parentId: tenant,
        kind: 'group',
        name: `Linked ${index}`,
      })
      const answeredAt = performance.now()
      expect(status).toBe(201)
      const requestId = headers.get('x-request-id')
      await until(
        'the entry is linked',
        async () => {
          const rows = await portal.app.database.sql(sql`
            SELECT 1 FROM audit_entries e JOIN audit_links l ON l.entry_id = e.id WHERE e.request_id = ${requestId}`)
          return rows.length > 0
        },
        20_000,
      )
      waits.push(performance.now() - answeredAt)
    }
    await worker.close()
    // Half of them, so that a machine which stands still for a moment does not count.
    const median = waits.sort((a, b) => a - b)[3]
    expect(median).toBeLessThan(2_000)
  }, 150_000)

  test('one that began first and committed last is linked all the same', async () => {
    await linkWaiting(portal.app.database.sql)
    const early = new pg.Client({ connectionString: portal.databaseUrl })
    await early.connect()
    // Smaller than every id that this portal makes.
    const id = `01000000-0000-7000-8000-${randomUUID().slice(-12)}`
    await early.query('BEGIN')
    await early.query(
      `INSERT INTO audit_unlinked SELECT $1, occurred_at, chain, entry_hash FROM audit_links WHERE chain = $2 LIMIT 1`,
      [id, tenant],
    )
    await makeUnit(portal, tenant)
    expect(await linkWaiting(portal.app.database.sql)).toBe(1)
    await early.query('COMMIT')
    await early.end()
    expect(await linkWaiting(portal.app.database.sql)).toBe(1)
    const rows = await portal.app.database.sql(sql`SELECT 1 FROM audit_links WHERE entry_id = ${id}::uuid`)
    expect(rows).toHaveLength(1)
  })

  test('a keeper that loses its connections goes on by itself', async () => {
    const keeper = startAuditKeeper({ ...portal.app, signer, clock: portal.clock })
    await withClient(portal.databaseUrl, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'guildhall'`,
      ),
    )
    await until('the portal writes again', () => makeUnit(portal, tenant).then(Boolean, () => false), 10_000)
    await until(
      'nothing waits',
      async () => {
        const rows = await portal.app.database.sql(sql`SELECT 1 FROM audit_unlinked`).catch(() => [0])
        return rows.length === 0
      },
      10_000,
    )
    await keeper.stop()
  })

  test('a checkpoint is signed once an hour, by one, where a chain went on', async () => {
    const { app, clock } = portal
    const sign = () => signDueCheckpoints(app.database, signer, clock.now())
    const ofTenant = (signed: SignedCheckpoint[]) => signed.filter(({ chain }) => chain === tenant)
    await linkWaiting(app.database.sql)
    clock.advance({ hours: 1 })
    await sign()
    clock.advance({ hours: 1 })
    expect(ofTenant(await sign())).toEqual([])
    await makeUnit(portal, tenant)
    await linkWaiting(app.database.sql)
    const signed = await Promise.all([sign(), sign(), sign()])
    expect(ofTenant(signed.flat())).toHaveLength(1)
    await makeUnit(portal, tenant)
    await linkWaiting(app.database.sql)
    expect(ofTenant(await sign())).toEqual([])
  })
})
