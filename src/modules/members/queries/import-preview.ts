import { type CodedIssue, issueKeyOf, issuesOf } from '../../../platform/run/issues.ts'
import { foldedWords } from '../../../platform/text.ts'
import { checkPersonValues, listFillable } from '../../fields/index.ts'
import { AddPerson, findAlike } from '../../people/index.ts'
import { ImportPreview, PreviewImport, type RowIssue } from '../contract.ts'
import { columnOf, fieldColumn, guessColumns, leaveOut, type ToldRow, toldBy } from '../import/columns.ts'
import { readWaiting, requireTicket } from '../import/file.ts'
import { findPlace } from '../import/place.ts'
import { mayFill } from '../policy.ts'
import { query } from '../room.ts'

const mostShown = 100

/** What would become of each row. Nothing is written; whatever changes until the import, the import judges anew. */
export const previewImport = query({
  name: 'members.previewImport',
  summary: 'Say what would become of each row of a file that was handed in',
  permission: 'members.import',
  input: PreviewImport,
  output: ImportPreview,
  http: { method: 'get', path: '/members/import/:unitId/:fileId' },
  cost: 20,
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ actor, now, services, ask, text }, { columns, ...waiting }, { unitId, name, unitPath }) {
    requireTicket(services, actor, waiting)
    const { headings, rows } = await readWaiting(services, waiting.fileId)
    const fields = mayFill(actor, unitPath, now) ? (await ask(listFillable, {})).items : []
    const guessed = guessColumns(headings, fields)
    const standsFor = headings.map((_heading, index) => (columns ?? guessed)[index] ?? leaveOut)
    const told = rows.map((row) => toldBy(row, standsFor, fields))
    const issues = told.map(({ person }) => personIssues(person))
    const add = (place: number, issue: Omit<CodedRowIssue, 'values'>) =>
      issues[place]?.push({ ...issue, values: {} })
    for (const [place, { cells }] of rows.entries())
      if (cells.slice(headings.length).some((cell) => cell !== ''))
        add(place, { column: null, code: 'members.error.importTooWide' })
    if (fields.length > 0) {
      const checked = await ask(checkPersonValues, { people: told.map(({ values }) => values) })
      for (const [place, found] of checked.issues.entries())
        for (const { pointer, code } of found) add(place, { column: columnOf(pointer), code })
    }
    const { known } = await ask(findAlike, { unitId, people: told.map(({ person }) => alikePart(person)) })
    for (const place of known) add(place, { column: null, code: 'people.error.alreadyThere' })
    for (const place of repeatedIn(told)) add(place, { column: null, code: 'members.error.importRepeated' })
    const judged = rows.map(({ row }, place) => ({
      row,
      name: nameOf(told[place]),
      issues: (issues[place] ?? []).map((issue) => ({
        ...issue,
        text: text(issueKeyOf(issue.code), issue.values),
      })),
    }))
    const refused = judged.filter((each) => each.issues.length > 0)
    return {
      unitId,
      unitName: name,
      columns: headings.map((heading, index) => ({
        heading,
        sample: rows.find(({ cells }) => cells[index])?.cells[index]?.slice(0, 100) ?? '',
        standsFor: standsFor[index] ?? leaveOut,
      })),
      fields: fields.map(({ key, label }) => ({ column: fieldColumn(key), label })),
      ready: judged.length - refused.length,
      refused: refused.length,
      rows: [...refused, ...judged.filter((each) => each.issues.length === 0)].slice(0, mostShown),
    }
  },
})

/** Before it has words. */
type CodedRowIssue = Omit<RowIssue, 'text'>

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

function alikePart({ givenName, familyName, phone, email }: ToldRow['person']) {
  return { givenName, familyName, phone, email }
}

function nameOf(told: ToldRow | undefined): string {
  return [told?.person.givenName, told?.person.familyName].filter(Boolean).join(' ')
}

/** Rows that say the same address, or the same name and phone, as one before them. */
function repeatedIn(told: readonly ToldRow[]): number[] {
  const seen = new Set<string>()
  return told.flatMap(({ person }, place) => {
    const { givenName, familyName, phone, email } = person
    const words = foldedWords(`${givenName ?? ''} ${familyName ?? ''}`)
      .sort()
      .join(' ')
    const said = [
      ...(words === '' ? [] : [JSON.stringify([words, phone?.replaceAll(/\D/g, '')])]),
      ...(email ? [email.trim().toLowerCase()] : []),
    ]
    const isRepeated = said.some((each) => seen.has(each))
    for (const each of said) seen.add(each)
    return isRepeated ? [place] : []
  })
}
