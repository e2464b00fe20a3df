import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../embedded/embedded.ts'

/** A server of its own for a moment, so that what is tried on it touches nobody's data. */
export async function withScratchDatabase<Result>(run: (url: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-scratch-'))
  try {
    const database = await startEmbedded({ folder, ephemeral: true })
    try {
      return await run(database.url)
    } finally {
      await database.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
