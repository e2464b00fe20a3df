import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { notFound } from '../../platform/errors.ts'
import { TaskReference } from './contract.ts'
import { readTaskResult } from './queries/task.ts'

/** The file itself is fetched by a link that ends soon: this leads to a fresh one. */
const result = endpoint({
  name: 'tasks.result',
  summary:
    'The file that a task of yours has made, by a link that ends soon; where it speaks of people, to whoever has stepped up',
  permission: 'person',
  method: 'get',
  path: '/tasks/:taskId/result',
  produces: '*/*',
  linked: 'elsewhere',
  async handle({ ask, request, response }) {
    const reference = TaskReference.safeParse(request.params)
    if (!reference.success) throw notFound()
    const { href } = await ask(readTaskResult, reference.data)
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(303, href)
  },
})

export const endpoints: readonly Endpoint[] = [result]
