import { z } from 'zod'
import { companiesLeftBy } from '../company-row.ts'
import { PersonReference } from '../contract.ts'
import { companyLeft } from '../facts.ts'
import { command } from '../room.ts'

/** Whose membership rests manages nothing meanwhile, though they have not given it up. */
export const noteLeftCompanies = command({
  name: 'companies.noteLeftCompanies',
  summary:
    'Note the companies that nobody looks after because somebody is no member in good standing any more',
  permission: 'system',
  input: PersonReference,
  output: z.strictObject({ left: z.int() }),
  async run({ tx, actor, now, emit }, { personId }) {
    const of = { tenantId: actor.tenantId as string, personIds: [personId] }
    const left = await companiesLeftBy(tx.sql, of, now)
    for (const companyId of left) emit(companyLeft, { companyId })
    return { left: left.length }
  },
})
