import { ChangedProject, NoteSealing } from '../contract.ts'
import { onlyDrafts } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

/** Said by the room in which bids are sealed: until their witnesses have agreed, nobody publishes what they could not open. */
export const noteSealing = command({
  name: 'projects.noteSealing',
  summary: 'Note whether bids of a draft are sealed, and whether that is ready',
  permission: 'system',
  input: NoteSealing,
  output: ChangedProject,
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyDrafts,
  async run({ tx, now, record }, { projectId, sealing }, { slug, version, sealing: before }) {
    await tx.project.update({
      where: { id: projectId },
      data: { sealing, version: version + 1, updatedAt: now },
    })
    record({ type: 'project', id: projectId }, { sealing: before }, { sealing })
    return { projectId, slug, version: version + 1 }
  },
})
