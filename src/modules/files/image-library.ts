import type sharp from 'sharp'

let opening: Promise<typeof sharp> | undefined

/** Opened when the first image is drawn: it takes 9 MB, and most processes never draw one. */
export function imageLibrary(): Promise<typeof sharp> {
  opening ??= open()
  return opening
}

async function open(): Promise<typeof sharp> {
  const { default: sharp } = await import('sharp')
  // Several threads for one image would only take them from the other one.
  sharp.concurrency(1)
  // What was drawn is not drawn again.
  sharp.cache(false)
  return sharp
}
