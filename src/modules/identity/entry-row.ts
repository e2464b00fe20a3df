import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Address } from './address.ts'

/**
 * The entry of an association that somebody is who has shown just now that an address is theirs: the only one without an
 * account that staff keep with it. None where several have it, since one cannot be told from the other; nor one that holds more
 * than every member does, since whoever may write an address into it would give that away; nor one of somebody who
 * died or is gone for good. It is locked, so that nobody else takes it meanwhile.
 */
export async function findEntryOf(
  run: RunSql,
  tenantId: string,
  { channel, value }: Address,
  now: Date,
): Promise<string | null> {
  const isTheirs =
    channel === 'email' ? sql`c.email = ${value}::citext` : sql`phone_key(c.phone) = phone_key(${value})`
  const found = await run<{ personId: string; isPlain: boolean }>(sql`
    SELECT c.person_id AS "personId", ${isPlain(now)} AS "isPlain"
    FROM person_contacts c WHERE c.tenant_id = ${tenantId}::uuid AND c.account_id IS NULL AND ${isTheirs}
    ORDER BY c.person_id LIMIT 2 FOR NO KEY UPDATE OF c`)
  const [entry, another] = found
  return entry?.isPlain && !another ? entry.personId : null
}

/** Whether an entry `c` holds no more than every member does, and is of somebody who may come. */
function isPlain(now: Date): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM grant_standings g WHERE g.tenant_id = c.tenant_id AND g.person_id = c.person_id
      AND g.role <> 'member' AND (g.ends_at IS NULL OR g.ends_at > ${now}))
    AND NOT EXISTS (SELECT 1 FROM person_standings s WHERE s.tenant_id = c.tenant_id AND s.person_id = c.person_id
      AND s.standing IN ('deceased', 'closed') AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now}))`
}

/** Which of some addresses lead to such an entry by now, as their values: for whoever is told beforehand. Nothing is held. */
export async function entriesAmong(
  run: RunSql,
  tenantId: string,
  addresses: readonly Address[],
  now: Date,
): Promise<Set<string>> {
  const found = await run<{ value: string }>(sql`
    SELECT t.value FROM unnest(${addresses.map(({ channel }) => channel)}::text[], ${addresses.map(({ value }) => value)}::text[]) AS t(channel, value)
    JOIN person_contacts c ON c.tenant_id = ${tenantId}::uuid AND c.account_id IS NULL
      AND CASE WHEN t.channel = 'email' THEN c.email = t.value::citext ELSE phone_key(c.phone) = phone_key(t.value) END
    GROUP BY t.value HAVING count(*) = 1 AND bool_and(${isPlain(now)})`)
  return new Set(found.map(({ value }) => value))
}
