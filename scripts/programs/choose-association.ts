import type { App } from '../../src/app.ts'
import { tenancy } from '../../src/modules/units/index.ts'
import { StartupError } from '../../src/platform/startup-error.ts'

/** The association of that name, or without a name the only one there is. */
export async function chooseAssociation(app: App, name: string | undefined): Promise<string> {
  const known = await tenancy.tenants(app.database.sql)
  const chosen =
    name === undefined && known.length === 1 ? known[0] : known.find((tenant) => tenant.name === name)
  if (chosen) return chosen.id
  if (known.length === 0)
    throw new StartupError('There is no association yet. Found one with npm run admin:first.')
  const names = known.map((tenant) => `"${tenant.name}"`).join(', ')
  throw new StartupError(`Say for which association, with --association: ${names}`)
}
