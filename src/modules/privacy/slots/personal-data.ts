import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'closings',
      title: say('privacy.data.title'),
      of: 'person',
      columns: ['person_id', 'account_id'],
      purpose: 'remembers that somebody wants to leave, and proves that it was done',
      ground: 'legal duty',
      kept: 'for good, by ids that lead to nobody',
      export: (run, { personId, accountId }) =>
        run(sql`
          SELECT requested_at AS "requestedAt", due_at AS "dueAt", undone_at AS "undoneAt" FROM closings
          WHERE person_id = ${personId}::uuid OR account_id = ${accountId}::uuid ORDER BY requested_at`),
      erase: { not: 'proves that the wish was fulfilled, and holds nothing but ids and dates' },
      async merge({ tx, now }, { from, into }) {
        // Whoever is put together with somebody who stays, stays.
        await tx.sql(sql`
          UPDATE closings SET person_id = ${into.personId}::uuid, undone_at = coalesce(undone_at, ${now})
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
      unmerge: {
        leaves: ['undone_at'],
        because: 'nobody is erased by surprise: whoever still wants to leave says so again',
      },
    },
    {
      table: 'person_merges',
      title: say('privacy.merges.title'),
      of: 'person',
      columns: ['kept_id', 'merged_id', 'merged_by', 'undone_by'],
      purpose: 'says which entries were found to be one person, and lets that be undone for a while',
      ground: 'legitimate interest',
      kept: 'for good, by ids; what was merged stands in it, sealed, as long as it can be undone',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT merged_at AS "mergedAt", undone_at AS "undoneAt" FROM person_merges
          WHERE tenant_id = ${tenantId}::uuid AND ${personId}::uuid IN (kept_id, merged_id) ORDER BY merged_at`),
      // Also of the entries that led to the one which leaves, and of those before them.
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          WITH RECURSIVE theirs AS (
            SELECT unnest(${personIds}::uuid[]) AS id
            UNION SELECT m.merged_id FROM person_merges m JOIN theirs t ON m.tenant_id = ${tenantId}::uuid AND m.kept_id = t.id
            WHERE m.undone_at IS NULL),
          over AS (
            UPDATE person_merges m SET undo_until = least(m.undo_until, ${now}) FROM theirs t
            WHERE m.tenant_id = ${tenantId}::uuid AND t.id IN (m.kept_id, m.merged_id) RETURNING m.id)
          DELETE FROM person_merge_parts p USING over o WHERE p.merge_id = o.id`)
      },
      merge: {
        not: 'each merge names the two entries that it was of: undoing goes back through them one by one',
      },
    },
    {
      table: 'distinct_people',
      title: say('privacy.different.title'),
      of: 'person',
      columns: ['first_id', 'second_id', 'said_by'],
      purpose: 'remembers that two entries are different people, so that nobody merges them',
      ground: 'legitimate interest',
      kept: 'until it is taken back, or one of the two is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT said_at AS "saidAt" FROM distinct_people
          WHERE tenant_id = ${tenantId}::uuid AND ${personId}::uuid IN (first_id, second_id) ORDER BY said_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM distinct_people WHERE tenant_id = ${tenantId}::uuid AND (first_id = ANY(${personIds}::uuid[]) OR second_id = ANY(${personIds}::uuid[]))`)
      },
      // Who is somebody else than one of the two is somebody else than the one that they turned out to be.
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          INSERT INTO distinct_people (tenant_id, first_id, second_id, said_by, said_at)
          SELECT d.tenant_id, least(o.id, ${into.personId}::uuid), greatest(o.id, ${into.personId}::uuid), d.said_by, d.said_at
          FROM distinct_people d CROSS JOIN LATERAL (
            SELECT CASE WHEN d.first_id = ${from.personId}::uuid THEN d.second_id ELSE d.first_id END AS id) o
          WHERE d.tenant_id = ${from.tenantId}::uuid AND ${from.personId}::uuid IN (d.first_id, d.second_id) AND o.id <> ${into.personId}::uuid
          ON CONFLICT DO NOTHING`)
        await tx.sql(sql`
          DELETE FROM distinct_people WHERE tenant_id = ${from.tenantId}::uuid AND ${from.personId}::uuid IN (first_id, second_id)`)
        await tx.sql(sql`
          UPDATE distinct_people SET said_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND said_by = ${from.personId}::uuid`)
      },
    },
  ],
}
