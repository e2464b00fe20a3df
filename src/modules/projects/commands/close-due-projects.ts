import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { Closed, Nothing } from '../contract.ts'
import { projectClosed } from '../facts.ts'
import { command } from '../room.ts'

const atOnce = 200

/** The clock is of no association: it goes through them one by one, since what happens is of the association it happens in. */
export const closeDueProjects = command({
  name: 'projects.closeDueProjects',
  summary: 'Write down which projects are closed because their deadline is over',
  permission: 'system',
  input: Nothing,
  output: Closed,
  // Called until nothing is left: an earlier answer given again would never say so.
  idempotent: false,
  async run({ tx, actor, now, emit, record, call }): Promise<{ closed: number }> {
    if (actor.tenantId === null) {
      const tenants = await tx.sql<{ tenantId: string }>(sql`
        SELECT DISTINCT tenant_id AS "tenantId" FROM projects WHERE status = 'published' AND deadline <= ${now}`)
      let closed = 0
      for (const { tenantId } of tenants)
        closed += (await call(closeDueProjects, {}, { as: system('deadlines are over', tenantId) })).closed
      return { closed }
    }
    const rows = await tx.sql<{ id: string }>(sql`
      UPDATE projects SET status = 'closed', closed_at = deadline, version = version + 1, updated_at = ${now} WHERE id IN (
        SELECT id FROM projects WHERE tenant_id = ${actor.tenantId}::uuid AND status = 'published' AND deadline <= ${now}
        ORDER BY deadline LIMIT ${atOnce} FOR NO KEY UPDATE SKIP LOCKED)
      RETURNING id`)
    for (const { id } of rows) {
      record({ type: 'project', id }, { status: 'published' }, { status: 'closed' })
      emit(projectClosed, { projectId: id })
    }
    return { closed: rows.length }
  },
})
