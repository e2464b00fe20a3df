// npm run seed: the demo association, into a database that has none yet.
import { seedDemo } from '../../prisma/presets/demo/seed.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'
import { withApp } from './with-app.ts'

readArguments({
  usage: 'npm run seed',
  does: 'Puts the demo association into a database that has none yet.',
})

await runProgram(async () => {
  if (loadConfig().NODE_ENV === 'production')
    throw new StartupError(
      'The demo association has passwords that everybody knows, so it is not put into a production database.',
    )
  await withApp(async (app) => {
    const accounts = await seedDemo(app)
    for (const { address, password, kind } of accounts) console.log(`${address}  ${password}  ${kind}`)
  })
})
