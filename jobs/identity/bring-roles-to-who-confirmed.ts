import {
  addressConfirmed,
  bringWhatProviderGroupsBring,
  countProviderGroupsOf,
} from '../../src/modules/identity/index.ts'
import { bringWhatGroupsBring, countGroupsOf } from '../../src/modules/scim/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** A confirmed phone may be all that was asked for. */
export const bringRolesToWhoConfirmed = job({
  name: 'identity.bringRolesToWhoConfirmed',
  summary: 'Gives whoever has confirmed an address the roles of groups that waited for it',
  on: addressConfirmed,
  retry: { limit: 5, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, call }, person) {
    if ((await ask(countGroupsOf, person)).count > 0) await call(bringWhatGroupsBring, person)
    if ((await ask(countProviderGroupsOf, person)).count > 0) await call(bringWhatProviderGroupsBring, person)
  },
})
