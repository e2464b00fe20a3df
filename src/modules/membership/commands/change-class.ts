import { ChangeClass, ClassReply } from '../contract.ts'
import type { MemberClass } from '../grade.ts'
import { lockClass, refuseUnknownGrades, toClassReply } from '../grade-row.ts'
import { command } from '../room.ts'

/** Whoever is in it stays in it: a rule is about coming to a grade. */
export const changeClass = command({
  name: 'membership.changeClass',
  summary: 'Change the words or the rule of a grade or a type of members, or offer it no more',
  permission: 'membership.classes',
  input: ChangeClass,
  output: ClassReply,
  http: { method: 'put', path: '/member-classes/:classId' },
  severity: 'notable',
  target: ({ tx, actor }, { classId }) => lockClass(tx.sql, classId, actor.tenantId),
  async run(
    { tx, now, record },
    { classId, label, position, isArchived, ...rule },
    { unitPath: _path, ...before },
  ) {
    // What a rule names already stays as it is, though it be gone.
    const added = rule.from.filter((key) => !before.rule.from.includes(key))
    if (added.length > 0) await refuseUnknownGrades(tx.sql, before.tenantId, rule.from)
    const changed: MemberClass = {
      ...before,
      label,
      position,
      rule: { v: 1, ...rule },
      version: before.version + 1,
      archivedAt: isArchived ? (before.archivedAt ?? now) : null,
    }
    await tx.memberClass.update({
      where: { id: classId },
      data: {
        label: label as object,
        position,
        rule: changed.rule as object,
        version: changed.version,
        archivedAt: changed.archivedAt,
        updatedAt: now,
      },
    })
    record({ type: 'memberClass', id: classId }, toClassReply(before), toClassReply(changed))
    return toClassReply(changed)
  },
})
