import { type Database, openDatabase } from '../../../src/platform/db/database.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import type { Filters } from '../../../src/platform/lists/filters.ts'
import { type PageAsked, type Row, readPage, type Source } from '../../../src/platform/lists/statements.ts'
import { cloneDatabase } from '../../support/databases.ts'

/** A column of each type that sorts, each with gaps. */
export const columns = {
  name: { type: 'name', sql: sql`r.name`, nullable: true, sortable: true },
  code: { type: 'text', sql: sql`r.code`, sortable: true },
  amount: { type: 'number', sql: sql`r.amount`, nullable: true, sortable: true },
  weight: { type: 'number', sql: sql`r.weight`, nullable: true, sortable: true },
  places: { type: 'integer', sql: sql`r.places`, sortable: true },
  born: { type: 'date', sql: sql`r.born`, nullable: true, sortable: true },
  seen: { type: 'instant', sql: sql`r.seen`, nullable: true, sortable: true },
  isOpen: { type: 'boolean', sql: sql`r.is_open`, sortable: true },
} as const

export const filters = {
  search: { type: 'search', in: [sql`r.name`, sql`r.code`] },
  code: { type: 'choice', sql: sql`r.code`, options: ['a', 'b', 'c'], words: 'trial', counted: true },
  isOpen: { type: 'flag', sql: sql`r.is_open`, counted: true },
  amount: { type: 'numbers', sql: sql`r.amount` },
  born: { type: 'dates', sql: sql`r.born`, of: 'date' },
  seen: { type: 'dates', sql: sql`r.seen`, of: 'instant' },
} as const satisfies Filters

export const source: Source = { name: 'trial', from: sql`trial_rows r`, id: sql`r.id`, columns, filters }

export interface Trial {
  database: Database
  close(): Promise<void>
  fill(rows: readonly TrialRow[]): Promise<void>
  page(
    asked: Partial<PageAsked>,
    locale?: string,
  ): Promise<{ items: Row[]; nextCursor: string | null } | null>
  walk(sort: string, limit: number, between?: () => Promise<void>, locale?: string): Promise<Row[]>
}

export interface TrialRow {
  name: string | null
  code: string
  amount: number | null
  weight: number | null
  places: number
  born: string | null
  seen: string | null
  isOpen: boolean
}

/** A table of its own in a migrated database, read by the statements that every list is read by. */
export async function openTrial(): Promise<Trial> {
  const { url, drop } = await cloneDatabase('lists')
  const database = openDatabase(url, 4, () => {})
  await database.pool.query(`CREATE TABLE trial_rows (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text,
    code text NOT NULL, amount numeric, weight float8, places int NOT NULL, born date, seen timestamptz(3), is_open boolean NOT NULL)`)
  const reader = (locale: string) => ({ locale, timeZone: 'Europe/Kyiv', visible: sql`true` })
  const trial: Trial = {
    database,
    async close() {
      await database.close()
      await drop()
    },
    async fill(rows) {
      await database.sql(sql`
        INSERT INTO trial_rows (name, code, amount, weight, places, born, seen, is_open)
        SELECT name, code, amount, weight, places, born, seen, "isOpen" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS given(name text, code text, amount numeric, weight float8, places int, born date, seen timestamptz, "isOpen" boolean)`)
    },
    page: (asked, locale = 'en') =>
      readPage(database.sql, source, reader(locale), {
        sort: 'name',
        cursor: undefined,
        limit: 20,
        asked: {},
        ...asked,
      }),
    async walk(sort, limit, between = async () => {}, locale = 'en') {
      const seen: Row[] = []
      for (let cursor: string | undefined; ; ) {
        const page = await trial.page({ sort, limit, cursor }, locale)
        if (!page) throw new Error(`The list does not know its own cursor ${cursor}.`)
        seen.push(...page.items)
        if (page.nextCursor === null) return seen
        cursor = page.nextCursor
        await between()
      }
    },
  }
  return trial
}
