import { defineError } from '../../platform/errors.ts'

export const typeNotTaken = defineError('files.typeNotTaken', 422)
export const linkEnded = defineError('files.linkEnded', 404)

/** Where the storage holds a file, or one of the smaller sizes of an image. */
export function keyOf(fileId: string, width: number | null = null): string {
  return width === null ? fileId : `${width}-${fileId}`
}
