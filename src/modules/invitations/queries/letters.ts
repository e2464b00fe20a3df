import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { tokenFor } from '../../identity/index.ts'
import { AcceptanceLetter, InvitationLetter } from '../contract.ts'
import { letterOf, linkPurpose } from '../invitation.ts'
import { query } from '../room.ts'

/** What goes to whoever is invited; nothing where that letter is no longer the latest one, or nobody waits for it. */
export const readInvitationLetter = query({
  name: 'invitations.readInvitationLetter',
  summary: 'What an invitation says, and to whom it goes',
  permission: 'system',
  input: z.strictObject({ invitationId: z.uuid(), sends: z.int() }),
  output: InvitationLetter,
  async run({ db, now, services }, { invitationId, sends }) {
    const [letter] = await db.sql<Omit<NonNullable<z.output<typeof InvitationLetter>>, 'token'>>(sql`
      SELECT i.channel, i.address AS "to", coalesce(i.given_name, i.family_name, h.called, i.address) AS name, i.locale,
        r.name AS association, p.name AS unit, coalesce(b.display_name, r.name) AS "invitedBy", coalesce(i.greeting, '') AS greeting,
        coalesce(b.time_zone, 'UTC') AS "timeZone", i.expires_at AS "expiresAt"
      FROM person_invitations i JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
      JOIN unit_places r ON r.unit_id = i.tenant_id
      LEFT JOIN people b ON b.tenant_id = i.tenant_id AND b.person_id = i.invited_by
      LEFT JOIN people h ON h.tenant_id = i.tenant_id AND h.person_id = i.person_id
      WHERE i.id = ${invitationId}::uuid AND i.state = 'open' AND i.sends = ${sends} AND i.expires_at > ${now}`)
    return letter
      ? { ...letter, token: tokenFor(services, linkPurpose, letterOf(invitationId, sends)) }
      : null
  },
})

/** What whoever invited hears once somebody has come in. */
export const readAcceptanceLetter = query({
  name: 'invitations.readAcceptanceLetter',
  summary: 'Whom to tell that an invitation was accepted, and by whom it was',
  permission: 'system',
  input: z.strictObject({ invitationId: z.uuid() }),
  output: AcceptanceLetter,
  async run({ db, now }, { invitationId }) {
    const [letter] = await db.sql<NonNullable<z.output<typeof AcceptanceLetter>>>(sql`
      SELECT i.invited_by AS "inviterId", h.display_name AS name, p.name AS unit, i.id AS "invitationId",
        i.role IS NOT NULL AND NOT EXISTS (SELECT 1 FROM grant_standings g WHERE g.tenant_id = i.tenant_id AND g.person_id = h.person_id
          AND g.unit_id = i.unit_id AND g.role = i.role AND (g.ends_at IS NULL OR g.ends_at > ${now})) AS "lacksRole"
      FROM person_invitations i JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
      JOIN people h ON h.tenant_id = i.tenant_id AND h.person_id = i.accepted_by
      WHERE i.id = ${invitationId}::uuid AND i.invited_by IS NOT NULL`)
    return letter ?? null
  },
})
