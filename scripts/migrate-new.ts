// npm run migrate:new -- <name>: writes the migration that brings the tables to prisma/schema.
// npm run migrate:new -- <name> --draft: writes it even if the Prisma schema did not change, to be filled by hand.
// npm run migrate:new: only refreshes prisma/catalogue.txt, after a migration was edited.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { refreshCatalogue, writeMigration } from '../src/platform/db/migrations/write-migration.ts'
import { runProgram, StartupError } from '../src/platform/startup-error.ts'

await runProgram(async () => {
  const { name, draft } = readArguments()
  if (name) {
    const written = await writeMigration(name, { draft })
    if (!written) console.log('prisma/schema asks for no migration (--draft writes an empty one)')
    else console.log(`Wrote ${join('prisma', 'migrations', written, 'migration.sql')}`)
  }
  await refreshCatalogue()
  console.log('Refreshed prisma/catalogue.txt')
  await import('./generate.ts')
})

function readArguments(): { name: string | undefined; draft: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { draft: { type: 'boolean' } },
    })
    if (positionals.length < 2) return { name: positionals[0], draft: values.draft ?? false }
  } catch {
    // Says the same as one name too many.
  }
  throw new StartupError('Usage: npm run migrate:new -- <name> [--draft]')
}
