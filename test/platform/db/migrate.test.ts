import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbedded } from '../../../src/platform/db/embedded/embedded.ts'
import { migrate, migrationState } from '../../../src/platform/db/migrations/migrate.ts'

let server: EmbeddedDatabase
let serverFolder: string
let migrationsFolder: string
let url: string
let databases = 0

beforeAll(async () => {
  serverFolder = mkdtempSync(join(tmpdir(), 'guildhall-migrate-test-'))
  server = await startEmbedded({ folder: serverFolder, ephemeral: true })
})

afterAll(async () => {
  await server.stop()
  rmSync(serverFolder, { recursive: true, force: true })
})

beforeEach(async () => {
  migrationsFolder = mkdtempSync(join(tmpdir(), 'guildhall-migrations-'))
  const name = `test_${++databases}`
  await query(`CREATE DATABASE ${name}`, server.url)
  url = server.url.replace('/guildhall?', `/${name}?`)
})

afterEach(() => {
  rmSync(migrationsFolder, { recursive: true, force: true })
})

function write(name: string, sql: string): void {
  mkdirSync(join(migrationsFolder, name), { recursive: true })
  writeFileSync(join(migrationsFolder, name, 'migration.sql'), sql)
}

async function query(sql: string, where = url): Promise<unknown[]> {
  const client = new pg.Client(where)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

function run(
  options: { retry?: boolean; log?: (line: string) => void; warn?: (line: string) => void } = {},
): Promise<string[]> {
  return migrate(url, { migrationsFolder, ...options })
}

async function tables(): Promise<unknown[]> {
  return query(
    "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  )
}

const functionScript = `
CREATE EXTENSION ltree;
CREATE TABLE units (path ltree, note text);
-- it's a comment; with a semicolon
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW.note := 'a;b';
  RETURN NEW;
END;
$body$;
CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 0; SELECT CASE WHEN true THEN 1 END; END;
CREATE TRIGGER stamp BEFORE INSERT ON units FOR EACH ROW EXECUTE FUNCTION stamp();
`

describe('migrating', () => {
  test('applies what is pending, in order, and writes Prisma’s own book', async () => {
    write('20260102000000_second', 'ALTER TABLE first ADD COLUMN more int')
    write('20260101000000_first', 'CREATE TABLE first (id int)')
    const names = ['20260101000000_first', '20260102000000_second']
    expect(await migrationState(url, { migrationsFolder })).toEqual({
      pending: names,
      unknown: [],
      failed: [],
      edited: [],
    })
    expect(await run()).toEqual(names)
    expect(await run()).toEqual([])
    const book = await query(
      `SELECT migration_name, length(checksum), finished_at >= started_at, applied_steps_count
         FROM _prisma_migrations ORDER BY migration_name`,
    )
    expect(book).toEqual([names[0], 64, true, 1, names[1], 64, true, 1])
  })

  test('keeps function bodies whole and can bring extensions', async () => {
    write('20260101000000_function', functionScript)
    await run()
    await query("INSERT INTO units (path) VALUES ('a.b')")
    expect(await query('SELECT note, one() FROM units')).toEqual(['a;b', 1])
  })

  test('is not led astray by settings that a migration leaves behind', async () => {
    write('20260101000000_dump', "SET search_path = ''; CREATE TABLE public.first (id int)")
    write('20260102000000_next', 'CREATE TABLE second (id int)')
    await run()
    expect(await tables()).toEqual(['first', 'second'])
  })

  test('by several processes at once happens once', async () => {
    write('20260101000000_slow', 'CREATE TABLE first (id int); SELECT pg_sleep(0.3)')
    const applied = await Promise.all([run(), run(), run()])
    expect(applied.flat()).toEqual(['20260101000000_slow'])
  })

  test('says when a migration was edited after it was applied', async () => {
    write('20260101000000_first', 'CREATE TABLE first (id int)')
    await run()
    write('20260101000000_first', 'CREATE TABLE another (id int)')
    write('20260102000000_second', 'CREATE TABLE second (id int)')
    const lines: string[] = []
    await run({ log: (line) => lines.push(line) })
    expect(lines[0]).toMatch(/20260101000000_first was edited after it was applied/)
    expect(await tables()).toEqual(['first', 'second'])
    // Also where nothing is left to apply, and to whoever starts on the database.
    const warned: string[] = []
    expect(await run({ warn: (line) => warned.push(line) })).toEqual([])
    expect(warned).toEqual([expect.stringContaining('20260101000000_first was edited')])
    expect(await migrationState(url, { migrationsFolder })).toMatchObject({
      pending: [],
      edited: ['20260101000000_first'],
    })
  })
})

describe('a migration that fails', () => {
  const name = '20260101000000_bad'
  const failing =
    'CREATE TABLE first (id int);\nCREATE TABLE second (id int);\n\nINSERT INTO first\nVALUES (1 / 0);'

  test('leaves nothing but its record and names the statement', async () => {
    write(name, failing)
    await expect(run()).rejects.toThrow(
      `Migration ${name} failed. division by zero, in the statement at line 4:\n` +
        '    INSERT INTO first\n    VALUES (1 / 0)\nNothing of this migration was kept.\n' +
        'Correct the cause, then run "npm run migrate -- --retry".',
    )
    expect(await tables()).toEqual([])
    expect(await migrationState(url, { migrationsFolder })).toEqual({
      pending: [],
      unknown: [],
      failed: [name],
      edited: [],
    })
  })

  test('is not tried again until that is asked for', async () => {
    write(name, failing)
    await expect(run()).rejects.toThrow()
    write(name, 'CREATE TABLE first (id int)')
    await expect(run()).rejects.toThrow(/failed in this database before. division by zero/)
    expect(await run({ retry: true })).toEqual([name])
    expect(await migrationState(url, { migrationsFolder })).toEqual({
      pending: [],
      unknown: [],
      failed: [],
      edited: [],
    })
  })

  test('where PostgreSQL gives a position, is quoted by it', async () => {
    write(name, 'SELECT $$;$$;\nSELECT 1; SELECT nonsense\nFROM pg_class;')
    await expect(run()).rejects.toThrow(
      /"nonsense" does not exist, in the statement at line 2:\n {4}SELECT nonsense/,
    )
  })

  test('only at its end, is rolled back too', async () => {
    write(
      name,
      `CREATE TABLE first (id int PRIMARY KEY, other int REFERENCES first DEFERRABLE INITIALLY DEFERRED);
       INSERT INTO first VALUES (1, 2);`,
    )
    await expect(run()).rejects.toThrow(/violates foreign key constraint/)
    expect(await tables()).toEqual([])
  })

  test('because it ends the transaction itself, is refused before it runs', async () => {
    write(name, 'CREATE TABLE first (id int); COMMIT; CREATE TABLE second (id int)')
    await expect(run()).rejects.toThrow(/a "COMMIT" of its own/)
    expect(await tables()).toEqual([])
  })

  test('because its process was killed, leaves nothing and is simply applied by the next', async () => {
    write(name, 'CREATE TABLE first (id int); SELECT pg_sleep(1)')
    const module = join(import.meta.dirname, '../../../src/platform/db/migrations/migrate.ts')
    const code = `import { migrate } from ${JSON.stringify(module)}
      await migrate(${JSON.stringify(url)}, { migrationsFolder: ${JSON.stringify(migrationsFolder)} })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code])
    const sleeping =
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1)%' AND pid <> pg_backend_pid()"
    while ((await query(sleeping)).length === 0) await delay(10)
    child.kill('SIGKILL')
    expect(await migrationState(url, { migrationsFolder })).toEqual({
      pending: [name],
      unknown: [],
      failed: [],
      edited: [],
    })
    expect(await run()).toEqual([name])
  })
})

describe('a migration outside a transaction', () => {
  const name = '20260102000000_index'

  beforeEach(async () => {
    write('20260101000000_first', 'CREATE TABLE first (id int); INSERT INTO first VALUES (1), (1)')
    await run()
  })

  test('may do what PostgreSQL allows only there, while others wait for the lock', async () => {
    write(
      name,
      '-- outside a transaction\nCREATE INDEX CONCURRENTLY one ON first (id);\nCREATE INDEX CONCURRENTLY two ON first (id);',
    )
    const applied = await Promise.all([run(), run()])
    expect(applied.flat()).toEqual([name])
  })

  test('that fails says that what stands before was kept', async () => {
    write(
      name,
      '-- outside a transaction\nCREATE INDEX CONCURRENTLY one ON first (id);\nCREATE UNIQUE INDEX CONCURRENTLY two ON first (id);',
    )
    await expect(run()).rejects.toThrow(/line 3:.*what stands before that statement was kept/s)
    expect((await migrationState(url, { migrationsFolder })).failed).toEqual([name])
  })
})

describe('a database that is not ours to migrate', () => {
  test('because a newer version used it', async () => {
    write('20260101000000_first', 'CREATE TABLE first (id int)')
    write('20260109000000_later', 'CREATE TABLE later (id int)')
    await run()
    rmSync(join(migrationsFolder, '20260109000000_later'), { recursive: true })
    write('20260102000000_second', 'CREATE TABLE second (id int)')
    await expect(run()).rejects.toThrow(
      'This database was last used by a newer Guildhall (migration 20260109000000_later is not known here). ' +
        'Start that version, or choose another database.',
    )
    expect(await tables()).toEqual(['first', 'later'])
  })

  test('because it cannot be reached: a sentence without the password', async () => {
    const refused = migrate('postgresql://me:secret@127.0.0.1:1/guildhall', { migrationsFolder })
    await expect(refused).rejects.toThrow(/^The database server at 127.0.0.1:1 cannot be reached/)
    await expect(refused).rejects.not.toThrow(/secret/)
  })

  test('because it does not exist', async () => {
    const refused = migrate(server.url.replace('/guildhall?', '/nowhere?'), { migrationsFolder })
    await expect(refused).rejects.toThrow(/There is no database "nowhere"/)
  })
})
