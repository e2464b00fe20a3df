// npm run seed:many [-- --members 200000 --units 5000 --projects 50000 --applications 500000]: an association as large as they come, to try things in.
import { foundAssociation } from '../../src/modules/units/index.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { withConfiguredDatabase } from '../../src/platform/db/configured.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { seedMany } from '../bench/many.ts'
import { seedManyProjects } from '../bench/many-projects.ts'
import { progressBar } from '../bench/progress-bar.ts'
import { readArguments } from './read-arguments.ts'
import { withApp } from './with-app.ts'

const { values: options } = readArguments({
  usage:
    'npm run seed:many -- [--members 200000] [--units 5000] [--projects 50000] [--applications 500000] [--name <name>]',
  does: 'Makes an association with many invented members in a tree of units, and with projects and applications if you say how many, to try a large one. Not in production.',
  options: {
    members: { type: 'string', default: '200000' },
    units: { type: 'string', default: '5000' },
    projects: { type: 'string', default: '0' },
    applications: { type: 'string', default: '0' },
    name: { type: 'string', default: 'Association of Many' },
  },
})

await runProgram(async () => {
  const config = loadConfig()
  if (config.NODE_ENV === 'production')
    throw new StartupError('People who do not exist are not put into a production database.')
  const [members, units] = [Number(options.members), Number(options.units)]
  const offers = { projects: Number(options.projects), applications: Number(options.applications) }
  if (!Number.isInteger(members) || !Number.isInteger(units) || members < 1 || units < 13)
    throw new StartupError('Say how many: --members of at least 1, --units of at least 13.')
  if (Object.values(offers).some((count) => !Number.isInteger(count) || count < 0))
    throw new StartupError('Say how many: --projects and --applications of 0 or more.')
  // One for each person and project.
  if (offers.applications > members * offers.projects * 0.9)
    throw new StartupError(
      'Nobody applies twice for a project: make more members or projects, or fewer applications.',
    )
  await withApp(async (app) => {
    const { id: tenantId } = await app.runner.call(
      foundAssociation,
      { name: options.name },
      app.asSystem('seed'),
    )
    const bar = progressBar('Members', members)
    const progress = (done: number) => {
      bar(done)
      if (done >= members) console.error('Putting them into their units and counting them …')
    }
    // Triggers are left out while rows go in, which the portal's own user of the database may not do.
    const founded = { tenantId, progress }
    await withConfiguredDatabase(config, ({ owner }) =>
      withClient(owner, async (client) => {
        await seedMany(client, founded, { members, units })
        if (offers.projects === 0) return
        const bars = {
          projects: progressBar('Projects', offers.projects),
          applications: progressBar('Applications', offers.applications),
        }
        await seedManyProjects(client, { tenantId, progress: bars }, offers)
      }),
    )
    console.log(
      `${options.name}: ${members} members in ${units} units, ${offers.projects} projects, ${offers.applications} applications. npm run admin:first -- --association "${options.name}" gives it an administrator.`,
    )
  })
})
