import { newId } from '../../../platform/ids.ts'
import { ClassReply, DeclareClass } from '../contract.ts'
import { type MemberClass, mostClasses, tooManyClasses } from '../grade.ts'
import { classesOf, refuseUnknownGrades, toClassReply } from '../grade-row.ts'
import { findSeries, lockRoot } from '../number-row.ts'
import { command } from '../room.ts'

export const declareClass = command({
  name: 'membership.declareClass',
  summary: 'Name a grade or a type of members',
  permission: 'membership.classes',
  input: DeclareClass,
  output: ClassReply,
  http: { method: 'post', path: '/member-classes', status: 201 },
  severity: 'notable',
  target: ({ tx, actor }) => findSeries(tx.sql, actor.tenantId, lockRoot),
  async run({ tx, actor, now, record }, { facet, key, label, position, ...rule }) {
    const tenantId = actor.tenantId as string
    const others = await classesOf(tx.sql, tenantId, { withArchived: true })
    if (others.length >= mostClasses) throw tooManyClasses({ values: { most: mostClasses } })
    await refuseUnknownGrades(tx.sql, tenantId, rule.from)
    const made: MemberClass = {
      id: newId(now.getTime()),
      tenantId,
      facet,
      key,
      label,
      rule: { v: 1, ...rule },
      position,
      version: 1,
      archivedAt: null,
    }
    await tx.memberClass.create({
      data: {
        ...made,
        label: made.label as object,
        rule: made.rule as object,
        createdAt: now,
        updatedAt: now,
      },
    })
    record({ type: 'memberClass', id: made.id }, null, toClassReply(made))
    return toClassReply(made)
  },
})
