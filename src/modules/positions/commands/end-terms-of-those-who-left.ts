import { z } from 'zod'
import { system } from '../../../platform/policy/actor.ts'
import { TermsOfThoseWhoLeft } from '../contract.ts'
import { command } from '../room.ts'
import { endTerm } from './end-term.ts'

/** The clock is of no association: what happens is of the one it happens in. A seat that nobody comes back to is free. */
export const endTermsOfThoseWhoLeft = command({
  name: 'positions.endTermsOfThoseWhoLeft',
  summary: 'End the terms of people who have left the association',
  permission: 'system',
  input: TermsOfThoseWhoLeft,
  output: z.strictObject({ ended: z.int() }),
  idempotent: false,
  async run({ call }, { items }) {
    for (const { termId, tenantId } of items)
      await call(endTerm, { termId }, { as: system('they have left', tenantId) })
    return { ended: items.length }
  },
})
