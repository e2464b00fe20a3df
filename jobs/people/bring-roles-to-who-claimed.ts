import { bringWhatProviderGroupsBring, countProviderGroupsOf } from '../../src/modules/identity/index.ts'
import { personClaimed } from '../../src/modules/people/index.ts'
import { bringWhatGroupsBring, countGroupsOf } from '../../src/modules/scim/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Their entry gets the confirmed addresses of the account. */
export const bringRolesToWhoClaimed = job({
  name: 'people.bringRolesToWhoClaimed',
  summary: 'Gives whoever signs in by now the roles of groups that waited for a confirmed address',
  on: personClaimed,
  retry: { limit: 5, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, call }, person) {
    if ((await ask(countGroupsOf, person)).count > 0) await call(bringWhatGroupsBring, person)
    if ((await ask(countProviderGroupsOf, person)).count > 0) await call(bringWhatProviderGroupsBring, person)
  },
})
