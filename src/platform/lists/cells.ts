import type { Cell } from '../presentation/list.ts'
import { formatMoney, plainMoney } from '../presentation/money.ts'
import { formatExactNumber } from '../presentation/numbers.ts'
import type { Translate } from '../presentation/view.ts'
import type { ChoiceColumn, Column } from './columns.ts'
import type { Row } from './statements.ts'

/** What a page shows of a row under a column. */
export function cellOf(column: Column, value: unknown, row: Row, t: Translate, locale: string): Cell {
  if (value === null || value === undefined) return { type: 'none', text: '' }
  switch (column.type) {
    case 'instant':
      return {
        type: column.precision === 'day' ? 'dayOfInstant' : 'instant',
        text: (value as Date).toISOString(),
      }
    case 'date':
      return { type: 'date', text: String(value) }
    case 'status':
      return {
        type: 'status',
        text: t(`${column.words}.${value}`),
        tone: column.tones?.[String(value)] ?? 'neutral',
      }
    case 'code':
      return { type: 'code', text: String(value) }
    case 'boolean':
      return { type: 'text', text: t(value ? 'layout.list.yes' : 'layout.list.no') }
    case 'money':
      return { type: 'text', text: formatMoney(Number(value), String(row[column.currency]), locale) }
    case 'integer':
    case 'number':
      return { type: 'text', text: formatExactNumber(Number(value), locale) }
    default:
      return { type: 'text', text: plainText(column, value, row, t) }
  }
}

/** What a file holds of it: days and moments as ISO 8601, numbers as programs read them, words in the reader's language. */
export function plainText(column: Column, value: unknown, row: Row, t: Translate): string {
  if (value === null || value === undefined) return ''
  switch (column.type) {
    case 'instant':
      return (value as Date).toISOString()
    case 'choice':
    case 'status':
      return wordsOf(column, String(value), t)
    case 'money':
      return plainMoney(Number(value), String(row[column.currency]))
    default:
      return 'texts' in column && column.texts ? textsOf(column.texts, value) : String(value)
  }
}

/** Those of the house, or what an installation has named it. */
export function wordsOf(
  part: Pick<ChoiceColumn, 'texts'> & { options: readonly string[]; words?: string; open?: true },
  value: string,
  t: Translate,
): string {
  const named = part.texts && Object.hasOwn(part.texts, value) ? part.texts[value] : undefined
  return named ?? (part.open && !part.options.includes(value) ? value : t(`${part.words}.${value}`))
}

export function headOf(key: string, { label, text }: Pick<Column, 'label' | 'text'>, t: Translate): string {
  return text ?? (label ? t(label) : key)
}

/** `s, m` -> `Small, Medium` */
function textsOf(texts: Readonly<Record<string, string>>, value: unknown): string {
  return String(value)
    .split(', ')
    .map((each) => (Object.hasOwn(texts, each) ? texts[each] : each))
    .join(', ')
}
