import { imageTypes, isOfferable } from './media-type.ts'

/** What a file is handed in for, declared once where it is taken: what may be sent, and what becomes of it. */
export interface FilePurpose {
  /** `<room>.<noun>` */
  name: string
  /** What may be sent, judged by content. */
  mediaTypes: readonly string[]
  limitBytes: number
  /** Images are never kept as they came, but drawn anew in these sizes, largest first. */
  images?: ImageSizes
  /** Whom a link opens the file for: only the person it was made for, or whoever holds it. */
  links: 'person' | 'anyone'
}

export interface ImageSizes {
  sizes: readonly [ImageSize, ...ImageSize[]]
  /** `square` cuts off what is over, `whole` keeps everything. */
  shape: 'square' | 'whole'
  /** WebP, where nothing is said; PNG for what mail programs and documents show as well. */
  format?: 'webp' | 'png'
}

/**
 * Pixels of the longer side, or of both; or what they have to fit into, and how many bytes they may be. Colours and
 * detail are given up until they are no more. A size is known by its width.
 */
export type ImageSize = number | { width: number; height: number; mostBytes: number }

export function filePurpose<Purpose extends FilePurpose>(purpose: Purpose): Purpose {
  const refused = purpose.mediaTypes.filter((type) => !isOfferable(type))
  if (refused.length > 0)
    throw new Error(`${purpose.name} cannot take ${refused.join(', ')}: nothing proves what it is.`)
  if (purpose.mediaTypes.some((type) => imageTypes.includes(type)) && !purpose.images)
    throw new Error(`${purpose.name} takes images, so it has to say in which sizes they are kept.`)
  return purpose
}
