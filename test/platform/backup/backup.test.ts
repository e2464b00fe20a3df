import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { jobs } from '../../../jobs/index.ts'
import { dropFile, filePurpose, keepFile, registerFile } from '../../../src/modules/files/index.ts'
import { createSigner } from '../../../src/platform/audit/signer.ts'
import { verifyAudit } from '../../../src/platform/audit/verify.ts'
import { createArchive, openArchive } from '../../../src/platform/backup/archive.ts'
import { makeBackup } from '../../../src/platform/backup/backup.ts'
import { holdBytes } from '../../../src/platform/backup/backup-lock.ts'
import type { Manifest } from '../../../src/platform/backup/manifest.ts'
import { restoreBackup } from '../../../src/platform/backup/restore.ts'
import { createCrypto } from '../../../src/platform/crypto/crypto.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { committedCatalogue, readCatalogue } from '../../../src/platform/db/migrations/catalogue.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { newId } from '../../../src/platform/ids.ts'
import { diskStorage, type Storage } from '../../../src/platform/storage/storage.ts'
import { makeAssociation, makePerson, makeUnit } from '../../factories/people.ts'
import { makeTask } from '../../factories/tasks.ts'
import { until } from '../../factories/waiting.ts'
import { asApp, cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

const folder = mkdtempSync(join(tmpdir(), 'guildhall-backup-'))
const texts = filePurpose({
  name: 'test.texts',
  mediaTypes: ['text/plain'],
  limitBytes: 2_000_000,
  links: 'person',
})
let portal: Portal
let tenantId: string
let path: string
let manifest: Manifest
/** What a task that is under way has written so far. */
const part = newId()

const quiet = () => {}
const slow = 120_000

beforeAll(async () => {
  portal = await openPortal({ config: { DATA_DIR: join(folder, 'source') } })
  tenantId = await makeAssociation(portal, 'Лісова «"; \\ \\n \\t" гільдія', ['127.0.0.1'])
  for (let made = 0; made < 5; made += 1) await makePerson(portal, { tenantId })
  for (let made = 0; made < 4; made += 1) await makeFile(`text ${made}\n`.repeat(10_000))
  await portal.app.services.storage.put(part, Buffer.from('begun'))
  const task = await makeTask(portal, { tenantId, startedBy: null, state: 'running' })
  await portal.app.database.sql(sql`UPDATE tasks SET parts = ARRAY[${part}::uuid] WHERE id = ${task}::uuid`)
}, slow)
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

async function makeFile(text: string): Promise<string> {
  const { services, runner, asSystem } = portal.app
  const received = await services.incoming.receive(Readable.from([Buffer.from(text)]), {
    limitBytes: 2_000_000,
  })
  const kept = await keepFile(services, texts, received)
  await services.incoming.forget(received)
  await runner.call(registerFile, kept, asSystem('test', tenantId))
  return kept.fileId
}

const backUp = (to: string) =>
  makeBackup({ databaseUrl: portal.databaseUrl, storage: portal.app.services.storage, path: to, log: quiet })

/** An empty place, of an owner who may do no more than an owner may. */
async function openPlace(): Promise<{ url: string; storage: Storage; close(): Promise<void> }> {
  const database = await cloneDatabase('restored', 'template0')
  const owner = `owner_${randomBytes(4).toString('hex')}`
  const url = new URL(database.url)
  const name = url.pathname.slice(1)
  await withClient(database.url, async (client) => {
    await client.query(`CREATE ROLE ${owner} LOGIN NOSUPERUSER`)
    await client.query(`ALTER DATABASE "${name}" OWNER TO ${owner}`)
  })
  url.username = owner
  return {
    url: url.href,
    storage: diskStorage(join(folder, randomUUID())),
    async close() {
      await database.drop()
      await withClient(portal.databaseUrl, (client) => client.query(`DROP ROLE ${owner}`))
    },
  }
}

const restore = (from: string, { url, storage }: { url: string; storage: Storage }) =>
  restoreBackup({
    databaseUrls: { owner: url, app: asApp(url) },
    storage,
    jobs,
    path: from,
    crypto: portal.app.services.crypto,
    log: quiet,
  })

/** Each table's rows as text, hashed by the database itself. */
async function contentOf(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
         AND (n.nspname = 'public' OR (n.nspname = 'pgboss' AND c.relname IN ('job', 'job_dependency'))) ORDER BY 1`,
    )
    const content: Record<string, string> = {}
    for (const { name } of rows) {
      const found = await client.query<{ content: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS content FROM ${name} t`,
      )
      content[name] = found.rows[0]?.content ?? ''
    }
    return content
  })
}

