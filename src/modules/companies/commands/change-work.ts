import { sql } from '../../../platform/db/sql.ts'
import { ChangeWork, WorkReference } from '../contract.ts'
import { onlyOwners } from '../policy.ts'
import { command } from '../room.ts'
import { findWork } from '../work-row.ts'

export const changeWork = command({
  name: 'companies.changeWork',
  summary: 'Change past work of yours, or of a company that you manage',
  permission: 'member',
  input: ChangeWork,
  output: WorkReference,
  http: { method: 'put', path: '/works/:workId' },
  target: ({ tx, actor, now }, { workId }) => findWork(tx.sql, workId, actor, now, { locked: true }),
  rule: onlyOwners,
  async run({ tx, now, record }, { workId, ...said }, before) {
    await tx.sql(sql`
      UPDATE past_works SET title = ${said.title}, client = ${said.client}, place = ${said.place}, started_on = ${said.startedOn}::date,
        ended_on = ${said.endedOn}::date, amount = ${said.amount}::bigint, currency = ${said.currency}, role = ${said.role},
        description = ${said.description}, link = ${said.link}, shown_to = ${said.shownTo}, version = version + 1, updated_at = ${now}
      WHERE id = ${workId}::uuid`)
    const { personId } = before
    record({ type: 'pastWork', id: workId }, before, { personId, ...said })
    return { workId }
  },
})
