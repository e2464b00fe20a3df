import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'person_invitations',
      title: say('invitations.title'),
      of: 'person',
      columns: ['accepted_by', 'person_id', 'invited_by'],
      purpose: 'asks somebody to come in, and says who asked whom into what',
      ground: 'legitimate interest',
      kept: 'half a year after it was accepted, withdrawn or ran out',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT CASE WHEN i.invited_by = ${personId}::uuid THEN 'made' ELSE 'received' END AS direction,
            CASE WHEN i.invited_by = ${personId}::uuid THEN NULL ELSE i.address END AS address, p.name AS unit, i.role, i.state,
            i.greeting, i.created_at AS "createdAt", i.ended_at AS "endedAt"
          FROM person_invitations i JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
          WHERE i.tenant_id = ${tenantId}::uuid AND ${personId}::uuid IN (i.accepted_by, i.person_id, i.invited_by) ORDER BY i.created_at`),
      // What was asked of the person goes; what they asked of others stays without them, and is nobody's to vouch for.
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM person_invitations
          WHERE tenant_id = ${tenantId}::uuid AND (accepted_by = ANY(${personIds}::uuid[]) OR person_id = ANY(${personIds}::uuid[]))`)
        await tx.sql(sql`
          UPDATE person_invitations SET invited_by = NULL, greeting = NULL,
            state = CASE WHEN state IN ('open', 'draft') THEN 'withdrawn' ELSE state END, ended_at = coalesce(ended_at, ${now})
          WHERE tenant_id = ${tenantId}::uuid AND invited_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // An entry that has found its account waits for nobody any more; of two that wait one is enough.
        await tx.sql(sql`
          UPDATE person_invitations SET state = 'withdrawn', ended_at = ${now}
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid AND state IN ('open', 'draft')`)
        await tx.sql(sql`
          UPDATE person_invitations SET
            person_id = CASE WHEN person_id = ${from.personId}::uuid THEN ${into.personId}::uuid ELSE person_id END,
            invited_by = CASE WHEN invited_by = ${from.personId}::uuid THEN ${into.personId}::uuid ELSE invited_by END,
            accepted_by = CASE WHEN accepted_by = ${from.personId}::uuid THEN ${into.personId}::uuid ELSE accepted_by END
          WHERE tenant_id = ${from.tenantId}::uuid AND ${from.personId}::uuid IN (person_id, invited_by, accepted_by)`)
      },
    },
  ],
}
