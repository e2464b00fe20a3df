import type { Config } from '../config.ts'
import { attachOrStartEmbedded } from './embedded/embedded.ts'

/** For scripts: the database of DATABASE_URL, else the embedded one, which may be running already. */
export async function withConfiguredDatabase<Result>(
  config: Config,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  if (config.DATABASE_URL) return work(config.DATABASE_URL)
  const embedded = await attachOrStartEmbedded({ folder: config.DATA_DIR })
  try {
    return await work(embedded.url)
  } finally {
    await embedded.stop()
  }
}
