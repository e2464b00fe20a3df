import { beginRun } from '../begin-run.ts'
import { SourceReference, StartedRun } from '../contract.ts'
import { command } from '../room.ts'
import { findSource } from '../source-row.ts'

export const runSource = command({
  name: 'sources.runSource',
  summary: 'Bring in now what a source holds',
  permission: 'sources.manage',
  input: SourceReference,
  output: StartedRun,
  http: { method: 'post', path: '/project-sources/:sourceId/runs', status: 202 },
  severity: 'notable',
  target: ({ tx, actor, now }, { sourceId }) => findSource(tx.sql, sourceId, actor, now, { locked: true }),
  run: (context, _input, source) => beginRun(context, source),
})
