import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { notFound } from '../../../platform/errors.ts'
import type { OfferedOption } from '../../../platform/lists/filters.ts'
import { builtInRoles, madeRoleNames } from '../../access/index.ts'
import { resendInvitation } from '../commands/resend-invitation.ts'
import { withdrawInvitation } from '../commands/withdraw-invitation.ts'
import { InvitationDetail, InvitationReference, Nothing, PlacesToInvite } from '../contract.ts'
import { invitationStates } from '../invitation.ts'
import { notesOn } from '../notes.ts'
import { placesToInvite, visibleInvitations } from '../policy.ts'
import { list, query } from '../room.ts'

const mostOffered = 300

/** The clock ends an invitation before anybody writes it down. `e` is person_invitations. */
const statedAt = (now: Date): Sql =>
  sql`CASE WHEN e.state = 'open' AND e.expires_at <= ${now} THEN 'expired' ELSE e.state END`

const nameOf = sql`coalesce(h.display_name, nullif(concat_ws(' ', i.given_name, i.family_name), ''), i.address)`

const tablesAt = (
  now: Date,
): Sql => sql`(SELECT e.*, ${statedAt(now)} AS standing FROM person_invitations e) i
    JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
    LEFT JOIN people h ON h.tenant_id = i.tenant_id AND h.person_id = coalesce(i.accepted_by, i.person_id)
    LEFT JOIN people b ON b.tenant_id = i.tenant_id AND b.person_id = i.invited_by`

export const invitationList = list({
  name: 'invitations.listInvitations',
  summary: 'List who was invited to the units that you look after, and what became of it',
  permission: 'invitations.manage',
  path: '/invitations',
  words: { title: 'invitations.title', none: 'invitations.none', noneHelp: 'invitations.noneHelp' },
  icon: 'mail',
  from: tablesAt,
  id: sql`i.id`,
  visible: visibleInvitations,
  columns: {
    unitId: { type: 'id', sql: sql`i.unit_id`, shown: 'never' },
    name: { type: 'name', label: 'invitations.name', sql: nameOf, sortable: true, shown: 'always' },
    address: { type: 'text', label: 'invitations.address', sql: sql`i.address` },
    unit: { type: 'name', label: 'invitations.unit', sql: sql`p.name`, sortable: true },
    role: {
      type: 'choice',
      label: 'invitations.role',
      sql: sql`i.role`,
      options: builtInRoles,
      open: true,
      words: 'access.roleNames',
      nullable: true,
    },
    state: {
      type: 'status',
      label: 'invitations.state',
      sql: sql`i.standing`,
      options: invitationStates,
      words: 'invitations.states',
      tones: { open: 'info', accepted: 'success', expired: 'warning', withdrawn: 'neutral' },
    },
    invitedBy: {
      type: 'name',
      label: 'invitations.invitedBy',
      sql: sql`b.display_name`,
      nullable: true,
      shown: 'no',
    },
    createdAt: {
      type: 'instant',
      precision: 'day',
      label: 'invitations.createdAt',
      sql: sql`i.created_at`,
      sortable: true,
    },
    lastSentAt: {
      type: 'instant',
      label: 'invitations.lastSentAt',
      sql: sql`i.last_sent_at`,
      nullable: true,
      shown: 'no',
    },
    sends: { type: 'integer', label: 'invitations.sends', sql: sql`i.sends`, shown: 'no' },
    expiresAt: {
      type: 'instant',
      precision: 'day',
      label: 'invitations.expiresAt',
      sql: sql`i.expires_at`,
      sortable: true,
    },
  },
  filters: {
    search: {
      type: 'search',
      label: 'invitations.search',
      in: [sql`i.address`, sql`i.given_name`, sql`i.family_name`, sql`h.display_name`],
    },
    state: {
      type: 'choice',
      label: 'invitations.state',
      sql: sql`i.standing`,
      options: invitationStates,
      words: 'invitations.states',
      counted: true,
    },
    within: {
      type: 'one',
      label: 'invitations.within',
      matches: (unitId) =>
        sql`p.path <@ (SELECT w.path FROM unit_places w WHERE w.unit_id = ${unitId}::uuid)`,
      offer: offerPlaces,
    },
    sent: { type: 'dates', label: 'invitations.createdAt', sql: sql`i.created_at`, of: 'instant' },
  },
  sort: '-createdAt',
  named: async ({ db, actor, locale }) => ({ role: await madeRoleNames(db.sql, actor.tenantId, locale()) }),
  href: ({ id }) => `/invitations/${id}`,
})

