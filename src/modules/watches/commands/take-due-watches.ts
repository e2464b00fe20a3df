import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { system } from '../../../platform/policy/actor.ts'
import { isInGoodStanding } from '../../people/index.ts'
import { findForMember } from '../../projects/index.ts'
import { TakeDueWatches, Taken } from '../contract.ts'
import { digestMade } from '../facts.ts'
import { command } from '../room.ts'
import { newSince } from '../watch.ts'

/** So many people in one transaction, with all of their searches: what is new for somebody goes into one letter. */
const atOnce = 50

/**
 * The clock is of no association: it goes through them one by one, since mail is written in the name of the association that a fact
 * is of. Whoever is looked for right now is waited for: that look may have begun before there was anything new.
 */
export const takeDueWatches = command({
  name: 'watches.takeDueWatches',
  summary: 'Look what is new for those who saved searches, and make one letter of it for each of them',
  permission: 'system',
  input: TakeDueWatches,
  output: Taken,
  // Called until nothing is left: an earlier answer given again would never say so.
  idempotent: false,
  async run({ tx, actor, now, emit, call }, { rhythm, before = now }): Promise<{ looked: number }> {
    if (actor.tenantId === null) {
      const tenants = await tx.sql<{ tenantId: string }>(sql`
        SELECT DISTINCT w.tenant_id AS "tenantId" FROM project_watches w WHERE w.rhythm = ${rhythm} AND w.looked_at < ${before}
        ORDER BY 1`)
      let looked = 0
      for (const { tenantId } of tenants)
        looked += (
          await call(takeDueWatches, { rhythm, before }, { as: system('searches are due', tenantId) })
        ).looked
      return { looked }
    }
    const { tenantId } = actor
    const isDue = sql`w.tenant_id = ${tenantId}::uuid AND w.rhythm = ${rhythm} AND w.looked_at < ${before}`
    // Whose membership rests finds what it missed once it goes on, as far as it is open still.
    const watches = await tx.sql<Watch>(sql`
      SELECT w.id, w.person_id AS "personId", w.query, w.created_at AS "createdAt", w.looked_at AS "lookedAt" FROM project_watches w
      WHERE ${isDue} AND w.person_id IN (
        SELECT DISTINCT w.person_id FROM project_watches w JOIN people p ON p.tenant_id = w.tenant_id AND p.person_id = w.person_id
        WHERE ${isDue} AND ${isInGoodStanding(now, { id: sql`p.person_id` })} LIMIT ${atOnce})
      ORDER BY w.person_id, w.id FOR UPDATE OF w`)
    for (const [personId, theirs] of Map.groupBy(watches, (watch) => watch.personId)) {
      const found = new Set<string>()
      for (const watch of theirs) {
        const asked = { query: watch.query, publishedAfter: newSince(watch) }
        for (const id of await findForMember(tx.sql, { tenantId, personId }, asked, now)) found.add(id)
      }
      const digestId = newId(now.getTime())
      // Of two that look at once for somebody, one tells it.
      const told = await tx.sql(sql`
        INSERT INTO told_projects (tenant_id, person_id, project_id, digest_id, told_at)
        SELECT ${tenantId}::uuid, ${personId}::uuid, id, ${digestId}::uuid, ${now} FROM unnest(${[...found].sort()}::uuid[]) AS id
        ON CONFLICT DO NOTHING RETURNING 1`)
      if (told.length > 0) emit(digestMade, { personId, digestId })
    }
    await tx.sql(sql`
      UPDATE project_watches w SET looked_at = ${now} WHERE w.tenant_id = ${tenantId}::uuid AND w.id = ANY(${watches.map(({ id }) => id)}::uuid[])`)
    return { looked: watches.length }
  },
})

interface Watch {
  id: string
  personId: string
  query: string
  createdAt: Date
  lookedAt: Date
}
