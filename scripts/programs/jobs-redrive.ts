// npm run jobs:redrive -- [--id <id> …] [--job <name>]: sends jobs that failed at every try back to their queues; all,
// where nothing is said.
import { isId } from '../../src/platform/ids.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'
import { withApp } from './with-app.ts'

const {
  values: { id: ids, job },
  refuse,
} = readArguments({
  usage: 'npm run jobs:redrive -- [--id <id> …] [--job <name>]',
  does: 'Sends jobs that failed at every try back to their queues: those with these ids, those of one job, or all.',
  options: { id: { type: 'string', multiple: true }, job: { type: 'string' } },
})
const strange = ids?.find((id) => !isId(id))
if (strange !== undefined)
  refuse(`"${strange}" is not the id of a job. npm run jobs:dead says the ids of those that failed.`)

await runProgram(() => {
  return withApp(async ({ services, database, registry }) => {
    if (job !== undefined && !registry.jobs.some(({ name }) => name === job))
      throw new StartupError(`There is no job ${job}.`)
    const count = await services.deadLetters.redrive(database.sql, { tenantId: null, ids, job })
    console.log(`${count} sent back`)
  })
})
