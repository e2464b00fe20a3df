import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Crypto } from '../crypto/crypto.ts'
import { lostKeys, wordsOfLostKeys } from '../crypto/refuse-lost-keys.ts'
import { platformSealedColumns } from '../crypto/sealed-columns.ts'
import { withClient } from '../db/client.ts'
import type { DatabaseUrls } from '../db/configured.ts'
import { migrateAll } from '../db/migrations/migrate-all.ts'
import { defaultMigrationsFolder, migrationNames, readMigration } from '../db/migrations/migration-files.ts'
import { toStatement } from '../db/sql.ts'
import type { AnyJob } from '../declare/job.ts'
import { StartupError } from '../startup-error.ts'
import type { Storage } from '../storage/storage.ts'
import { type ArchiveReader, openArchive } from './archive.ts'
import { rowsOf } from './backup.ts'
import type { BackedTable, Manifest } from './manifest.ts'
import { RowDigest } from './row-digest.ts'
import { queueTable, readJobsVersion, readTables, speakPlainly, takeDownChecks } from './tables.ts'

export interface RestoreOptions {
  databaseUrls: DatabaseUrls
  storage: Storage
  jobs: readonly AnyJob[]
  path: string
  /** Opens what was sealed, the backup itself and values in its rows. */
  crypto: Crypto
  /** Rows come although values in them are sealed under keys that are lost for good. */
  allowLost?: boolean
  log: (line: string) => void
}

/** Puts a backup into an empty place. Rows come all together or not at all; files come before them. */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  const { databaseUrls, storage, jobs, path, crypto, allowLost = false, log } = options
  log(`Checking ${path}`)
  const archive = await openArchive(path, crypto)
  try {
    const { manifest } = archive
    refuseUnknownMigrations(manifest)
    await refuseUsedPlace(databaseUrls.owner, storage)
    log(`The backup shows ${manifest.takenAt}. Making its tables`)
    // Just those of the backup, whatever this version would add: that is added once the rows are there.
    await migrateAll(databaseUrls, jobs, { only: manifest.migrations.map(({ name }) => name) })
    const put: string[] = []
    try {
      await restoreFiles(archive, storage, put, log)
      await restoreRows(databaseUrls.owner, archive, allowLost ? null : crypto, log)
    } catch (error) {
      // As empty as it was found, so that it can be tried again.
      for (const key of put) await storage.remove(key)
      throw error
    }
    // What has changed since the backup was made.
    await migrateAll(databaseUrls, jobs, { log })
    return manifest
  } finally {
    await archive.close()
  }
}

function refuseUnknownMigrations({ migrations, version }: Manifest): void {
  const known = new Set(migrationNames(defaultMigrationsFolder))
  for (const { name, checksum } of migrations) {
    if (!known.has(name))
      throw new StartupError(
        `This backup was made by a newer Guildhall (${version}): its migration ${name} is not known here. Restore it with that version.`,
      )
    if (readMigration(defaultMigrationsFolder, name).checksum !== checksum)
      throw new StartupError(
        `Migration ${name} is another one here than where this backup was made, so its tables would not fit.`,
      )
  }
}

/** A place counts as empty where tables stand ready and hold nothing, as after a restore that was cut off. */
async function refuseUsedPlace(databaseUrl: string, storage: Storage): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (const { name } of await readTables(client)) {
      if (name === queueTable) continue
      const { rowCount } = await client.query(`SELECT FROM ${name} LIMIT 1`)
      if (rowCount !== 0)
        throw new StartupError(
          `The database is in use: ${name} holds rows. A backup is restored into an empty database only. Name another one in DATABASE_URL, or for the embedded database another folder in DATA_DIR.`,
        )
    }
  })
  for await (const { key } of storage.list())
    throw new StartupError(
      `The storage of files is in use: it holds ${key}. A backup is restored into an empty place only: another folder or bucket.`,
    )
}

