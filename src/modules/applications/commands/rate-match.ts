import { personOf, system } from '../../../platform/policy/actor.ts'
import { findApplication } from '../application-row.ts'
import { ApplicationReference, RateMatch } from '../contract.ts'
import { command } from '../room.ts'
import { noteMatchRating } from './note-match-rating.ts'

/** The applicant, and those who look after the project, each say it for themselves. */
export const rateMatch = command({
  name: 'applications.rateMatch',
  summary: 'Say whether the score that was kept with an application is right',
  permission: 'person',
  input: RateMatch,
  output: ApplicationReference,
  http: { method: 'put', path: '/applications/:applicationId/match-rating' },
  target: ({ tx, actor, now }, { applicationId }) => findApplication(tx.sql, { actor, now }, applicationId),
  run({ actor, call }, { applicationId, isRight }, { tenantId }) {
    const as = system('a score is rated', tenantId, actor.kind === 'account' ? actor.accountId : null)
    return call(noteMatchRating, { applicationId, personId: personOf(actor), isRight }, { as })
  },
})
