import { bringWhatProviderGroupsBring, countProviderGroupsOf } from '../../src/modules/identity/index.ts'
import { memberChanged } from '../../src/modules/membership/index.ts'
import { bringWhatGroupsBring, countGroupsOf } from '../../src/modules/scim/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** A role of a group is passed over while somebody lacks what is asked for it: nothing else would bring it later. */
export const bringRolesThatWaited = job({
  name: 'membership.bringRolesThatWaited',
  summary: 'Gives a person whose grade, type or check is another the roles of groups that waited for it',
  on: memberChanged,
  retry: { limit: 5, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, call }, person) {
    if ((await ask(countGroupsOf, person)).count > 0) await call(bringWhatGroupsBring, person)
    if ((await ask(countProviderGroupsOf, person)).count > 0) await call(bringWhatProviderGroupsBring, person)
  },
})
