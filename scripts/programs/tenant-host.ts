// npm run tenant:host -- list
// npm run tenant:host -- add <host> [--association "Name"]
// npm run tenant:host -- remove <host>
import { parseArgs } from 'node:util'
import type { App } from '../../src/app.ts'
import { addHost, listHosts, removeHost } from '../../src/modules/units/index.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { chooseAssociation } from './choose-association.ts'
import { sayRefusal } from './say-refusal.ts'
import { withApp } from './with-app.ts'

await runProgram(async () => {
  const { action, host, association } = readArguments()
  await withApp((app) =>
    sayRefusal(app, async () => {
      if (action === 'list') await list(app)
      else if (action === 'remove')
        await app.runner.call(removeHost, { host }, app.asSystem('host name removed'))
      else {
        const tenantId = await chooseAssociation(app, association)
        const added = await app.runner.call(
          addHost,
          { tenantId, host },
          app.asSystem('host name added', tenantId),
        )
        console.log(
          `${added.host} leads to this association now, and its mails lead to the name it got first.`,
        )
      }
    }),
  )
})

async function list(app: App): Promise<void> {
  const { items } = await app.runner.ask(listHosts, {}, app.asSystem('host names listed'))
  for (const { host, tenantName } of items) console.log(`${host}  ${tenantName}`)
  if (items.length === 0) console.log('No host name leads to an association of its own.')
}

function readArguments(): { action: string; host: string; association: string | undefined } {
  const usage = new StartupError(
    'Usage: npm run tenant:host -- list | add <host> [--association "Name"] | remove <host>',
  )
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { association: { type: 'string' } },
    })
    const [action = '', host = '', ...more] = positionals
    const isWhole = action === 'list' ? !host : ['add', 'remove'].includes(action) && host !== ''
    if (isWhole && more.length === 0) return { action, host, association: values.association }
  } catch {
    // Says the same as one argument too many.
  }
  throw usage
}
