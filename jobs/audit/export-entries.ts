import { z } from 'zod'
import { entriesExport, entryList } from '../../src/modules/audit/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { readAddress } from '../../src/platform/lists/address.ts'
import { byteOrderMark } from '../../src/platform/lists/csv.ts'
import { csvOf } from '../../src/platform/lists/csv-rows.ts'

const pageSize = 500
const mostCounted = 1_000_000

export const exportEntries = task(entriesExport, {
  summary: 'Writes entries of the audit into a CSV file, as whoever asked for it may read them',
  state: z.strictObject({ cursor: z.string(), done: z.int(), total: z.int() }),
  retry: { limit: 5, delaySeconds: 5, maxDelaySeconds: 300 },
  timeoutSeconds: 3600,
  async handle({ askAsStarter, t, state, output, checkpoint }, { match, token }) {
    const { asked, sort } = readAddress(entryList, [...new URLSearchParams(match)])
    const csv = csvOf(entryList, t)
    let { cursor, done, total } = state ?? { cursor: undefined, done: 0, total: 0 }
    if (cursor === undefined) {
      const found = await askAsStarter(token, entryList.few, { asked, first: 0, most: mostCounted })
      total = found.count
      output.write(byteOrderMark + csv.head())
    }
    for (;;) {
      const page = await askAsStarter(token, entryList.lot, { asked, sort, cursor, limit: pageSize })
      output.write(csv.rows(page.items))
      for (const { personId, onBehalfOfId } of page.items)
        for (const id of [personId, onBehalfOfId]) if (id !== null) output.speaksOf(String(id))
      done += page.items.length
      if (page.nextCursor === null)
        return { fileName: `${t('audit.export.fileName')}.csv`, mediaType: 'text/csv' }
      cursor = page.nextCursor
      await checkpoint({ cursor, done, total }, { done, total, phase: 'audit.export.phase' })
    }
  },
})
