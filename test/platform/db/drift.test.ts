import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbedded } from '../../../src/platform/db/embedded/embedded.ts'
import { checkDrift } from '../../../src/platform/db/migrations/drift.ts'
import { migrate } from '../../../src/platform/db/migrations/migrate.ts'
import { refreshCatalogue, writeMigration } from '../../../src/platform/db/migrations/write-migration.ts'

let root: string
let options: { schemaFolder: string; migrationsFolder: string; catalogueFile: string }
let server: EmbeddedDatabase

const firstScript = 'CREATE EXTENSION ltree;\nCREATE EXTENSION citext;\n'
const handWritten = `
CREATE UNIQUE INDEX units_alive ON units (lower(email::text)) WHERE note IS NULL;
ALTER TABLE units ADD CONSTRAINT note_short CHECK (length(note) < 100);
ALTER TABLE units ADD CONSTRAINT units_email UNIQUE USING INDEX units_email;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'a;b'; RETURN NEW; END $$;
CREATE TRIGGER stamp BEFORE UPDATE ON units FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE VIEW red_units AS SELECT id FROM units WHERE color = 'red';
`

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'guildhall-drift-test-'))
  options = {
    schemaFolder: join(root, 'schema'),
    migrationsFolder: join(root, 'migrations'),
    catalogueFile: join(root, 'catalogue.txt'),
  }
  mkdirSync(options.schemaFolder)
  writeSchema('red green')
  const first = await writeMigration('first', options)
  edit(first, (script) => firstScript + script)
  const second = await writeMigration('by_hand', { ...options, draft: true })
  edit(second, () => handWritten)
  await refreshCatalogue(options)
  server = await startEmbedded({ folder: join(root, 'data'), ephemeral: true })
  await migrate(server.url, options)
}, 60_000)

afterAll(async () => {
  await server.stop()
  rmSync(root, { recursive: true, force: true })
})

function writeSchema(colors: string, folder = options.schemaFolder): void {
  writeFileSync(join(folder, 'base.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n')
  const lines = [
    `enum Color {\n${colors.split(' ').join('\n')}\n}`,
    'model Unit {\nid String @id @db.Uuid',
    'path Unsupported("ltree")\ncolor Color @default(red)\nemail String @unique(map: "units_email") @db.Citext\nnote String?',
    'parentId String? @map("parent_id") @db.Uuid\nchildren Unit[] @relation("tree")',
    'parent Unit? @relation("tree", fields: [parentId], references: [id], onDelete: Restrict)',
    '@@index([path], type: Gist)\n@@map("units")\n}',
  ]
  writeFileSync(join(folder, 'units.prisma'), lines.join('\n'))
}

function edit(name: string | null, change: (script: string) => string): void {
  const file = join(options.migrationsFolder, name ?? '', 'migration.sql')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

async function driftAfter(sql: string): Promise<string[]> {
  const admin = new pg.Client(server.url.replace('/guildhall?', '/postgres?'))
  await admin.connect()
  try {
    await admin.query('CREATE DATABASE drifted TEMPLATE guildhall')
    const url = server.url.replace('/guildhall?', '/drifted?')
    const client = new pg.Client(url)
    await client.connect()
    await client.query(sql)
    await client.end()
    return await checkDrift(url, options)
  } finally {
    await admin.query('DROP DATABASE IF EXISTS drifted')
    await admin.end()
  }
}

describe('the drift check', () => {
  test('finds none after the migrations', async () => {
    expect(await checkDrift(server.url, options)).toEqual([])
  })

  test.each([
    ['a column', 'ALTER TABLE units ADD extra int', /would need: ALTER TABLE "units" DROP COLUMN "extra"/],
    ['a table', 'CREATE TABLE stray (id int)', /would need: DROP TABLE "stray"/],
    [
      'a partial index',
      'DROP INDEX units_alive',
      /^missing: index units units_alive: CREATE UNIQUE INDEX .* WHERE/,
    ],
    ['a check', 'ALTER TABLE units DROP CONSTRAINT note_short', /^missing: check units note_short: CHECK/],
    [
      'what deleting does',
      `ALTER TABLE units DROP CONSTRAINT units_parent_id_fkey, ADD CONSTRAINT units_parent_id_fkey
         FOREIGN KEY (parent_id) REFERENCES units ON DELETE CASCADE ON UPDATE CASCADE`,
      /^unexpected: foreign key units units_parent_id_fkey: .* ON DELETE CASCADE/,
    ],
    [
      'a unique constraint',
      'ALTER TABLE units DROP CONSTRAINT units_email',
      /^missing: unique units units_email/,
    ],
    ['a trigger', 'DROP TRIGGER stamp ON units', /^missing: trigger units stamp/],
    [
      'a trigger that sleeps',
      'ALTER TABLE units DISABLE TRIGGER stamp',
      /^unexpected: trigger units stamp: .* DISABLED/,
    ],
    [
      'a function body',
      'CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
      /^unexpected: function stamp\(\): returns trigger language plpgsql body \w{16}$/,
    ],
    [
      'a view',
      `CREATE OR REPLACE VIEW red_units AS SELECT id FROM units WHERE color = 'green'`,
      /^unexpected: view red_units: SELECT id FROM units WHERE \(color = 'green'/,
    ],
    [
      'a partition',
      `CREATE TABLE part (at date) PARTITION BY RANGE (at);
       CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
      /^unexpected: partition part_1 of part: FOR VALUES FROM/,
    ],
    ['an enum', `ALTER TYPE "Color" ADD VALUE 'blue'`, /^unexpected: enum Color: red, green, blue/],
    ['an extension', 'CREATE EXTENSION pg_trgm', /^unexpected: extension pg_trgm$/],
    [
      'row security',
      'ALTER TABLE units ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON units USING (true)',
      /^unexpected: policy units own: permissive for all to public using true/,
    ],
  ])('sees %s', async (_what, sql, line) => {
    expect(await driftAfter(sql)).toContainEqual(expect.stringMatching(line))
  })
})

describe('writing a migration', () => {
  test('asks for none when nothing changed', async () => {
    expect(await writeMigration('nothing', options)).toBeNull()
  })

  test('writes what changed, without the transaction that Prisma puts around an enum', async () => {
    const changed = {
      ...options,
      schemaFolder: join(root, 'changed'),
      migrationsFolder: join(root, 'changed-migrations'),
    }
    cpSync(options.migrationsFolder, changed.migrationsFolder, { recursive: true })
    mkdirSync(changed.schemaFolder)
    writeSchema('red blue', changed.schemaFolder)
    const name = await writeMigration('other_colors', changed)
    expect(name).toMatch(/^\d{14}_other_colors$/)
    const script = readFileSync(join(changed.migrationsFolder, name ?? '', 'migration.sql'), 'utf8')
    expect(script).toContain(`CREATE TYPE "Color_new" AS ENUM ('red', 'blue')`)
    expect(script).not.toMatch(/^(BEGIN|COMMIT)/m)
  })

  test('refuses a name that no folder should have', async () => {
    await expect(writeMigration('../Up', options)).rejects.toThrow('"../Up" cannot name a migration')
  })
})
