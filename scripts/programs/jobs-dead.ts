// npm run jobs:dead: lists the jobs of all associations that failed at every try, with why.
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'
import { withApp } from './with-app.ts'

const shown = 1_000

readArguments({
  usage: 'npm run jobs:dead',
  does: 'Lists the jobs of all associations that failed at every try, with why.',
})

await runProgram(() =>
  withApp(async ({ services, database }) => {
    const jobs = await services.deadLetters.list(database.sql, { tenantId: null, limit: shown })
    for (const { id, job, tries, failedAt, tenantId, payload, fault } of jobs) {
      const about = Object.entries(payload ?? {}).map(([field, value]) => `${field} ${value}`)
      console.log(
        `${id}  ${failedAt.toISOString()}  ${job}  ${tries} tries  tenant ${tenantId ?? '-'}  ${about.join(', ')}`,
      )
      if (fault) console.log(`    ${fault}`)
    }
    console.log(jobs.length === 0 ? 'No job has failed for good' : `${jobs.length} failed for good`)
  }),
)
