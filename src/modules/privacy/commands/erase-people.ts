import { sql } from '../../../platform/db/sql.ts'
import { erasePersons } from '../../../platform/slots/erase.ts'
import { ErasePeople, PeopleErased } from '../contract.ts'
import { command } from '../room.ts'
import { lockSubjects } from '../subject-row.ts'

/**
 * Of an association that is closed for good, so nothing stands in the way of it: no office is left for which somebody would be
 * missing. Their accounts stay, and who they are elsewhere.
 */
export const erasePeople = command({
  name: 'privacy.erasePeople',
  summary: 'Erase the next people of an association that is closed',
  permission: 'system',
  input: ErasePeople,
  output: PeopleErased,
  // Each call finds those that the one before has left.
  idempotent: false,
  async run(context, { limit }) {
    const { tx, actor, record } = context
    const next = await tx.sql<{ id: string }>(sql`
      SELECT p.person_id AS id FROM people p WHERE p.tenant_id = ${actor.tenantId}::uuid ORDER BY p.person_id LIMIT ${limit}`)
    const subjects = await lockSubjects(
      tx.sql,
      next.map(({ id }) => id),
      sql`true`,
    )
    const personIds = subjects.map(({ personId }) => personId)
    await erasePersons(context, { tenantId: actor.tenantId as string, personIds })
    for (const id of personIds) record({ type: 'person', id }, {}, null)
    return { people: subjects.length }
  },
})
