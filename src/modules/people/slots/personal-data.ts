import { erasePersonKeys } from '../../../platform/crypto/person-keys.ts'
import { type Sql, sql, trusted } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { dropFile } from '../../files/index.ts'
import { placePrecisions } from '../audience.ts'
import { audienceOrder, narrownessOf } from '../policy.ts'

const shownTo = narrownessOf(sql`o.shown_to`)

/**
 * Who sees a part of the kept row `k` where it comes from the other row `o`: no more people than there, where nobody saw a
 * part who did not find the person. Else what the kept row says itself.
 */
function narrower(part: string, comesFromOther: Sql = sql`true`, found: Sql = shownTo): Sql {
  const [other, own] = [trusted(`o.${part}`), trusted(`k.${part}`)]
  const there = sql`greatest(${narrownessOf(other)}, ${found})`
  return sql`CASE WHEN (${comesFromOther}) AND ${there} > ${narrownessOf(own)} THEN (${audienceOrder})[${there}] ELSE ${own} END`
}

const coarseness = (precision: Sql): Sql =>
  sql`array_position(${trusted(`ARRAY[${placePrecisions.map((each) => `'${each}'`).join(', ')}]`)}, ${precision})`

export const personalData: PersonalData = {
  tables: [
    {
      table: 'spoken_languages',
      title: say('people.languages.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'tells in which languages one can speak with somebody',
      ground: 'consent',
      kept: 'until the person takes it back or is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT language, level FROM spoken_languages
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY position`),
      erase: async ({ tx }, { tenantId, personIds }) => {
        await tx.sql(
          sql`DELETE FROM spoken_languages WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          WITH come AS (
            INSERT INTO spoken_languages (tenant_id, person_id, language, level, position)
            SELECT tenant_id, ${into.personId}::uuid, language, level, position + 100 FROM spoken_languages
            WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid
            ON CONFLICT DO NOTHING RETURNING 1)
          UPDATE persons k SET languages_to = ${narrower('languages_to')} FROM persons o
          WHERE k.id = ${into.personId}::uuid AND o.id = ${from.personId}::uuid AND EXISTS (SELECT 1 FROM come)`)
        await tx.sql(
          sql`DELETE FROM spoken_languages WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`,
        )
      },
    },
    {
      table: 'certifications',
      title: say('people.certifications.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'shows what somebody is licensed or trained to do',
      ground: 'consent',
      kept: 'until the person takes it back or is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT kind, name, issuer, number, jurisdiction, amount::float8 AS amount, currency, basis, issued_on AS "issuedOn",
            expires_on AS "expiresOn", created_at AS "createdAt" FROM certifications
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY created_at`),
      files: async (run, { tenantId, personId }) => {
        const scans = await run<{ fileId: string; mediaType: string }>(sql`
          SELECT f.file_id AS "fileId", f.media_type AS "mediaType" FROM certifications c
          JOIN kept_files f ON f.tenant_id = c.tenant_id AND f.file_id = c.scan_id
          WHERE c.tenant_id = ${tenantId}::uuid AND c.person_id = ${personId}::uuid ORDER BY c.created_at, c.id`)
        return scans.map((scan) => ({ ...scan, name: 'certification' }))
      },
      async erase({ tx, call }, { tenantId, personIds }) {
        const gone = await tx.sql<{ scanId: string | null }>(sql`
          DELETE FROM certifications WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])
          RETURNING scan_id AS "scanId"`)
        for (const { scanId } of gone)
          if (scanId) await call(dropFile, { fileId: scanId }, { as: system('a person is erased', tenantId) })
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          WITH come AS (
            UPDATE certifications SET person_id = ${into.personId}::uuid
            WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid RETURNING 1)
          UPDATE persons k SET certifications_to = ${narrower('certifications_to')} FROM persons o
          WHERE k.id = ${into.personId}::uuid AND o.id = ${from.personId}::uuid AND EXISTS (SELECT 1 FROM come)`)
      },
    },
    {
      table: 'alike_keys',
      of: 'person',
      columns: ['person_id'],
      purpose: 'finds entries that are probably one person',
      ground: 'legitimate interest',
      kept: 'as long as the entry',
      export: { not: 'it follows from the name, the phone and the address of the entry' },
      erase: { not: 'the database takes it away with the name, the phone and the address' },
      merge: { not: 'the database takes it away with the entry that goes' },
    },
    {
      table: 'persons',
      of: 'person',
      columns: ['id', 'account_id', 'merged_into_id'],
      purpose: 'says who somebody is in an association, and how they can be reached',
      ground: 'contract',
      kept: 'until the person is erased; then a row without a name, which what must stay refers to',
      export: (run, { personId }) =>
        run(sql`
          SELECT given_name AS "givenName", family_name AS "familyName", patronymic, native_name AS "nativeName", title, bio,
            works_since AS "worksSince", skills, links, phone, address_lines AS "addressLines", city, region, postal_code AS "postalCode", country, latitude, longitude,
            locale, time_zone AS "timeZone", email, shown_to AS "shownTo",
            about_to AS "aboutTo", skills_to AS "skillsTo", languages_to AS "languagesTo", photo_to AS "photoTo", units_to AS "unitsTo",
            certifications_to AS "certificationsTo", email_to AS "emailTo", phone_to AS "phoneTo", place_to AS "placeTo",
            place_precision AS "placePrecision", created_at AS "createdAt"
          FROM persons WHERE id = ${personId}::uuid`),
      files: async (run, { personId }) => {
        const photos = await run<{ fileId: string; mediaType: string }>(sql`
          SELECT f.file_id AS "fileId", f.media_type AS "mediaType" FROM persons p
          JOIN kept_files f ON f.tenant_id = p.tenant_id AND f.file_id = p.photo_id WHERE p.id = ${personId}::uuid`)
        return photos.map((photo) => ({ ...photo, name: 'photo' }))
      },
      async erase({ tx, now, call }, { personIds, tenantId }) {
        // Rows that were merged into this one are the same person, and are emptied with it.
        const emptied = await tx.sql<{ id: string; photoId: string | null }>(sql`
          UPDATE persons p SET given_name = NULL, family_name = NULL, patronymic = NULL, native_name = NULL, display_name = '', sort_name = '',
            title = NULL, bio = NULL, works_since = NULL, skills = '{}', links = '{}', phone = NULL, address_lines = NULL, city = NULL, region = NULL,
            postal_code = NULL, country = NULL, latitude = NULL, longitude = NULL, photo_id = NULL, account_id = NULL, email = NULL, time_zone = 'UTC',
            shown_to = 'staff', deleted_at = coalesce(p.deleted_at, ${now}), updated_at = ${now}, version = p.version + 1
          FROM (SELECT id, photo_id FROM persons WHERE tenant_id = ${tenantId}::uuid
                  AND (id = ANY(${personIds}::uuid[]) OR merged_into_id = ANY(${personIds}::uuid[])) ORDER BY id FOR UPDATE) o
          WHERE p.id = o.id RETURNING p.id, o.photo_id AS "photoId"`)
        // The audit keeps what is personal about each of them under a key of its own.
        await erasePersonKeys(
          tx.sql,
          emptied.map(({ id }) => id),
          now,
        )
        for (const { photoId } of emptied)
          if (photoId)
            await call(dropFile, { fileId: photoId }, { as: system('a person is erased', tenantId) })
      },
      async merge({ tx, now }, { from, into }) {
        const photoOf = async (personId: string) =>
          (
            await tx.sql<{ photoId: string | null }>(
              sql`SELECT photo_id AS "photoId" FROM persons WHERE id = ${personId}::uuid`,
            )
          )[0]?.photoId ?? null
        const [spare, kept] = [await photoOf(from.personId), await photoOf(into.personId)]
        // The account moves where the kept row has none; two accounts cannot both lead to one person.
        // A photo that is not taken over stays with the rest of that row, and goes when the person is erased.
        await tx.sql(sql`
          UPDATE persons SET account_id = NULL, photo_id = ${kept === null ? null : spare}::uuid, deleted_at = ${now}, merged_into_id = ${into.personId}::uuid,
            updated_at = ${now}, version = version + 1
          WHERE id = ${from.personId}::uuid`)
        await tx.sql(
          sql`UPDATE persons SET merged_into_id = ${into.personId}::uuid WHERE merged_into_id = ${from.personId}::uuid`,
        )
        // What the kept row says stands; where it says nothing, the other one speaks. An address is one thing.
        await tx.sql(sql`
          UPDATE persons k SET
            account_id = coalesce(k.account_id, ${from.accountId}::uuid),
            patronymic = coalesce(k.patronymic, o.patronymic), native_name = coalesce(k.native_name, o.native_name),
            title = coalesce(k.title, o.title), bio = coalesce(k.bio, o.bio),
            works_since = coalesce(k.works_since, o.works_since), phone = coalesce(k.phone, o.phone), email = coalesce(k.email, o.email),
            skills = k.skills || ARRAY(SELECT s FROM unnest(o.skills) s WHERE s <> ALL(k.skills)),
            links = k.links || ARRAY(SELECT l FROM unnest(o.links) l WHERE l <> ALL(k.links)),
            address_lines = CASE WHEN k.country IS NULL THEN o.address_lines ELSE k.address_lines END,
            city = CASE WHEN k.country IS NULL THEN o.city ELSE k.city END,
            region = CASE WHEN k.country IS NULL THEN o.region ELSE k.region END,
            postal_code = CASE WHEN k.country IS NULL THEN o.postal_code ELSE k.postal_code END,
            country = coalesce(k.country, o.country),
            latitude = CASE WHEN k.latitude IS NULL THEN o.latitude ELSE k.latitude END,
            longitude = CASE WHEN k.latitude IS NULL THEN o.longitude ELSE k.longitude END,
            about_to = ${narrower(
              'about_to',
              sql`(k.title IS NULL AND o.title IS NOT NULL) OR (k.bio IS NULL AND o.bio IS NOT NULL)
                OR (k.works_since IS NULL AND o.works_since IS NOT NULL) OR o.links <> '{}'`,
            )},
            skills_to = ${narrower('skills_to', sql`o.skills <> '{}'`)},
            -- Members see photos also of those whom they do not find.
            photo_to = ${narrower('photo_to', sql`k.photo_id IS NULL`, sql`least(${shownTo}, ${narrownessOf(sql`'members'`)})`)},
            email_to = ${narrower('email_to', sql`k.account_id IS NULL AND (k.email IS NULL OR ${from.accountId}::uuid IS NOT NULL)`)},
            phone_to = ${narrower('phone_to', sql`k.phone IS NULL`)},
            place_to = ${narrower('place_to', sql`k.country IS NULL OR k.latitude IS NULL`)},
            place_precision = CASE WHEN k.country IS NULL AND k.latitude IS NULL OR (k.country IS NULL OR k.latitude IS NULL)
              AND ${coarseness(sql`o.place_precision`)} > ${coarseness(sql`k.place_precision`)} THEN o.place_precision ELSE k.place_precision END,
            photo_id = ${kept ?? spare}::uuid, created_at = least(k.created_at, o.created_at), updated_at = ${now}, version = k.version + 1
          FROM persons o WHERE k.id = ${into.personId}::uuid AND o.id = ${from.personId}::uuid`)
      },
    },
  ],
}
