import { type Sql, sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { Merger, PersonalData } from '../../../platform/slots/personal-data.ts'
import { dropFile } from '../../files/index.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'reviewers',
      title: say('reviews.mine.title'),
      of: 'person',
      columns: ['person_id', 'appointed_by'],
      purpose: 'says who reviews what comes in for a project, and who had them do it',
      ground: 'legitimate interest',
      kept: 'as long as the project: how it was decided has to stand up to questions; without a name once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, w.appointed_at AS "appointedAt", w.ended_at AS "endedAt" FROM reviewers w
          JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
          WHERE w.tenant_id = ${tenantId}::uuid AND w.person_id = ${personId}::uuid ORDER BY w.appointed_at`),
      async erase({ tx, now }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE reviewers SET ended_at = ${now}
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[]) AND ended_at IS NULL`)
      },
      async merge(context, between) {
        // Somebody reviews a project once: the entry that is kept goes on.
        await context.tx.sql(sql`
          UPDATE reviewers w SET ended_at = ${context.now} WHERE w.tenant_id = ${between.from.tenantId}::uuid
            AND w.person_id = ${between.from.personId}::uuid AND w.ended_at IS NULL AND EXISTS (SELECT 1 FROM reviewers k
              WHERE k.project_id = w.project_id AND k.person_id = ${between.into.personId}::uuid AND k.ended_at IS NULL)`)
        await handOver(sql`reviewers`, [sql`person_id`, sql`appointed_by`])(context, between)
      },
    },
    {
      table: 'review_conflicts',
      title: say('reviews.conflicts.title'),
      of: 'person',
      columns: ['person_id', 'declared_by', 'lifted_by'],
      purpose: 'keeps those out of a review who stand too close to it',
      ground: 'legitimate interest',
      kept: 'as long as the project, without its reason once the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, f.reason, f.declared_at AS "declaredAt", f.lifted_at AS "liftedAt" FROM review_conflicts f
          JOIN project_places j ON j.tenant_id = f.tenant_id AND j.project_id = f.project_id
          WHERE f.tenant_id = ${tenantId}::uuid AND f.person_id = ${personId}::uuid ORDER BY f.declared_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE review_conflicts SET reason = NULL
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge(context, between) {
        await context.tx.sql(sql`
          UPDATE review_conflicts f SET lifted_at = ${context.now} WHERE f.tenant_id = ${between.from.tenantId}::uuid
            AND f.person_id = ${between.from.personId}::uuid AND f.lifted_at IS NULL AND EXISTS (SELECT 1 FROM review_conflicts k
              WHERE k.project_id = f.project_id AND k.application_id IS NOT DISTINCT FROM f.application_id AND k.person_id = ${between.into.personId}::uuid AND k.lifted_at IS NULL)`)
        await handOver(sql`review_conflicts`, [sql`person_id`, sql`declared_by`, sql`lifted_by`])(
          context,
          between,
        )
      },
    },
    {
      table: 'review_sheets',
      title: say('reviews.sheets.title'),
      of: 'person',
      columns: ['person_id', 'assigned_by'],
      purpose: 'says what a reviewer made of an application',
      ground: 'legitimate interest',
      kept: 'as long as the project: how it was decided has to stand up to questions; without a name once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, c.status, c.marks, c.note, c.total, c.handed_in_at AS "handedInAt" FROM review_sheets c
          JOIN project_places j ON j.tenant_id = c.tenant_id AND j.project_id = c.project_id
          WHERE c.tenant_id = ${tenantId}::uuid AND c.person_id = ${personId}::uuid ORDER BY c.assigned_at`),
      async erase({ tx }, { tenantId, personIds }) {
        // What was not handed in weighs nothing.
        await tx.sql(sql`
          DELETE FROM review_sheets WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[]) AND status = 'open'`)
      },
      async merge(context, between) {
        // One person weighs an application once. What is handed in is never dropped: where both have handed in, the one that came
        // first counts, as its writer knew nothing of the others yet, and the other stays excused with its entry; else what is not in gives way, that of the entry that goes where neither is.
        const { from, into } = between
        const [gone, kept] = [sql`${from.personId}::uuid`, sql`${into.personId}::uuid`]
        const other = (
          person: Sql,
        ) => sql`EXISTS (SELECT 1 FROM review_sheets k WHERE k.tenant_id = c.tenant_id
          AND k.application_id = c.application_id AND k.person_id = ${person}`
        await context.tx.sql(sql`
          DELETE FROM review_sheets c WHERE c.tenant_id = ${from.tenantId}::uuid AND c.status <> 'handedIn' AND (
            (c.person_id = ${gone} AND ${other(kept)})) OR (c.person_id = ${kept} AND ${other(gone)} AND k.status = 'handedIn')))`)
        await context.tx.sql(sql`
          UPDATE review_sheets c SET status = 'excused', total = NULL, handed_in_at = NULL
          FROM review_sheets k WHERE c.tenant_id = ${from.tenantId}::uuid AND k.tenant_id = c.tenant_id
            AND k.application_id = c.application_id AND c.status = 'handedIn' AND k.status = 'handedIn'
            AND (c.person_id, k.person_id) IN ((${gone}, ${kept}), (${kept}, ${gone}))
            AND (c.handed_in_at, c.id) > (k.handed_in_at, k.id)`)
        await context.tx.sql(sql`
          UPDATE review_sheets c SET person_id = ${kept} WHERE c.tenant_id = ${from.tenantId}::uuid AND c.person_id = ${gone}
            AND NOT ${other(kept)})`)
        await handOver(sql`review_sheets`, [sql`assigned_by`])(context, between)
      },
    },
    {
      table: 'clarifications',
      title: say('reviews.messages.title'),
      of: 'person',
      columns: ['author_id'],
      purpose: 'keeps what was asked of an applicant and what they answered',
      ground: 'legitimate interest',
      kept: 'as long as the project, without its author once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT m.body, m.sent_at AS "sentAt" FROM clarifications m
          WHERE m.tenant_id = ${tenantId}::uuid AND m.author_id = ${personId}::uuid ORDER BY m.sent_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE clarifications SET author_id = NULL WHERE tenant_id = ${tenantId}::uuid AND author_id = ANY(${personIds}::uuid[])`)
      },
      merge: handOver(sql`clarifications`, [sql`author_id`]),
    },
    {
      table: 'review_decisions',
      title: say('reviews.decisions.heading'),
      of: 'person',
      columns: ['decided_by', 'second_by'],
      purpose: 'says who decided about an application, and who agreed',
      ground: 'legal duty',
      kept: 'as long as the project, without a name once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, d.outcome, d.decided_at AS "decidedAt" FROM review_decisions d
          JOIN project_places j ON j.tenant_id = d.tenant_id AND j.project_id = d.project_id
          WHERE d.tenant_id = ${tenantId}::uuid AND ${personId}::uuid IN (d.decided_by, d.second_by) ORDER BY d.decided_at`),
      erase: { not: 'it leads to a row without a name; that two decided has to stand' },
      async merge(context, between) {
        // Two entries turn out to be one person: then it was one who decided.
        const both = [between.from.personId, between.into.personId]
        await context.tx.sql(sql`
          UPDATE review_decisions SET second_by = NULL WHERE tenant_id = ${between.from.tenantId}::uuid
            AND decided_by = ANY(${both}::uuid[]) AND second_by = ANY(${both}::uuid[])`)
        await handOver(sql`review_decisions`, [sql`decided_by`, sql`second_by`])(context, between)
      },
    },
    {
      table: 'decision_records',
      title: say('reviews.record.heading'),
      of: 'person',
      columns: ['made_by'],
      lists: ['mentions'],
      purpose: 'tells how a project was decided, and by whom',
      ground: 'legal duty',
      kept: 'as long as the project; one that names somebody goes when they are erased, and can be made anew without them',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title AS project, r.made_at AS "madeAt" FROM decision_records r
          JOIN project_places j ON j.tenant_id = r.tenant_id AND j.project_id = r.project_id
          WHERE r.tenant_id = ${tenantId}::uuid AND (r.made_by = ${personId}::uuid OR r.mentions @> ARRAY[${personId}::uuid])
          ORDER BY r.made_at`),
      async erase({ tx, call }, { tenantId, personIds }) {
        const records = await tx.sql<{ fileId: string }>(sql`
          DELETE FROM decision_records WHERE tenant_id = ${tenantId}::uuid AND mentions && ${personIds}::uuid[]
          RETURNING file_id AS "fileId"`)
        for (const { fileId } of records)
          await call(dropFile, { fileId }, { as: system('a person is erased', tenantId) })
      },
      async merge(context, between) {
        await context.tx.sql(sql`
          UPDATE decision_records SET mentions = array_replace(mentions, ${between.from.personId}::uuid, ${between.into.personId}::uuid)
          WHERE tenant_id = ${between.from.tenantId}::uuid AND mentions @> ARRAY[${between.from.personId}::uuid]`)
        await handOver(sql`decision_records`, [sql`made_by`])(context, between)
      },
    },
    {
      table: 'appeals',
      title: say('reviews.appeals.title'),
      of: 'person',
      columns: ['filed_by', 'heard_by'],
      purpose: 'keeps who appealed against a decision, and who heard it',
      ground: 'legal duty',
      kept: 'as long as the project, without a name once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT e.body, e.filed_at AS "filedAt", e.status, e.answer FROM appeals e
          WHERE e.tenant_id = ${tenantId}::uuid AND e.filed_by = ${personId}::uuid ORDER BY e.filed_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE appeals SET filed_by = NULL WHERE tenant_id = ${tenantId}::uuid AND filed_by = ANY(${personIds}::uuid[])`)
      },
      merge: handOver(sql`appeals`, [sql`filed_by`, sql`heard_by`]),
    },
  ],
}

function handOver(table: Sql, columns: readonly Sql[]): Merger {
  return async ({ tx }, { from, into }) => {
    for (const column of columns)
      await tx.sql(sql`
        UPDATE ${table} SET ${column} = ${into.personId}::uuid
        WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
  }
}
