import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData, Subject } from '../../../platform/slots/personal-data.ts'

const ofSubject = ({ tenantId, personId }: Pick<Subject, 'tenantId' | 'personId'>) =>
  sql`tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid`

export const personalData: PersonalData = {
  tables: [
    {
      table: 'api_tokens',
      title: say('tokens.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'lets a program act for somebody',
      ground: 'contract',
      kept: 'until thirty days after it ended or ran out, or its owner leaves',
      export: (run, subject) =>
        run(sql`
          SELECT name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", ended_at AS "endedAt"
          FROM api_tokens WHERE ${ofSubject(subject)} ORDER BY created_at`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(
          sql`DELETE FROM api_tokens WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      // It was given rights of the row that goes; with those of the other it would be another token.
      async merge({ tx }, { from }) {
        await tx.sql(sql`DELETE FROM api_tokens WHERE ${ofSubject(from)}`)
      },
    },
  ],
}