async function restoreFiles(
  { manifest, read }: ArchiveReader,
  storage: Storage,
  put: string[],
  log: RestoreOptions['log'],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-restore-'))
  try {
    for (const { key, entry } of manifest.files) {
      const path = join(folder, 'file')
      await pipeline(await read(entry), createWriteStream(path, { mode: 0o600 }))
      put.push(key)
      await storage.putFile(key, path)
      if (put.length % 1_000 === 0) log(`  ${put.length} of ${manifest.files.length} files`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function restoreRows(
  databaseUrl: string,
  archive: ArchiveReader,
  /** Has to open what is sealed in them. */
  crypto: Crypto | null,
  log: RestoreOptions['log'],
): Promise<void> {
  const { manifest } = archive
  await withClient(databaseUrl, async (client) => {
    await speakPlainly(client)
    await client.query('BEGIN')
    await refuseOtherTables(client, manifest)
    for (const month of manifest.auditMonths)
      await client.query('SELECT public.audit_make_partition($1::date)', [month])
    const putUpChecks = await takeDownChecks(client)
    for (const table of manifest.tables) {
      await restoreTable(client, table, archive)
      if (table.rows > 0) log(`  ${table.name}: ${table.rows} rows`)
    }
    for (const { name, value, called } of manifest.sequences)
      await client.query('SELECT setval($1::regclass, $2, $3)', [name, value, called])
    log('Comparing with what was backed up')
    for (const table of manifest.tables) if (table.name !== queueTable) await compare(client, table)
    if (crypto) await refuseLost(client, manifest, crypto)
    // Whoever was at work on them is not here: they are done again, as after a crash.
    await client.query(
      `UPDATE pgboss.job SET state = 'retry', started_on = NULL, heartbeat_on = NULL WHERE state = 'active'`,
    )
    for (const statement of putUpChecks) await client.query(statement)
    await client.query('COMMIT')
  })
}

/** Before the rows are there to stay: under other keys, or another secret, the portal would not start on them. */
async function refuseLost(client: pg.Client, { tables }: Manifest, crypto: Crypto): Promise<void> {
  // By their whole names, as a backup has them. An older one may not know all that this version seals.
  const columns = platformSealedColumns
    .map((sealed) => ({ ...sealed, table: `public.${sealed.table}` }))
    .filter(({ table, column }) =>
      tables.some(({ name, columns }) => name === table && columns.includes(column)),
    )
  const lost = await lostKeys(async (piece) => (await client.query(toStatement(piece))).rows, crypto, columns)
  if (lost.length > 0) throw new StartupError(`Nothing was restored. ${wordsOfLostKeys(lost, 'backup')}`)
}

async function refuseOtherTables(client: pg.Client, { tables, jobsVersion }: Manifest): Promise<void> {
  if ((await readJobsVersion(client)) !== jobsVersion)
    throw new StartupError(
      'The job queues of this version are made otherwise than those of the backup. Restore with the version that made it, then upgrade.',
    )
  const here = new Map((await readTables(client)).map(({ name, columns }) => [name, columns]))
  const strange = tables.find(({ name, columns }) => {
    const known = here.get(name)
    return !known || columns.some((column) => !known.includes(column))
  })
  if (strange) throw new StartupError(`The backup holds a table that does not fit here: ${strange.name}.`)
}

async function restoreTable(client: pg.Client, table: BackedTable, { read }: ArchiveReader): Promise<void> {
  const columns = table.columns.join(', ')
  if (table.name !== queueTable) return load(table.name)
  // Queues are set up by the program; of those it no longer has, jobs may still wait.
  await client.query(
    `CREATE TEMPORARY TABLE restored_queue ON COMMIT DROP AS TABLE ${queueTable} WITH NO DATA`,
  )
  await load('restored_queue')
  await client.query(
    `INSERT INTO ${queueTable} (${columns}) SELECT ${columns} FROM pg_temp.restored_queue ON CONFLICT (name) DO NOTHING`,
  )

  async function load(into: string): Promise<void> {
    await pipeline(await read(table.entry), client.query(copyFrom(`COPY ${into} (${columns}) FROM STDIN`)))
  }
}

async function compare(client: pg.Client, table: BackedTable): Promise<void> {
  const digest = new RowDigest()
  await pipeline(rowsOf(client, table), digest.resume())
  if (digest.rows !== table.rows || digest.digest !== table.digest)
    throw new Error(`${table.name} does not hold what was backed up: ${digest.rows} of ${table.rows} rows.`)
}