describe('a backup, restored into an empty place by an ordinary owner', () => {
  let place: Awaited<ReturnType<typeof openPlace>>

  beforeAll(async () => {
    path = join(folder, 'whole.zip')
    manifest = await backUp(path)
    place = await openPlace()
    await restore(path, place)
  }, slow)
  afterAll(() => place.close())

  test('holds every row of every table', async () => {
    const content = await contentOf(place.url)
    expect(content).toEqual(await contentOf(portal.databaseUrl))
    expect(Object.keys(content).length).toBeGreaterThan(25)
    for (const table of ['public.units', 'public.persons', 'public.audit_entries', 'public.stored_files'])
      expect(content[table]).not.toMatch(/^0 /)
  })

  test('holds every file, byte by byte, and no other', async () => {
    const keys: string[] = []
    for await (const { key } of place.storage.list()) {
      keys.push(key)
      const [here, there] = await Promise.all(
        [place.storage, portal.app.services.storage].map(async (storage) => {
          const hash = createHash('sha256')
          for await (const piece of await storage.read(key)) hash.update(piece as Buffer)
          return hash.digest('hex')
        }),
      )
      expect(here).toBe(there)
    }
    expect(keys.sort()).toEqual(manifest.files.map(({ key }) => key))
    expect(keys).toHaveLength(5)
    expect(keys).toContain(part)
  })

  test('has the tables, constraints and triggers that the migrations make', async () => {
    expect(await readCatalogue(place.url)).toEqual(committedCatalogue())
    await withClient(place.url, async (client) => {
      const { rows } = await client.query(
        `SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'
         UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated`,
      )
      expect(rows).toEqual([])
    })
  })

  test('works as a portal, whose new rows follow the old ones', async () => {
    const restored = await openPortal({ databaseUrl: place.url, config: { DATA_DIR: join(folder, 'again') } })
    try {
      const colleague = await makePerson(restored, { tenantId })
      expect((await colleague.client.get('/api/v1/me/profile')).status).toBe(200)
      await restored.runJobs()
    } finally {
      await restored.close()
    }
  })

  test('verifies its audit chain', async () => {
    const signer = createSigner(portal.app.config.auditSigningKeys)
    const verdict = await withClient(place.url, (client) => verifyAudit(client, { signer }))
    expect(verdict.faults).toEqual([])
    expect(verdict.entries + verdict.waiting).toBeGreaterThan(5)
  })
})

