import { WhomToActFor, WithPerson } from '../contract.ts'
import { noAccount, notAsYourself } from '../errors.ts'
import { findHelped, refuseToHelp } from '../reset-row.ts'
import { query } from '../room.ts'

/** Whoever may not be acted for is refused before a reason is written. */
export const readWhomToActFor = query({
  name: 'identity.readWhomToActFor',
  summary: 'Whether you may use the portal as somebody else',
  permission: 'identity.impersonate',
  stepUp: true,
  input: WithPerson,
  output: WhomToActFor,
  http: { method: 'get', path: '/people/:personId/acting' },
  target: ({ db, actor, now }, { personId }) => findHelped(db.sql, personId, actor, now),
  async run({ db, actor, now, roles }, _input, person) {
    if (actor.kind === 'account' && person.accountId === actor.accountId) throw notAsYourself()
    await refuseToHelp({ tx: db, actor, now, roles }, person)
    if (person.accountId === null) throw noAccount()
    return { personId: person.personId, name: person.name }
  },
})