type Offering = Pick<QueryContext<never>, 'db' | 'actor' | 'now'>

export async function offerPlaces(
  { db, actor, now }: Offering,
  chosen: string | null,
): Promise<Array<OfferedOption & { level: number }>> {
  const rows = await db.sql<{ id: string; name: string; depth: number }>(sql`
    SELECT o.id, o.name, o.depth FROM (
      SELECT p.unit_id AS id, p.name, p.path, nlevel(p.path) AS depth FROM unit_places p
      WHERE p.status = 'open' AND ${placesToInvite(actor, now)}
      ORDER BY p.unit_id IS DISTINCT FROM ${chosen}::uuid, p.path LIMIT ${mostOffered}) AS o ORDER BY o.path`)
  const top = Math.min(...rows.map(({ depth }) => depth))
  return rows.map(({ id, name, depth }) => ({ id, name, level: depth - top }))
}

/** The units that the form offers. */
export const listPlacesToInvite = query({
  name: 'invitations.listPlacesToInvite',
  summary: 'List the units that you may invite people to',
  permission: 'invitations.manage',
  input: Nothing,
  output: PlacesToInvite,
  run: async (context) => ({ items: await offerPlaces(context, null) }),
})

export const readInvitation = query({
  name: 'invitations.readInvitation',
  summary: 'Read an invitation: who was invited by whom into what, and what became of it',
  permission: 'invitations.manage',
  input: InvitationReference,
  output: InvitationDetail,
  http: { method: 'get', path: '/invitations/:invitationId' },
  async run(context, { invitationId }) {
    const { db, actor, now, able } = context
    const [row] = await db.sql<
      Omit<InvitationDetail, 'unit' | 'acceptedBy' | 'notes' | 'abilities'> & {
        channel: 'email' | 'phone'
        tenantId: string
        unitId: string
        unitName: string
        unitPath: string
        acceptedBy: string | null
      }
    >(sql`
      SELECT i.id, i.tenant_id AS "tenantId", i.channel, i.standing AS state, i.address, ${nameOf} AS name, p.unit_id AS "unitId", p.name AS "unitName", p.path::text AS "unitPath",
        i.person_id AS "personId", i.role, r.name AS "roleName", i.role_ends_at AS "roleEndsAt", i.greeting, i.locale,
        b.display_name AS "invitedBy", i.created_at AS "createdAt", i.last_sent_at AS "lastSentAt", i.sends,
        i.expires_at AS "expiresAt", i.ended_at AS "endedAt", i.accepted_by AS "acceptedBy"
      FROM ${tablesAt(now)} LEFT JOIN role_terms r ON r.tenant_id = i.tenant_id AND r.role = i.role
      WHERE i.id = ${invitationId}::uuid AND ${visibleInvitations(actor, now)}`)
    if (!row) throw notFound()
    const { unitId, unitName, unitPath, acceptedBy, channel, tenantId, ...said } = row
    // One for an entry says so itself.
    const invitee = {
      address: said.personId === null ? { channel, value: said.address } : null,
      role: said.role,
    }
    const [notes = []] = said.state === 'open' ? await notesOn(context, tenantId, [invitee]) : []
    const place = { unitPath, state: said.state, expiresAt: said.expiresAt } as never
    return {
      ...said,
      unit: { id: unitId, name: unitName },
      acceptedBy: acceptedBy === null ? null : { personId: acceptedBy, name: said.name },
      notes,
      abilities: { resend: able(resendInvitation, place), withdraw: able(withdrawInvitation, place) },
    }
  },
})
