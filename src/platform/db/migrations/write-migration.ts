import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartupError } from '../../startup-error.ts'
import { defaultCatalogueFile, writeCatalogue } from './catalogue.ts'
import { migrate } from './migrate.ts'
import { defaultMigrationsFolder, defaultSchemaFolder, migrationNames } from './migration-files.ts'
import { scriptToSchema } from './schema-engine.ts'
import { withScratchDatabase } from './scratch.ts'

export interface WriteMigrationOptions {
  schemaFolder?: string
  migrationsFolder?: string
  catalogueFile?: string
  /** Write the file even if the Prisma schema did not change, to be filled by hand: triggers, views, checks. */
  draft?: boolean
}

const lockFile = `# Prisma's CLI reads here which database the migrations are for.
provider = "postgresql"
`
const draftScript =
  '-- What the Prisma schema cannot say: write it here, then run "npm run migrate:new" without a name.\n'

/** Answers the name of the new migration; null if the Prisma schema asks for none. */
export async function writeMigration(
  name: string,
  options: WriteMigrationOptions = {},
): Promise<string | null> {
  const {
    schemaFolder = defaultSchemaFolder,
    migrationsFolder = defaultMigrationsFolder,
    draft = false,
  } = options
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new StartupError(
      `"${name}" cannot name a migration. Use small letters, digits and _, as in add_bookings.`,
    )
  }
  return withScratchDatabase(async (url) => {
    await migrate(url, { migrationsFolder })
    const script = (await scriptToSchema(url, schemaFolder)) ?? (draft ? draftScript : null)
    if (script === null) return null
    const fullName = `${timestampAfter(migrationNames(migrationsFolder).at(-1))}_${name}`
    mkdirSync(join(migrationsFolder, fullName), { recursive: true })
    writeFileSync(join(migrationsFolder, fullName, 'migration.sql'), script)
    writeFileSync(join(migrationsFolder, 'migration_lock.toml'), lockFile)
    return fullName
  })
}

/** Applies all migrations to an empty database and writes down what came of it. */
export async function refreshCatalogue(options: WriteMigrationOptions = {}): Promise<void> {
  const { migrationsFolder = defaultMigrationsFolder, catalogueFile = defaultCatalogueFile } = options
  await withScratchDatabase(async (url) => {
    await migrate(url, { migrationsFolder })
    await writeCatalogue(url, catalogueFile)
  })
}

/** Later than the last one even if the clock is not: the names decide the order. */
function timestampAfter(lastMigration: string | undefined): string {
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const last = lastMigration?.slice(0, 14) ?? ''
  return now > last ? now : String(BigInt(last) + 1n)
}
