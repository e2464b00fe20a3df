import { issueKeyOf } from '../../../platform/run/issues.ts'
import { listFillable } from '../../fields/index.ts'
import { ImportPreview, PreviewImport } from '../contract.ts'
import { fieldColumn, guessColumns, leaveOut, type ToldRow, toldBy } from '../import/columns.ts'
import { readWaiting, requireTicket } from '../import/file.ts'
import { judgeRows } from '../import/judge.ts'
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
    const issues = await judgeRows(ask, { unitId, headings, rows, columns: standsFor, fields })
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

function nameOf(told: ToldRow | undefined): string {
  return [told?.person.givenName, told?.person.familyName].filter(Boolean).join(' ')
}
