import { z } from 'zod'
import type { RunSql } from '../db/database.ts'
import { join, once, type Sql, sql, trusted } from '../db/sql.ts'
import { isLeaving, isOmission, type PersonalTable, type Subject } from './personal-data.ts'
import type { Slots } from './slots.ts'

/*
 * What a merge has done is read off the rows themselves: as they were before it and as it left them, in every table that the
 * slot `personalData` names. A way back follows from that, for each room alike; a room says only what of it shall not come back.
 */

const Row = z.record(z.string(), z.unknown())
type Row = z.output<typeof Row>

/** A row that a merge has changed. `before` and `after` hold the columns that differ; a row that came or went whole has one of them. */
export const MergeChange = z.strictObject({
  v: z.literal(1),
  table: z.string(),
  key: Row,
  before: Row.nullable(),
  after: Row.nullable(),
})
export type MergeChange = z.output<typeof MergeChange>

/** Why a change is not put back: the row is another by now, is gone, or something that came later stands in its place. */
export type LeftFor = 'changed' | 'gone' | 'taken'

export interface Left {
  table: string
  reason: LeftFor
}

interface Shape {
  table: string
  /** The columns of its primary key. */
  key: string[]
  /** Those that can be written. */
  columns: string[]
  /** Those that say whom a row is about, and hold one id or several. */
  ids: Array<{ column: string; many: boolean }>
  leaves: ReadonlySet<string>
}

/** What counts edits is no content, and does not go back. */
const counting = new Set(['version', 'updated_at'])

/** The rows of two entries as they are at a moment. */
export type MergeSnapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>

/** The tables that a merge of two entries may change: those of people, and of the account that may end with it. */
export function mergedTables({ personalData }: Pick<Slots, 'personalData'>): PersonalTable[] {
  return [...personalData.values()]
    .flatMap(({ tables }) => tables)
    .filter(({ of, merge, unmerge }) => {
      if (unmerge && !isLeaving(unmerge)) return false
      return of === 'account' || !isOmission(merge)
    })
}

/** All of it in a few statements: what it costs does not grow with what there is. */
export async function snapshotOf(
  run: RunSql,
  tables: readonly PersonalTable[],
  { from, into }: { from: Subject; into: Subject },
): Promise<MergeSnapshot> {
  const shapes = await shapesOf(run, tables)
  // The account of the entry that stays is nobody else's before and after.
  const ids = [from.personId, into.personId, ...(from.accountId === null ? [] : [from.accountId])]
  const snapshot = new Map<string, Map<string, Row>>()
  for (const shape of shapes) {
    if (shape.ids.length === 0) continue
    const isAbout = join(
      shape.ids.map(({ column, many }) =>
        many ? sql`t.${trusted(column)} && ${ids}::uuid[]` : sql`t.${trusted(column)} = ANY(${ids}::uuid[])`,
      ),
      ' OR ',
    )
    const rows = await run<{ row: Row }>(
      sql`SELECT to_jsonb(t) AS row FROM ${trusted(shape.table)} t WHERE ${isAbout}`,
    )
    const of = snapshot.get(shape.table) ?? new Map<string, Row>()
    for (const { row } of rows) of.set(keyOf(row, shape.key), row)
    snapshot.set(shape.table, of)
  }
  return snapshot
}

/** What has changed between two moments; what a room leaves out is not in it. */
export async function changesBetween(
  run: RunSql,
  tables: readonly PersonalTable[],
  before: MergeSnapshot,
  after: MergeSnapshot,
): Promise<MergeChange[]> {
  const changes: MergeChange[] = []
  for (const { table, key, columns, leaves } of await shapesOf(run, tables)) {
    const [then, since] = [before.get(table), after.get(table)]
    // A row may have come to lead to nobody of the two: it is looked up by its key.
    const gone = [...(then ?? [])].filter(([id]) => !since?.has(id)).map(([, row]) => pick(row, key))
    const elsewhere = new Map(
      (await rowsByKey(run, table, key, gone)).map((row) => [keyOf(row, key), row] as const),
    )
    for (const id of new Set([...(then?.keys() ?? []), ...(since?.keys() ?? [])])) {
      const [old, now] = [then?.get(id) ?? null, since?.get(id) ?? elsewhere.get(id) ?? null]
      const whole = old ?? now
      if (whole === null) continue
      const at = { v: 1 as const, table, key: pick(whole, key) }
      if (old === null || now === null) {
        changes.push({ ...at, before: old && pick(old, columns), after: now && pick(now, columns) })
        continue
      }
      const differing = columns.filter(
        (column) => !counting.has(column) && !leaves.has(column) && !isSame(old[column], now[column]),
      )
      if (differing.length > 0)
        changes.push({ ...at, before: pick(old, differing), after: pick(now, differing) })
    }
  }
  return changes
}

