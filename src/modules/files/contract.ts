import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What `keepFile` has put into the storage. */
export const KeptFile = z.strictObject({
  fileId: z.uuid(),
  purpose: z.string().max(80),
  name: z.string().max(200).nullable(),
  mediaType: z.string().max(120),
  size: z.int().min(1),
  sha256,
  /** Smaller sizes of an image. */
  renditions: z.array(z.strictObject({ width: z.int().min(1), size: z.int().min(1), sha256 })).max(8),
})

export const FileReference = z.strictObject({ fileId: z.uuid() })

/** The parts of a link to a file. */
export const FileLink = z.strictObject({
  fileId: z.uuid(),
  until: z.int(),
  signature: z.string().regex(/^[\w-]{43}$/),
  /** What it is a part of, where the room that made the link wants each opening to stand in the audit. */
  of: z
    .string()
    .regex(/^[a-z]+ [0-9a-f-]{36}$/i)
    .optional(),
})

export const OpenedFile = z.strictObject({
  fileId: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  sha256,
})

export type KeptFile = z.output<typeof KeptFile>
export type FileLink = z.output<typeof FileLink>
