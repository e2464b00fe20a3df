// npm run --silent audit:checkpoint: the newest signed checkpoint of each chain, a line each, to be kept elsewhere.
import { newestCheckpoints } from '../../src/platform/audit/checkpoints.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'

readArguments({
  usage: 'npm run --silent audit:checkpoint',
  does: 'Prints the newest signed checkpoint of each chain of the audit, a line each, to be kept elsewhere.',
})

await runProgram(() =>
  withConfiguredDatabase(loadConfig(), async ({ app }) => {
    const database = openDatabase(app, 2, () => {})
    try {
      for (const checkpoint of await newestCheckpoints(database.sql)) console.log(JSON.stringify(checkpoint))
    } finally {
      await database.close()
    }
  }),
)
