import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { AddMyWork, WorkReference } from '../contract.ts'
import { command } from '../room.ts'
import { insertWork, requireRoomForWork } from '../work-row.ts'

export const addMyWork = command({
  name: 'companies.addMyWork',
  summary: 'Add work that you have done yourself',
  permission: 'member',
  input: AddMyWork,
  output: WorkReference,
  http: { method: 'post', path: '/me/works', status: 201 },
  async run({ tx, actor, now, record }, said) {
    const owner = { tenantId: actor.tenantId as string, companyId: null, personId: personOf(actor) }
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`works of ${owner.personId}`}, 0))`)
    await requireRoomForWork(tx.sql, owner)
    const id = newId(now.getTime())
    await insertWork(tx.sql, id, owner, said, now)
    record({ type: 'pastWork', id }, null, { personId: owner.personId, ...said })
    return { workId: id }
  },
})
