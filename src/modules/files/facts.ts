import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const fileDropped = fact(
  'files.fileDropped',
  1,
  // What was dropped before there were smaller sizes says nothing of them.
  z.object({ fileId: z.uuid(), widths: z.array(z.int()).default([]) }),
)
