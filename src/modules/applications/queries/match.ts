import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { MatchReasons, sayMatch } from '../../matching/index.ts'
import { findApplication } from '../application-row.ts'
import { ApplicationReference, KeptMatchReply } from '../contract.ts'
import { readByOthers } from '../policy.ts'
import { query } from '../room.ts'

interface KeptRow {
  score: number | null
  version: number | null
  reasons: unknown
  mine: boolean | null
  right: number
  wrong: number
}

export const readKeptMatch = query({
  name: 'applications.readKeptMatch',
  summary: 'Read how well the applicant fitted when they handed it in, and why',
  permission: 'person',
  input: ApplicationReference,
  output: KeptMatchReply,
  http: { method: 'get', path: '/applications/:applicationId/match' },
  target: ({ db, actor, now }, { applicationId }) => findApplication(db.sql, { actor, now }, applicationId),
  isWatched: (input, application) => readByOthers(input, application),
  async run({ db, actor, text }, { applicationId }, { tenantId, project, isOwn }) {
    const own = personBehind(actor)
    const [kept] = await db.sql<KeptRow>(sql`
      SELECT a.match_score AS score, a.match_version AS version, a.match_reasons AS reasons,
        (SELECT r.is_right FROM match_ratings r WHERE r.tenant_id = a.tenant_id AND r.application_id = a.id AND r.person_id = ${own}::uuid) AS mine,
        (SELECT count(*)::int FROM match_ratings r WHERE r.tenant_id = a.tenant_id AND r.application_id = a.id AND r.is_right) AS right,
        (SELECT count(*)::int FROM match_ratings r WHERE r.tenant_id = a.tenant_id AND r.application_id = a.id AND NOT r.is_right) AS wrong
      FROM applications a WHERE a.tenant_id = ${tenantId}::uuid AND a.id = ${applicationId}::uuid`)
    if (!kept || kept.score === null || kept.version === null) throw notFound()
    const { score, version, mine, right, wrong } = kept
    // Of somebody who was erased the score stays, and what it came from has gone.
    const reasons = MatchReasons.parse(kept.reasons ?? { v: 1, parts: [] })
    const { title, slug } = project
    return {
      applicationId,
      project: { title, slug },
      match: sayMatch({ score, version, reasons }, text),
      mine,
      ratings: isOwn ? null : { right, wrong },
    }
  },
})
