import type { Sharp, SharpOptions } from 'sharp'
import { defineError } from '../../platform/errors.ts'
import { imageLibrary } from './image-library.ts'
import type { ImageSize, ImageSizes } from './purpose.ts'

export const imageTooLarge = defineError('files.imageTooLarge', 422)
export const imageBroken = defineError('files.imageBroken', 422)

const formats = {
  webp: {
    mediaType: 'image/webp',
    /** From good to poor. */
    steps: [82, 65, 50, 35, 20].map((quality) => (image: Sharp) => image.webp({ quality })),
  },
  png: {
    mediaType: 'image/png',
    steps: [
      (image: Sharp) => image.png({ compressionLevel: 9 }),
      ...[128, 64, 32, 16, 8].map(
        (colours) => (image: Sharp) => image.png({ palette: true, colours, compressionLevel: 9, effort: 8 }),
      ),
    ],
  },
}

export function drawnType({ format = 'webp' }: ImageSizes): string {
  return formats[format].mediaType
}

/** A small file can claim to unfold into any number of them. */
const mostPixels = 50_000_000

/** Unfolded, one large image fills 200 MB: more than these at once wait for their turn. */
const atOnce = 2

export interface DrawnImage {
  /** What the size is known by. */
  width: number
  /** How large it came out. */
  pixels: { width: number; height: number }
  bytes: Buffer
}

/**
 * An image drawn anew in each size, upright, with nothing in it but its pixels: no place, no camera, no hidden
 * preview, no second file behind its end. Of what moves, the first picture.
 */
export async function drawImage(path: string, sizes: ImageSizes): Promise<DrawnImage[]> {
  return inTurn(async () => {
    const sharp = await imageLibrary()
    const settings: SharpOptions = { limitInputPixels: mostPixels, failOn: 'truncated', pages: 1 }
    const known = await sharp(path, { ...settings, limitInputPixels: false })
      .metadata()
      .catch(() => null)
    if (!known) throw imageBroken()
    if (known.width * known.height > mostPixels)
      throw imageTooLarge({ values: { megapixels: mostPixels / 1e6 } })
    const drawn: DrawnImage[] = []
    for (const size of sizes.sizes)
      drawn.push(
        await drawSize(() => sharp(path, settings).autoOrient(), size, sizes).catch(() => {
          throw imageBroken()
        }),
      )
    return drawn
  })
}

/** Once nothing more can be given up but points themselves. */
const scales = [1, 0.75, 0.5, 0.35, 0.25]

async function drawSize(
  open: () => Sharp,
  size: ImageSize,
  { shape, format = 'webp' }: ImageSizes,
): Promise<DrawnImage> {
  const { width, height, mostBytes } =
    typeof size === 'number' ? { width: size, height: size, mostBytes: Number.POSITIVE_INFINITY } : size
  let last: DrawnImage | undefined
  for (const scale of scales)
    for (const encode of formats[format].steps) {
      const resized = open().resize({
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
        fit: shape === 'square' ? 'cover' : 'inside',
        withoutEnlargement: shape === 'whole',
      })
      const { data, info } = await encode(resized).toBuffer({ resolveWithObject: true })
      last = { width, pixels: { width: info.width, height: info.height }, bytes: data }
      if (data.byteLength <= mostBytes) return last
    }
  // As small as it gets, which is small enough for anything.
  return last as DrawnImage
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
