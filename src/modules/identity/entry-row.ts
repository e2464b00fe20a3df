import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Address } from './address.ts'

/**
 * The entry of an association that somebody is who has shown just now that an address is theirs: the only one without an
 * account that staff keep with it, or that a directory says has it (room `scim`). None where several have it, since one cannot be
 * told from the other; nor one of somebody who died or is gone for good; nor one that holds more than every member does where
 * staff alone keep the address, since whoever may write an address into an entry would give that away: what a directory says
 * and gives is the association's own word. It is locked, so that nobody else takes it meanwhile.
 */
export async function findEntryOf(
  run: RunSql,
  tenantId: string,
  { channel, value }: Address,
  now: Date,
): Promise<string | null> {
  const kept =
    channel === 'email' ? sql`k.email = ${value}::citext` : sql`phone_key(k.phone) = phone_key(${value})`
  const found = await run<{ personId: string; isTheirs: boolean }>(sql`
    SELECT c.person_id AS "personId", ${mayCome(now)} AND (${isPlain(now)} OR ${isSaid(sql`${channel}`, sql`${value}`)}) AS "isTheirs"
    FROM person_contacts c WHERE c.tenant_id = ${tenantId}::uuid AND c.account_id IS NULL AND c.person_id IN (
      SELECT k.person_id FROM person_contacts k WHERE k.tenant_id = ${tenantId}::uuid AND ${kept}
      ${channel === 'email' ? sql`UNION ALL ${saidWith(sql`${tenantId}::uuid`, sql`${value}`)}` : empty})
    ORDER BY c.person_id LIMIT 2 FOR NO KEY UPDATE OF c`)
  const [entry, another] = found
  return entry?.isTheirs && !another ? entry.personId : null
}

/** Whom a directory calls by an e-mail address, or says has it. */
function saidWith(tenantId: Sql, value: Sql): Sql {
  return sql`SELECT s.person_id FROM provisioned_people s WHERE s.tenant_id = ${tenantId} AND s.user_name_key = lower(${value}::text)
      UNION ALL SELECT s.person_id FROM provisioned_people s WHERE s.tenant_id = ${tenantId} AND s.emails @> ARRAY[lower(${value}::text)]`
}

/** Whether a directory says so of an entry `c`. */
function isSaid(channel: Sql, value: Sql): Sql {
  return sql`(${channel}::text = 'email' AND EXISTS (SELECT 1 FROM provisioned_people s WHERE s.tenant_id = c.tenant_id AND s.person_id = c.person_id
    AND (s.user_name_key = lower(${value}::text) OR s.emails @> ARRAY[lower(${value}::text)])))`
}

/** Whether an entry `c` holds no more than every member does. */
function isPlain(now: Date): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM grant_standings g WHERE g.tenant_id = c.tenant_id AND g.person_id = c.person_id
      AND g.role <> 'member' AND (g.ends_at IS NULL OR g.ends_at > ${now}))`
}

/** Whether an entry `c` is of somebody who may come: the dead and those who are gone for good do not. */
function mayCome(now: Date): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM person_standings s WHERE s.tenant_id = c.tenant_id AND s.person_id = c.person_id
      AND s.standing IN ('deceased', 'closed') AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now}))`
}

/** Which of some addresses lead to such an entry by now, and to which: for whoever is told beforehand. Nothing is held. */
export async function entriesAmong(
  run: RunSql,
  tenantId: string,
  addresses: readonly Address[],
  now: Date,
): Promise<Map<string, string>> {
  const found = await run<{ value: string; personId: string }>(sql`
    SELECT t.value, min(c.person_id::text) AS "personId" FROM unnest(${addresses.map(({ channel }) => channel)}::text[], ${addresses.map(({ value }) => value)}::text[]) AS t(channel, value)
    JOIN LATERAL (
      SELECT k.person_id FROM person_contacts k WHERE k.tenant_id = ${tenantId}::uuid
        AND CASE WHEN t.channel = 'email' THEN k.email = t.value::citext ELSE phone_key(k.phone) = phone_key(t.value) END
      UNION SELECT d.person_id FROM (${saidWith(sql`${tenantId}::uuid`, sql`t.value`)}) d WHERE t.channel = 'email') f ON true
    JOIN person_contacts c ON c.tenant_id = ${tenantId}::uuid AND c.person_id = f.person_id AND c.account_id IS NULL
    GROUP BY t.value HAVING count(*) = 1 AND bool_and(${mayCome(now)} AND (${isPlain(now)} OR ${isSaid(sql`t.channel`, sql`t.value`)}))`)
  return new Map(found.map(({ value, personId }) => [value, personId]))
}
