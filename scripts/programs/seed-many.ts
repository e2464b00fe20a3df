// npm run seed:many [-- --members 200000 --units 5000]: an association as large as they come, to try things in.
import { parseArgs } from 'node:util'
import { foundAssociation } from '../../src/modules/units/index.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { seedMany } from '../bench/many.ts'
import { progressBar } from '../bench/progress-bar.ts'
import { withApp } from './with-app.ts'

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    members: { type: 'string', default: '200000' },
    units: { type: 'string', default: '5000' },
    name: { type: 'string', default: 'Association of Many' },
  },
})

await runProgram(async () => {
  if (loadConfig().NODE_ENV === 'production')
    throw new StartupError('People who do not exist are not put into a production database.')
  const [members, units] = [Number(options.members), Number(options.units)]
  if (!Number.isInteger(members) || !Number.isInteger(units) || members < 1 || units < 13)
    throw new StartupError('Say how many: --members of at least 1, --units of at least 13.')
  await withApp(async (app) => {
    const { id } = await app.runner.call(foundAssociation, { name: options.name }, app.asSystem('seed'))
    const client = await app.database.pool.connect()
    try {
      await seedMany(client, { tenantId: id, progress: progressBar('Members', members) }, { members, units })
    } finally {
      client.release()
    }
    console.log(
      `${options.name}: ${members} members in ${units} units. npm run admin-first gives it an administrator.`,
    )
  })
})
