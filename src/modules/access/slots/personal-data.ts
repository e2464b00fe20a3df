import { sql } from '../../../platform/db/sql.ts'
import { AppError } from '../../../platform/errors.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { requireOtherAdministrator } from '../grant-row.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'grants',
      title: say('access.roles'),
      of: 'person',
      columns: ['person_id', 'granted_by'],
      purpose: 'says who may do what, and who allowed it',
      ground: 'legitimate interest',
      kept: 'for good, without a name: the audit refers to it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT coalesce((SELECT r.name - 'v' FROM roles r WHERE r.tenant_id = g.tenant_id AND r.id = g.role_id), to_jsonb(g.role)) AS role,
            p.name AS unit, g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.reason FROM grants g
          JOIN unit_places p ON p.unit_id = g.unit_id
          WHERE g.tenant_id = ${tenantId}::uuid AND g.person_id = ${personId}::uuid ORDER BY g.starts_at`),
      async erase({ tx, now }, { tenantId, personIds }) {
        // A reason is free text, and may speak of the person. A role that was to begin later never begins.
        await tx.sql(sql`
          UPDATE grants SET reason = NULL, ends_at = CASE WHEN ends_at <= ${now} THEN ends_at ELSE greatest(starts_at, ${now}) END
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // A role is not held twice at one unit without an end: the second one ends here.
        await tx.sql(sql`
          UPDATE grants g SET ends_at = greatest(g.starts_at, ${now})
          WHERE g.tenant_id = ${from.tenantId}::uuid AND g.person_id = ${from.personId}::uuid AND g.ends_at IS NULL
            AND NOT g.carried AND EXISTS (
            SELECT 1 FROM grants k WHERE k.tenant_id = g.tenant_id AND k.person_id = ${into.personId}::uuid
              AND k.unit_id = g.unit_id AND k.role = g.role AND k.ends_at IS NULL AND NOT k.carried)`)
        await tx.sql(sql`
          UPDATE grants SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE grants SET granted_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND granted_by = ${from.personId}::uuid`)
      },
    },
  ],

  /** An association does not lose the last one who can run it. */
  async objections(run, subject, now) {
    try {
      await requireOtherAdministrator(run, subject, now)
      return []
    } catch (error) {
      if (error instanceof AppError) return [error]
      throw error
    }
  },
}
