import { z } from 'zod'
import { builtInRoles, isOnlyAtRoot, mayHandOut, rolesAt } from '../../access/index.ts'
import { RolesToGive } from '../contract.ts'
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
    const made = await rolesAt(db.sql, place)
    const gives = (permissions: ReadonlySet<string>) =>
      mayHandOut(actor, new Set(['access.manage', ...permissions]), place.unitPath, now)
    return {
      items: [
        ...builtInRoles
          .filter(
            (role) =>
              role !== 'member' && (place.isRoot || !isOnlyAtRoot(role)) && gives(roles.permissionsOf(role)),
          )
          .map((role) => ({ role: role as string, name: null })),
        ...made
          .filter(({ permissions }) => gives(roles.withImplied(permissions)))
          .map(({ id, name }) => ({ role: id, name })),
      ],
    }
  },
})
