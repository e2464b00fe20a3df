import type { Purge } from '../../../platform/slots/purges.ts'
import { purgeTasks } from '../commands/purge-tasks.ts'

const perTransaction = 50

export const purges: readonly Purge[] = [
  {
    table: 'tasks',
    what: 'tasks that ended thirty days ago, and what they have made',
    batch: async ({ call }) => (await call(purgeTasks, { limit: perTransaction })).count,
  },
]
