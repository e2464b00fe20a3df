import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** A paper of a company is about to expire. */
export const paperExpiring = fact(
  'companies.paperExpiring',
  1,
  z.object({ companyId: z.uuid(), paperId: z.uuid() }),
)

/** Somebody was asked to act for a company. */
export const askedToAct = fact(
  'companies.askedToAct',
  1,
  z.object({ companyId: z.uuid(), agencyId: z.uuid() }),
)

/** Nobody in good standing manages a company any more. */
export const companyLeft = fact('companies.companyLeft', 1, z.object({ companyId: z.uuid() }))
