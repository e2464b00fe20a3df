import { WatchReference } from '../contract.ts'
import { command } from '../room.ts'
import { findWatch } from '../watch-row.ts'

export const endWatch = command({
  name: 'watches.endWatch',
  summary: 'Forget a saved search',
  permission: 'member',
  input: WatchReference,
  output: WatchReference,
  http: { method: 'delete', path: '/me/project-watches/:watchId' },
  target: ({ tx, actor }, { watchId }) => findWatch(tx.sql, watchId, actor, { locked: true }),
  async run({ tx, record }, { watchId }, { personId, name, query, rhythm }) {
    await tx.projectWatch.delete({ where: { id: watchId } })
    record({ type: 'projectWatch', id: watchId }, { personId, name, query, rhythm }, null)
    return { watchId }
  },
})
