// npm run purge: clears away now what has expired, as the nightly job does.
import { runPurge } from '../../src/platform/slots/purges.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'
import { withApp } from './with-app.ts'

readArguments({
  usage: 'npm run purge',
  does: 'Clears away now what has expired, as the nightly job does.',
})

await runProgram(async () => {
  await withApp(async (app) => {
    for (const purge of app.registry.purges) {
      const count = await runPurge(purge, app, app.asSystem('npm run purge'))
      console.log(`${count}  ${purge.what}`)
    }
  })
})
