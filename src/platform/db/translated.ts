import { type Sql, sql } from './sql.ts'

/** The text of a translated column as `textIn` takes it: in the reader's language, else in English, else in any. */
export function textInSql(column: Sql, locale: string): Sql {
  return sql`coalesce(${column}->>${locale}, ${column}->>${locale.split('-')[0] ?? locale}, ${column}->>'en',
    (SELECT each.value FROM jsonb_each_text(${column} - 'v') AS each LIMIT 1))`
}
