import { ChangeStandingOfMember, StandingDecided } from '../contract.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { decide, findPlacedPerson, lockPerson } from '../standing-row.ts'

/** The same for a row of a list of members, which names a membership. */
export const changeStandingOfMember = command({
  name: 'membership.changeStandingOfMember',
  summary: 'Decide how the person of a membership stands',
  permission: 'membership.decide',
  input: ChangeStandingOfMember,
  output: StandingDecided,
  severity: 'critical',
  target: ({ tx, actor, now }, { membershipId }) =>
    findPlacedPerson(tx.sql, { membershipId }, { actor, now, permission: 'membership.decide' }, lockPerson),
  rule: notAboutOneself,
  async run(context, { to, reason }, person) {
    const decided = await decide(context, person, { to, reason, from: null })
    return { ...decided, personId: person.personId, standing: to }
  },
})
