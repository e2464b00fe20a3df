import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql, trusted } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { PersonalTable, Subject } from '../../platform/slots/personal-data.ts'
import { emailOf } from '../people/index.ts'
import type { Compared, Entry } from './contract.ts'
import { sameEntry } from './errors.ts'
import { mergeablePeople } from './policy.ts'

/**
 * Locks people until the commit, always in the same order: two merges that cross wait for each other instead of
 * locking each other out, and the second one finds what the first has left.
 */
export async function lockSubjects(
  run: RunSql,
  personIds: readonly string[],
  visible: Sql,
): Promise<Subject[]> {
  return run<Subject>(sql`
    SELECT p.person_id AS "personId", p.tenant_id AS "tenantId", p.account_id AS "accountId" FROM people p
    WHERE p.person_id = ANY(${personIds}::uuid[]) AND ${visible} ORDER BY p.person_id FOR UPDATE OF p`)
}

export interface MergeTarget {
  unitPath: string
  kept: Subject
  merged: Subject
}

/** Both entries, of one association that the actor has in charge. */
export async function lockForMerge(
  run: RunSql,
  keptId: string,
  mergedId: string,
  actor: Actor,
  now: Date,
): Promise<MergeTarget | null> {
  const subjects = await lockSubjects(run, [keptId, mergedId], mergeablePeople(actor, now))
  const kept = subjects.find(({ personId }) => personId === keptId)
  const merged = subjects.find(({ personId }) => personId === mergedId)
  if (!kept || !merged || kept.tenantId !== merged.tenantId) return null
  const [root] = await run<{ path: string }>(
    sql`SELECT path::text FROM unit_places WHERE unit_id = ${kept.tenantId}::uuid`,
  )
  return root ? { kept, merged, unitPath: root.path } : null
}

/** Both entries are held, so that what is said of them and a merge of them go one after the other. */
export async function holdPair(
  run: RunSql,
  { personId, otherId }: { personId: string; otherId: string },
  actor: Actor,
  now: Date,
): Promise<MergeTarget | null> {
  if (personId === otherId) throw sameEntry()
  return lockForMerge(run, personId, otherId, actor, now)
}

export const entryColumns: Sql = sql`p.person_id AS "personId", p.display_name AS "displayName", p.native_name AS "nativeName",
  ${emailOf({ tenantId: sql`p.tenant_id`, personId: sql`p.person_id`, accountId: sql`p.account_id`, email: sql`p.email` })} AS email,
  p.created_at AS "createdAt"`

export async function findEntries(
  run: RunSql,
  personIds: readonly string[],
  actor: Actor,
  now: Date,
): Promise<Array<Entry & Subject>> {
  return run(sql`
    SELECT ${entryColumns}, p.tenant_id AS "tenantId", p.account_id AS "accountId" FROM people p
    WHERE p.person_id = ANY(${personIds}::uuid[]) AND ${mergeablePeople(actor, now)}`)
}

/** What else tells whether two entries are one person; only of those whom somebody compares. */
export async function findCompared(
  run: RunSql,
  tenantId: string,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, Compared>> {
  const rows = await run<Compared & { personId: string }>(sql`
    SELECT p.person_id AS "personId", d.phone, a.phone AS "signInPhone", coalesce(s.standing, 'active') AS standing,
      ARRAY(SELECT u.name FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
        WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL ORDER BY m.is_primary DESC, u.path) AS units
    FROM people p LEFT JOIN account_addresses a ON a.account_id = p.account_id
    LEFT JOIN directory_people d ON d.tenant_id = p.tenant_id AND d.person_id = p.person_id
    LEFT JOIN person_standings s ON s.tenant_id = p.tenant_id AND s.person_id = p.person_id AND s.starts_at <= ${now}
      AND (s.ends_at IS NULL OR s.ends_at > ${now})
    WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ANY(${personIds}::uuid[])`)
  return new Map(rows.map(({ personId, ...compared }) => [personId, compared]))
}

/** How many rows of a table are about somebody: the table's owner says by which column. */
export async function countRows(
  run: RunSql,
  { table, columns }: PersonalTable,
  personId: string,
): Promise<number> {
  const [row] = await run<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM ${trusted(table)} WHERE ${trusted(columns[0] ?? '')} = ${personId}::uuid`,
  )
  return row?.count ?? 0
}
