import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { archived, type Bank, bankArchived } from './bank.ts'
import type { QuestionRow } from './question.ts'

export const permissions = {
  'questions.manage': {
    may: 'look after the question banks of their units, with what is right',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** Where an actor looks after banks: nobody else reads a question with its key. `p` is unit_places. */
export function managedPlaces(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'questions.manage', now)}::ltree[])`
}

/** What is set aside is restored first: whoever changes it would wonder why nobody is asked it. */
export const onlyBankInUse: Rule<Bank> = (_actor, { archivedAt }) => (archivedAt ? bankArchived() : null)

export const onlyInBankInUse: Rule<QuestionRow> = (_actor, { bankArchivedAt }) =>
  bankArchivedAt ? bankArchived() : null

export const onlyInUse: Rule<QuestionRow> = (actor, question, now) =>
  onlyInBankInUse(actor, question, now) ?? (question.archivedAt ? archived() : null)
