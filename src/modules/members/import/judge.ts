import type { QueryContext } from '../../../platform/declare/operation.ts'
import { type CodedIssue, issuesOf } from '../../../platform/run/issues.ts'
import { checkPersonValues, type FieldReply } from '../../fields/index.ts'
import { AddPerson, findAlike } from '../../people/index.ts'
import type { Known, Match, RowIssue } from '../contract.ts'
import { columnOf, nameWords, type ToldRow, toldBy, unitColumn } from './columns.ts'
import type { PersonTable, TableRow } from './person-table.ts'

/** Before it has words. */
export type CodedRowIssue = Omit<RowIssue, 'text'>

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
  /** Rows that repeat others, where these have come in already: whom they found are those. */
  repeating?: ReadonlySet<number>,
): Promise<CodedRowIssue[][]> {
  const told = rows.map((row) => toldBy(row, columns, fields))
  const isKnown = (place: number) => known !== 'refuse' && matches[place]?.personId != null
  const issues = told.map(({ person }, place) =>
    // Of whom is there already the file need not say everything.
    personIssues(person).filter(({ code }) => !(isKnown(place) && code === 'people.error.nameless')),
  )
  const add = (place: number, issue: Omit<CodedRowIssue, 'values'>) =>
    issues[place]?.push({ ...issue, values: {} })
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
  for (const { place, code } of alike.known)
    if (!isKnown(place) && !repeating?.has(rows[place]?.row ?? 0)) add(place, { column: null, code })
  const repeated = repeating ?? repeatingRows({ rows, columns, fields })
  for (const [place, { row }] of rows.entries())
    if (repeated.has(row)) add(place, { column: null, code: 'members.error.importRepeated' })
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
      }))
}

function alikePart({ givenName, familyName, phone, email }: ToldRow['person'], unitId: string) {
  return { unitId, givenName, familyName, phone, email }
}

/** The numbers of rows that say the same address, or the same name and phone, as one before them. */
export function repeatingRows({
  rows,
  columns,
  fields,
}: Pick<Judged, 'rows' | 'columns' | 'fields'>): Set<number> {
  const seen = new Set<string>()
  const repeating = rows.filter((row) => {
    const { person } = toldBy(row, columns, fields)
    const { phone, email } = person
    const words = nameWords(person)
    const said = [
      ...(words === '' ? [] : [JSON.stringify([words, phone?.replaceAll(/\D/g, '')])]),
      ...(email ? [email.trim().toLowerCase()] : []),
    ]
    const isRepeated = said.some((each) => seen.has(each))
    for (const each of said) seen.add(each)
    return isRepeated
  })
  return new Set(repeating.map(({ row }) => row))
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