test(
  'a backup that is made while people write shows one moment: nothing without its audit entry and its job',
  async () => {
    const { runner, asSystem } = portal.app
    let writing = true
    let written = 0
    const writers = Array.from({ length: 3 }, async () => {
      while (writing) {
        await makeUnit(portal, tenantId)
        const fileId = await makeFile(`${randomUUID()}\n`)
        if (written % 2 === 0) await runner.call(dropFile, { fileId }, asSystem('test', tenantId))
        written += 1
      }
    })
    const to = join(folder, 'busy.zip')
    const place = await openPlace()
    try {
      await until('they have begun', async () => written > 3, 30_000)
      // The rows are read by then, so that files go whose rows the backup has seen.
      const before = written
      const storage: Storage = {
        ...portal.app.services.storage,
        async read(key, range) {
          await until('they have written more', async () => written > before + 6, 30_000)
          return portal.app.services.storage.read(key, range)
        },
      }
      const made = await makeBackup({ databaseUrl: portal.databaseUrl, storage, path: to, log: quiet })
      expect(made.missing).toEqual([])
      writing = false
      await Promise.all(writers)
      await restore(to, place)
      await withClient(place.url, async (client) => {
        const { rows } = await client.query(`
        SELECT (SELECT count(*)::int FROM units u WHERE NOT EXISTS (
                  SELECT FROM audit_entries e WHERE e.changes::text LIKE '%' || u.id || '%')) AS unaudited,
               (SELECT count(*)::int FROM audit_entries e WHERE e.operation = 'files.dropFile' AND NOT EXISTS (
                  SELECT FROM pgboss.job j WHERE j.name = 'files.removeBytes'
                    AND e.changes::text LIKE '%' || (j.data->'payload'->>'fileId') || '%')) AS unpromised,
               (SELECT count(*)::int FROM units) AS units`)
        expect(rows[0]).toMatchObject({ unaudited: 0, unpromised: 0 })
        expect(rows[0].units).toBeGreaterThan(5)
      })
      const keys = new Set<string>()
      for await (const { key } of place.storage.list()) keys.add(key)
      expect(keys).toEqual(new Set(made.files.map(({ key }) => key)))
    } finally {
      writing = false
      await Promise.allSettled(writers)
      await place.close()
    }
  },
  slow,
)

test(
  'jobs that somebody was at work on are done again',
  async () => {
    const fileId = await makeFile('for a job')
    await portal.app.runner.call(dropFile, { fileId }, portal.app.asSystem('test', tenantId))
    const [taken] = await portal.app.boss.fetch('files.removeBytes', { batchSize: 1 })
    const to = join(folder, 'jobs.zip')
    await backUp(to)
    const place = await openPlace()
    try {
      await restore(to, place)
      const states = await withClient(place.url, (client) =>
        client.query(`SELECT state FROM pgboss.job WHERE id = $1`, [taken?.id]),
      )
      expect(states.rows).toEqual([{ state: 'retry' }])
    } finally {
      await place.close()
    }
  },
  slow,
)

test('bytes stay while a backup is made, and go after it', async () => {
  const fileId = await makeFile('held')
  await portal.app.runner.call(dropFile, { fileId }, portal.app.asSystem('test', tenantId))
  await withClient(portal.databaseUrl, async (client) => {
    await holdBytes(client)
    await expect(backUp(join(folder, 'second.zip'))).rejects.toThrow('Another backup')
    await expect(portal.runJobs()).rejects.toThrow('A backup is being made')
    expect(await portal.app.services.storage.size(fileId)).not.toBeNull()
  })
  await portal.app.database.sql(sql`UPDATE pgboss.job SET state = 'created' WHERE state = 'active'`)
  await portal.runJobs()
  expect(await portal.app.services.storage.size(fileId)).toBeNull()
})

test(
  'files that the storage has lost or altered are told, and the rest is backed up',
  async () => {
    const lost = await makeFile('lost')
    const altered = await makeFile('as it was')
    await portal.app.services.storage.remove(lost)
    await portal.app.services.storage.put(altered, Buffer.from('otherwise'))
    const to = join(folder, 'lacking.zip')
    const { missing, files } = await backUp(to)
    expect(missing.sort()).toEqual([lost, altered].sort())
    expect(files.length).toBeGreaterThan(3)
    const place = await openPlace()
    try {
      await restore(to, place)
      expect(await place.storage.size(altered)).toBeNull()
    } finally {
      await place.close()
    }
  },
  slow,
)

