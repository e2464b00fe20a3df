// npm run jobs:redrive -- [--id <id> …] [--job <name>]: sends jobs that failed at every try back to their queues; all,
// where nothing is said.
import { parseArgs } from 'node:util'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { withApp } from './with-app.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { id: { type: 'string', multiple: true }, job: { type: 'string' } },
})

await runProgram(() =>
  withApp(async ({ services, database, registry }) => {
    if (values.job !== undefined && !registry.jobs.some(({ name }) => name === values.job))
      throw new StartupError(`There is no job ${values.job}.`)
    const count = await services.deadLetters.redrive(database.sql, {
      tenantId: null,
      ids: values.id,
      job: values.job,
    })
    console.log(`${count} sent back`)
  }),
)
