// npm run jobs:redrive -- [--id <id> …] [--job <name>]: sends jobs that failed at every try back to their queues; all,
// where nothing is said.
import { parseArgs } from 'node:util'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { withApp } from './with-app.ts'

await runProgram(() => {
  const { id: ids, job } = readArguments()
  return withApp(async ({ services, database, registry }) => {
    if (job !== undefined && !registry.jobs.some(({ name }) => name === job))
      throw new StartupError(`There is no job ${job}.`)
    const count = await services.deadLetters.redrive(database.sql, { tenantId: null, ids, job })
    console.log(`${count} sent back`)
  })
})

function readArguments() {
  try {
    return parseArgs({ options: { id: { type: 'string', multiple: true }, job: { type: 'string' } } }).values
  } catch {
    throw new StartupError('Usage: npm run jobs:redrive -- [--id <id> …] [--job <name>]')
  }
}
