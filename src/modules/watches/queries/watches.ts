import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { isInGoodStanding } from '../../people/index.ts'
import { readForMember } from '../../projects/index.ts'
import { Digest, DigestReference, Nothing, WatchList, type WatchReply } from '../contract.ts'
import { query } from '../room.ts'
import { columns } from '../watch-row.ts'

export const listMyWatches = query({
  name: 'watches.listMyWatches',
  summary: 'List your saved searches for projects',
  permission: 'member',
  input: Nothing,
  output: WatchList,
  http: { method: 'get', path: '/me/project-watches' },
  run: async ({ db, actor }) => ({
    items: await db.sql<WatchReply>(sql`
      SELECT ${columns} FROM project_watches w
      WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.person_id = ${personOf(actor)}::uuid ORDER BY lower(w.name), w.id`),
  }),
})

export const readDigest = query({
  name: 'watches.readDigest',
  summary: 'Read what a letter tells somebody, as far as they find it still',
  permission: 'system',
  input: DigestReference,
  output: Digest,
  async run({ db, actor, now }, { personId, digestId }) {
    const { tenantId } = actor
    if (tenantId === null) throw new Error('A letter about projects is of no association.')
    const told = await db.sql<{ projectId: string }>(sql`
      SELECT t.project_id AS "projectId" FROM told_projects t JOIN people p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id
      WHERE t.tenant_id = ${tenantId}::uuid AND t.person_id = ${personId}::uuid AND t.digest_id = ${digestId}::uuid
        AND ${isInGoodStanding(now, { id: sql`p.person_id` })}`)
    const ids = told.map(({ projectId }) => projectId)
    const projects = await readForMember(db.sql, { tenantId, personId }, ids, now)
    return {
      items: projects.map(({ slug, title, deadline, timeZone }) => ({ slug, title, deadline, timeZone })),
    }
  },
})
