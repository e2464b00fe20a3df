import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { isId } from '../../platform/ids.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import type { Aim, Eligibility } from '../../platform/slots/eligibility.ts'
import { isBuiltIn, rolesOf } from '../access/index.ts'
import {
  type AimKind,
  asksNothing,
  type Condition,
  lackedBy,
  notAskedOfMembers,
  nothingAsked,
} from './eligibility-rule.ts'
import { classNames, factsOf } from './grade-row.ts'

export interface RuleRow {
  id: string
  condition: Condition
  version: number
}

/** What a rule is about, as far as it is something of this association. */
export interface Subject {
  kind: AimKind
  subject: string
  tenantId: string
  unitPath: string
  name: string | object
  unitId: string | null
  positionId: string | null
  role: string | null
  roleId: string | null
}

const nothing = { unitId: null, positionId: null, role: null, roleId: null }

/** Rules are of the whole association, wherever what they are about stands. */
export async function findSubject(
  run: RunSql,
  tenantId: string | null,
  kind: AimKind,
  subject: string,
): Promise<Subject | null> {
  const [root] = await run<{ unitPath: string; tenantId: string }>(sql`
    SELECT u.path::text AS "unitPath", u.tenant_id AS "tenantId" FROM unit_places u WHERE u.unit_id = ${tenantId}::uuid`)
  if (!root) return null
  const found = { ...nothing, ...root, kind, subject }
  if (kind === 'role') {
    if (subject === 'member') throw notAskedOfMembers()
    if (isBuiltIn(subject)) return { ...found, name: subject, role: subject }
    const made = (await rolesOf(run, tenantId, { withRetired: true })).find(({ id }) => id === subject)
    return made ? { ...found, name: made.name, role: subject, roleId: subject } : null
  }
  if (!isId(subject)) return null
  const [named] = await run<{ name: string | object }>(
    kind === 'joining'
      ? sql`SELECT to_jsonb(u.name) AS name FROM unit_places u WHERE u.tenant_id = ${tenantId}::uuid AND u.unit_id = ${subject}::uuid`
      : sql`SELECT p.name FROM position_names p WHERE p.tenant_id = ${tenantId}::uuid AND p.position_id = ${subject}::uuid`,
  )
  if (!named) return null
  return { ...found, ...named, ...(kind === 'joining' ? { unitId: subject } : { positionId: subject }) }
}

/** The one rule about a subject. */
export function ruleAbout({ tenantId, kind, subject }: Pick<Subject, 'tenantId' | 'kind' | 'subject'>): Sql {
  const about =
    kind === 'role'
      ? sql`r.role = ${subject}`
      : kind === 'joining'
        ? sql`r.unit_id = ${subject}::uuid`
        : sql`r.position_id = ${subject}::uuid`
  return sql`r.tenant_id = ${tenantId}::uuid AND r.kind = ${kind} AND ${about}`
}

/** All rules that count for an aim: for joining a unit those of the units above it as well. */
function rulesFor(run: RunSql, tenantId: string, aim: Aim): Promise<Array<{ condition: Condition }>> {
  if (aim.kind === 'joining')
    return run(sql`
      SELECT r.condition FROM eligibility_rules r JOIN unit_places u ON u.tenant_id = r.tenant_id AND u.unit_id = r.unit_id
      WHERE r.tenant_id = ${tenantId}::uuid AND r.kind = 'joining' AND u.path @> ${aim.unitPath}::ltree ORDER BY nlevel(u.path)`)
  const subject = aim.kind === 'role' ? aim.role : aim.positionId
  return run(
    sql`SELECT r.condition FROM eligibility_rules r WHERE ${ruleAbout({ tenantId, kind: aim.kind, subject })}`,
  )
}

export const eligibility: Eligibility = {
  async asked(run, { tenantId, aim }, { text, locale }) {
    const rules = await rulesFor(run, tenantId, aim)
    if (rules.length === 0) return []
    const names = await classNames(run, tenantId, locale)
    return [...new Set(rules.flatMap(({ condition }) => sayCondition(condition, names, { text, locale })))]
  },
  async missing(run, { tenantId, personIds, aim }, { now, text, locale }) {
    const found = new Map<string, string>()
    if (aim.kind === 'role' && aim.role === 'member') return found
    const rules = await rulesFor(run, tenantId, aim)
    if (rules.length === 0) return found
    const [facts, names] = await Promise.all([
      factsOf(run, tenantId, personIds, now),
      classNames(run, tenantId, locale),
    ])
    for (const [personId, known] of facts) {
      const parts = rules.flatMap(({ condition }) =>
        sayCondition(lackedBy(condition, known), names, { text, locale }),
      )
      if (parts.length > 0) found.set(personId, [...new Set(parts)].join(', '))
    }
    return found
  },
}

/** What is asked of people by something of another room: a type of member, and how it is known who they are. */
type Asked = Pick<Condition, 'types' | 'verified'>

interface Reader {
  text: Translate
  locale: string
}

/** …in words, a part each. */
export async function conditionInWords(
  run: RunSql,
  tenantId: string,
  { types, verified }: Asked,
  { text, locale }: Reader,
): Promise<string[]> {
  const condition = { ...nothingAsked, types, verified }
  return asksNothing(condition)
    ? []
    : sayCondition(condition, await classNames(run, tenantId, locale), { text, locale })
}

/** …and what of it somebody lacks. */
export async function lackedOfCondition(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
  { types, verified }: Asked,
  { now, ...reader }: Reader & { now: Date },
): Promise<string[]> {
  const condition = { ...nothingAsked, types, verified }
  if (asksNothing(condition)) return []
  const known = (await factsOf(run, tenantId, [personId], now)).get(personId)
  return conditionInWords(run, tenantId, known ? lackedBy(condition, known) : condition, reader)
}

/** A condition in words, a part each. */
export function sayCondition(
  { grades, types, verified }: Condition,
  names: Awaited<ReturnType<typeof classNames>>,
  { text, locale }: Reader,
): string[] {
  // One of them is enough.
  const or = new Intl.ListFormat(locale, { type: 'disjunction' })
  const listed = (facet: 'grade' | 'type', keys: string[]) =>
    or.format(keys.map((key) => names[facet][key] ?? key))
  return [
    ...(grades.length > 0 ? [text('membership.asked.grades', { names: listed('grade', grades) })] : []),
    ...(types.length > 0 ? [text('membership.asked.types', { names: listed('type', types) })] : []),
    ...verified.map((kind) => text(`membership.asked.${kind}`)),
  ]
}
