import { z } from 'zod'
import { imageTypes } from './image.ts'

export const KeptFile = z.strictObject({
  fileId: z.uuid(),
  mediaType: z.enum(imageTypes),
  size: z.int().min(1),
  /** Hexadecimal. */
  sha256: z.string().length(64),
})

export const FileReference = z.strictObject({ fileId: z.uuid() })

export type KeptFile = z.output<typeof KeptFile>
