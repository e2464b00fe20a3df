import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { listUnitsForExport, unitExport } from '../../src/modules/units/index.ts'
import { task } from '../../src/platform/declare/task.ts'

const pageSize = 200

export const exportUnits = task(unitExport, {
  summary: 'Writes a unit and all below it into a CSV file',
  state: z.strictObject({ after: z.string(), done: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle({ ask, t, state, output, checkpoint }, { unitPath }) {
    const write = (cells: Array<string | number>) =>
      // A cell that begins like a formula would be one in a spreadsheet.
      output.write(stringify([cells], { escape_formulas: true, record_delimiter: '\r\n' }))
    let { after, done } = state ?? { after: null, done: 0 }
    if (after === null) {
      // Spreadsheets take a file for UTF-8 only where it begins like this.
      output.write('\uFEFF')
      write(headings.map((key) => t(key)))
    }
    for (;;) {
      const { units, total } = await ask(listUnitsForExport, { unitPath, after, limit: pageSize })
      // Moments are ISO 8601 in UTC, as in the downloads of lists.
      for (const { name, kind, status, parentName, memberCount, createdAt } of units)
        write([
          name,
          t(`units.kinds.${kind}`),
          t(`units.statuses.${status}`),
          parentName ?? '',
          memberCount,
          createdAt.toISOString(),
        ])
      const last = units.at(-1)
      if (!last) return { fileName: `${t('units.export.fileName')}.csv`, mediaType: 'text/csv' }
      after = last.path
      done += units.length
      await checkpoint({ after, done }, { done, total, phase: 'units.export.phase' })
    }
  },
})

const headings = [
  'units.name',
  'units.kind',
  'units.state',
  'units.within',
  'units.members',
  'units.export.createdAt',
]
