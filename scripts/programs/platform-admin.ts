// npm run platform:admin -- list
// npm run platform:admin -- add <e-mail or phone>
// npm run platform:admin -- remove <e-mail or phone>
import type { App } from '../../src/app.ts'
import {
  addPlatformAdministrator,
  listPlatformAdministrators,
  removePlatformAdministrator,
} from '../../src/modules/tenants/index.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'
import { sayRefusal } from './say-refusal.ts'
import { withApp } from './with-app.ts'

await runProgram(async () => {
  const { action, address } = chosen()
  await withApp((app) =>
    sayRefusal(app, async () => {
      if (action === 'list') await list(app)
      else if (action === 'remove') {
        await app.runner.call(
          removePlatformAdministrator,
          { address },
          app.asSystem('platform administrator removed'),
        )
        console.log('This account no longer runs the installation.')
      } else {
        const { hasSecondFactor } = await app.runner.call(
          addPlatformAdministrator,
          { address },
          app.asSystem('platform administrator added'),
        )
        console.log(
          hasSecondFactor
            ? 'This account runs the installation now.'
            : 'This account runs the installation as soon as it has a second step of signing in: Security, in the portal.',
        )
      }
    }),
  )
})

async function list(app: App): Promise<void> {
  const { items } = await app.runner.ask(listPlatformAdministrators, {}, app.asSystem('listed'))
  for (const { address, addedAt, hasSecondFactor } of items)
    console.log(
      `${address}  since ${addedAt.toISOString()}${hasSecondFactor ? '' : '  without a second step'}`,
    )
  if (items.length === 0) console.log('Nobody runs the installation in the portal.')
}

function chosen(): { action: string; address: string } {
  const { positionals, refuse } = readArguments({
    usage: 'npm run platform:admin -- list | add <e-mail or phone> | remove <e-mail or phone>',
    does: 'Says which accounts run the installation, and lets one do so or no longer.',
    takes: [1, 2],
  })
  const [action = '', address = ''] = positionals
  const isWhole = action === 'list' ? !address : ['add', 'remove'].includes(action) && address !== ''
  return isWhole ? { action, address } : refuse('Say what to do.')
}
