import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'projects',
      title: say('projects.list.title'),
      of: 'person',
      columns: ['created_by'],
      purpose: 'says who drafted a project',
      ground: 'legitimate interest',
      kept: 'as long as the project',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT title, status, created_at AS "createdAt" FROM projects
          WHERE tenant_id = ${tenantId}::uuid AND created_by = ${personId}::uuid ORDER BY created_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE projects SET created_by = NULL WHERE tenant_id = ${tenantId}::uuid AND created_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE projects SET created_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND created_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'project_addenda',
      title: say('projects.addenda.title'),
      of: 'person',
      columns: ['issued_by'],
      purpose: 'says who changed what others had found already, to those who look after the project',
      ground: 'legitimate interest',
      kept: 'as long as the project, without its author once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title, a.number, a.text, a.issued_at AS "issuedAt"
          FROM project_addenda a JOIN projects j ON j.tenant_id = a.tenant_id AND j.id = a.project_id
          WHERE a.tenant_id = ${tenantId}::uuid AND a.issued_by = ${personId}::uuid ORDER BY a.issued_at, a.id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE project_addenda SET issued_by = NULL WHERE tenant_id = ${tenantId}::uuid AND issued_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE project_addenda SET issued_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND issued_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'project_questions',
      title: say('projects.questions.title'),
      of: 'person',
      columns: ['asked_by', 'answered_by'],
      purpose: 'takes the answer to whoever asked, and to nobody else; says for the audit who answered',
      ground: 'contract',
      kept: 'as long as the project, without a name; gone with whoever asked where nobody answered',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title, q.asked_by IS NOT DISTINCT FROM ${personId}::uuid AS "askedByYou", q.text, q.asked_at AS "askedAt", q.answer,
            q.answered_at AS "answeredAt"
          FROM project_questions q JOIN projects j ON j.tenant_id = q.tenant_id AND j.id = q.project_id
          WHERE q.tenant_id = ${tenantId}::uuid AND (q.asked_by = ${personId}::uuid OR q.answered_by = ${personId}::uuid)
          ORDER BY q.asked_at, q.id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM project_questions
          WHERE tenant_id = ${tenantId}::uuid AND asked_by = ANY(${personIds}::uuid[]) AND answer IS NULL`)
        await tx.sql(sql`
          UPDATE project_questions SET asked_by = NULL
          WHERE tenant_id = ${tenantId}::uuid AND asked_by = ANY(${personIds}::uuid[])`)
        await tx.sql(sql`
          UPDATE project_questions SET answered_by = NULL
          WHERE tenant_id = ${tenantId}::uuid AND answered_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE project_questions SET asked_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND asked_by = ${from.personId}::uuid`)
        await tx.sql(sql`
          UPDATE project_questions SET answered_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND answered_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'project_bookmarks',
      title: say('projects.bookmarks.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says which projects somebody keeps to come back to',
      ground: 'legitimate interest',
      kept: 'until they keep it no more, or are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title, b.created_at AS "createdAt" FROM project_bookmarks b
          JOIN projects j ON j.tenant_id = b.tenant_id AND j.id = b.project_id
          WHERE b.tenant_id = ${tenantId}::uuid AND b.person_id = ${personId}::uuid ORDER BY b.created_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM project_bookmarks WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          DELETE FROM project_bookmarks b WHERE b.tenant_id = ${from.tenantId}::uuid AND b.person_id = ${from.personId}::uuid
            AND EXISTS (SELECT FROM project_bookmarks k WHERE k.tenant_id = b.tenant_id AND k.person_id = ${into.personId}::uuid
              AND k.project_id = b.project_id)`)
        await tx.sql(sql`
          UPDATE project_bookmarks SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'project_invitations',
      title: say('projects.invitations.title'),
      of: 'person',
      columns: ['person_id', 'invited_by', 'ended_by'],
      purpose: 'lets somebody find a project, and says to those who look after it who invited whom when',
      ground: 'legitimate interest',
      kept: 'as long as the project; gone with whoever was invited, without the name of whoever invited once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT j.title, i.person_id IS NOT DISTINCT FROM ${personId}::uuid AS "youWereInvited", i.invited_at AS "invitedAt", i.ended_at AS "endedAt"
          FROM project_invitations i JOIN projects j ON j.tenant_id = i.tenant_id AND j.id = i.project_id
          WHERE i.tenant_id = ${tenantId}::uuid AND ${personId}::uuid IN (i.invited_by, i.ended_by, i.person_id)
            -- Of what is still a draft whoever is invited is not told yet.
            AND (j.status <> 'draft' OR i.person_id IS DISTINCT FROM ${personId}::uuid)
          ORDER BY i.invited_at, i.id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM project_invitations WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
        await tx.sql(sql`
          UPDATE project_invitations SET invited_by = NULL
          WHERE tenant_id = ${tenantId}::uuid AND invited_by = ANY(${personIds}::uuid[])`)
        await tx.sql(sql`
          UPDATE project_invitations SET ended_by = NULL
          WHERE tenant_id = ${tenantId}::uuid AND ended_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx, now }, { from, into }) {
        // Who is invited twice then is invited once: the other one has ended.
        await tx.sql(sql`
          UPDATE project_invitations i SET ended_at = ${now}
          WHERE i.tenant_id = ${from.tenantId}::uuid AND i.person_id = ${from.personId}::uuid AND i.ended_at IS NULL
            AND EXISTS (SELECT FROM project_invitations k WHERE k.tenant_id = i.tenant_id AND k.person_id = ${into.personId}::uuid
              AND k.project_id = i.project_id AND k.ended_at IS NULL)`)
        for (const column of [sql`person_id`, sql`invited_by`, sql`ended_by`])
          await tx.sql(sql`
            UPDATE project_invitations SET ${column} = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND ${column} = ${from.personId}::uuid`)
      },
    },
  ],
}
