import { areBytesHeld } from '../../../platform/backup/backup-lock.ts'
import { sql } from '../../../platform/db/sql.ts'
import { batchSize, daysBefore, type Purge, type PurgeContext } from '../../../platform/slots/purges.ts'

/** No upload and no transaction lasts so long, so bytes this old without a row will get none. */
const waitingDays = 1

/** Bytes are put before their row is written; where that never came, nothing speaks of them. */
async function purgeBytes({ sql: run, now, services: { storage } }: PurgeContext): Promise<number> {
  const before = daysBefore(now, waitingDays)
  let count = 0
  let old: string[] = []
  const removeUnknown = async () => {
    const unknown = await run<{ key: string }>(sql`
      SELECT key FROM unnest(${old}::text[]) key
      WHERE NOT EXISTS (SELECT 1 FROM stored_bytes b WHERE b.key = key.key)`)
    old = []
    // Asked after the rows: a backup that begins from now on does not see what was gone before. The next day will do.
    if (unknown.length === 0 || (await areBytesHeld(run))) return
    for (const { key } of unknown) await storage.remove(key)
    count += unknown.length
  }
  for await (const { key, changedAt } of storage.list()) {
    if (changedAt > before) continue
    old.push(key)
    if (old.length === batchSize) await removeUnknown()
  }
  await removeUnknown()
  return count
}

export const purges: readonly Purge[] = [
  { table: null, what: 'bytes in the storage that no row speaks of', batch: purgeBytes },
]
