import { plain, type TableRow } from '../../members/index.ts'

export const lineColumns = ['address', 'givenName', 'familyName', 'unit', 'role', 'greeting'] as const
export type LineColumn = (typeof lineColumns)[number]

/** More are sent by several files: whoever checks a preview reads it. */
export const mostLines = 5_000

const headingsOf: Record<LineColumn, readonly string[]> = {
  address: [
    'address',
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    'phone number',
    'e-mail or phone',
    'електронна адреса',
    'номер телефону',
    'phone',
    'ел. пошта',
    'ел. пошта або телефон',
    'пошта',
    'телефон',
  ],
  givenName: ['givenname', 'given name', 'first name', 'name', 'ім’я', 'власне ім’я'],
  familyName: ['familyname', 'family name', 'last name', 'surname', 'прізвище'],
  unit: ['unit', 'unit code', 'group', 'підрозділ', 'код підрозділу'],
  role: ['role', 'роль'],
  greeting: ['greeting', 'message', 'привітання'],
}

/** What the columns are by their headings; null for those that mean nothing here. The first of two that say the same counts. */
export function columnsOf(headings: readonly string[]): Array<LineColumn | null> {
  const taken = new Set<LineColumn>()
  return headings.map((heading) => {
    const column = lineColumns.find((each) => headingsOf[each].some((name) => plain(name) === plain(heading)))
    if (column === undefined || taken.has(column)) return null
    taken.add(column)
    return column
  })
}

export type Line = Record<LineColumn, string | null> & { row: number; isTooWide: boolean }

export function lineOf({ row, cells }: TableRow, columns: ReadonlyArray<LineColumn | null>): Line {
  const cellOf = (column: LineColumn) => cells[columns.indexOf(column)] || null
  const isTooWide = cells.slice(columns.length).some((cell) => cell !== '')
  const said = Object.fromEntries(lineColumns.map((column) => [column, cellOf(column)]))
  return { row, isTooWide, ...(said as Record<LineColumn, string | null>) }
}

/** However somebody writes the name of a unit or a role. */
export function nameKey(name: string): string {
  return plain(name)
}
