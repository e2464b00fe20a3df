// npm run seed: the demo association, into a database that has none yet.
import { seedDemo } from '../../prisma/presets/demo/seed.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { withApp } from './with-app.ts'

await runProgram(() =>
  withApp(async (app) => {
    if (app.config.NODE_ENV === 'production')
      throw new StartupError(
        'The demo association has passwords that everybody knows, so it is not put into a production database.',
      )
    const accounts = await seedDemo(app)
    for (const { email, password, kind } of accounts) console.log(`${email}  ${password}  ${kind}`)
  }),
)
