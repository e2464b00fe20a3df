import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** There is something new for somebody, and one letter tells it. */
export const digestMade = fact('watches.digestMade', 1, z.object({ personId: z.uuid(), digestId: z.uuid() }))
