import type { Readable } from 'node:stream'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Crypto } from '../crypto/crypto.ts'
import { withClient } from '../db/client.ts'
import { BytesMissing, type Storage } from '../storage/storage.ts'
import { version } from '../version.ts'
import { type ArchiveWriter, createArchive } from './archive.ts'
import { holdBytes } from './backup-lock.ts'
import type { BackedTable, Manifest } from './manifest.ts'
import { RowDigest } from './row-digest.ts'
import { sealing } from './sealed-file.ts'
import {
  readAppliedMigrations,
  readAuditMonths,
  readJobsVersion,
  readSequences,
  readTables,
  speakPlainly,
  type TableShape,
} from './tables.ts'

export interface BackupOptions {
  /** Of the owner, who may read everything. */
  databaseUrl: string
  storage: Storage
  path: string
  /** Seals the whole archive, where it is given. */
  crypto?: Crypto
  log: (line: string) => void
}

interface StoredBytes {
  key: string
  /** Not known of the parts of a task that is under way. */
  sha256: string | null
}

/** Everything as it stood at one moment, while the portal goes on working. */
export async function makeBackup({
  databaseUrl,
  storage,
  path,
  crypto,
  log,
}: BackupOptions): Promise<Manifest> {
  return withClient(databaseUrl, async (client) => {
    await speakPlainly(client)
    await holdBytes(client)
    const archive = await createArchive(path, crypto ? sealing(crypto) : null)
    try {
      const { stored, ...snapshot } = await backUpRows(client, archive, log)
      const files = await backUpFiles(stored, storage, archive, log)
      const manifest: Manifest = { format: 1, version, ...snapshot, ...files }
      await archive.finish(manifest)
      return manifest
    } catch (error) {
      await archive.abandon()
      throw error
    }
  })
}

async function backUpRows(client: pg.Client, archive: ArchiveWriter, log: BackupOptions['log']) {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // The first statement is what the snapshot is taken for.
  const migrations = await readAppliedMigrations(client)
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const takenAt = (rows[0]?.now ?? new Date()).toISOString()
  const tables: BackedTable[] = []
  for (const shape of await readTables(client)) tables.push(await backUpTable(client, shape, archive, log))
  const stored = await client.query<StoredBytes>(
    `SELECT key, encode(sha256, 'hex') AS sha256 FROM public.stored_bytes ORDER BY key`,
  )
  const snapshot = {
    takenAt,
    migrations,
    tables,
    jobsVersion: await readJobsVersion(client),
    auditMonths: await readAuditMonths(client),
    sequences: await readSequences(client),
    stored: stored.rows,
  }
  // Files take longer than rows. They never change, so nothing needs the snapshot any more.
  await client.query('COMMIT')
  return snapshot
}

async function backUpTable(
  client: pg.Client,
  { name, columns }: TableShape,
  archive: ArchiveWriter,
  log: BackupOptions['log'],
): Promise<BackedTable> {
  const entry = `tables/${name.replaceAll('"', '')}.copy`
  const rows = rowsOf(client, { name, columns })
  const digest = new RowDigest()
  rows.once('error', (error) => digest.destroy(error))
  const { sha256 } = await archive.add(entry, rows.pipe(digest), true)
  if (digest.rows > 0) log(`  ${name}: ${digest.rows} rows`)
  return { name, columns, rows: digest.rows, digest: digest.digest, entry, sha256 }
}

/** A query, since PostgreSQL before 18 copies no partitioned table by its name. */
export function rowsOf(client: pg.Client, { name, columns }: TableShape): Readable {
  return client.query(copyTo(`COPY (SELECT ${columns.join(', ')} FROM ${name}) TO STDOUT`))
}

async function backUpFiles(
  stored: readonly StoredBytes[],
  storage: Storage,
  archive: ArchiveWriter,
  log: BackupOptions['log'],
): Promise<Pick<Manifest, 'files' | 'missing'>> {
  const files: Manifest['files'] = []
  const missing: string[] = []
  for (const { key, sha256 } of stored) {
    const bytes = await storage.read(key).catch((error: unknown) => {
      if (error instanceof BytesMissing) return null
      throw error
    })
    const entry = `files/${key}`
    const kept = bytes && (await archive.add(entry, bytes, false))
    if (kept && (sha256 === null || sha256 === kept.sha256)) files.push({ key, ...kept, entry })
    else missing.push(key)
    if (files.length % 1_000 === 0 && files.length > 0) log(`  ${files.length} of ${stored.length} files`)
  }
  return { files, missing }
}
