import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { dropFile } from '../../files/index.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'sessions',
      of: 'account',
      columns: ['account_id'],
      purpose: 'keeps a browser signed in',
      ground: 'contract',
      kept: 'while it lasts; sessions that ended are cleared away',
      export: (run, { accountId }) =>
        run(sql`
          SELECT created_at AS "createdAt", last_seen_at AS "lastSeenAt", ended_at AS "endedAt", user_agent AS "userAgent"
          FROM sessions WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM sessions WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a session belongs to its account' },
    },
    {
      table: 'password_resets',
      of: 'account',
      columns: ['account_id', 'email'],
      purpose: 'lets somebody who forgot a password choose a new one',
      ground: 'contract',
      kept: 'an hour; then cleared away',
      export: (run, { accountId }) =>
        run(sql`
          SELECT created_at AS "createdAt", used_at AS "usedAt" FROM password_resets
          WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`
          DELETE FROM password_resets WHERE account_id = ${accountId}::uuid
            OR email = (SELECT email FROM accounts WHERE id = ${accountId}::uuid)`)
      },
      merge: { not: 'a link belongs to its account' },
    },
    {
      table: 'sign_ups',
      of: 'account',
      columns: ['email'],
      purpose: 'waits for an address to be confirmed',
      ground: 'contract',
      kept: 'two days; then cleared away',
      export: { not: 'what was confirmed became the account and the person' },
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(
          sql`DELETE FROM sign_ups WHERE email = (SELECT email FROM accounts WHERE id = ${accountId}::uuid)`,
        )
      },
      merge: { not: 'what was confirmed became the account and the person' },
    },
    {
      table: 'persons',
      of: 'person',
      columns: ['account_id'],
      purpose: 'says who somebody is in an association',
      ground: 'contract',
      kept: 'until the person is erased; then a row without a name, which what must stay refers to',
      export: (run, { personId }) =>
        run(sql`
          SELECT given_name AS "givenName", family_name AS "familyName", title, phone, bio, locale, time_zone AS "timeZone", created_at AS "createdAt"
          FROM persons WHERE id = ${personId}::uuid`),
      files: async (run, { personId }) => {
        const photos = await run<{ fileId: string; mediaType: string }>(sql`
          SELECT f.file_id AS "fileId", f.media_type AS "mediaType" FROM persons p
          JOIN kept_files f ON f.tenant_id = p.tenant_id AND f.file_id = p.photo_id WHERE p.id = ${personId}::uuid`)
        return photos.map((photo) => ({ ...photo, name: 'photo' }))
      },
      async erase({ tx, now, call }, { personId, tenantId }) {
        const [before] = await tx.sql<{ photoId: string | null }>(
          sql`SELECT photo_id AS "photoId" FROM persons WHERE id = ${personId}::uuid FOR UPDATE`,
        )
        await tx.sql(sql`
          UPDATE persons SET given_name = '', family_name = '', title = NULL, phone = NULL, bio = NULL, photo_id = NULL, account_id = NULL,
            time_zone = 'UTC', deleted_at = ${now}, updated_at = ${now}, version = version + 1
          WHERE id = ${personId}::uuid`)
        if (before?.photoId)
          await call(dropFile, { fileId: before.photoId }, { as: system('a person is erased', tenantId) })
      },
      async merge({ tx, now, call }, { from, into }) {
        const [other] = await tx.sql<{ photoId: string | null }>(
          sql`SELECT photo_id AS "photoId" FROM persons WHERE id = ${from.personId}::uuid`,
        )
        // What the kept row says stands; where it says nothing, the other one speaks.
        const [kept] = await tx.sql<{ photoId: string | null }>(sql`
          UPDATE persons k SET title = coalesce(k.title, o.title), phone = coalesce(k.phone, o.phone), bio = coalesce(k.bio, o.bio),
            photo_id = coalesce(k.photo_id, o.photo_id), created_at = least(k.created_at, o.created_at), updated_at = ${now}, version = k.version + 1
          FROM persons o WHERE k.id = ${into.personId}::uuid AND o.id = ${from.personId}::uuid RETURNING k.photo_id AS "photoId"`)
        await tx.sql(sql`UPDATE persons SET photo_id = NULL WHERE id = ${from.personId}::uuid`)
        if (other?.photoId && other.photoId !== kept?.photoId)
          await call(
            dropFile,
            { fileId: other.photoId },
            { as: system('two rows of a person are merged', into.tenantId) },
          )
      },
    },
    {
      table: 'accounts',
      of: 'account',
      columns: ['id'],
      purpose: 'lets somebody sign in',
      ground: 'contract',
      kept: 'until the account is closed and its last person is erased',
      export: (run, { accountId }) =>
        run(sql`
          SELECT email, status, password_changed_at AS "passwordChangedAt", created_at AS "createdAt"
          FROM accounts WHERE id = ${accountId}::uuid`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM accounts WHERE id = ${accountId}::uuid`)
      },
      merge: { not: 'an account is merged by moving its person' },
    },
  ],
}
