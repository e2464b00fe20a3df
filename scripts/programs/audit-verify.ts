// npm run audit:verify [-- --checkpoint <file>]: proves the audit. Ends with 0 where it holds, 1 where it does not,
// and 2 where it could not be told. The file holds what npm run audit:checkpoint printed.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { commonChain } from '../../src/platform/audit/entry.ts'
import { createSigner, type SignedCheckpoint } from '../../src/platform/audit/signer.ts'
import { type AuditVerdict, verifyAudit } from '../../src/platform/audit/verify.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { refuseUnmigrated } from '../../src/platform/db/migrations/refuse-unmigrated.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'

const Published = z.object({
  chain: z.uuid(),
  position: z.int().min(1),
  hash: z.hex().length(64),
  madeAt: z.string(),
  key: z.string(),
  signature: z.base64(),
})

const { values } = readArguments({
  usage: 'npm run audit:verify -- [--checkpoint <file>]',
  does: 'Proves the audit. Ends with 0 where it holds, 1 where it does not, and 2 where it could not be told. The file holds what npm run --silent audit:checkpoint printed.',
  options: { checkpoint: { type: 'string' } },
})

process.exitCode = 2
let verdict: AuditVerdict | null = null
await runProgram(async () => {
  const published = values.checkpoint ? readCheckpoints(values.checkpoint) : []
  const config = loadConfig()
  const signer = createSigner(config.auditSigningKeys)
  verdict = await withConfiguredDatabase(config, async ({ app }) => {
    await refuseUnmigrated(app)
    return withClient(app, (client) => verifyAudit(client, { signer, published }))
  })
})
process.exitCode = verdict === null ? 2 : tell(verdict)

function readCheckpoints(file: string): SignedCheckpoint[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    return lines.map((line) => Published.parse(JSON.parse(line)))
  } catch (error) {
    throw new StartupError(
      `${file} does not hold what npm run --silent audit:checkpoint prints: ${(error as Error).message}`,
    )
  }
}

function tell({ chains, entries, checkpoints, waiting, faults }: AuditVerdict): number {
  console.log(
    `${entries} entries in ${chains} chains follow one from the other; ${checkpoints} checkpoints were compared.`,
  )
  if (waiting > 0)
    console.log(`${waiting} entries wait to be linked, which a worker does within two seconds.`)
  for (const { chain, text } of faults)
    console.log(`${chain === commonChain ? 'Of no association' : `Association ${chain}`}: ${text}`)
  console.log(faults.length === 0 ? 'The audit holds.' : 'The audit does not hold.')
  return faults.length === 0 ? 0 : 1
}