test.each<[string, object | null, string]>([
  ['of another program', { name: 'photos' }, 'is no backup of Guildhall'],
  ['of nothing', null, 'is no backup of Guildhall'],
  ['of a format to come', { format: 2 }, 'in a format (2) that this one does not know'],
  [
    'that was changed',
    { format: 1, version: '1', tables: [{}] },
    'takenAt, migrations, jobsVersion and more',
  ],
])('a manifest %s is refused in words', async (_what, given, words) => {
  const to = join(folder, `${randomUUID()}.zip`)
  const archive = await createArchive(to, null)
  await archive.finish(given as unknown as Manifest)
  const refused = await openArchive(to, createCrypto(portal.app.config.encryptionKeys)).catch(
    (error: Error) => error.message,
  )
  expect(refused).toContain(words)
  // In words, and none of the schema's own.
  expect(refused).not.toMatch(/[{}]|invalid|expected/)
})

describe('what is not as it was written is refused, and the place stays empty', () => {
  const change = (name: string, alter: (file: string) => void): string => {
    const to = join(folder, name)
    copyFileSync(path, to)
    alter(to)
    return to
  }
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file)
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(file, bytes)
  }

  /** In the packed rows themselves: what stands between entries is told a second time at the end of a zip. */
  const inRowsOf = (file: string, table: string) => {
    const name = `${table}.copy`
    return readFileSync(file).indexOf(name) + name.length + 40
  }

  test.each<[string, () => string, string]>([
    ['one byte, in rows', () => change('a', (file) => flip(file, inRowsOf(file, 'accounts'))), 'is damaged'],
    [
      'one byte, in a file',
      () => change('b', (file) => flip(file, readFileSync(file).indexOf('text 2\n') + 3)),
      'is damaged',
    ],
    [
      'one byte, in the manifest',
      () => change('c', (file) => flip(file, readFileSync(file).indexOf('manifest.json') + 80)),
      'is damaged',
    ],
    [
      'one byte, in its last line',
      () => change('d', (file) => flip(file, statSync(file).size - 3)),
      'is damaged',
    ],
    [
      'half of it',
      () => change('e', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))),
      'is damaged',
    ],
    ['its last byte', () => change('f', (file) => truncateSync(file, statSync(file).size - 1)), 'is damaged'],
    ['nothing', () => change('g', (file) => truncateSync(file, 0)), 'is damaged'],
    ['something else', () => change('h', (file) => writeFileSync(file, randomBytes(50_000))), 'is damaged'],
    ['no file', () => join(folder, 'none'), 'There is no file'],
  ])('%s', async (_what, made, words) => {
    const nowhere = {
      url: 'postgresql://nobody@127.0.0.1:1/nothing',
      storage: diskStorage(join(folder, 'never')),
    }
    await expect(restore(made(), nowhere)).rejects.toThrow(words)
    expect(existsSync(join(folder, 'never'))).toBe(false)
  })
})

test(
  'rows whose keys are missing are refused, and the place is as empty as before',
  async () => {
    const place = await openPlace()
    const other = (allowLost: boolean) =>
      restoreBackup({
        databaseUrls: { owner: place.url, app: asApp(place.url) },
        storage: place.storage,
        jobs,
        path,
        crypto: createCrypto([{ id: 'other', key: randomBytes(32) }]),
        allowLost,
        log: quiet,
      })
    try {
      await expect(other(false)).rejects.toThrow(
        'Nothing was restored. Values in this backup are sealed under keys that are missing or not as they were: the one made from the secret',
      )
      for await (const { key } of place.storage.list()) throw new Error(`${key} was left.`)
      // It can be run again, since no row is there.
      expect((await other(true)).takenAt).toBe(manifest.takenAt)
    } finally {
      await place.close()
    }
  },
  slow,
)

