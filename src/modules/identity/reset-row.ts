import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { hasMoreRights } from '../access/index.ts'
import { moreRights, notForYourself } from './errors.ts'
import { secondStepResetChanged } from './facts.ts'
import { helpedFrom, visibleResets } from './policy.ts'
import { askedDays, isOpen, type Reset, waitHours } from './second-step-reset.ts'
import { hashToken, hoursAfter, tokenFor } from './token.ts'

type Context = CommandContext<never, unknown, 'secondStepReset'>

/** Somebody whom staff may help, or at least see. */
export interface Helped {
  tenantId: string
  personId: string
  accountId: string | null
  name: string
  unitPath: string
}

export async function findHelped(
  run: RunSql,
  personId: string,
  actor: Actor,
  now: Date,
): Promise<Helped | null> {
  const [person] = await run<Omit<Helped, 'unitPath'> & { unitPath: string | null }>(sql`
    SELECT p.tenant_id AS "tenantId", p.person_id AS "personId", p.account_id AS "accountId", p.display_name AS name,
      ${helpedFrom(actor, sql`p.tenant_id`, sql`p.person_id`, now)} AS "unitPath"
    FROM people p WHERE p.person_id = ${personId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid`)
  return person?.unitPath ? { ...person, unitPath: person.unitPath } : null
}

/** The key of a link that stops a reset: the same in every letter about it. */
export function stopToken(services: Context['services'], resetId: string): string {
  return tokenFor(services, 'stop a reset', resetId)
}

const resetColumns: Sql = sql`r.id, r.tenant_id AS "tenantId", r.person_id AS "personId", r.account_id AS "accountId", r.status,
  r.due_at AS "dueAt", r.expires_at AS "expiresAt", r.ended_at AS "endedAt", r.sealed_secret AS "sealedSecret"`

export async function findReset(
  run: RunSql,
  resetId: string,
  actor: Actor,
  now: Date,
): Promise<(Reset & { unitPath: string }) | null> {
  const [reset] = await run<Reset & { unitPath: string }>(sql`
    SELECT ${resetColumns}, ${helpedFrom(actor, sql`r.tenant_id`, sql`r.person_id`, now)} AS "unitPath"
    FROM second_step_resets r WHERE r.id = ${resetId}::uuid AND ${visibleResets(actor, now)}`)
  return reset ?? null
}

/**
 * All resets of an account, as they are once nobody else changes any: whoever begins, completes or stops one locks the
 * account first, and looks at them in a statement of its own.
 */
export async function lockResets(run: RunSql, accountId: string): Promise<Reset[]> {
  await run(sql`SELECT 1 FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`)
  return run<Reset>(sql`
    SELECT ${resetColumns} FROM second_step_resets r WHERE r.account_id = ${accountId}::uuid ORDER BY r.id`)
}

/** Nobody helps themselves, nor anybody who may do something that they may not: it would be a way to become them. */
export async function refuseToHelp(
  { tx, actor, now, roles }: Pick<Context, 'actor' | 'now' | 'roles'> & { tx: { sql: RunSql } },
  { tenantId, personId, accountId }: Pick<Helped, 'tenantId' | 'personId' | 'accountId'>,
): Promise<void> {
  if (actor.kind === 'account' && (actor.personId === personId || actor.accountId === accountId))
    throw notForYourself()
  if (await hasMoreRights(tx.sql, roles, actor, { tenantId, personId }, now)) throw moreRights()
}

export interface Place {
  tenantId: string
  personId: string
}

/** The associations in which an account may do more than any member, now or later or once it may again. Each has to agree to a reset. */
export function placesOfStaff(run: RunSql, accountId: string, now: Date): Promise<Place[]> {
  return run<Place>(sql`
    SELECT p.tenant_id AS "tenantId", p.person_id AS "personId" FROM people p
    WHERE p.account_id = ${accountId}::uuid AND EXISTS (
      SELECT 1 FROM grant_standings g WHERE g.tenant_id = p.tenant_id AND g.person_id = p.person_id AND g.role <> 'member'
        AND g.role_exists AND (g.ends_at IS NULL OR g.ends_at > ${now}))
    ORDER BY p.tenant_id`)
}

/** Asks staff of an association for their help, unless they were asked already. */
export async function askFor(
  { tx, now, services, record, emit }: Context,
  accountId: string,
  { tenantId, personId }: Place,
  known: readonly Reset[],
  change: 'asked' | 'needed',
): Promise<void> {
  if (known.some((reset) => reset.tenantId === tenantId && isOpen(reset, now))) return
  await expire(tx.sql, accountId, now)
  const id = newId(now.getTime())
  await tx.sql(sql`
    INSERT INTO second_step_resets (id, tenant_id, person_id, account_id, status, opened_at, expires_at, stop_hash)
    VALUES (${id}::uuid, ${tenantId}::uuid, ${personId}::uuid, ${accountId}::uuid, 'asked', ${now}, ${hoursAfter(now, askedDays * 24)},
            ${hashToken(stopToken(services, id))})`)
  record({ type: 'secondStepReset', id }, null, { personId, status: 'asked' })
  emit(secondStepResetChanged, { resetId: id, change })
}

/** What nobody took up in time makes room for another one. */
export async function expire(run: RunSql, accountId: string, now: Date): Promise<void> {
  await run(sql`
    UPDATE second_step_resets SET status = 'expired', ended_at = expires_at
    WHERE account_id = ${accountId}::uuid AND status IN ('asked', 'waiting') AND expires_at <= ${now}`)
}

export async function hasSecondStep(run: RunSql, accountId: string): Promise<boolean> {
  const found = await run(sql`
    SELECT 1 FROM second_factors f JOIN accounts a ON a.id = f.account_id
    WHERE f.account_id = ${accountId}::uuid AND f.confirmed_at IS NOT NULL AND a.status = 'active'`)
  return found.length > 0
}

/** How many hours an association waits. */
export async function waitOf(run: RunSql, tenantId: string): Promise<number> {
  const [chosen] = await run<{ hours: number }>(
    sql`SELECT hours FROM second_step_reset_waits WHERE tenant_id = ${tenantId}::uuid`,
  )
  return chosen?.hours ?? waitHours.usual
}
