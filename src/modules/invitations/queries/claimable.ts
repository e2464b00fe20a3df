import { empty } from '../../../platform/db/sql.ts'
import { ClaimablePerson, PersonReference } from '../contract.ts'
import { lockClaimable } from '../invitation-row.ts'
import { query } from '../room.ts'

export const readClaimable = query({
  name: 'invitations.readClaimable',
  summary: 'Read how somebody in your charge is called and reached, and whether anybody signs in as them yet',
  permission: 'invitations.manage',
  input: PersonReference,
  output: ClaimablePerson,
  http: { method: 'get', path: '/people/:personId/invitation' },
  target: ({ db, actor, now }, { personId }) => lockClaimable(db.sql, personId, actor, now, empty),
  run: async (_context, { personId }, { personName, address, name, signsIn }) => ({
    personId,
    name: personName,
    address,
    unitName: name,
    signsIn,
  }),
})
