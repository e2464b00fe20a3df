import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData, Subject } from '../../../platform/slots/personal-data.ts'

const ofSubject = ({ tenantId, personId }: Pick<Subject, 'tenantId' | 'personId'>) =>
  sql`tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid`

export const personalData: PersonalData = {
  tables: [
    {
      table: 'scim_users',
      title: say('scim.mine'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'keeps the entry of a person as the directory of their organisation has it',
      ground: 'contract',
      kept: 'while the identity provider of the association tells of them; then only by which name, for a year, to know them again',
      export: (run, subject) =>
        run(sql`
          SELECT user_name AS "userName", external_id AS "externalId", active, attributes -> 'said' AS said, created_at AS "createdAt",
            updated_at AS "updatedAt", deleted_at AS "deletedAt"
          FROM scim_users WHERE ${ofSubject(subject)} ORDER BY id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(
          sql`DELETE FROM scim_users WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx }, { from, into }) {
        // Of two entries that the provider keeps in step each, that of the kept one stays.
        await tx.sql(sql`
          DELETE FROM scim_users u WHERE ${ofSubject(from)} AND u.deleted_at IS NULL AND EXISTS (
            SELECT 1 FROM scim_users o WHERE o.tenant_id = u.tenant_id AND o.person_id = ${into.personId}::uuid AND o.deleted_at IS NULL)`)
        await tx.sql(sql`UPDATE scim_users SET person_id = ${into.personId}::uuid WHERE ${ofSubject(from)}`)
      },
    },
  ],
}
