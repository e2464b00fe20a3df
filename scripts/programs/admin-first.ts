// npm run admin:first -- [--association "Name"]: prints a link that makes the first administrator, once.
import { parseArgs } from 'node:util'
import type { App } from '../../src/app.ts'
import { inviteFirstAdministrator } from '../../src/modules/identity/index.ts'
import { foundAssociation, tenancy } from '../../src/modules/units/index.ts'
import { AppError } from '../../src/platform/errors.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { withApp } from './with-app.ts'

const { values } = parseArgs({ args: process.argv.slice(3), options: { association: { type: 'string' } } })

await runProgram(() =>
  withApp(async (app) => {
    const tenantId = await chooseOrFound(app, values.association)
    try {
      const { token, expiresAt } = await app.runner.call(
        inviteFirstAdministrator,
        { tenantId },
        app.asSystem('first administrator', tenantId),
      )
      console.log(
        `Open this link to make the first administrator. It works once, until ${expiresAt.toISOString()}:`,
      )
      console.log(app.services.link(`/invitation/${token}`))
    } catch (error) {
      if (error instanceof AppError) throw new StartupError(app.words.in('en')(error.messageKey))
      throw error
    }
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
  const chosen =
    name === undefined && known.length === 1 ? known[0] : known.find((tenant) => tenant.name === name)
  if (!chosen) {
    const names = known.map((tenant) => `"${tenant.name}"`).join(', ')
    throw new StartupError(`Say for which association, with --association: ${names}`)
  }
  return chosen.id
}
