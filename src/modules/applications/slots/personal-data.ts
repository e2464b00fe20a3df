import { type Sql, sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData, Subject } from '../../../platform/slots/personal-data.ts'
import { dropFile } from '../../files/index.ts'
import { bothWitnesses, witnessAndApplicant } from '../application.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'applications',
      title: say('applications.mine.title'),
      of: 'person',
      columns: ['person_id', 'submitted_by', 'decided_by'],
      purpose: 'says who applied for what, with which words, and what was decided',
      ground: 'contract',
      kept: 'as long as the project, without what was written and without a name once the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, a.status, a.submitted_at AS "submittedAt", a.withdrawn_at AS "withdrawnAt", a.feedback, a.draft,
            a.created_at AS "createdAt"
          FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
          WHERE a.tenant_id = ${tenantId}::uuid AND a.person_id = ${personId}::uuid ORDER BY a.created_at`),
      files: async (run, { tenantId, personId }) => {
        const files = await run<{ fileId: string; mediaType: string }>(sql`
          SELECT k.file_id AS "fileId", k.media_type AS "mediaType" FROM applications a
          JOIN application_files f ON f.tenant_id = a.tenant_id AND f.application_id = a.id
          JOIN kept_files k ON k.tenant_id = f.tenant_id AND k.file_id = f.file_id
          WHERE a.tenant_id = ${tenantId}::uuid AND a.person_id = ${personId}::uuid ORDER BY f.added_at, f.file_id`)
        return files.map((file) => ({ ...file, name: 'application' }))
      },
      async erase({ tx, call }, { tenantId, personIds }) {
        const theirs = sql`a.tenant_id = ${tenantId}::uuid AND a.person_id = ANY(${personIds}::uuid[])`
        const as = system('a person is erased', tenantId)
        const files = await tx.sql<{ fileId: string }>(sql`
          DELETE FROM application_files f USING applications a
          WHERE f.tenant_id = a.tenant_id AND f.application_id = a.id AND ${theirs} RETURNING f.file_id AS "fileId"`)
        for (const { fileId } of files) await call(dropFile, { fileId }, { as })
        await tx.sql(sql`
          UPDATE bids b SET document = NULL, sealed = NULL FROM applications a
          WHERE b.tenant_id = a.tenant_id AND b.application_id = a.id AND ${theirs}`)
        await tx.sql(sql`
          DELETE FROM addendum_receipts r USING applications a
          WHERE r.tenant_id = a.tenant_id AND r.application_id = a.id AND ${theirs} AND a.status = 'draft'`)
        await tx.sql(sql`DELETE FROM applications a WHERE ${theirs} AND a.status = 'draft'`)
        await tx.sql(sql`
          UPDATE applications a SET draft = NULL, draft_salt = NULL, draft_saved_at = NULL, feedback = NULL, match_reasons = NULL
          WHERE ${theirs}`)
      },
      async warnsOfMerge(run, between) {
        const rows = await run<{ title: string; withdraws: boolean }>(sql`
          SELECT j.title, t.withdraws FROM (${twice(between)}) t JOIN project_places j
            ON j.tenant_id = ${between.from.tenantId}::uuid AND j.project_id = t.project_id ORDER BY j.title`)
        return rows.map(({ title, withdraws }) =>
          say(withdraws ? 'applications.merge.withdraws' : 'applications.merge.setsAside', { title }),
        )
      },
      async merge({ tx, now }, { from, into }) {
        // One for each project counts: what was handed in before what was not, what is being decided before what is not, else the
        // earlier one. The other is withdrawn and set aside as it is, so that undoing the merge brings it back.
        await tx.sql(sql`
          UPDATE applications a SET set_aside_at = ${now}, total = NULL, currency = NULL,
            status = CASE WHEN a.status = 'submitted' THEN 'withdrawn' ELSE a.status END,
            withdrawn_at = CASE WHEN a.status = 'submitted' THEN ${now} ELSE a.withdrawn_at END
          FROM (${twice({ from, into })}) t WHERE a.tenant_id = ${from.tenantId}::uuid AND a.id = t.loser_id`)
        // Where both are being decided neither gives way: the other one stays with the entry that is no more.
        await tx.sql(sql`
          UPDATE applications a SET person_id = ${into.personId}::uuid
          WHERE a.tenant_id = ${from.tenantId}::uuid AND a.person_id = ${from.personId}::uuid AND (a.set_aside_at IS NOT NULL OR NOT EXISTS (
            SELECT FROM applications o WHERE o.project_id = a.project_id AND o.person_id = ${into.personId}::uuid AND o.set_aside_at IS NULL))`)
        for (const column of [sql`submitted_by`, sql`decided_by`])
          await tx.sql(sql`
            UPDATE applications SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
    {
      table: 'bids',
      title: say('applications.receipts.title'),
      of: 'person',
      columns: ['submitted_by'],
      purpose: 'says who handed something in, for themselves or for a company, when, and what it was',
      ground: 'contract',
      kept: 'as long as the project, without a name once the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, b.number, b.submitted_at AS "submittedAt", encode(b.hash, 'hex') AS hash, b.ended_at AS "endedAt",
            b.document FROM bids b
          JOIN applications a ON a.tenant_id = b.tenant_id AND a.id = b.application_id
          JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
          WHERE b.tenant_id = ${tenantId}::uuid AND b.submitted_by = ${personId}::uuid ORDER BY b.submitted_at`),
      erase: { not: 'it leads to a row without a name; what was written goes with the application' },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE bids SET submitted_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND submitted_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'match_ratings',
      title: say('applications.match.ratings'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says who found a score right or wrong, so that the rule can become better',
      ground: 'legitimate interest',
      kept: 'as long as the application, or until the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, r.is_right AS "isRight", r.rated_at AS "ratedAt" FROM match_ratings r
          JOIN applications a ON a.tenant_id = r.tenant_id AND a.id = r.application_id
          JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
          WHERE r.tenant_id = ${tenantId}::uuid AND r.person_id = ${personId}::uuid ORDER BY r.rated_at, a.id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM match_ratings WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          DELETE FROM match_ratings r WHERE r.tenant_id = ${from.tenantId}::uuid AND r.person_id = ${from.personId}::uuid
            AND EXISTS (SELECT FROM match_ratings k WHERE k.tenant_id = r.tenant_id AND k.person_id = ${into.personId}::uuid
              AND k.application_id = r.application_id)`)
        await tx.sql(sql`
          UPDATE match_ratings SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'sealing_witnesses',
      title: say('applications.sealings.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says who holds a part of the key of sealed bids, and who opened them when',
      ground: 'contract',
      kept: 'as long as the project, without the part and without a name once the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, w.accepted_at AS "acceptedAt", w.declined_at AS "declinedAt", w.decline_reason AS "declineReason",
            w.given_at AS "givenAt" FROM sealing_witnesses w
          JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
          WHERE w.tenant_id = ${tenantId}::uuid AND w.person_id = ${personId}::uuid ORDER BY w.accepted_at`),
      async erase({ tx }, { tenantId, personIds }) {
        // What they have given already counts on.
        await tx.sql(sql`
          UPDATE sealing_witnesses SET wrapped_key = NULL, share = NULL, decline_reason = NULL
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        // Nobody holds two parts of one key: with one of them gone the bids might never open.
        const [both] = await tx.sql(sql`
          SELECT 1 FROM sealing_witnesses w JOIN sealing_witnesses o ON o.tenant_id = w.tenant_id AND o.project_id = w.project_id
            AND o.person_id = ${into.personId}::uuid
          JOIN sealings s ON s.tenant_id = w.tenant_id AND s.project_id = w.project_id
          JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
          WHERE w.tenant_id = ${from.tenantId}::uuid AND w.person_id = ${from.personId}::uuid AND s.opened_at IS NULL
            AND j.status <> 'cancelled'`)
        if (both) throw bothWitnesses()
        // Nor does anybody open the bids among which their own is.
        const people = [from.personId, into.personId]
        const [applies] = await tx.sql(sql`
          SELECT 1 FROM sealing_witnesses w JOIN sealings s ON s.tenant_id = w.tenant_id AND s.project_id = w.project_id
          JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
          JOIN applications a ON a.tenant_id = w.tenant_id AND a.project_id = w.project_id
          LEFT JOIN company_agents g ON g.tenant_id = a.tenant_id AND g.company_id = a.company_id
          WHERE w.tenant_id = ${from.tenantId}::uuid AND w.person_id = ANY(${people}::uuid[]) AND s.opened_at IS NULL
            AND j.status <> 'cancelled' AND a.status NOT IN ('draft', 'withdrawn') AND a.set_aside_at IS NULL
            AND (a.person_id = ANY(${people}::uuid[]) OR g.person_id = ANY(${people}::uuid[])) LIMIT 1`)
        if (applies) throw witnessAndApplicant()
        await tx.sql(sql`
          UPDATE sealing_witnesses w SET person_id = ${into.personId}::uuid
          WHERE w.tenant_id = ${from.tenantId}::uuid AND w.person_id = ${from.personId}::uuid AND NOT EXISTS (
            SELECT FROM sealing_witnesses o WHERE o.tenant_id = w.tenant_id AND o.project_id = w.project_id
              AND o.person_id = ${into.personId}::uuid)`)
      },
    },
    {
      table: 'addendum_receipts',
      title: say('applications.addenda.title'),
      of: 'person',
      columns: ['acknowledged_by'],
      purpose: 'says who has read a change of a project, for themselves or for a company',
      ground: 'contract',
      kept: 'as long as the project, without a name once the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, r.acknowledged_at AS "acknowledgedAt" FROM addendum_receipts r
          JOIN applications a ON a.tenant_id = r.tenant_id AND a.id = r.application_id
          JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
          WHERE r.tenant_id = ${tenantId}::uuid AND r.acknowledged_by = ${personId}::uuid ORDER BY r.acknowledged_at`),
      erase: { not: 'it leads to a row without a name' },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE addendum_receipts SET acknowledged_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND acknowledged_by = ${from.personId}::uuid`)
      },
    },
  ],
}

/** Projects for which both have applied, and which of the two gives way to the other; it does not once it is being decided about. */
function twice({ from, into }: { from: Subject; into: Subject }): Sql {
  const worth = (a: Sql) =>
    sql`CASE WHEN ${a}.status IN ('draft', 'withdrawn') THEN 1 WHEN ${a}.status = 'submitted' THEN 2 ELSE 3 END`
  return sql`
    SELECT b.id AS loser_id, b.project_id, b.status = 'submitted' AS withdraws FROM applications a, applications b
    WHERE a.tenant_id = ${from.tenantId}::uuid AND b.tenant_id = a.tenant_id AND b.project_id = a.project_id
      AND (a.person_id, b.person_id) IN ((${from.personId}::uuid, ${into.personId}::uuid), (${into.personId}::uuid, ${from.personId}::uuid))
      AND a.set_aside_at IS NULL AND b.set_aside_at IS NULL AND ${worth(sql`b`)} < 3
      AND (${worth(sql`a`)}, coalesce(b.submitted_at, 'infinity'), a.person_id = ${into.personId}::uuid)
        > (${worth(sql`b`)}, coalesce(a.submitted_at, 'infinity'), b.person_id = ${into.personId}::uuid)`
}
