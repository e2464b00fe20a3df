import { z } from 'zod'
import { areBytesHeld } from '../../../platform/backup/backup-lock.ts'
import { query } from '../room.ts'

export const readBytesHold = query({
  name: 'files.readBytesHold',
  summary: 'Whether a backup needs that no bytes are removed now',
  permission: 'system',
  input: z.strictObject({}),
  output: z.strictObject({ held: z.boolean() }),
  run: async ({ db }) => ({ held: await areBytesHeld(db.sql) }),
})
