import { z } from 'zod'
import { rolesToOffer } from '../../access/index.ts'
import { RolesToGive } from '../contract.ts'
import { everybodys } from '../giving.ts'
import { holdInvitingPlace } from '../invitation-row.ts'
import { query } from '../room.ts'

/** What the form offers: nobody promises what they could not give. */
export const listRolesToGive = query({
  name: 'invitations.listRolesToGive',
  summary: 'List the roles that can come with an invitation of yours to a unit',
  permission: 'invitations.manage',
  input: z.strictObject({ unitId: z.uuid() }),
  output: RolesToGive,
  http: { method: 'get', path: '/units/:unitId/roles-to-invite-with' },
  target: ({ db, actor, now }, { unitId }) => holdInvitingPlace(db.sql, unitId, actor, now, false),
  async run({ db, actor, now, roles }, _input, place) {
    const offered = await rolesToOffer(db.sql, roles, actor, place, now)
    return {
      items: offered
        .filter(({ role, mayGive }) => mayGive && role !== everybodys)
        .map(({ role, made }) => ({ role, name: made?.name ?? null })),
    }
  },
})
