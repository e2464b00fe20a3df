import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { StartupError } from '../../startup-error.ts'
import { withClient } from '../client.ts'
import { defaultMigrationsFolder, type Migration, migrationNames, readMigration } from './migration-files.ts'
import { runScript, runStatements, ScriptFailure } from './run-script.ts'
import { splitStatements } from './statements.ts'

/*
 * Applies prisma/migrations and keeps Prisma's own book of it, so that Prisma's CLI can take over. Prisma's engine
 * could apply them too, but it leaves half of a failed migration behind and does not say which statement failed.
 */

export interface MigrationState {
  pending: string[]
  /** Applied here, but not in our folder: a newer version has used this database. */
  unknown: string[]
  failed: string[]
  /** Applied here, and other words in our folder by now. */
  edited: string[]
}

export interface MigrateOptions {
  log?: (line: string) => void
  /** Hears what is wrong and stops nothing; where nothing is said, what hears the rest. */
  warn?: (line: string) => void
  migrationsFolder?: string
  /** Only these of the folder. */
  only?: readonly string[]
  /** Try failed migrations once more. */
  retry?: boolean
}

interface Entry {
  migration_name: string
  checksum: string
  finished: boolean
  logs: string | null
}

/** The key under which Prisma's own CLI locks, so that the two do not migrate at once either. */
const advisoryLockKey = 72_707_369
const withoutTransaction = /^\s*-- outside a transaction\b/
const undefinedTable = '42P01'

export async function migrationState(
  url: string,
  { migrationsFolder = defaultMigrationsFolder }: Pick<MigrateOptions, 'migrationsFolder'> = {},
): Promise<MigrationState> {
  return withClient(url, async (client) => stateFrom(await readEntries(client), migrationsFolder))
}

/** Answers the names of what it applied. */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { migrationsFolder = defaultMigrationsFolder, log = () => {}, warn = log } = options
  const { pending, unknown, failed, edited } = await migrationState(url, { migrationsFolder })
  if (edited.length > 0) warn(wordsOfEdited(edited))
  if (pending.length + unknown.length + failed.length === 0) return []
  return withClient(url, (lockHolder) =>
    whileLocked(lockHolder, options, () =>
      withClient(url, (client) => migrateLocked(client, migrationsFolder, options)),
    ),
  )
}

async function migrateLocked(
  client: pg.Client,
  migrationsFolder: string,
  { log = () => {}, retry = false, only }: MigrateOptions,
): Promise<string[]> {
  await createBook(client)
  if (retry) {
    await client.query(
      'UPDATE public._prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    )
  }
  const entries = await readEntries(client)
  const { pending, unknown, failed } = stateFrom(entries, migrationsFolder)
  if (unknown[0]) throw newerDatabase(unknown[0])
  if (failed[0]) throw failedBefore(failed[0], entries)
  const chosen = only ? pending.filter((name) => only.includes(name)) : pending
  for (const name of chosen) {
    const started = performance.now()
    await apply(client, readMigration(migrationsFolder, name))
    log(`Applied migration ${name} (${Math.round(performance.now() - started)} ms)`)
  }
  return chosen
}

async function readEntries(client: pg.Client): Promise<Entry[]> {
  try {
    const { rows } = await client.query<Entry>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs
         FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    )
    return rows
  } catch (error) {
    if ((error as pg.DatabaseError).code === undefinedTable) return []
    throw error
  }
}

function stateFrom(entries: Entry[], folder: string): MigrationState {
  const names = migrationNames(folder)
  const recorded = new Set(entries.map((entry) => entry.migration_name))
  return {
    pending: names.filter((name) => !recorded.has(name)),
    unknown: [...recorded].filter((name) => !names.includes(name)),
    failed: entries.filter((entry) => !entry.finished).map((entry) => entry.migration_name),
    edited: entries
      .filter(
        ({ migration_name: name, checksum, finished }) =>
          finished && names.includes(name) && readMigration(folder, name).checksum !== checksum,
      )
      .map((entry) => entry.migration_name),
  }
}

function newerDatabase(name: string): StartupError {
  return new StartupError(
    `This database was last used by a newer Guildhall (migration ${name} is not known here). ` +
      'Start that version, or choose another database.',
  )
}

