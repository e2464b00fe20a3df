import { addPlatformAdministrator } from '../../src/modules/tenants/index.ts'
import type { Portal } from '../support/portal.ts'
import { type MadePerson, makeAssociation, makePerson } from './people.ts'
import { setUpSecondStep } from './second-steps.ts'

/** Somebody who runs the installation, signed in, with their second step; a member of an association of their own. */
export async function makePlatformAdministrator(portal: Portal, tenantId?: string): Promise<MadePerson> {
  const home = tenantId ?? (await makeAssociation(portal, 'Operators'))
  const person = await makePerson(portal, { tenantId: home })
  await setUpSecondStep(portal, person.client)
  await portal.app.runner.call(
    addPlatformAdministrator,
    { address: person.email },
    portal.app.asSystem('test'),
  )
  return person
}
