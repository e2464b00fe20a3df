// npm run tenant:host -- list
// npm run tenant:host -- add <host> [--association "Name"]
// npm run tenant:host -- remove <host>
import type { App } from '../../src/app.ts'
import { addHost, listHosts, removeHost } from '../../src/modules/units/index.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { chooseAssociation } from './choose-association.ts'
import { readArguments } from './read-arguments.ts'
import { sayRefusal } from './say-refusal.ts'
import { withApp } from './with-app.ts'

await runProgram(async () => {
  const { action, host, association } = chosen()
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

function chosen(): { action: string; host: string; association: string | undefined } {
  const { positionals, values, refuse } = readArguments({
    usage: 'npm run tenant:host -- list | add <host> [--association "Name"] | remove <host>',
    does: 'Says which host names lead to which association, and leads one to an association or to none.',
    options: { association: { type: 'string' } },
    takes: [1, 2],
  })
  const [action = '', host = ''] = positionals
  const isWhole = action === 'list' ? !host : ['add', 'remove'].includes(action) && host !== ''
  return isWhole ? { action, host, association: values.association } : refuse('Say what to do.')
}
