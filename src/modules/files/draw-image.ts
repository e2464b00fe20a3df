import sharp, { type SharpOptions } from 'sharp'
import { defineError } from '../../platform/errors.ts'
import type { ImageSizes } from './purpose.ts'

export const imageTooLarge = defineError('files.imageTooLarge', 422)
export const imageBroken = defineError('files.imageBroken', 422)

export const drawnType = 'image/webp'

/** A small file can claim to unfold into any number of them. */
const mostPixels = 50_000_000

/** Unfolded, one large image fills 200 MB: more than these at once wait for their turn. */
const atOnce = 2

// Several threads for one image would only take them from the other one.
sharp.concurrency(1)
// What was drawn is not drawn again.
sharp.cache(false)

export interface DrawnImage {
  width: number
  bytes: Buffer
}

/**
 * An image drawn anew in each size, upright, with nothing in it but its pixels: no place, no camera, no hidden
 * preview, no second file behind its end. Of what moves, the first picture.
 */
export async function drawImage(path: string, { sizes, shape }: ImageSizes): Promise<DrawnImage[]> {
  return inTurn(async () => {
    const settings: SharpOptions = { limitInputPixels: mostPixels, failOn: 'truncated', pages: 1 }
    const known = await sharp(path, { ...settings, limitInputPixels: false })
      .metadata()
      .catch(() => null)
    if (!known) throw imageBroken()
    if (known.width * known.height > mostPixels)
      throw imageTooLarge({ values: { megapixels: mostPixels / 1e6 } })
    const drawn: DrawnImage[] = []
    for (const width of sizes) {
      const bytes = await sharp(path, settings)
        .autoOrient()
        .resize({
          width,
          height: width,
          fit: shape === 'square' ? 'cover' : 'inside',
          withoutEnlargement: shape === 'whole',
        })
        .webp({ quality: 82 })
        .toBuffer()
        .catch(() => {
          throw imageBroken()
        })
      drawn.push({ width, bytes })
    }
    return drawn
  })
}

let running = 0
const waiting: Array<() => void> = []

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