interface Step {
  kind: 'put' | 'add' | 'drop'
  shape: Shape
  key: Row
  values: Row
}

export interface Undoing {
  /** What can be put back, as far as can be said before it is tried. */
  steps: Step[]
  left: Left[]
}

/** What of a merge could be put back as things are now. With `lock` the rows are held until the commit. */
export async function planUndo(
  run: RunSql,
  tables: readonly PersonalTable[],
  changes: readonly MergeChange[],
  { lock }: { lock: boolean },
): Promise<Undoing> {
  const shapes = new Map((await shapesOf(run, tables)).map((shape) => [shape.table, shape]))
  const steps: Step[] = []
  const left: Left[] = []
  // The lowest rooms first: what others refer to is there before they do.
  for (const table of [...new Set(tables.map((each) => each.table))].reverse()) {
    const shape = shapes.get(table)
    const own = changes.filter((change) => change.table === table)
    if (!shape || own.length === 0) continue
    const current = new Map(
      (
        await rowsByKey(
          run,
          table,
          shape.key,
          own.map(({ key }) => key),
          lock,
        )
      ).map((row) => [keyOf(row, shape.key), row] as const),
    )
    for (const { key, before, after } of own) {
      const row = current.get(keyOf(key, shape.key)) ?? null
      if (before === null) {
        // The merge has added it.
        if (row === null) continue
        if (differs(row, after ?? {}, shape.columns)) left.push({ table, reason: 'changed' })
        else steps.push({ kind: 'drop', shape, key, values: {} })
      } else if (after === null) {
        if (row === null) steps.push({ kind: 'add', shape, key, values: pick(before, shape.columns) })
        else if (differs(row, before, shape.columns)) left.push({ table, reason: 'taken' })
      } else if (row === null) left.push({ table, reason: 'gone' })
      else {
        const open = Object.keys(before).filter(
          (column) => shape.columns.includes(column) && !isSame(row[column], before[column]),
        )
        const back = open.filter((column) => isSame(row[column], after[column]))
        if (back.length < open.length) left.push({ table, reason: 'changed' })
        if (back.length > 0) steps.push({ kind: 'put', shape, key, values: pick(before, back) })
      }
    }
  }
  return { steps, left }
}

/**
 * Puts back what can be. What stands in the way of one row is often another one that goes a moment later, so that what fails
 * is tried again as long as anything succeeds; in the end column by column. What then remains has been taken by what came later.
 */
export async function putBack(
  run: RunSql,
  { steps, left }: Undoing,
  now: Date,
): Promise<{ back: Left['table'][]; left: Left[] }> {
  await run(once(sql`SET CONSTRAINTS ALL IMMEDIATE`))
  const back: string[] = []
  let failed: Step[] = []
  for (const batch of batchesOf(steps)) {
    if (await attempt(run, batch, now)) back.push(...batch.map(({ shape }) => shape.table))
    else failed.push(...batch)
  }
  for (const split of [false, true]) {
    if (split) failed = failed.flatMap(byColumn)
    for (let progress = true; progress && failed.length > 0; ) {
      progress = false
      for (const step of failed.splice(0)) {
        if (await attempt(run, [step], now)) {
          progress = true
          back.push(step.shape.table)
        } else failed.push(step)
      }
    }
  }
  return {
    back,
    left: [...left, ...failed.map(({ shape }) => ({ table: shape.table, reason: 'taken' as const }))],
  }
}

function byColumn(step: Step): Step[] {
  if (step.kind !== 'put') return [step]
  return Object.entries(step.values).map(([column, value]) => ({ ...step, values: { [column]: value } }))
}

/** Steps that one statement can take, in their order. */
function batchesOf(steps: readonly Step[]): Step[][] {
  const batches = new Map<string, Step[]>()
  for (const step of steps) {
    const { kind, shape, values } = step
    const same = [kind, shape.table, ...Object.keys(values).sort()].join(' ')
    batches.set(same, [...(batches.get(same) ?? []), step])
  }
  return [...batches.values()]
}

/** False where a constraint forbids it; nothing of it is done then. */
async function attempt(run: RunSql, batch: readonly Step[], now: Date): Promise<boolean> {
  await run(sql`SAVEPOINT put_back`)
  try {
    await run(once(statementOf(batch, now)))
    await run(sql`RELEASE SAVEPOINT put_back`)
    return true
  } catch (error) {
    if (!isForbidden(error)) throw error
    await run(sql`ROLLBACK TO SAVEPOINT put_back`)
    return false
  }
}

