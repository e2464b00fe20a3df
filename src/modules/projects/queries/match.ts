import { MatchReply, sayMatch } from '../../matching/index.ts'
import { ReadMatch } from '../contract.ts'
import { contractorFor, matchProject } from '../match-row.ts'
import { findProject } from '../project-row.ts'
import { query } from '../room.ts'

export const readMatch = query({
  name: 'projects.readMatch',
  summary: 'Read how well a project fits you, or a company that you act for, and why',
  permission: 'person',
  input: ReadMatch,
  output: MatchReply,
  http: { method: 'get', path: '/projects/:projectId/match' },
  target: ({ db, ...reader }, { projectId }) => findProject(db.sql, reader, projectId),
  async run({ db, actor, now, text }, { projectId, for: whom }, { tenantId }) {
    const contractor = await contractorFor(db.sql, actor, whom)
    return sayMatch(await matchProject(db.sql, { tenantId, projectId }, contractor, now), text)
  },
})
