import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { addressOf, askedBy } from '../projects/index.ts'
import type { WatchReply } from './contract.ts'

export const columns = sql`w.id, w.name, w.query, w.rhythm, w.version, w.created_at AS "createdAt"`

export type WatchRow = WatchReply & { tenantId: string; personId: string }

/** One of the actor's own. */
export async function findWatch(
  run: RunSql,
  watchId: string,
  actor: Actor,
  { locked = false } = {},
): Promise<WatchRow | null> {
  const own = personBehind(actor)
  const [watch] = await run<WatchRow>(sql`
    SELECT ${columns}, w.tenant_id AS "tenantId", w.person_id AS "personId" FROM project_watches w
    WHERE w.id = ${watchId}::uuid AND w.tenant_id = ${actor.tenantId}::uuid AND w.person_id = ${own}::uuid
    ${locked ? sql`FOR UPDATE` : empty}`)
  return watch ?? null
}

/** What is looked for, in fewest words: what the list does not know, and where one was on it, is left out. */
export function tidied(query: string): string {
  const fields = [...new URLSearchParams(query.slice(query.indexOf('?') + 1))]
  return addressOf({ ...askedBy(fields, true), bookmarked: false })
}