function failedBefore(name: string, entries: Entry[]): StartupError {
  const logs = entries.find((entry) => entry.migration_name === name)?.logs
  return new StartupError(
    `Migration ${name} failed in this database before. ${logs ?? 'It left no word why; it may have been killed.'}\n` +
      'Correct the cause, then run "npm run migrate -- --retry".',
  )
}

/** The tables are those of the text that was applied, whatever stands there now. */
export function wordsOfEdited(names: readonly string[]): string {
  return names.length === 1
    ? `Migration ${names[0]} was edited after it was applied to this database; the edit has no effect here. Put it back as it was, and write what is to change into a new one.`
    : `Migrations ${names.join(', ')} were edited after they were applied to this database; the edits have no effect here. Put them back as they were, and write what is to change into a new one.`
}

async function whileLocked<Result>(
  client: pg.Client,
  { log = () => {} }: MigrateOptions,
  run: () => Promise<Result>,
): Promise<Result> {
  // Asked again and again rather than waited for: a session that waits inside a statement holds a snapshot, and
  // CREATE INDEX CONCURRENTLY in the session that migrates would wait for that one in turn.
  for (let attempt = 0; !(await tryLock(client)); attempt++) {
    if (attempt === 10) log('Waiting for another process that migrates this database')
    await delay(100)
  }
  // Closing the connection gives it back.
  return run()
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    advisoryLockKey,
  ])
  return rows[0]?.locked === true
}

async function createBook(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS public._prisma_migrations (
      id                  VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum            VARCHAR(64) NOT NULL,
      finished_at         TIMESTAMPTZ,
      migration_name      VARCHAR(255) NOT NULL,
      logs                TEXT,
      rolled_back_at      TIMESTAMPTZ,
      started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
      applied_steps_count INTEGER NOT NULL DEFAULT 0
    )`)
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  // A migration may end with other settings than it began with, as what pg_dump writes does.
  await client.query('RESET ALL; SET statement_timeout = 0; SET client_min_messages = warning')
  const run = withoutTransaction.test(migration.sql) ? applyOutside : applyInside
  try {
    await run(client, migration)
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    throw new StartupError(
      `Migration ${migration.name} failed. ${error.message}\n` +
        'Correct the cause, then run "npm run migrate -- --retry".',
    )
  }
}

/** Script and record in one transaction: whatever happens, even a kill, leaves both or neither. */
async function applyInside(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  try {
    refuseTransactionControl(migration)
    await client.query('BEGIN')
    await insertRecord(client, id, migration)
    await runScript(client, migration.sql)
    await finishRecord(client, id)
    await runScript(client, 'COMMIT')
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    await client.query('ROLLBACK')
    const failure = new ScriptFailure(`${error.message}\nNothing of this migration was kept.`)
    await insertRecord(client, id, migration, failure.message)
    throw failure
  }
}

/** For what PostgreSQL does only outside of a transaction, such as CREATE INDEX CONCURRENTLY. */
async function applyOutside(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID()
  await insertRecord(client, id, migration)
  try {
    await runStatements(client, migration.sql)
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    const failure = new ScriptFailure(
      `${error.message}\nThis migration runs outside a transaction: what stands before that statement was kept.`,
    )
    await client.query('UPDATE public._prisma_migrations SET logs = $2 WHERE id = $1', [id, failure.message])
    throw failure
  }
  await finishRecord(client, id)
}

function refuseTransactionControl({ sql }: Migration): void {
  const control = splitStatements(sql).find(({ text }) =>
    /^(BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK(?!\s+TO)|ABORT)\b/i.test(text),
  )
  if (control) {
    throw new ScriptFailure(
      `It has a "${control.text}" of its own, but a migration already runs in a transaction.`,
    )
  }
}

async function insertRecord(
  client: pg.Client,
  id: string,
  { name, checksum }: Migration,
  logs: string | null = null,
): Promise<void> {
  await client.query(
    'INSERT INTO public._prisma_migrations (id, migration_name, checksum, logs) VALUES ($1, $2, $3, $4)',
    [id, name, checksum, logs],
  )
}

async function finishRecord(client: pg.Client, id: string): Promise<void> {
  await client.query(
    'UPDATE public._prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
    [id],
  )
}
