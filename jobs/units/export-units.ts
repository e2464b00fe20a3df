import { z } from 'zod'
import { listUnitsForExport, unitExport } from '../../src/modules/units/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import { textIn } from '../../src/platform/presentation/translated.ts'

const pageSize = 200

export const exportUnits = task(unitExport, {
  summary: 'Writes a unit and all below it into a CSV file',
  state: z.strictObject({ after: z.string(), done: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle({ ask, t, locale, state, output, checkpoint }, { unitPath }) {
    let { after, done } = state ?? { after: null, done: 0 }
    if (after === null) {
      output.write(byteOrderMark + csvLine(headings.map((key) => t(key))))
    }
    for (;;) {
      const { units, total } = await ask(listUnitsForExport, { unitPath, after, limit: pageSize })
      // Moments are ISO 8601 in UTC, as in the downloads of lists.
      for (const { code, name, kindLabel, status, parentName, memberCount, createdAt } of units)
        output.write(
          csvLine([
            code ?? '',
            name,
            textIn(kindLabel, locale),
            t(`units.statuses.${status}`),
            parentName ?? '',
            String(memberCount),
            createdAt.toISOString(),
          ]),
        )
      const last = units.at(-1)
      if (!last) return { fileName: `${t('units.export.fileName')}.csv`, mediaType: 'text/csv' }
      after = last.path
      done += units.length
      await checkpoint({ after, done }, { done, total, phase: 'units.export.phase' })
    }
  },
})

const headings = [
  'units.code',
  'units.name',
  'units.kind',
  'units.state',
  'units.within',
  'units.members',
  'units.export.createdAt',
]
