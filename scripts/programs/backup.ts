// npm run backup -- <file or folder> [--encrypt]: writes everything, rows and files, into one archive, which --encrypt
// seals under ENCRYPTION_KEYS. The portal may go on working.
// Ends with 1 where files are missing, since the backup then lacks them too.
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeBackup } from '../../src/platform/backup/backup.ts'
import { type Config, loadConfig } from '../../src/platform/config.ts'
import { createCrypto } from '../../src/platform/crypto/crypto.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { openStorage } from '../../src/platform/storage/storage.ts'
import { readArguments } from './read-arguments.ts'

const {
  values,
  positionals: [given = ''],
} = readArguments({
  usage: 'npm run backup -- <file or folder> [--encrypt]',
  does: 'Writes everything, rows and files, into one archive, which --encrypt seals under ENCRYPTION_KEYS. The portal may go on working. Ends with 1 where files are missing, since the backup then lacks them too.',
  options: { encrypt: { type: 'boolean', default: false } },
  takes: [1, 1],
})

await runProgram(async () => {
  const path = chosenPath(given)
  const config = loadConfig()
  const started = performance.now()
  const { tables, files, missing } = await withConfiguredDatabase(config, ({ owner }) =>
    makeBackup({
      databaseUrl: owner,
      storage: openStorage(config),
      path,
      crypto: values.encrypt ? createCrypto(config.encryptionKeys) : undefined,
      log: console.log,
    }),
  )
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`Wrote ${path}: ${rows} rows and ${files.length} files in ${seconds} s.`)
  console.log(
    `Keep ${keysOf(config)} elsewhere: without what it was sealed with, a backup is only half of it.`,
  )
  if (missing.length === 0) return
  console.error(
    `${missing.length} files are missing from the storage, or are not as they were. The backup does without them:`,
  )
  for (const key of missing) console.error(`  ${key}`)
  process.exitCode = 1
})

/** Those that this portal was set up with; the others follow from the secret. */
function keysOf({ ENCRYPTION_KEYS, AUDIT_SIGNING_KEY, SECRET, DATA_DIR }: Config): string {
  return [
    ENCRYPTION_KEYS && 'ENCRYPTION_KEYS',
    AUDIT_SIGNING_KEY && 'AUDIT_SIGNING_KEY',
    SECRET ? 'SECRET' : join(DATA_DIR, 'secret'),
  ]
    .filter(Boolean)
    .join(', ')
}

function chosenPath(given: string): string {
  const path = resolve(given)
  if (given.endsWith('/')) mkdirSync(path, { recursive: true })
  if (!existsSync(path)) return path
  if (!statSync(path).isDirectory())
    throw new StartupError(`${path} is there already. Choose another name; no backup is ever written over.`)
  return join(path, `guildhall-${new Date().toISOString().replace(/[:.]/g, '-')}.zip`)
}
