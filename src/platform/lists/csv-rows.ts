import type { Translate } from '../presentation/view.ts'
import { headOf, plainText } from './cells.ts'
import { csvLine } from './csv.ts'
import type { List } from './list.ts'
import type { Row } from './statements.ts'

/** How the rows of a list are written to a file: all that its readers may have shown, in their language. */
export function csvOf({ declaration }: Pick<List, 'declaration'>, t: Translate) {
  const columns = Object.entries(declaration.columns).filter(
    ([, { shown, exported }]) => shown !== 'never' && exported !== false,
  )
  return {
    head: () => csvLine(columns.map(([key, column]) => headOf(key, column, t))),
    rows: (rows: readonly Row[]) =>
      rows
        .map((row) => csvLine(columns.map(([key, column]) => plainText(column, row[key], row, t))))
        .join(''),
  }
}
