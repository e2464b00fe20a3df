import type { Config } from '../config.ts'
import { attachOrStartEmbedded } from './embedded/embedded.ts'

/** One database, as two users see it. In a small installation both are the same. */
export interface DatabaseUrls {
  /** Owns the tables: migrations and maintenance. */
  owner: string
  /** Reads and writes rows, and only reads and adds to the audit: the portal itself. */
  app: string
}

export function configuredUrls(config: Config): DatabaseUrls | null {
  if (!config.DATABASE_URL) return null
  return { owner: config.MIGRATION_DATABASE_URL ?? config.DATABASE_URL, app: config.DATABASE_URL }
}

/** For scripts: the database of DATABASE_URL, else the embedded one, which may be running already. */
export async function withConfiguredDatabase<Result>(
  config: Config,
  work: (urls: DatabaseUrls) => Promise<Result>,
): Promise<Result> {
  const configured = configuredUrls(config)
  if (configured) return work(configured)
  const embedded = await attachOrStartEmbedded({ folder: config.DATA_DIR })
  try {
    return await work({ owner: embedded.url, app: embedded.appUrl })
  } finally {
    await embedded.stop()
  }
}
