import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { resetOver } from '../errors.ts'
import { command } from '../room.ts'
import { stopResets } from '../stop-resets.ts'

/** By whoever is in: no second step is asked for, since its loss may be just what somebody else makes up. */
export const stopMyReset = command({
  name: 'identity.stopMyReset',
  summary: 'Stop the reset of your second step that is under way',
  permission: 'signed-in',
  input: Nothing,
  output: Nothing,
  http: { method: 'delete', path: '/account/second-step-reset' },
  severity: 'critical',
  async run(context) {
    if ((await stopResets(context, accountOf(context.actor), { takeBack: false })) === null) throw resetOver()
    // The page that comes next says no more that one is under way.
    context.session.renew()
    return {}
  },
})
