import { startOf } from '../../../platform/declare/task.ts'
import { newId } from '../../../platform/ids.ts'
import { RegisterTask, TaskReference } from '../contract.ts'
import { command } from '../room.ts'

export const registerTask = command({
  name: 'tasks.registerTask',
  summary: 'Note a task and have it started',
  permission: 'system',
  input: RegisterTask,
  output: TaskReference,
  async run({ tx, actor, now, record, emit }, task) {
    const taskId = newId(now.getTime())
    const { kind, startedBy } = task
    await tx.task.create({
      data: { ...task, input: task.input as object, id: taskId, tenantId: actor.tenantId, createdAt: now },
    })
    record({ type: 'task', id: taskId }, null, { kind, startedBy })
    emit(startOf({ name: kind }), { taskId })
    return { taskId }
  },
})
