import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const roleGranted = fact('access.roleGranted', 1, z.object({ grantId: z.uuid(), personId: z.uuid() }))

export const grantEnded = fact('access.grantEnded', 1, z.object({ grantId: z.uuid(), personId: z.uuid() }))
