import { DoneOrNot, NoteOriginal } from '../contract.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const noteOriginal = command({
  name: 'projects.noteOriginal',
  summary: 'Mark that the source of a project holds it no more, or holds it again; nothing is deleted',
  permission: 'system',
  input: NoteOriginal,
  output: DoneOrNot,
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  async run({ tx, now, record }, { projectId, isGone }, { originalSource, originalGoneAt }) {
    if (originalSource === null) return { isDone: false }
    const written = { originalGoneAt: isGone ? now : null }
    await tx.project.update({ where: { id: projectId }, data: { ...written, updatedAt: now } })
    record({ type: 'project', id: projectId }, { originalGoneAt }, written)
    return { isDone: true }
  },
})
