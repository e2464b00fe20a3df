import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The last thing that a backup holds: what has to be in it, and how to tell that it is whole. */
export const Manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  /** The moment that the backup shows. */
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })),
  /** Of pg-boss's own tables. */
  jobsVersion: z.int(),
  /** Months for which the audit has a partition of its own. */
  auditMonths: z.array(z.iso.date()),
  tables: z.array(
    z.object({
      /** Qualified and quoted, as SQL takes it. */
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int(),
      /** Of all rows, in whatever order they come. */
      digest: z.string().regex(/^[0-9a-f]{32}$/),
      entry: z.string(),
      sha256,
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  files: z.array(z.object({ key: z.string(), size: z.int(), sha256, entry: z.string() })),
  /** Files that rows refer to and the storage did not hold, or not as they were. */
  missing: z.array(z.string()),
})

export type Manifest = z.output<typeof Manifest>
export type BackedTable = Manifest['tables'][number]

export const manifestEntry = 'manifest.json'
