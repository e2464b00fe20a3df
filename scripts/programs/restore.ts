// npm run restore -- <file>: puts a backup into an empty database and an empty storage of files.
import { join, resolve } from 'node:path'
import { jobs } from '../../jobs/index.ts'
import { createSigner } from '../../src/platform/audit/signer.ts'
import { verifyAudit } from '../../src/platform/audit/verify.ts'
import { restoreBackup } from '../../src/platform/backup/restore.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { createCrypto } from '../../src/platform/crypto/crypto.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { openStorage } from '../../src/platform/storage/storage.ts'
import { readArguments } from './read-arguments.ts'

const {
  positionals: [given],
} = readArguments({
  usage: 'npm run restore -- <file>',
  does: 'Puts a backup into an empty database and an empty storage of files, and compares both with what was backed up. Nothing is ever restored over what is there.',
  takes: [1, 1],
})

await runProgram(async () => {
  const config = loadConfig()
  const started = performance.now()
  await withConfiguredDatabase(config, async (databaseUrls) => {
    const { tables, files, missing } = await restoreBackup({
      databaseUrls,
      storage: openStorage(config),
      jobs,
      path: resolve(given ?? ''),
      crypto: createCrypto(config.encryptionKeys),
      allowLost: config.ENCRYPTION_ALLOW_LOST,
      log: console.log,
    })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`Restored ${rows} rows and ${files.length} files in ${seconds} s.`)
    if (missing.length > 0) {
      console.error(`${missing.length} files were missing when the backup was made:`)
      for (const key of missing) console.error(`  ${key}`)
      process.exitCode = 1
    }
    const signer = createSigner(config.auditSigningKeys)
    const { faults, entries } = await withClient(databaseUrls.app, (client) =>
      verifyAudit(client, { signer }),
    )
    if (faults.length === 0) return console.log(`The audit holds: ${entries} entries.`)
    // The rows are those of the backup, so what is wrong was wrong there, or the signing key is another one.
    if (faults.every(({ kind }) => kind === 'not signed'))
      console.error(
        config.AUDIT_SIGNING_KEY
          ? 'All rows came back, but their audit was signed with another key. Add the AUDIT_SIGNING_KEY of the portal that made the backup after your own, or where it had none the word "derived", with its SECRET:'
          : `All rows came back, but they were made with another secret: put the file "secret" from the data folder of the portal that made the backup in the place of ${join(config.DATA_DIR, 'secret')}, or set SECRET to what stands in it:`,
      )
    else console.error('The audit does not hold. Run npm run audit:verify to see why:')
    for (const { text } of faults) console.error(`  ${text}`)
    process.exitCode = 1
  })
})
