import type { PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { AnyReaction } from '../declare/job.ts'
import type { Registry } from '../run/registry.ts'

/** So long after it was held back a job is looked at again. */
const heldSeconds = 60

/**
 * Whether something is to be done for an association: `held` where it is suspended, since it waits until that is over; `over`
 * where it is closed, since it would wait for ever.
 */
export async function standingOf(
  { database, registry }: { database: Pick<Database, 'sql'>; registry: Pick<Registry, 'tenancy'> },
  { whileSuspended, whileClosed }: Pick<AnyReaction, 'whileSuspended' | 'whileClosed'>,
  tenantId: string | null,
): Promise<'goes on' | 'held' | 'over'> {
  if (tenantId === null || (whileSuspended && whileClosed)) return 'goes on'
  const state = (await registry.tenancy.describe(database.sql, tenantId))?.state
  if (state === 'suspended' && !whileSuspended) return 'held'
  return state === 'closed' && !whileClosed ? 'over' : 'goes on'
}

/**
 * What waits until its association is open again: a new job of the same data, since nothing has failed. Nothing is lost,
 * and nothing happens meanwhile.
 */
export async function holdBack(
  boss: Pick<PgBoss, 'insert'>,
  { name }: { name: string },
  data: unknown,
): Promise<void> {
  await boss.insert(name, [{ data: data as object, startAfter: heldSeconds }])
}
