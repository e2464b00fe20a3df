import { ChangeWatch, WatchReply } from '../contract.ts'
import { command } from '../room.ts'
import { findWatch, tidied } from '../watch-row.ts'

export const changeWatch = command({
  name: 'watches.changeWatch',
  summary: 'Change a saved search: its name, what it looks for, and when you are told',
  permission: 'member',
  input: ChangeWatch,
  output: WatchReply,
  http: { method: 'put', path: '/me/project-watches/:watchId' },
  target: ({ tx, actor }, { watchId }) => findWatch(tx.sql, watchId, actor, { locked: true }),
  async run({ tx, now, record }, { watchId, name, rhythm, query: said }, before) {
    const { personId, createdAt } = before
    const query = said === undefined ? before.query : tidied(said)
    // What was new while nobody wanted to be told, or of another search, is no news any more.
    const isAnother = query !== before.query || before.rhythm === 'never'
    const version = before.version + 1
    await tx.projectWatch.update({
      where: { id: watchId },
      data: {
        name,
        rhythm,
        query,
        version,
        updatedAt: now,
        ...(isAnother && { createdAt: now, lookedAt: now }),
      },
    })
    const { name: oldName, query: oldQuery, rhythm: oldRhythm } = before
    record(
      { type: 'projectWatch', id: watchId },
      { personId, name: oldName, query: oldQuery, rhythm: oldRhythm },
      { personId, name, query, rhythm },
    )
    return { id: watchId, name, query, rhythm, version, createdAt: isAnother ? now : createdAt }
  },
})
