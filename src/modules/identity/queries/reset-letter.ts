import { sql } from '../../../platform/db/sql.ts'
import { ResetLetter, ResetReference } from '../contract.ts'
import { stopToken } from '../reset-row.ts'
import { query } from '../room.ts'

interface Row {
  email: string | null
  phone: string | null
  name: string
  locale: string
  timeZone: string
  associationName: string
  dueAt: Date | null
  begunBy: string | null
  isOver: boolean
}

/** The owner is written to on every way there is; and who may help hears what they are asked for. */
export const readResetLetter = query({
  name: 'identity.readResetLetter',
  summary: 'Whom to tell about the reset of a second step, and what',
  permission: 'system',
  input: ResetReference,
  output: ResetLetter,
  async run({ db, roles, services, now }, { resetId }) {
    const [row] = await db.sql<Row>(sql`
      SELECT a.email, a.phone, p.called AS name, p.locale, p.time_zone AS "timeZone", u.name AS "associationName", r.due_at AS "dueAt",
        b.display_name AS "begunBy", r.status IN ('stopped', 'withdrawn', 'expired') AS "isOver"
      FROM second_step_resets r JOIN accounts a ON a.id = r.account_id
      JOIN people p ON p.tenant_id = r.tenant_id AND p.person_id = r.person_id
      JOIN unit_places u ON u.unit_id = r.tenant_id
      LEFT JOIN people b ON b.tenant_id = r.tenant_id AND b.person_id = r.begun_by
      WHERE r.id = ${resetId}::uuid`)
    if (!row) return null
    const helping = [...roles.roles].flatMap(([role, held]) => (held.has('identity.help') ? [role] : []))
    const helpers = await db.sql<{ personId: string }>(sql`
      SELECT DISTINCT h.person_id AS "personId" FROM second_step_resets r
      JOIN unit_members m ON m.tenant_id = r.tenant_id AND m.person_id = r.person_id AND m.ended_at IS NULL
      JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
      JOIN authorities h ON h.tenant_id = r.tenant_id AND u.path <@ h.path AND h.person_id <> r.person_id
      WHERE r.id = ${resetId}::uuid AND (h.role = ANY(${helping}) OR 'identity.help' = ANY(h.role_permissions)) AND h.starts_at <= ${now} AND (h.ends_at IS NULL OR h.ends_at > ${now})
      ORDER BY 1`)
    return {
      ...row,
      phone: services.config.sms === 'off' ? null : row.phone,
      token: stopToken(services, resetId),
      helpers: helpers.map(({ personId }) => personId),
    }
  },
})
