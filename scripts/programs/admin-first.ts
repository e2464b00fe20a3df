// npm run admin:first -- [--association "Name"]: prints a link that makes the first administrator, once.
import { parseArgs } from 'node:util'
import { inviteFirstAdministrator } from '../../src/modules/identity/index.ts'
import { foundAssociation, tenancy } from '../../src/modules/units/index.ts'
import { AppError } from '../../src/platform/errors.ts'
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { withApp } from './with-app.ts'

const { values } = parseArgs({ args: process.argv.slice(3), options: { association: { type: 'string' } } })

await runProgram(() =>
  withApp(async (app) => {
    const { runner, database } = app
    const known = await tenancy.tenants(database.sql)
    const chosen = values.association ? known.find(({ name }) => name === values.association) : known[0]
    if (!chosen && !values.association)
      throw new StartupError(
        'There is no association yet. Give it a name: npm run admin:first -- --association "Name"',
      )
    if (!values.association && known.length > 1)
      throw new StartupError(
        `Say for which association, with --association: ${known.map(({ name }) => `"${name}"`).join(', ')}`,
      )
    const tenantId =
      chosen?.id ??
      (
        await runner.call(
          foundAssociation,
          { name: values.association ?? '' },
          app.asSystem('first administrator'),
        )
      ).id
    try {
      const { token, expiresAt } = await runner.call(
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