function statementOf(batch: readonly Step[], now: Date): Sql {
  const [first] = batch
  if (!first) return sql`SELECT 1`
  const { kind, shape, values } = first
  const table = trusted(shape.table)
  const rows = JSON.stringify(batch.map((step) => ({ ...step.values, ...prefixed(step.key) })))
  const isRow = join(
    shape.key.map((column) => sql`t.${trusted(column)} = k.${trusted(column)}`),
    ' AND ',
  )
  const given = sql`jsonb_array_elements(${rows}::jsonb) AS e,
    LATERAL jsonb_populate_record(NULL::${table}, e->'key of the row') AS k`
  if (kind === 'drop') return sql`DELETE FROM ${table} t USING ${given} WHERE ${isRow}`
  if (kind === 'add') {
    const columns = trusted(Object.keys(values).join(', '))
    return sql`INSERT INTO ${table} (${columns})
      SELECT ${columns} FROM jsonb_array_elements(${rows}::jsonb) AS e, LATERAL jsonb_populate_record(NULL::${table}, e)`
  }
  const set = Object.keys(values).map((column) => sql`${trusted(column)} = b.${trusted(column)}`)
  if (shape.columns.includes('version')) set.push(sql`version = t.version + 1`)
  if (shape.columns.includes('updated_at')) set.push(sql`updated_at = ${now}`)
  return sql`UPDATE ${table} t SET ${join(set, ', ')}
    FROM ${given}, LATERAL jsonb_populate_record(NULL::${table}, e) AS b WHERE ${isRow}`
}

/** Beside the columns of the row, in whose names no spaces are. */
function prefixed(key: Row): Row {
  return { 'key of the row': key }
}

/** A rule of the database: uniqueness, a reference, a check, or a trigger that refuses. */
function isForbidden(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && (code.startsWith('23') || code === 'P0001')
}

async function rowsByKey(
  run: RunSql,
  table: string,
  key: readonly string[],
  keys: readonly Row[],
  lock = false,
): Promise<Row[]> {
  if (keys.length === 0) return []
  const isRow = join(
    key.map((column) => sql`t.${trusted(column)} = k.${trusted(column)}`),
    ' AND ',
  )
  const rows = await run<{ row: Row }>(sql`
    SELECT to_jsonb(t) AS row FROM jsonb_populate_recordset(NULL::${trusted(table)}, ${JSON.stringify(keys)}::jsonb) AS k
    JOIN ${trusted(table)} t ON ${isRow} ${lock ? trusted('FOR UPDATE OF t') : trusted('')}`)
  return rows.map(({ row }) => row)
}

/** What the database itself says of the tables; a table is named once, though two rooms' worth of columns may say whom it is about. */
async function shapesOf(run: RunSql, tables: readonly PersonalTable[]): Promise<Shape[]> {
  const names = [...new Set(tables.map(({ table }) => table))]
  const found = await run<{
    table: string
    column: string
    type: string
    inKey: boolean
    written: boolean
  }>(sql`
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS type,
      coalesce(a.attnum = ANY(i.indkey), false) AS "inKey", a.attgenerated = '' AS written
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.oid = ANY(SELECT to_regclass(n) FROM unnest(${names}::text[]) n) ORDER BY c.relname, a.attnum`)
  return names.map((table) => {
    const columns = found.filter((each) => each.table === table)
    const said = tables.filter((each) => each.table === table)
    const ids = new Set(said.flatMap(({ columns: one, lists = [] }) => [...one, ...lists]))
    return {
      table,
      key: columns.filter(({ inKey }) => inKey).map(({ column }) => column),
      columns: columns.filter(({ written }) => written).map(({ column }) => column),
      ids: columns.flatMap(({ column, type }) =>
        ids.has(column) && type.startsWith('uuid') ? [{ column, many: type === 'uuid[]' }] : [],
      ),
      leaves: new Set(said.flatMap(({ unmerge }) => (isLeaving(unmerge) ? unmerge.leaves : []))),
    }
  })
}

function differs(row: Row, other: Row, columns: readonly string[]): boolean {
  return columns.some(
    (column) => column in other && !counting.has(column) && !isSame(row[column], other[column]),
  )
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.flatMap((column) => (column in row ? [[column, row[column]]] : [])))
}

function isSame(one: unknown, other: unknown): boolean {
  return textOf(one ?? null) === textOf(other ?? null)
}

function keyOf(row: Row, key: readonly string[]): string {
  return textOf(key.map((column) => row[column]))
}

/** The same text for the same value: PostgreSQL gives the fields of an object in one order. */
function textOf(value: unknown): string {
  return JSON.stringify(value)
}
