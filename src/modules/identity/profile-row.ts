import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Profile } from './contract.ts'

export async function findProfile(run: RunSql, personId: string, lock: Sql = empty): Promise<Profile | null> {
  const [profile] = await run<Profile>(sql`
    SELECT p.id AS "personId", a.email, p.given_name AS "givenName", p.family_name AS "familyName", p.title, p.phone, p.bio,
           p.locale, p.time_zone AS "timeZone", p.photo_id IS NOT NULL AS "hasPhoto", p.version, p.created_at AS "createdAt"
    FROM persons p JOIN accounts a ON a.id = p.account_id
    WHERE p.id = ${personId}::uuid AND p.deleted_at IS NULL ${lock}`)
  return profile ?? null
}
