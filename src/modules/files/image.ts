import { defineError } from '../../platform/errors.ts'

export const notAnImage = defineError('files.notAnImage', 422)

export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type ImageType = (typeof imageTypes)[number]

/** What an image is, by how it begins: neither its name nor what the browser says of it is to be trusted. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('RIFF') && text.slice(8) === 'WEBP') return 'image/webp'
  return null
}
