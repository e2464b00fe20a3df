import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql, trusted } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { PersonalTable, Subject } from '../../platform/slots/personal-data.ts'
import type { Entry } from './contract.ts'
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
  coalesce(a.email, p.email) AS email, p.created_at AS "createdAt"`

export async function findEntries(
  run: RunSql,
  personIds: readonly string[],
  actor: Actor,
  now: Date,
): Promise<Array<Entry & Subject>> {
  return run(sql`
    SELECT ${entryColumns}, p.tenant_id AS "tenantId", p.account_id AS "accountId" FROM people p
    LEFT JOIN account_addresses a ON a.account_id = p.account_id
    WHERE p.person_id = ANY(${personIds}::uuid[]) AND ${mergeablePeople(actor, now)}`)
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
