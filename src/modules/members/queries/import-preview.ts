import { issueKeyOf } from '../../../platform/run/issues.ts'
import { listFillable } from '../../fields/index.ts'
import { ImportPreview, type outcomes, PreviewImport } from '../contract.ts'
import { fieldColumn, guessColumns, leaveOut, type ToldRow, toldBy } from '../import/columns.ts'
import { differencesOf } from '../import/differences.ts'
import { doubtsOf, namesOf } from '../import/doubts-row.ts'
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
      doubtsOf({ db, actor, now, ask }, rows, told, matches),
    ])
    const refusedPlaces = new Set([...issues.keys()].filter((place) => issues[place]?.length))
    const compared = { unitId, told, matches, known, refused: refusedPlaces, withFields: fields.length > 0 }
    const [differences, nameOfThem] = await Promise.all([
      differencesOf(ask, compared),
      namesOf(
        { db, actor, now },
        issues.flat().flatMap(({ personId }) => personId ?? []),
      ),
    ])
    const judged = rows.map(({ row }, at) => {
      const changes = differences[at] ?? null
      const isRefused = refusedPlaces.has(at)
      const outcome = isRefused ? 'refused' : !changes ? 'added' : changes.length > 0 ? 'changed' : 'same'
      return {
        row,
        name: nameOf(told[at]),
        outcome: outcome as (typeof outcomes)[number],
        personId: changes ? (matches[at]?.personId ?? null) : null,
        changes: changes ?? [],
        issues: (issues[at] ?? []).map(({ personId, ...issue }) => {
          const name = nameOfThem.get(personId ?? '') ?? null
          return {
            ...issue,
            text: text(issueKeyOf(issue.code), issue.values),
            personId: name === null ? null : personId,
            name,
          }
        }),
        // Who is refused, or is known to be somebody, is in no doubt.
        warnings:
          outcome === 'added'
            ? (doubts[at] ?? []).map(({ by, row: other, ...doubt }) => ({
                code: `members.doubt.${by}`,
                text: text(`members.doubt.${by}`, { row: other ?? 0 }),
                row: other,
                ...doubt,
              }))
            : [],
      }
    })
    const isOf = (wanted: (typeof outcomes)[number]) => judged.filter(({ outcome }) => outcome === wanted)
    const [added, refused, changing, same] = [isOf('added'), isOf('refused'), isOf('changed'), isOf('same')]
    const doubtful = added.filter(({ warnings }) => warnings.length > 0)
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
      ready: added.length,
      changing: changing.length,
      same: same.length,
      refused: refused.length,
      doubtful: doubtful.length,
      rows: [
        ...refused,
        ...doubtful,
        ...changing,
        ...added.filter(({ warnings }) => warnings.length === 0),
        ...same,
      ].slice(0, mostShown),
    }
  },
})

function nameOf(told: ToldRow | undefined): string {
  return [told?.person.givenName, told?.person.familyName].filter(Boolean).join(' ')
}
