import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** A paper of a company is about to expire. */
export const paperExpiring = fact(
  'companies.paperExpiring',
  1,
  z.object({ companyId: z.uuid(), paperId: z.uuid() }),
)
