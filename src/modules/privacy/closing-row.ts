import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import type { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Subject } from '../../platform/slots/personal-data.ts'
import type { Slots } from '../../platform/slots/slots.ts'
import { closingRequested } from './facts.ts'

export interface ClosingRow {
  id: string
  tenantId: string | null
  personId: string | null
  accountId: string | null
  dueAt: Date
  undoneAt: Date | null
  erasedAt: Date | null
}

export async function lockClosing(run: RunSql, closingId: string): Promise<ClosingRow | null> {
  const [closing] = await run<ClosingRow>(sql`
    SELECT id, tenant_id AS "tenantId", person_id AS "personId", account_id AS "accountId", due_at AS "dueAt",
      undone_at AS "undoneAt", erased_at AS "erasedAt"
    FROM closings WHERE id = ${closingId}::uuid FOR UPDATE`)
  return closing ?? null
}

/** Everybody that an account is, locked in one order. */
export function lockPeopleOf(run: RunSql, accountId: string): Promise<Subject[]> {
  return run(sql`
    SELECT p.person_id AS "personId", p.tenant_id AS "tenantId", p.account_id AS "accountId" FROM people p
    WHERE p.account_id = ${accountId}::uuid ORDER BY p.person_id FOR UPDATE OF p`)
}

/** What the rooms have against it that somebody leaves now. */
export async function objectionsOf(
  run: RunSql,
  slots: Slots,
  subject: Subject,
  now: Date,
): Promise<AppError[]> {
  const objections: AppError[] = []
  for (const { objections: ask } of slots.personalData.values())
    if (ask) objections.push(...(await ask(run, subject, now)))
  return objections
}

/** Notes that somebody leaves, when the time for second thoughts is over. */
export async function beginClosing(
  { tx, now, record, emit, services }: CommandContext<'closing', unknown>,
  of: { tenantId: string; personId: string } | { accountId: string },
): Promise<{ dueAt: Date }> {
  const id = newId(now.getTime())
  const dueAt = new Date(now.getTime() + services.config.CLOSING_GRACE_DAYS * 86_400_000)
  await tx.closing.create({ data: { id, ...of, requestedAt: now, dueAt } })
  record({ type: 'closing', id }, null, { ...of, dueAt })
  emit(closingRequested, { closingId: id, dueAt: dueAt.toISOString() })
  return { dueAt }
}
