import { foldedWords } from '../../../platform/text.ts'
import type { FieldReply } from '../../fields/index.ts'
import type { TableRow } from './person-table.ts'

export const personColumns = [
  'givenName',
  'familyName',
  'patronymic',
  'nativeName',
  'phone',
  'email',
] as const
export type PersonColumn = (typeof personColumns)[number]

/** What a column of a file may stand for: a part of the person, `field:<key>`, or nothing. */
export const leaveOut = '-'
/** The unit of a row: its code, name or id. */
export const unitColumn = 'unit'
const fieldPrefix = 'field:'

export function fieldColumn(key: string): string {
  return fieldPrefix + key
}

export function isFieldColumn(column: string): boolean {
  return column.startsWith(fieldPrefix)
}

const usualHeadings: Record<PersonColumn, readonly string[]> = {
  givenName: ['given name', 'first name', 'forename', 'власне ім’я'],
  familyName: ['family name', 'last name', 'surname', 'прізвище'],
  patronymic: ['patronymic', 'middle name', 'по батькові'],
  nativeName: ['native name', 'name in own script', 'ім’я рідною мовою'],
  phone: [
    'phone',
    'telephone',
    'mobile',
    'phone number',
    'contact phone',
    'телефон',
    'номер телефону',
    'моб. телефон',
  ],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    'електронна адреса',
    'ел. пошта',
    'пошта',
    'e-mail адреса',
  ],
}

/** The whole name in our own files, a part of it in others: only beside a family name, and where nothing says it better. */
const maybeGivenName = ['ім’я']

const unitHeadings = ['unit', 'unit code', 'group', 'chapter', 'підрозділ', 'код підрозділу']

/** What the columns seem to be by their headings; each thing is told once. */
export function guessColumns(headings: readonly string[], fields: readonly FieldReply[]): string[] {
  const names = new Map<string, string>()
  for (const { key, label } of fields)
    for (const name of [key, ...textsOf(label)]) names.set(plain(name), fieldColumn(key))
  for (const column of personColumns)
    for (const name of [column, ...usualHeadings[column]]) names.set(plain(name), column)
  for (const name of unitHeadings) names.set(plain(name), unitColumn)
  const said = new Set(headings.map((heading) => names.get(plain(heading))))
  if (said.has('familyName') && !said.has('givenName'))
    for (const name of maybeGivenName) names.set(plain(name), 'givenName')
  const taken = new Set<string>()
  return headings.map((heading) => {
    const guess = names.get(plain(heading))
    if (guess === undefined || taken.has(guess)) return leaveOut
    taken.add(guess)
    return guess
  })
}

export interface ToldRow {
  person: Record<PersonColumn, string | null>
  values: Record<string, string | string[]>
  /** As the file calls it. */
  unit: string | null
}

/** The words of a name, in whichever order and writing they stand. */
export function nameWords({ givenName, familyName }: ToldRow['person']): string {
  return foldedWords(`${givenName ?? ''} ${familyName ?? ''}`)
    .sort()
    .join(' ')
}

/** A row as the commands take it. */
export function toldBy(
  { cells }: TableRow,
  columns: readonly string[],
  fields: readonly FieldReply[],
): ToldRow {
  const cellOf = (column: string) => cells[columns.indexOf(column)] ?? ''
  const values = fields.flatMap((field): Array<[string, string | string[]]> => {
    const cell = cellOf(fieldColumn(field.key))
    return cell === '' ? [] : [[field.key, toldValue(field, cell)]]
  })
  const person = Object.fromEntries(personColumns.map((column) => [column, cellOf(column) || null]))
  return {
    person: person as ToldRow['person'],
    values: Object.fromEntries(values),
    unit: cellOf(unitColumn) || null,
  }
}

/** What people write in tables, as the field takes it. What is not understood stays: the field then says what is wrong. */
function toldValue({ type, options }: FieldReply, cell: string): string | string[] {
  const optionOf = (text: string) =>
    options.find(({ value, label }) => [value, ...textsOf(label)].some((name) => plain(name) === plain(text)))
      ?.value ?? text.trim()
  switch (type) {
    case 'choice':
      return optionOf(cell)
    case 'choices':
      return cell.split(/[,;|]/).map(optionOf)
    case 'boolean':
      return yes.has(plain(cell)) ? 'true' : no.has(plain(cell)) ? 'false' : cell
    case 'date': {
      const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell) ?? []
      return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell
    }
    default:
      return cell
  }
}

const yes = new Set(['true', 'yes', 'y', '1', '+', 'так'])
const no = new Set(['false', 'no', 'n', '0', '-', 'ні'])

/** The column that an issue of a command is about. */
export function columnOf(pointer: string): string {
  const [, first = '', second = ''] = pointer.split('/')
  return first === 'values' ? fieldColumn(second) : first
}

function textsOf(label: FieldReply['label']): string[] {
  return Object.values(label).filter((text) => typeof text === 'string')
}

/** Neither capitals nor the kind of apostrophe tell headings apart. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['`ʼ’]/g, '’')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
