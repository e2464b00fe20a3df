import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { type Translated, textIn } from '../../../platform/presentation/translated.ts'
import type { Translate } from '../../../platform/presentation/view.ts'
import { builtInRoles, rolesOf } from '../../access/index.ts'
import { AskedSubject, EligibilityList, EligibilityReply, Nothing } from '../contract.ts'
import { findSubject, type RuleRow, ruleAbout, type Subject, sayCondition } from '../eligibility-row.ts'
import { nothingAsked } from '../eligibility-rule.ts'
import { classNames } from '../grade-row.ts'
import { query } from '../room.ts'

interface Reader {
  text: Translate
  locale: string
}

export async function toEligibilityReply(
  run: RunSql,
  about: Pick<Subject, 'tenantId' | 'kind' | 'subject' | 'name'>,
  { condition, version }: Pick<RuleRow, 'condition' | 'version'>,
  { text, locale }: Reader,
  names?: Awaited<ReturnType<typeof classNames>>,
): Promise<EligibilityReply> {
  const { grades, types, verified } = condition
  const known = names ?? (await classNames(run, about.tenantId, locale))
  return {
    kind: about.kind,
    subject: about.subject,
    name: nameOf(about, { text, locale }),
    grades,
    types,
    verified,
    words: sayCondition(condition, known, { text, locale }),
    version,
  }
}

function nameOf(
  { kind, subject, name }: Pick<Subject, 'kind' | 'subject' | 'name'>,
  { text, locale }: Reader,
) {
  if (typeof name === 'object') return textIn(name as Translated, locale)
  return kind === 'role' ? text(`access.roleNames.${subject}`) : name
}

export const readEligibility = query({
  name: 'membership.readEligibility',
  summary: 'Read what is asked of people who join a unit, come to a position or are given a role',
  permission: 'membership.classes',
  input: AskedSubject,
  output: EligibilityReply,
  http: { method: 'get', path: '/eligibility-rules/:kind/:subject' },
  target: ({ db, actor }, { kind, subject }) => findSubject(db.sql, actor.tenantId, kind, subject),
  async run({ db, text, locale }, _input, about) {
    const [rule = { condition: nothingAsked, version: 0 }] = await db.sql<RuleRow>(sql`
      SELECT r.id, r.condition, r.version FROM eligibility_rules r WHERE ${ruleAbout(about)}`)
    return toEligibilityReply(db.sql, about, rule, { text, locale: locale() })
  },
})

/** Positions and roles with or without a rule, and the units that have one. */
export const listEligibility = query({
  name: 'membership.listEligibility',
  summary: 'List what is asked of people for each position and role, and for joining units that ask for more',
  permission: 'membership.classes',
  input: Nothing,
  output: EligibilityList,
  http: { method: 'get', path: '/eligibility-rules' },
  async run({ db, actor, text, locale }) {
    const tenantId = actor.tenantId as string
    const reader = { text, locale: locale() }
    const [rules, positions, made, names] = await Promise.all([
      db.sql<RuleRow & { kind: Subject['kind']; subject: string; unitName: string | null }>(sql`
        SELECT r.id, r.condition, r.version, r.kind, coalesce(r.role, (coalesce(r.unit_id, r.position_id))::text) AS subject, u.name AS "unitName"
        FROM eligibility_rules r LEFT JOIN unit_places u ON u.tenant_id = r.tenant_id AND u.unit_id = r.unit_id
        WHERE r.tenant_id = ${tenantId}::uuid ORDER BY u.path LIMIT 1000`),
      db.sql<{ subject: string; name: object }>(sql`
        SELECT p.position_id AS subject, p.name FROM position_names p
        WHERE p.tenant_id = ${tenantId}::uuid AND NOT p.is_archived ORDER BY p.level, p.position_id LIMIT 500`),
      rolesOf(db.sql, tenantId),
      classNames(db.sql, tenantId, reader.locale),
    ])
    const about = (kind: Subject['kind'], subject: string, name: string | object) => {
      const rule = rules.find((each) => each.kind === kind && each.subject === subject)
      return toEligibilityReply(
        db.sql,
        { tenantId, kind, subject, name },
        rule ?? { condition: nothingAsked, version: 0 },
        reader,
        names,
      )
    }
    return {
      items: await Promise.all([
        ...rules.flatMap(({ kind, subject, unitName }) =>
          kind === 'joining' ? [about(kind, subject, unitName ?? '')] : [],
        ),
        ...positions.map(({ subject, name }) => about('position', subject, name)),
        ...builtInRoles.filter((role) => role !== 'member').map((role) => about('role', role, role)),
        ...made.map(({ id, name }) => about('role', id, name)),
      ]),
    }
  },
})
