import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Locator } from 'playwright-core'
import sharp from 'sharp'

const root = join(import.meta.dirname, '../..')
export const baselines = join(root, 'test/browser/baselines')
const results = join(root, 'test-results')

/**
 * How many points may differ: processors round the edges of letters a little differently. Fewer than a letter has, or a
 * word could go missing in a large picture.
 */
const tolerated = 25

/**
 * Compares what stands there with the picture of it that was committed. Null where they are alike, otherwise what
 * differs and where to see it. `UPDATE_SCREENSHOTS=1` commits what stands there instead.
 */
export async function differenceOf(place: Locator, name: string): Promise<string | null> {
  const path = join(baselines, `${name}.png`)
  const before = existsSync(path) ? await drawn(await readFile(path)) : null
  // Two alike in a row are enough for a new one; one that is compared may still become what it was.
  const patience = Date.now() + (before && !process.env.UPDATE_SCREENSHOTS ? 3_000 : 0)
  let taken = await take(place)
  let found = before && compare(before, await drawn(taken))
  // A browser with much to do takes the picture before everything is painted. What still differs after a while, and
  // is no longer changing, is as it will stay.
  while (found || !before) {
    const last = taken
    taken = await take(place)
    if (before && !taken.equals(last)) found = compare(before, await drawn(taken))
    if (taken.equals(last) && Date.now() > patience) break
  }
  if (before && !found) return null
  if (process.env.UPDATE_SCREENSHOTS) {
    await mkdir(baselines, { recursive: true })
    await writeFile(path, await sharp(taken).png({ compressionLevel: 9, effort: 10 }).toBuffer())
    return null
  }
  if (!found) return `${name}: there is no picture yet. Run with UPDATE_SCREENSHOTS=1, then look at it.`
  const actual = join(results, `${name}.actual.png`)
  await mkdir(dirname(actual), { recursive: true })
  await writeFile(actual, taken)
  if (found.marks)
    await sharp(found.marks.points, { raw: { ...found.marks, channels: 4 } }).toFile(
      join(results, `${name}.difference.png`),
    )
  return `${name}: ${found.words}. See ${actual}${found.marks ? ' and .difference.png beside it' : ''}.`
}

function take(place: Locator): Promise<Buffer> {
  return place.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })
}

/** A picture as its points: four bytes each, line by line. */
export interface Picture {
  points: Uint8Array
  width: number
  height: number
}

export async function drawn(png: Buffer): Promise<Picture> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { points: data, width: info.width, height: info.height }
}

/** Null for two pictures that look alike; otherwise how they differ, and where, as a picture. */
export function compare(before: Picture, now: Picture): { words: string; marks?: Picture } | null {
  const { width, height } = before
  if (width !== now.width || height !== now.height)
    return { words: `was ${width} × ${height}, is ${now.width} × ${now.height}` }
  const marks = { points: new Uint8Array(width * height * 4), width, height }
  const different = pixelmatch(before.points, now.points, marks.points, width, height, { threshold: 0.15 })
  if (different <= tolerated) return null
  return { words: `${different} of ${width * height} points differ`, marks }
}
