import { notFound } from '../../../platform/errors.ts'
import { ClassifyPerson, Nothing } from '../contract.ts'
import { classArchived } from '../grade.ts'
import { classify, lockClass } from '../grade-row.ts'
import { notAboutOneself } from '../policy.ts'
import { command } from '../room.ts'
import { findPlacedPerson, lockPerson } from '../standing-row.ts'

export const classifyPerson = command({
  name: 'membership.classifyPerson',
  summary: 'Put a person into a grade, as far as its rule allows, or a type',
  permission: 'membership.decide',
  input: ClassifyPerson,
  output: Nothing,
  http: { method: 'post', path: '/people/:personId/classes' },
  severity: 'notable',
  target: ({ tx, actor, now }, { personId }) =>
    findPlacedPerson(tx.sql, { personId }, { actor, now, permission: 'membership.decide' }, lockPerson),
  rule: notAboutOneself,
  async run(context, { classId, reason }, person) {
    const chosen = await lockClass(context.tx.sql, classId, person.tenantId)
    if (!chosen) throw notFound()
    if (chosen.archivedAt !== null) throw classArchived()
    await classify(context, person, chosen, { by: 'staff', reason })
    return {}
  },
})
