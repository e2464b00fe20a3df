// npm run purge: clears away now what has expired, as the nightly job does.
import { runPurge } from '../../src/platform/slots/purges.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { withApp } from './with-app.ts'

await runProgram(async () => {
  if (process.argv.length > 2)
    throw new StartupError('npm run purge takes nothing more: it clears away all that has expired.')
  await withApp(async (app) => {
    for (const purge of app.registry.purges) {
      const count = await runPurge(purge, app, app.asSystem('npm run purge'))
      console.log(`${count}  ${purge.what}`)
    }
  })
})
