import type { RunSql } from '../../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../../platform/db/sql.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import type { Subject } from '../../../platform/slots/personal-data.ts'
import { changedTables, holdingTables, type Prints, printsOf } from '../../../platform/slots/prints.ts'
import type { Slots } from '../../../platform/slots/slots.ts'
import { placesOfMembers } from '../policy.ts'
import { changedOfKnown } from './known-row.ts'
import type { ImportRow, KeptReason } from './undo.ts'

/** An import into a unit whose members the actor may see, which may be closed by now. */
export async function findImport(
  run: RunSql,
  importId: string,
  actor: Actor,
  now: Date,
): Promise<ImportRow | null> {
  const visible =
    actor.kind === 'system' ? sql`u.tenant_id = ${actor.tenantId}::uuid` : placesOfMembers(actor, now)
  const [found] = await run<ImportRow>(sql`
    SELECT i.id, i.tenant_id AS "tenantId", i.unit_id AS "unitId", u.name AS "unitName", u.path::text AS "unitPath",
      i.started_by AS "startedBy", i.started_at AS "startedAt", i.added, i.changed, i.taken, i.kept, i.undo_until AS "undoUntil",
      i.undone_at AS "undoneAt", i.undo_task_id AS "undoTaskId", ${isUnderWay(sql`i.id`)} AS "isUnderWay",
      ${isUnderWay(sql`i.undo_task_id`)} AS "isUndoing"
    FROM member_imports i JOIN unit_places u ON u.tenant_id = i.tenant_id AND u.unit_id = i.unit_id
    WHERE i.id = ${importId}::uuid AND ${visible}`)
  return found ?? null
}

/** The same, held until the commit: read only once it is, so that whoever waited sees which task undoes it. */
export async function lockImport(
  run: RunSql,
  importId: string,
  actor: Actor,
  now: Date,
): Promise<ImportRow | null> {
  await run(sql`
    SELECT 1 FROM member_imports i WHERE i.id = ${importId}::uuid AND i.tenant_id = ${actor.tenantId}::uuid FOR NO KEY UPDATE`)
  return findImport(run, importId, actor, now)
}

/** Whether a task goes on; `of` leads to it. */
export function isUnderWay(of: Sql): Sql {
  return sql`EXISTS (SELECT 1 FROM task_states k WHERE k.task_id = ${of} AND k.is_under_way)`
}

export interface Judgement {
  row: number
  personId: string
  /** Null where they would be taken back. */
  keptFor: KeptReason | null
  /** The tables in which something has changed. */
  keptIn: string[]
  /** They were there before: what the row has changed goes, and they stay. */
  wasThere: boolean
  sealedBefore: Buffer | null
}

type Noted = Pick<Judgement, 'row' | 'personId' | 'wasThere' | 'sealedBefore'> & { prints: Prints }

function onlyIn({ tables, ...rest }: Prints, only: ReadonlySet<string>): Prints {
  return { ...rest, tables: Object.fromEntries(Object.entries(tables).filter(([table]) => only.has(table))) }
}

/** What this room notes of the import itself is no change of the person. */
const own = new Set(['member_imports', 'member_import_rows'])

export function lookedAt(slots: Pick<Slots, 'personalData'>, only?: ReadonlySet<string>) {
  return holdingTables(slots).filter(({ table }) => (only ? only.has(table) : !own.has(table)))
}

/** What would become of rows that an undo has not looked at yet; of one row, or of all. */
export async function judgeUndo(
  run: RunSql,
  slots: Pick<Slots, 'personalData'>,
  { id, tenantId }: Pick<ImportRow, 'id' | 'tenantId'>,
  which: Sql = empty,
  lock: Sql = empty,
): Promise<Judgement[]> {
  const rows = await run<Noted>(sql`
    SELECT r.row, r.person_id AS "personId", r.prints, r.was_there AS "wasThere", r.sealed_before AS "sealedBefore" FROM member_import_rows r
    WHERE r.import_id = ${id}::uuid AND r.settled_at IS NULL ${which} ORDER BY r.row`)
  if (rows.length === 0) return []
  const personIds = rows.map(({ personId }) => personId)
  const there = await run<Subject>(sql`
    SELECT p.person_id AS "personId", p.tenant_id AS "tenantId", p.account_id AS "accountId" FROM people p
    WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ANY(${personIds}::uuid[]) ORDER BY p.person_id ${lock}`)
  const subjects = new Map(there.map((subject) => [subject.personId, subject]))
  const prints = await printsOf(run, lookedAt(slots), tenantId, [...subjects.keys()])
  return rows.map(({ row, personId, prints: then, wasThere, sealedBefore }) => {
    const subject = subjects.get(personId) ?? null
    const since = prints.get(personId)
    const of = { row, personId, wasThere, sealedBefore, keptIn: [] }
    if (!subject || !since) return { ...of, keptFor: 'gone' as const }
    if (!wasThere && subject.accountId !== null) return { ...of, keptFor: 'claimed' as const }
    const keptIn = changedTables(then, wasThere ? onlyIn(since, changedOfKnown) : since)
    return { ...of, keptFor: keptIn.length > 0 ? ('changed' as const) : null, keptIn }
  })
}
