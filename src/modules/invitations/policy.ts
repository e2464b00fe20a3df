import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { type InvitationRow, invitationOver, stateAt } from './invitation.ts'

export const permissions = {
  'invitations.manage': {
    may: 'invite people to units, and see and withdraw the invitations to them',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** Where an actor may invite people to, and sees who was invited. `p` is unit_places. */
export function placesToInvite(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'invitations.manage', now)}::ltree[])`
}

/** The invitations an actor sees. `i` is person_invitations, `p` the unit_places of their units. */
export function visibleInvitations(actor: Actor, now: Date): Sql {
  return sql`i.state <> 'draft' AND ${placesToInvite(actor, now)}`
}

/** What was accepted or withdrawn stays so; one that ran out may be sent again. */
export const onlyWhatWaits: Rule<InvitationRow> = (_actor, invitation, now) =>
  ['accepted', 'withdrawn'].includes(stateAt(invitation, now)) ? invitationOver() : null
