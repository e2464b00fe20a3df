import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type Bank, bankFull, mostQuestions } from './bank.ts'
import { managedPlaces } from './policy.ts'

interface Reader {
  actor: Actor
  now: Date
}

const bankColumns: Sql = sql`b.id, b.tenant_id AS "tenantId", b.unit_id AS "unitId", p.path::text AS "unitPath", p.name AS "unitName",
  b.name, b.description, b.version, b.created_at AS "createdAt", b.updated_at AS "updatedAt", b.archived_at AS "archivedAt"`

const locks = {
  none: sql``,
  /** Neither archived nor moved until the commit. */
  held: sql`FOR SHARE OF b`,
  /** Whoever changes it, or counts what stands in it, does so one after the other. */
  locked: sql`FOR NO KEY UPDATE OF b`,
}

/** A bank as far as whoever asks looks after it. */
export async function findBank(
  run: RunSql,
  { actor, now }: Reader,
  bankId: string,
  lock: keyof typeof locks = 'none',
): Promise<Bank | null> {
  const [bank] = await run<Bank>(sql`
    SELECT ${bankColumns} FROM question_banks b JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id
    WHERE b.id = ${bankId}::uuid AND ${managedPlaces(actor, now)} ${locks[lock]}`)
  return bank ?? null
}

/** A unit in which whoever asks looks after banks, held open until the commit. */
export async function holdUnit(
  run: RunSql,
  { actor, now }: Reader,
  unitId: string,
): Promise<{ tenantId: string; unitId: string; unitPath: string; status: string } | null> {
  const [unit] = await run<{ tenantId: string; unitId: string; unitPath: string; status: string }>(sql`
    SELECT p.tenant_id AS "tenantId", p.unit_id AS "unitId", p.path::text AS "unitPath", p.status FROM unit_places p
    WHERE p.unit_id = ${unitId}::uuid AND ${managedPlaces(actor, now)} FOR SHARE OF p`)
  return unit ?? null
}

/** Under the lock of the bank, so that two who add at once do not both get the last place. */
export async function requireRoom(run: RunSql, { tenantId, id }: Bank, more: number): Promise<void> {
  const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM questions WHERE tenant_id = ${tenantId}::uuid AND bank_id = ${id}::uuid`)
  if (count + more > mostQuestions) throw bankFull({ values: { most: mostQuestions } })
}
