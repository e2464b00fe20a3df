import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { invalid } from '../../platform/errors.ts'
import { kindMisplaced, mayStandBelow, type UnitKind } from './kind.ts'
import { holdKind } from './kind-row.ts'

/** The kind of a unit that is to come to stand below another: one that is offered, and that may stand there. */
export async function kindBelow(
  run: RunSql,
  key: string,
  parent: { tenantId: string; kind: string },
): Promise<UnitKind> {
  const kind = await holdKind(run, parent.tenantId, key)
  if (!kind || kind.archivedAt !== null)
    throw invalid([{ pointer: '/kind', code: 'notOffered', message: '' }])
  if (!mayStandBelow(kind, parent.kind)) throw kindMisplaced()
  return kind
}

/** Whether a unit of this kind may be where it is: below the one above, and above those below. */
export async function refuseMisplaced(
  run: RunSql,
  unit: { id: string; tenantId: string; parentId: string | null; kind: string },
): Promise<void> {
  const [parent] = await run<{ kind: string }>(sql`
    SELECT kind FROM units WHERE tenant_id = ${unit.tenantId}::uuid AND id = ${unit.parentId}::uuid FOR SHARE`)
  if (parent) await kindBelow(run, unit.kind, { tenantId: unit.tenantId, kind: parent.kind })
  await refuseStranded(run, unit, unit.kind)
}

/** Whether all open units below one may stand below a unit of this kind. */
export async function refuseStranded(
  run: RunSql,
  { id, tenantId }: { id: string; tenantId: string },
  kind: string,
): Promise<void> {
  const [stranded] = await run(sql`
    SELECT 1 FROM units c JOIN unit_kinds k ON k.tenant_id = c.tenant_id AND k.key = c.kind
    WHERE c.tenant_id = ${tenantId}::uuid AND c.parent_id = ${id}::uuid AND c.status = 'open' AND NOT ${kind} = ANY(k.parents)
    LIMIT 1`)
  if (stranded) throw kindMisplaced()
}
