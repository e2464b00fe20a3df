import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { eraseClosing } from '../../../src/modules/privacy/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { newId } from '../../../src/platform/ids.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import type { Portal } from '../../support/portal.ts'
import { counting, countSteps, openTaskPortal } from './trial.ts'

let portal: Portal
let tenantId: string
let person: MadePerson

beforeAll(async () => {
  portal = await openTaskPortal()
  tenantId = await makeAssociation(portal, 'Association of the Forgotten', ['127.0.0.1'])
  person = await makePerson(portal, { tenantId })
}, 60_000)
afterAll(() => portal.close())

async function erase({ accountId }: MadePerson): Promise<void> {
  const now = portal.clock.now()
  const closingId = newId(now.getTime())
  await portal.app.database.sql(sql`
    INSERT INTO closings (id, account_id, requested_at, due_at) VALUES (${closingId}::uuid, ${accountId}::uuid, ${now}, ${now})`)
  await portal.app.runner.call(eraseClosing, { closingId }, portal.app.asSystem('test'))
}

async function begin(): Promise<{ taskId: string; run: () => Promise<unknown> }> {
  const { body } = await person.client.call<{ taskId: string }>('POST', '/trials', { steps: 2 })
  const [queued] = await portal.app.boss.fetch<JobData>(countSteps.name)
  if (!queued) throw new Error('No task waits.')
  const run = () => handleOnce(portal.app, countSteps, queued.data, new AbortController().signal)
  return { taskId: body.taskId, run }
}

const rowOf = async (taskId: string) => {
  const [row] = await portal.app.database.sql<{
    state: string
    file: string | null
    mentions: string[]
    parts: string[]
  }>(sql`SELECT state, result_file_id AS file, mentions, parts FROM tasks WHERE id = ${taskId}::uuid`)
  if (!row) throw new Error('The task is gone.')
  return row
}

test('the file of a task goes when somebody is erased of whom it speaks', async () => {
  const other = await makePerson(portal, { tenantId })
  const stays = await makePerson(portal, { tenantId })
  const { taskId, run } = await begin()
  counting.handle = async ({ output }) => {
    output.write('What was refused to others')
    for (const { personId } of [other, stays]) output.speaksOf(personId)
    return { fileName: 'refused.txt', mediaType: 'text/plain' }
  }
  await run()
  const made = await rowOf(taskId)
  expect(made.mentions.sort()).toEqual([other.personId, stays.personId].sort())
  await erase(other)
  await portal.runJobs()
  expect(await rowOf(taskId)).toMatchObject({ state: 'done', file: null, mentions: [] })
  expect(await portal.app.services.storage.size(made.file ?? '')).toBeNull()
  expect((await person.client.call('GET', `/tasks/${taskId}/result`)).status).toBe(404)
})

test('a task that is at work when somebody is erased writes its file anew, without them', async () => {
  const other = await makePerson(portal, { tenantId })
  const { taskId, run } = await begin()
  const states: unknown[] = []
  counting.handle = async ({ output, state, checkpoint }) => {
    states.push(state)
    const isFirst = states.length === 1
    output.write(isFirst ? 'Of the other' : 'Of nobody')
    if (isFirst) output.speaksOf(other.personId)
    await checkpoint({ done: 1 })
    if (isFirst) {
      expect((await rowOf(taskId)).parts).toHaveLength(1)
      await erase(other)
      await checkpoint({ done: 2 })
    }
    return { fileName: 'refused.txt', mediaType: 'text/plain' }
  }
  await expect(run()).rejects.toThrow('lost')
  expect(await rowOf(taskId)).toMatchObject({ state: 'queued', parts: [], mentions: [] })
  await run()
  expect(states).toEqual([null, null])
  expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('Of nobody')
})

test('who started it fetches it until then, and entries that are merged are one in it', async () => {
  const [kept, merged] = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
  const { taskId, run } = await begin()
  counting.handle = async ({ output }) => {
    output.write('Of both')
    for (const { personId } of [kept, merged]) output.speaksOf(personId)
    return { fileName: 'refused.txt', mediaType: 'text/plain' }
  }
  await run()
  expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('Of both')
  const admin = await makePerson(portal, { tenantId, roles: ['administrator'] })
  const reply = await admin.client.call('POST', '/people/merges', {
    keptId: kept.personId,
    mergedId: merged.personId,
  })
  expect(reply.status).toBe(201)
  expect(new Set((await rowOf(taskId)).mentions)).toEqual(new Set([kept.personId]))
})
