import type { QueryContext } from '../../../platform/declare/operation.ts'
import { type CodedIssue, issuesOf } from '../../../platform/run/issues.ts'
import { checkPersonValues, type FieldReply } from '../../fields/index.ts'
import { AddPerson, findAlike } from '../../people/index.ts'
import type { Known, Match, RowIssue } from '../contract.ts'
import { columnOf, nameWords, type ToldRow, toldBy, unitColumn } from './columns.ts'
import type { PersonTable, TableRow } from './person-table.ts'

/** Before it has words. */
export type CodedRowIssue = Omit<RowIssue, 'text' | 'name'>

interface Judged extends PersonTable {
  unitId: string
  columns: readonly string[]
  /** None where whoever brings them in may not fill in fields. */
  fields: readonly FieldReply[]
  known: Known
  /** What `matchRows` says of the rows, in their order. */
  matches: readonly Match[]
}

/** What is wrong with each row as people are now. Nothing is written. */
export async function judgeRows(
  ask: QueryContext<never>['ask'],
  { headings, rows, columns, fields, known, matches }: Judged,
  /** Rows that repeat others, and which, where these have come in already: whom they found are those. */
  repeating?: Repeating,
): Promise<CodedRowIssue[][]> {
  const told = rows.map((row) => toldBy(row, columns, fields))
  const isKnown = (place: number) => known !== 'refuse' && matches[place]?.personId != null
  const issues = told.map(({ person }, place) =>
    // Of whom is there already the file need not say everything.
    personIssues(person).filter(({ code }) => !(isKnown(place) && code === 'people.error.nameless')),
  )
  const add = (place: number, issue: Partial<CodedRowIssue> & Pick<CodedRowIssue, 'column' | 'code'>) =>
    issues[place]?.push({ values: {}, personId: null, ...issue })
  for (const [place, { cells }] of rows.entries())
    if (isTooWide(cells, headings)) add(place, { column: null, code: 'members.error.importTooWide' })
  for (const [place, match] of matches.entries()) {
    if (match.issue !== null) add(place, { column: unitColumn, code: match.issue })
    if (isKnown(place) && match.belongs && known === 'add')
      add(place, { column: null, code: 'members.error.importBelongs' })
  }
  if (fields.length > 0) {
    const checked = await ask(checkPersonValues, { people: told.map(({ values }) => values) })
    // What they have already they need not be told anew; the command looks at what is there.
    for (const [place, found] of checked.issues.entries())
      for (const { pointer, code } of found)
        if (!isKnown(place) || !(code === 'required' || code === 'fields.error.valueTaken'))
          add(place, { column: columnOf(pointer), code })
  }
  const alike = await ask(findAlike, {
    people: told.map(({ person }, place) => alikePart(person, matches[place]?.unitId ?? '')),
  })
  for (const { place, code, personId } of alike.known)
    if (!isKnown(place) && !repeating?.has(rows[place]?.row ?? 0))
      add(place, { column: null, code, personId })
  const repeated = repeating ?? repeatingRows({ rows, columns, matches })
  for (const [place, { row }] of rows.entries()) {
    const other = repeated.get(row)
    if (other !== undefined)
      add(place, { column: null, code: 'members.error.importRepeated', values: { row: other } })
  }
  return issues
}

export function isTooWide(cells: readonly string[], headings: readonly string[]): boolean {
  return cells.slice(headings.length).some((cell) => cell !== '')
}

function personIssues(person: ToldRow['person']): CodedRowIssue[] {
  const checked = AddPerson.safeParse({ ...person, accountId: null, locale: 'en', timeZone: 'UTC' })
  return checked.success
    ? []
    : issuesOf(checked.error).map(({ pointer, code, ...rest }) => ({
        column: columnOf(pointer),
        code,
        values: (rest as Partial<CodedIssue>).values ?? {},
        personId: null,
      }))
}

function alikePart({ givenName, familyName, phone, email }: ToldRow['person'], unitId: string) {
  return { unitId, givenName, familyName, phone, email }
}

/** The numbers of rows that repeat one before them, and of that one. */
export type Repeating = ReadonlyMap<number, number>

/**
 * Rows that say the same as one before them: the same address, or the same name and phone; where no phone is told, the same
 * name, unless both have an address and it is not the same, or the one before has a phone and is of another unit: the rule by
 * which people are refused who seem to be there (`alikeAmong` of people). So does whoever is named by two addresses of one member.
 */
export function repeatingRows({
  rows,
  columns,
  matches,
}: Pick<Judged, 'rows' | 'columns' | 'matches'>): Repeating {
  const seen = new Map<string, number>()
  const named = new Map<string, Named[]>()
  const repeating = new Map<number, number>()
  for (const [place, tableRow] of rows.entries()) {
    const { person } = toldBy(tableRow, columns, [])
    const email = person.email?.trim().toLowerCase() || null
    const phone = person.phone?.replaceAll(/\D/g, '') ?? null
    const one = { row: tableRow.row, email, phone, unitId: matches[place]?.unitId ?? null }
    const words = nameWords(person)
    const said = [email, matches[place]?.personId ?? null].filter((each) => each !== null)
    const before = words === '' ? [] : (named.get(words) ?? [])
    const others = [
      ...said.flatMap((each) => seen.get(each) ?? []),
      ...before.filter((other) => isRepeated(one, other)).map(({ row }) => row),
    ]
    if (others.length > 0) repeating.set(one.row, Math.min(...others))
    for (const each of said) if (!seen.has(each)) seen.set(each, one.row)
    named.set(words, [...before, one])
  }
  return repeating
}

interface Named {
  row: number
  email: string | null
  phone: string | null
  unitId: string | null
}

/** Of two rows with one name. */
function isRepeated(one: Named, before: Named): boolean {
  if (one.phone !== null) return before.phone === one.phone
  if (one.email !== null && before.email !== null) return before.email === one.email
  return before.phone === null || before.unitId === one.unitId
}

/** What of the rows says to which unit they lead and whom they name. */
export function matchedParts(
  rows: readonly TableRow[],
  columns: readonly string[],
): Array<{ row: number; unit: string | null; email: string | null }> {
  return rows.map((row) => {
    const { person, unit } = toldBy(row, columns, [])
    return { row: row.row, unit, email: person.email?.trim() || null }
  })
}
