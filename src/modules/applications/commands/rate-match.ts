import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { noMatch } from '../application.ts'
import { findApplication } from '../application-row.ts'
import { ApplicationReference, RateMatch } from '../contract.ts'
import { command } from '../room.ts'

/** The applicant, and those who look after the project, each say it for themselves. */
export const rateMatch = command({
  name: 'applications.rateMatch',
  summary: 'Say whether the score that was kept with an application is right',
  permission: 'person',
  input: RateMatch,
  output: ApplicationReference,
  http: { method: 'put', path: '/applications/:applicationId/match-rating' },
  target: ({ tx, actor, now }, { applicationId }) => findApplication(tx.sql, { actor, now }, applicationId),
  async run({ tx, actor, now }, { applicationId, isRight }, { tenantId }) {
    const personId = personOf(actor)
    if (isRight === null) {
      await tx.sql(sql`
        DELETE FROM match_ratings
        WHERE tenant_id = ${tenantId}::uuid AND application_id = ${applicationId}::uuid AND person_id = ${personId}::uuid`)
      return { applicationId }
    }
    const rated = await tx.sql(sql`
      INSERT INTO match_ratings (tenant_id, application_id, person_id, is_right, match_version, rated_at)
      SELECT a.tenant_id, a.id, ${personId}::uuid, ${isRight}, a.match_version, ${now} FROM applications a
      WHERE a.tenant_id = ${tenantId}::uuid AND a.id = ${applicationId}::uuid AND a.match_version IS NOT NULL
      ON CONFLICT (tenant_id, application_id, person_id)
        DO UPDATE SET is_right = excluded.is_right, match_version = excluded.match_version, rated_at = excluded.rated_at
      RETURNING 1`)
    if (rated.length === 0) throw noMatch()
    return { applicationId }
  },
})
