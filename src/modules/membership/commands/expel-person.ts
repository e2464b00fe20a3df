import { ExpelPerson, StandingDecided } from '../contract.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { decide, findPlacedPerson, lockPerson } from '../standing-row.ts'

/** Of its own, because it asks for more than a session and for a permission that few hold. */
export const expelPerson = command({
  name: 'membership.expelPerson',
  summary: 'Expel a person, with a reason that they read',
  permission: 'membership.expel',
  stepUp: true,
  input: ExpelPerson,
  output: StandingDecided,
  http: { method: 'post', path: '/people/:personId/expulsion' },
  severity: 'critical',
  target: ({ tx, actor, now }, { personId }) =>
    findPlacedPerson(tx.sql, { personId }, { actor, now, permission: 'membership.expel' }, lockPerson),
  rule: notAboutOneself,
  async run(context, { reason, from }, person) {
    const decided = await decide(context, person, { to: 'expelled', reason, from })
    return { ...decided, personId: person.personId, standing: 'expelled' as const }
  },
})
