import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const fileDropped = fact('files.fileDropped', 1, z.object({ fileId: z.uuid() }))
