import { randomUUID } from 'node:crypto'
import { makeTask } from '../../factories/tasks.ts'
import { MadeIds, nothing, type Sample, type Samples } from './sample.ts'

const runId = randomUUID()

/** A task of whoever asks, so that it is found where its kind of person may have any. */
const taskIn = (state: 'queued' | 'running' | 'failed' | 'done'): Sample => ({
  about: 'tenant',
  input: ({ spot }) => ({
    taskId: taskIds.get(spot.tenantId),
    runId,
    end: { outcome: 'cancelled', result: null, mentions: [], summary: null, cameToNothing: false },
  }),
  async prepare({ world, spot, asking }) {
    const isHere = asking.personId !== null && asking.role !== 'account without person here'
    taskIds.set(
      spot.tenantId,
      await makeTask(world.portal, {
        tenantId: spot.tenantId,
        startedBy: isHere && spot.tenantId === world.here ? asking.personId : spot.personId,
        state,
        runId,
        resultFileId: state === 'done' ? spot.fileId : null,
      }),
    )
  },
})

const taskIds = new MadeIds()

const onlyTask = (sample: Sample): Sample => ({
  ...sample,
  input: (context) => ({ taskId: sample.input(context).taskId }),
})

export const tasks: Samples = {
  'tasks.registerTask': {
    about: 'nothing',
    input: () => ({
      kind: 'units.exportUnits',
      title: 'units.export.task',
      titleValues: {},
      input: {},
      cancellable: true,
      startedBy: null,
      locale: 'en',
      timeZone: 'UTC',
    }),
  },
  'tasks.endTask': taskIn('running'),
  'tasks.listMyTasks': nothing,
  'tasks.readTask': onlyTask(taskIn('running')),
  'tasks.readTaskResult': onlyTask(taskIn('done')),
  'tasks.cancelTask': onlyTask(taskIn('queued')),
  'tasks.retryTask': onlyTask(taskIn('failed')),
  'tasks.result': onlyTask(taskIn('done')),
  'tasks.giveUpAbandonedTasks': nothing,
  'tasks.purgeTasks': { about: 'nothing', input: () => ({ limit: 10 }) },
  'tasks.listDeadJobs': nothing,
  'tasks.redriveDeadJobs': nothing,
  'tasks.deadJobsPage': nothing,
  'tasks.tasksPage': nothing,
  'tasks.taskPage': onlyTask(taskIn('running')),
  'tasks.cancelTaskAction': onlyTask(taskIn('queued')),
  'tasks.retryTaskAction': onlyTask(taskIn('failed')),
}
