// npm run admin:first -- [--association "Name"]: prints a link that makes the first administrator, once.
import type { App } from '../../src/app.ts'
import { inviteFirstAdministrator } from '../../src/modules/identity/index.ts'
import { foundAssociation, tenancy } from '../../src/modules/units/index.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { chooseAssociation } from './choose-association.ts'
import { readArguments } from './read-arguments.ts'
import { sayRefusal } from './say-refusal.ts'
import { withApp } from './with-app.ts'

const { values } = readArguments({
  usage: 'npm run admin:first -- [--association "Name"]',
  does: 'Prints a link that makes the first administrator of an association, once. Where there is no association yet, the name founds one.',
  options: { association: { type: 'string' } },
})

await runProgram(() =>
  withApp(async (app) => {
    const tenantId = await chooseOrFound(app, values.association)
    await sayRefusal(app, async () => {
      const { token, expiresAt } = await app.runner.call(
        inviteFirstAdministrator,
        { tenantId },
        app.asSystem('first administrator', tenantId),
      )
      console.log(
        `Open this link to make the first administrator. It works once, until ${expiresAt.toISOString()}:`,
      )
      console.log(app.services.link(`/invitation/${token}`))
    })
  }),
)

/** A name that is not known founds an association only where there is none: a typing error must not make a second. */
async function chooseOrFound(app: App, name: string | undefined): Promise<string> {
  const known = await tenancy.tenants(app.database.sql)
  if (known.length === 0) {
    if (!name)
      throw new StartupError(
        'There is no association yet. Give it a name: npm run admin:first -- --association "Name"',
      )
    const { id } = await app.runner.call(foundAssociation, { name }, app.asSystem('first administrator'))
    return id
  }
  return chooseAssociation(app, name)
}
