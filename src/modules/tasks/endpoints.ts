import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { notFound } from '../../platform/errors.ts'
import { keyOf } from '../files/index.ts'
import { TaskReference } from './contract.ts'
import { readTaskResult } from './queries/task.ts'

const result = endpoint({
  name: 'tasks.result',
  summary: 'The file that a task of yours has made',
  permission: 'member',
  method: 'get',
  path: '/tasks/:taskId/result',
  produces: '*/*',
  async handle({ ask, send, request }) {
    const reference = TaskReference.safeParse(request.params)
    if (!reference.success) throw notFound()
    const { fileId, fileName, mediaType, size, sha256 } = await ask(readTaskResult, reference.data)
    await send({ key: keyOf(fileId), mediaType, size, tag: sha256, name: fileName })
  },
})

export const endpoints: readonly Endpoint[] = [result]
