import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { Nothing, PromoteMe } from '../contract.ts'
import { classArchived } from '../grade.ts'
import { classify, lockClass } from '../grade-row.ts'
import { command } from '../room.ts'

/** Where the rule of a grade asks for nobody's approval, who meets it takes it. */
export const promoteMe = command({
  name: 'membership.promoteMe',
  summary: 'Take a grade whose rule you meet and which needs nobody’s approval',
  permission: 'member',
  input: PromoteMe,
  output: Nothing,
  http: { method: 'post', path: '/me/grade' },
  async target({ tx, actor }) {
    const [me] = await tx.sql<{ tenantId: string; personId: string }>(sql`
      SELECT p.tenant_id AS "tenantId", p.person_id AS "personId" FROM people p
      WHERE p.person_id = ${personOf(actor)}::uuid FOR NO KEY UPDATE OF p`)
    return me ?? null
  },
  async run(context, { classId }, me) {
    const chosen = await lockClass(context.tx.sql, classId, me.tenantId)
    // A type is what staff say somebody is.
    if (chosen?.facet !== 'grade') throw notFound()
    if (chosen.archivedAt !== null) throw classArchived()
    await classify(context, me, chosen, { by: 'oneself', reason: null })
    return {}
  },
})
