import { z } from 'zod'
import { companiesLeftBy } from '../company-row.ts'
import { PersonReference } from '../contract.ts'
import { query } from '../room.ts'

/** Asked before anything is noted: of who leaves no company nothing has to stand in the audit. */
export const countLeftCompanies = query({
  name: 'companies.countLeftCompanies',
  summary: 'How many companies nobody looks after because somebody is no member in good standing any more',
  permission: 'system',
  input: PersonReference,
  output: z.strictObject({ left: z.int() }),
  async run({ db, actor, now }, { personId }) {
    const of = { tenantId: actor.tenantId as string, personIds: [personId] }
    return { left: (await companiesLeftBy(db.sql, of, now)).length }
  },
})
