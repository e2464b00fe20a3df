import { type Sql, sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { Merger, PersonalData } from '../../../platform/slots/personal-data.ts'

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
              WHERE k.project_id = f.project_id AND k.person_id = ${between.into.personId}::uuid AND k.lifted_at IS NULL)`)
        await handOver(sql`review_conflicts`, [sql`person_id`, sql`declared_by`, sql`lifted_by`])(
          context,
          between,
        )
      },
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
