import { notFound } from '../../../platform/errors.ts'
import { personOf, system } from '../../../platform/policy/actor.ts'
import { noteMatchRating } from '../../applications/index.ts'
import { RateSheetMatch, SheetReference } from '../contract.ts'
import { command } from '../room.ts'
import { findOwnSheet } from '../sheet-row.ts'

/** Whoever reviews an application has looked closest, and need not read applications otherwise. */
export const rateSheetMatch = command({
  name: 'reviews.rateSheetMatch',
  summary: 'Say whether the score is right that was kept with an application which you review',
  permission: 'member',
  input: RateSheetMatch,
  output: SheetReference,
  http: { method: 'put', path: '/review-sheets/:sheetId/match-rating' },
  target: ({ tx, ...asking }, { sheetId }) => findOwnSheet(tx.sql, asking, sheetId),
  async run({ actor, call }, { sheetId, isRight }, { tenantId, applicationId, hidden }) {
    // What is hidden is not there.
    if (hidden.includes('match')) throw notFound()
    const as = system('a score is rated', tenantId, actor.kind === 'account' ? actor.accountId : null)
    await call(noteMatchRating, { applicationId, personId: personOf(actor), isRight }, { as })
    return { sheetId }
  },
})
