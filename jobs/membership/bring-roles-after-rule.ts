import { bringWhatProviderGroupsBring, listWithoutProviderRole } from '../../src/modules/identity/index.ts'
import { roleRuleChanged } from '../../src/modules/membership/index.ts'
import { bringWhatGroupsBring, listWithoutRole } from '../../src/modules/scim/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Whoever lacked what was asked until then lacks it no more: nothing about them has changed that would bring the role. */
export const bringRolesAfterRule = job({
  name: 'membership.bringRolesAfterRule',
  summary: 'Gives people the roles of groups that waited for a condition which is another one now',
  on: roleRuleChanged,
  retry: { limit: 5, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 3600,
  async handle({ ask, call }, rule) {
    for (const personId of (await ask(listWithoutRole, rule)).personIds)
      await call(bringWhatGroupsBring, { personId })
    for (const personId of (await ask(listWithoutProviderRole, rule)).personIds)
      await call(bringWhatProviderGroupsBring, { personId })
  },
})