describe('a sealed backup', () => {
  let sealed: string
  const nowhere = () => ({
    url: 'postgresql://nobody@127.0.0.1:1/nothing',
    storage: diskStorage(join(folder, 'never')),
  })

  beforeAll(async () => {
    sealed = join(folder, 'sealed')
    await makeFile(randomBytes(300_000).toString('hex'))
    await makeBackup({
      databaseUrl: portal.databaseUrl,
      storage: portal.app.services.storage,
      path: sealed,
      crypto: portal.app.services.crypto,
      log: quiet,
    })
  })

  test(
    'shows nothing of what is in it, and is restored with its key',
    async () => {
      const bytes = readFileSync(sealed)
      for (const word of ['manifest.json', 'text 2', 'public.units']) expect(bytes.includes(word)).toBe(false)
      const place = await openPlace()
      try {
        await restore(sealed, place)
        expect(await contentOf(place.url)).toEqual(await contentOf(portal.databaseUrl))
      } finally {
        await place.close()
      }
    },
    slow,
  )

  test('is refused without its key', async () => {
    const crypto = createCrypto([{ id: 'other', key: randomBytes(32) }])
    const { url, storage } = nowhere()
    await expect(
      restoreBackup({
        databaseUrls: { owner: url, app: url },
        storage,
        jobs,
        path: sealed,
        crypto,
        log: quiet,
      }),
    ).rejects.toThrow('which ENCRYPTION_KEYS does not hold')
  })

  test('says that the key does not fit where another one has its name', async () => {
    const { currentKeyId } = portal.app.services.crypto
    const { url, storage } = nowhere()
    await expect(
      restoreBackup({
        databaseUrls: { owner: url, app: url },
        storage,
        jobs,
        path: sealed,
        crypto: createCrypto([{ id: currentKeyId, key: randomBytes(32) }]),
        log: quiet,
      }),
    ).rejects.toThrow('The key in ENCRYPTION_KEYS does not fit')
  })

  test('is refused where a piece was changed, moved or cut off', async () => {
    const whole = readFileSync(sealed)
    const piece = 65_536 + 16
    const begins = 18 + whole.readUInt16BE(16)
    const changed = Buffer.from(whole)
    changed[begins + piece + 100] = (changed[begins + piece + 100] ?? 0) ^ 1
    const [first, second] = [0, 1].map((at) => whole.subarray(begins + at * piece, begins + (at + 1) * piece))
    const moved = Buffer.concat([
      whole.subarray(0, begins),
      second ?? Buffer.alloc(0),
      first ?? Buffer.alloc(0),
      whole.subarray(begins + 2 * piece),
    ])
    const altered = [
      changed,
      moved,
      whole.subarray(0, begins + 2 * piece),
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, begins - 5),
      whole.subarray(0, begins),
    ]
    for (const bytes of altered) {
      writeFileSync(join(folder, 'altered'), bytes)
      await expect(restore(join(folder, 'altered'), nowhere())).rejects.toThrow('is damaged')
    }
  })
})

describe('a place that is in use', () => {
  test('is refused for a row', async () => {
    const storage = diskStorage(join(folder, 'unused'))
    await expect(restore(path, { url: portal.databaseUrl, storage })).rejects.toThrow(
      'The database is in use',
    )
  })

  test('is refused for a file', async () => {
    const place = await openPlace()
    try {
      await place.storage.put(randomUUID(), Buffer.from('somebody'))
      await expect(restore(path, place)).rejects.toThrow('The storage of files is in use')
    } finally {
      await place.close()
    }
  })

  test(
    'tables that stand ready and hold nothing are no use',
    async () => {
      const place = await openPlace()
      const broken = { ...place.storage, putFile: () => Promise.reject(new Error('the disk is full')) }
      try {
        await expect(restore(path, { ...place, storage: broken })).rejects.toThrow('the disk is full')
        await restore(path, place)
        expect((await contentOf(place.url))['public.units']).not.toMatch(/^0 /)
      } finally {
        await place.close()
      }
    },
    slow,
  )
})

test('a backup is readable by its owner only, takes no name before it is whole, and leaves nothing when it fails', async () => {
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const failing: Storage = {
    ...portal.app.services.storage,
    read: () => Promise.reject(new Error('the bucket is away')),
  }
  const to = join(folder, 'never.zip')
  await expect(
    makeBackup({ databaseUrl: portal.databaseUrl, storage: failing, path: to, log: quiet }),
  ).rejects.toThrow('the bucket is away')
  expect(readdirSync(folder).filter((name) => name.startsWith('never.zip'))).toEqual([])
})
