import { hasMoreRights } from '../../access/index.ts'
import { Nothing, PersonReference } from '../contract.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { moreRights, nothingPlanned, standingsAt } from '../standing.ts'
import { findPlacedPerson, lockPerson, periodsOf } from '../standing-row.ts'

/** What was decided for later does not come: things stay as they are now. */
export const withdrawStandingChange = command({
  name: 'membership.withdrawStandingChange',
  summary: 'Withdraw what was decided about a person for a later day',
  permission: 'membership.decide',
  input: PersonReference,
  output: Nothing,
  http: { method: 'delete', path: '/people/:personId/standing/planned' },
  severity: 'critical',
  target: ({ tx, actor, now }, { personId }) =>
    findPlacedPerson(tx.sql, { personId }, { actor, now, permission: 'membership.decide' }, lockPerson),
  rule: notAboutOneself,
  async run({ tx, actor, now, roles, record }, _input, person) {
    if (await hasMoreRights(tx.sql, roles, actor, person, now)) throw moreRights()
    const { current, planned } = standingsAt(now, await periodsOf(tx.sql, person), person.since)
    if (!planned?.id || !current.id) throw nothingPlanned()
    await tx.standing.update({ where: { id: planned.id }, data: { withdrawnAt: now } })
    await tx.standing.update({ where: { id: current.id }, data: { endsAt: null } })
    const { personId } = person
    record(
      { type: 'standing', id: planned.id },
      { personId, standing: planned.standing, from: planned.startsAt },
      null,
    )
    return {}
  },
})
