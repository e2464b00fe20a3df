import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { EligibilityReply, SetEligibility } from '../contract.ts'
import { findSubject, type RuleRow, ruleAbout } from '../eligibility-row.ts'
import { asksNothing, type Condition, nothingAsked } from '../eligibility-rule.ts'
import { roleRuleChanged } from '../facts.ts'
import { classesOf } from '../grade-row.ts'
import { toEligibilityReply } from '../queries/eligibility.ts'
import { command } from '../room.ts'

/** What is asked from now on; who is there already stays. Where nothing is asked any more the rule is gone. */
export const setEligibility = command({
  name: 'membership.setEligibility',
  stepUp: true,
  summary:
    'Say which grades, types and checks are asked of people who join a unit, come to a position or are given a role',
  permission: 'membership.classes',
  input: SetEligibility,
  output: EligibilityReply,
  http: { method: 'put', path: '/eligibility-rules/:kind/:subject' },
  severity: 'notable',
  async target({ tx, actor }, { kind, subject }) {
    const about = await findSubject(tx.sql, actor.tenantId, kind, subject)
    if (!about) return null
    // Two who say it at once follow one another: the advisory lock is of this association's rules alone.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`eligibility ${about.tenantId}`}, 0))`)
    const [before] = await tx.sql<RuleRow>(sql`
      SELECT r.id, r.condition, r.version FROM eligibility_rules r WHERE ${ruleAbout(about)}`)
    return { ...about, before, version: before?.version ?? 0 }
  },
  async run({ tx, now, record, emit, text, locale }, { grades, types, verified }, about) {
    const { tenantId, kind, unitId, positionId, role, roleId, before } = about
    const classes = await classesOf(tx.sql, tenantId, { withArchived: true })
    const issues = (
      [
        ['grades', 'grade', grades],
        ['types', 'type', types],
      ] as const
    ).flatMap(([field, facet, keys]) =>
      keys.flatMap((key, index) =>
        classes.some((each) => each.facet === facet && each.key === key)
          ? []
          : [{ pointer: `/${field}/${index}`, code: 'notOffered', message: '' }],
      ),
    )
    if (issues.length > 0) throw invalid(issues)
    const condition: Condition = {
      v: 1,
      grades: [...new Set(grades)],
      types: [...new Set(types)],
      verified: [...new Set(verified)],
    }
    const id = before?.id ?? newId(now.getTime())
    const version = about.version + 1
    if (asksNothing(condition)) {
      if (before) await tx.eligibilityRule.delete({ where: { id } })
    } else if (before)
      await tx.eligibilityRule.update({
        where: { id },
        data: { condition: condition as object, version, updatedAt: now },
      })
    else
      await tx.eligibilityRule.create({
        data: {
          id,
          tenantId,
          kind,
          unitId,
          positionId,
          role,
          roleId,
          condition: condition as object,
          createdAt: now,
          updatedAt: now,
        },
      })
    const told = ({ grades: g, types: k, verified: v }: Condition) => ({
      kind,
      subject: about.subject,
      grades: g,
      types: k,
      verified: v,
    })
    record({ type: 'eligibilityRule', id }, told(before?.condition ?? nothingAsked), told(condition))
    if (kind === 'role') emit(roleRuleChanged, { role: about.subject })
    return toEligibilityReply(
      tx.sql,
      about,
      { condition, version: asksNothing(condition) ? 0 : version },
      { text, locale: locale() },
    )
  },
})
