import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import type { ClassReply, VerificationReply } from './contract.ts'
import { memberChanged } from './facts.ts'
import {
  alreadyClassified,
  type Facet,
  type MemberClass,
  type MemberFacts,
  objectionsToPromotion,
  type Reason,
} from './grade.ts'

const classColumns: Sql = sql`c.id, c.tenant_id AS "tenantId", c.facet, c.key, c.label, c.rule, c.position, c.version,
  c.archived_at AS "archivedAt"`

/** Grades, then types, each in their order; archived ones last. */
export function classesOf(
  run: RunSql,
  tenantId: string | null,
  { withArchived = false } = {},
): Promise<MemberClass[]> {
  return run<MemberClass>(sql`
    SELECT ${classColumns} FROM member_classes c
    WHERE c.tenant_id = ${tenantId}::uuid ${withArchived ? empty : sql`AND c.archived_at IS NULL`}
    ORDER BY c.facet, c.archived_at IS NOT NULL, c.position, c.key`)
}

export async function lockClass(
  run: RunSql,
  classId: string,
  tenantId: string | null,
): Promise<(MemberClass & { unitPath: string }) | null> {
  const [found] = await run<MemberClass & { unitPath: string }>(sql`
    SELECT ${classColumns}, r.path::text AS "unitPath" FROM member_classes c JOIN unit_places r ON r.unit_id = c.tenant_id
    WHERE c.id = ${classId}::uuid AND c.tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE OF c`)
  return found ?? null
}

/** A rule that names what is no grade here would be one that nobody ever meets. */
export async function refuseUnknownGrades(
  run: RunSql,
  tenantId: string,
  from: readonly string[],
): Promise<void> {
  if (from.length === 0) return
  const known = (await classesOf(run, tenantId, { withArchived: true })).filter(
    ({ facet }) => facet === 'grade',
  )
  const issues = from.flatMap((key, index) =>
    known.some((each) => each.key === key)
      ? []
      : [{ pointer: `/from/${index}`, code: 'notOffered', message: '' }],
  )
  if (issues.length > 0) throw invalid(issues)
}

export function toClassReply({ tenantId: _tenantId, ...found }: MemberClass): ClassReply {
  return { ...found, label: found.label as ClassReply['label'] }
}

/** What grades and types are called, archived ones as well: for lists of members. */
export async function classNames(
  run: RunSql,
  tenantId: string | null,
  locale: string,
): Promise<Record<Facet, Record<string, string>>> {
  const names: Record<Facet, Record<string, string>> = { grade: {}, type: {} }
  for (const { facet, key, label } of await classesOf(run, tenantId, { withArchived: true }))
    names[facet][key] = textIn(label, locale)
  return names
}

/** What rules may ask about people, of each of them. */
export async function factsOf(
  run: RunSql,
  tenantId: string | null,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, MemberFacts>> {
  const rows = await run<MemberFacts & { personId: string }>(sql`
    SELECT p.person_id AS "personId", coalesce(s.standing, 'active') AS standing, g.key AS grade, g.starts_at AS "gradeSince", t.key AS type,
      ARRAY(SELECT v.kind FROM person_verifications v WHERE v.tenant_id = p.tenant_id AND v.person_id = p.person_id) AS verified
    FROM people p
    LEFT JOIN person_standings s ON s.tenant_id = p.tenant_id AND s.person_id = p.person_id AND s.starts_at <= ${now}
      AND (s.ends_at IS NULL OR s.ends_at > ${now})
    LEFT JOIN person_classes g ON g.tenant_id = p.tenant_id AND g.person_id = p.person_id AND g.facet = 'grade'
    LEFT JOIN person_classes t ON t.tenant_id = p.tenant_id AND t.person_id = p.person_id AND t.facet = 'type'
    WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ANY(${personIds}::uuid[])`)
  return new Map(rows.map(({ personId, ...facts }) => [personId, facts]))
}

export interface Classification {
  id: string
  facet: Facet
  classId: string
  label: ClassReply['label']
  startsAt: Date
  endsAt: Date | null
  reason: string | null
  decidedBy: { personId: string; name: string } | null
}

export function classificationsOf(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<Classification[]> {
  return run<Classification>(sql`
    SELECT k.id, k.facet, k.class_id AS "classId", c.label, k.starts_at AS "startsAt", k.ends_at AS "endsAt", k.reason,
      CASE WHEN d.person_id IS NOT NULL THEN json_build_object('personId', d.person_id, 'name', d.display_name) END AS "decidedBy"
    FROM classifications k JOIN member_classes c ON c.tenant_id = k.tenant_id AND c.id = k.class_id
    LEFT JOIN people d ON d.tenant_id = k.tenant_id AND d.person_id = k.decided_by
    WHERE k.tenant_id = ${tenantId}::uuid AND k.person_id = ${personId}::uuid ORDER BY k.starts_at DESC, k.id DESC LIMIT 200`)
}

/** How it is known who somebody is: confirmed addresses of the account, and what was checked. */
export function verificationsOf(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<VerificationReply[]> {
  return run<VerificationReply>(sql`
    SELECT v.id, v.kind, v.service, v.note, v.verified_at AS "verifiedAt",
      CASE WHEN d.person_id IS NOT NULL THEN json_build_object('personId', d.person_id, 'name', d.display_name) END AS "verifiedBy"
    FROM person_verifications v LEFT JOIN people d ON d.tenant_id = v.tenant_id AND d.person_id = v.verified_by
    WHERE v.tenant_id = ${tenantId}::uuid AND v.person_id = ${personId}::uuid
    ORDER BY array_position(ARRAY['email', 'phone', 'document', 'identity'], v.kind), v.verified_at`)
}

type Context = CommandContext<'classification', unknown, 'classification'>

/** Puts somebody, whose row is locked, into a grade or a type; what they were before ends and stays as history. */
export async function classify(
  { tx, actor, now, record, emit }: Context,
  { tenantId, personId }: { tenantId: string; personId: string },
  chosen: MemberClass,
  { by, reason }: { by: 'staff' | 'oneself'; reason: string | null },
): Promise<void> {
  const facts = (await factsOf(tx.sql, tenantId, [personId], now)).get(personId)
  if (!facts) throw new Error('A person who is locked has facts.')
  if (facts[chosen.facet] === chosen.key) throw alreadyClassified()
  const objections = chosen.facet === 'grade' ? objectionsToPromotion(chosen.rule, facts, now, by) : []
  if (objections.length > 0) throw invalid(objections.map(toIssue))
  await tx.sql(sql`
    UPDATE classifications SET ends_at = greatest(${now}, starts_at)
    WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND facet = ${chosen.facet} AND ends_at IS NULL`)
  const id = newId(now.getTime())
  const decidedBy = by === 'staff' ? personBehind(actor) : null
  await tx.classification.create({
    data: {
      id,
      tenantId,
      personId,
      facet: chosen.facet,
      classId: chosen.id,
      startsAt: now,
      reason,
      decidedBy,
    },
  })
  record(
    { type: 'classification', id },
    { personId, [chosen.facet]: facts[chosen.facet] },
    { personId, [chosen.facet]: chosen.key, reason },
  )
  emit(memberChanged, { personId })
}

function toIssue(reason: Reason) {
  return { pointer: '/classId', code: `membership.error.because_${reason}`, message: '' }
}
