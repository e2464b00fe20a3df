import { ChangeStanding, StandingDecided } from '../contract.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { decide, findPlacedPerson, lockPerson } from '../standing-row.ts'

export const changeStanding = command({
  name: 'membership.changeStanding',
  summary: 'Decide how a person stands, with a reason that they read',
  permission: 'membership.decide',
  input: ChangeStanding,
  output: StandingDecided,
  http: { method: 'post', path: '/people/:personId/standing' },
  severity: 'critical',
  target: ({ tx, actor, now }, { personId }) =>
    findPlacedPerson(tx.sql, { personId }, { actor, now, permission: 'membership.decide' }, lockPerson),
  rule: notAboutOneself,
  async run(context, { to, reason, from }, person) {
    const decided = await decide(context, person, { to, reason, from })
    return { ...decided, personId: person.personId, standing: to }
  },
})
