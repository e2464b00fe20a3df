import { sql } from '../../../platform/db/sql.ts'
import { noMatch } from '../application.ts'
import { ApplicationReference, NoteMatchRating } from '../contract.ts'
import { command } from '../room.ts'

/** For rooms in which applications are weighed: they have judged already who sees the score. */
export const noteMatchRating = command({
  name: 'applications.noteMatchRating',
  summary: 'Note whether somebody finds the score right that was kept with an application',
  permission: 'system',
  input: NoteMatchRating,
  output: ApplicationReference,
  async run({ tx, actor, now }, { applicationId, personId, isRight }) {
    const { tenantId } = actor
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
