import type { PgBoss } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { Registry } from '../run/registry.ts'

/** So long after it was held back a job is looked at again. */
const heldSeconds = 60

/** Whether an association is suspended: nothing is done for it then. */
export async function standsStill(
  { database, registry }: { database: Pick<Database, 'sql'>; registry: Pick<Registry, 'tenancy'> },
  tenantId: string | null,
): Promise<boolean> {
  if (tenantId === null) return false
  const tenant = await registry.tenancy.describe(database.sql, tenantId)
  return tenant?.state === 'suspended'
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
