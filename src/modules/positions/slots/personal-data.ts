import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { endTerm } from '../commands/end-term.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'terms',
      title: say('positions.link'),
      of: 'person',
      columns: ['person_id', 'appointed_by', 'ended_by'],
      purpose: 'says who holds and held which position, and who appointed them',
      ground: 'legitimate interest',
      kept: 'for good, without a name or a reason: what was decided in office rests on it',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT o.name - 'v' AS position, p.name AS unit, t.starts_at AS "startsAt", t.ends_at AS "endsAt", t.way, t.reason,
            t.end_reason AS "endReason"
          FROM terms t JOIN positions o ON o.tenant_id = t.tenant_id AND o.id = t.position_id
          JOIN unit_places p ON p.tenant_id = t.tenant_id AND p.unit_id = t.unit_id
          WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid ORDER BY t.starts_at`),
      async erase({ tx, now }, { tenantId, personIds }) {
        // What it carries ends in the room access in the same transaction. A reason is free text about the person.
        await tx.sql(sql`
          UPDATE terms SET reason = NULL, end_reason = NULL,
            ended_at = CASE WHEN ends_at <= ${now} THEN ended_at ELSE coalesce(ended_at, ${now}) END,
            ends_at = CASE WHEN ends_at <= ${now} THEN ends_at ELSE greatest(starts_at, ${now}) END
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now, call }, { from, into }) {
        // Nobody sits on two seats of one position: the term of the kept entry goes on, the other one ends here.
        const twice = await tx.sql<{ id: string }>(sql`
          SELECT t.id FROM terms t WHERE t.tenant_id = ${from.tenantId}::uuid AND t.person_id = ${from.personId}::uuid
            AND (t.ends_at IS NULL OR t.ends_at > greatest(t.starts_at, ${now})) AND EXISTS (
              SELECT 1 FROM terms k WHERE k.tenant_id = t.tenant_id AND k.person_id = ${into.personId}::uuid
                AND k.position_id = t.position_id AND k.unit_id = t.unit_id
                AND (k.ends_at IS NULL OR k.ends_at > greatest(k.starts_at, ${now}))
                AND tstzrange(k.starts_at, k.ends_at) && tstzrange(t.starts_at, t.ends_at))
          ORDER BY t.id`)
        for (const { id: termId } of twice)
          await call(endTerm, { termId }, { as: system('two entries are one person', from.tenantId) })
        for (const column of [sql`person_id`, sql`appointed_by`, sql`ended_by`])
          await tx.sql(sql`
            UPDATE terms SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
  ],
}
