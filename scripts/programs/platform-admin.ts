// npm run platform:admin -- list
// npm run platform:admin -- add <e-mail or phone>
// npm run platform:admin -- remove <e-mail or phone>
import { parseArgs } from 'node:util'
import type { App } from '../../src/app.ts'
import {
  addPlatformAdministrator,
  listPlatformAdministrators,
  removePlatformAdministrator,
} from '../../src/modules/tenants/index.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { sayRefusal } from './say-refusal.ts'
import { withApp } from './with-app.ts'

await runProgram(async () => {
  const { action, address } = readArguments()
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

function readArguments(): { action: string; address: string } {
  const usage = new StartupError(
    'Usage: npm run platform:admin -- list | add <e-mail or phone> | remove <e-mail or phone>',
  )
  try {
    const { positionals } = parseArgs({ allowPositionals: true })
    const [action = '', address = '', ...more] = positionals
    const isWhole = action === 'list' ? !address : ['add', 'remove'].includes(action) && address !== ''
    if (isWhole && more.length === 0) return { action, address }
  } catch {
    // Says the same as one argument too many.
  }
  throw usage
}
