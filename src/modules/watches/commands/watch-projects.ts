import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { WatchProjects, WatchReply } from '../contract.ts'
import { command } from '../room.ts'
import { mostWatches, tooManyWatches } from '../watch.ts'
import { tidied } from '../watch-row.ts'

export const watchProjects = command({
  name: 'watches.watchProjects',
  summary: 'Save a search for projects, and be told what is new of it',
  permission: 'member',
  input: WatchProjects,
  output: WatchReply,
  http: { method: 'post', path: '/me/project-watches', status: 201 },
  async run({ tx, actor, now, record }, { name, query, rhythm }) {
    const [tenantId, personId] = [actor.tenantId, personOf(actor)]
    // One after the other, so that of two in the last place one is taken.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`watches ${personId}`}, 0))`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM project_watches w WHERE w.tenant_id = ${tenantId}::uuid AND w.person_id = ${personId}::uuid`)
    if (count >= mostWatches) throw tooManyWatches({ values: { most: mostWatches } })
    const watch = { id: newId(now.getTime()), name, query: tidied(query), rhythm, version: 1, createdAt: now }
    await tx.sql(sql`
      INSERT INTO project_watches (id, tenant_id, person_id, name, query, rhythm, created_at, updated_at, looked_at)
      VALUES (${watch.id}::uuid, ${tenantId}::uuid, ${personId}::uuid, ${name}, ${watch.query}, ${rhythm}, ${now}, ${now}, ${now})`)
    record({ type: 'projectWatch', id: watch.id }, null, { personId, name, query: watch.query, rhythm })
    return watch
  },
})
