import { issueKeyOf } from '../../../platform/run/issues.ts'
import { listFillable } from '../../fields/index.ts'
import { ImportPreview, PreviewImport } from '../contract.ts'
import { fieldColumn, guessColumns, leaveOut, type ToldRow, toldBy } from '../import/columns.ts'
import { doubtsOf } from '../import/doubts-row.ts'
import { readWaiting, requireTicket } from '../import/file.ts'
import { judgeRows, matchedParts } from '../import/judge.ts'
import { findPlace } from '../import/place.ts'
import { mayFill } from '../policy.ts'
import { query } from '../room.ts'
import { matchRows } from './matches.ts'

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
  async run({ db, actor, now, services, ask, text }, { columns, known, ...waiting }, place) {
    const { unitId, name, unitPath } = place
    requireTicket(services, actor, waiting)
    const { headings, rows } = await readWaiting(services, waiting.fileId)
    const fields = mayFill(actor, unitPath, now) ? (await ask(listFillable, {})).items : []
    const guessed = guessColumns(headings, fields)
    const standsFor = headings.map((_heading, index) => (columns ?? guessed)[index] ?? leaveOut)
    const told = rows.map((row) => toldBy(row, standsFor, fields))
    const { rows: matches } = await ask(matchRows, { unitId, rows: matchedParts(rows, standsFor) })
    const judging = { unitId, headings, rows, columns: standsFor, fields, known, matches }
    const [issues, doubts] = await Promise.all([
      judgeRows(ask, judging),
      doubtsOf({ db, actor, now, ask }, told, matches),
    ])
    const judged = rows.map(({ row }, at) => ({
      row,
      name: nameOf(told[at]),
      personId: known === 'refuse' || issues[at]?.length ? null : (matches[at]?.personId ?? null),
      issues: (issues[at] ?? []).map((issue) => ({
        ...issue,
        text: text(issueKeyOf(issue.code), issue.values),
      })),
      // Who is refused, or is known to be somebody, is in no doubt.
      warnings:
        issues[at]?.length || (known !== 'refuse' && matches[at]?.personId)
          ? []
          : (doubts[at] ?? []).map(({ by, ...doubt }) => ({
              code: `members.doubt.${by}`,
              text: text(`members.doubt.${by}`),
              ...doubt,
            })),
    }))
    const refused = judged.filter((each) => each.issues.length > 0)
    const doubtful = judged.filter(({ warnings }) => warnings.length > 0)
    const changing = judged.filter(({ personId }) => personId !== null)
    return {
      unitId,
      unitName: name,
      columns: headings.map((heading, index) => ({
        heading,
        sample: rows.find(({ cells }) => cells[index])?.cells[index]?.slice(0, 100) ?? '',
        standsFor: standsFor[index] ?? leaveOut,
      })),
      fields: fields.map(({ key, label }) => ({ column: fieldColumn(key), label })),
      known,
      ready: judged.length - refused.length - changing.length,
      changing: changing.length,
      refused: refused.length,
      doubtful: doubtful.length,
      rows: [
        ...refused,
        ...doubtful,
        ...judged.filter(({ issues: found, warnings }) => found.length + warnings.length === 0),
      ].slice(0, mostShown),
    }
  },
})

function nameOf(told: ToldRow | undefined): string {
  return [told?.person.givenName, told?.person.familyName].filter(Boolean).join(' ')
}
