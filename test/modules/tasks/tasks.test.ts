import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { holdBytes } from '../../../src/platform/backup/backup-lock.ts'
import { withClient } from '../../../src/platform/db/client.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { defineError } from '../../../src/platform/errors.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makeTask } from '../../factories/tasks.ts'
import { until } from '../../factories/waiting.ts'
import type { Client } from '../../support/client.ts'
import type { Portal } from '../../support/portal.ts'
import { counting, countSteps, openTaskPortal } from './trial.ts'

interface TaskReply {
  state: string
  done: number
  total: number | null
  phase: string | null
  isCancelling: boolean
  result: { fileName: string; mediaType: string; size: number } | null
  problem: { code: string } | null
  abilities: { cancel: boolean; retry: boolean }
}

let portal: Portal
let tenantId: string
let person: MadePerson
let other: MadePerson
let stranger: MadePerson

beforeAll(async () => {
  portal = await openTaskPortal()
  tenantId = await makeAssociation(portal, 'Association of Tasks', ['127.0.0.1'])
  const elsewhere = await makeAssociation(portal, 'Elsewhere')
  person = await makePerson(portal, { tenantId })
  other = await makePerson(portal, { tenantId })
  stranger = await makePerson(portal, { tenantId: elsewhere })
}, 60_000)
afterAll(() => portal.close())

beforeEach(() => {
  counting.handle = async () => undefined
})

async function begin(body: object = {}, client: Client = person.client): Promise<string> {
  const reply = await client.call<{ taskId: string }>('POST', '/trials', { steps: 3, ...body })
  expect(reply.status).toBe(202)
  return reply.body.taskId
}

async function read(taskId: string): Promise<TaskReply> {
  const reply = await person.client.call<TaskReply>('GET', `/tasks/${taskId}`)
  expect(reply.status).toBe(200)
  return reply.body
}

/** The job of a task as the worker takes it from its queue. */
async function take(): Promise<{ id: string; data: JobData }> {
  const [queued] = await portal.app.boss.fetch<JobData>(countSteps.name)
  if (!queued) throw new Error('No task waits.')
  return queued
}

const run = ({ data }: { data: JobData }) =>
  handleOnce(portal.app, countSteps, data, new AbortController().signal)

async function attemptsOf(taskId: string): Promise<number> {
  const [task] = await portal.app.database.sql<{ attempts: number }>(
    sql`SELECT attempts FROM tasks WHERE id = ${taskId}::uuid`,
  )
  return task?.attempts ?? -1
}

describe('a task', () => {
  test('waits, runs, and ends with a file for whoever started it', async () => {
    const taskId = await begin()
    expect(await read(taskId)).toMatchObject({ state: 'queued', done: 0, total: null, result: null })
    const seen: TaskReply[] = []
    counting.handle = async ({ checkpoint, output, personId, locale, t }, { steps }) => {
      expect(personId).toBe(person.personId)
      for (let done = 1; done <= steps; done += 1) {
        output.write(`${t('units.name')} ${locale} ${done}\n`)
        await checkpoint({ done }, { done, total: steps, phase: 'units.export.phase' })
        seen.push(await read(taskId))
      }
      return { fileName: 'steps.txt', mediaType: 'text/plain' }
    }
    await portal.runJobs()
    expect(seen.map(({ state, done, total, phase }) => ({ state, done, total, phase }))).toEqual(
      [1, 2, 3].map((done) => ({ state: 'running', done, total: 3, phase: 'units.export.phase' })),
    )
    expect(await read(taskId)).toMatchObject({
      state: 'done',
      done: 3,
      result: { fileName: 'steps.txt', mediaType: 'text/plain', size: 30 },
      abilities: { cancel: false, retry: false },
    })
    const file = await person.client.download(`/tasks/${taskId}/result`)
    expect(file.text).toBe('Name en 1\nName en 2\nName en 3\n')
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="steps.txt"; filename*=UTF-8''steps.txt`,
    )
    expect(file.headers.get('content-type')).toBe('text/plain')
  })

  test('goes on from its last checkpoint after a run that broke off, and writes nothing twice', async () => {
    const taskId = await begin({ steps: 4 })
    const steps: string[] = []
    let runs = 0
    counting.handle = async ({ checkpoint, output, state }, input) => {
      runs += 1
      for (let done = (state?.done ?? 0) + 1; done <= input.steps; done += 1) {
        output.write(`${done};`)
        steps.push(`${runs}:${done}`)
        if (runs === 1 && done === 3) throw new Error('the network is away')
        await checkpoint({ done }, { done })
      }
      return { fileName: 'steps.txt', mediaType: 'text/plain' }
    }
    const queued = await take()
    await expect(run(queued)).rejects.toThrow('away')
    expect(await read(taskId)).toMatchObject({ state: 'queued', done: 2 })
    await run(queued)
    expect(steps).toEqual(['1:1', '1:2', '1:3', '2:3', '2:4'])
    expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('1;2;3;4;')
    expect(await attemptsOf(taskId)).toBe(2)
  })

  test('leaves its parts to the purge while a backup is made, which may want them', async () => {
    const { database, services } = portal.app
    await begin({ steps: 1 })
    let parts: string[] = []
    counting.handle = async ({ checkpoint, output, taskId }) => {
      output.write('a part')
      await checkpoint({ done: 1 })
      const [task] = await database.sql<{ parts: string[] }>(
        sql`SELECT parts FROM tasks WHERE id = ${taskId}::uuid`,
      )
      parts = task?.parts ?? []
      return undefined
    }
    const queued = await take()
    await withClient(portal.databaseUrl, async (backup) => {
      await holdBytes(backup)
      await run(queued)
    })
    expect(parts).toHaveLength(1)
    expect(await services.storage.size(parts[0] as string)).toBe(6)
    const left = await database.sql(sql`SELECT 1 FROM stored_bytes WHERE key = ${parts[0]}::text`)
    expect(left).toEqual([])
  })

  test('whose job comes a second time does not begin again', async () => {
    await begin()
    let runs = 0
    counting.handle = async () => {
      runs += 1
      return undefined
    }
    const queued = await take()
    await run(queued)
    await run(queued)
    expect(runs).toBe(1)
  })

  test('starts over where what was kept is of another version', async () => {
    const taskId = await begin()
    await portal.app.database.sql(
      sql`UPDATE tasks SET checkpoint = '{"position": 7}', parts = ARRAY[gen_random_uuid()] WHERE id = ${taskId}::uuid`,
    )
    counting.handle = async ({ state, output }) => {
      expect(state).toBeNull()
      output.write('all of it')
      return { fileName: 'all.txt', mediaType: 'text/plain' }
    }
    await portal.runJobs()
    expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('all of it')
  })
})

describe('a task that fails', () => {
  const refused = defineError('units.alreadyMember', 409)

  test('says in words what it was refused for, at once', async () => {
    const taskId = await begin()
    counting.handle = async () => {
      throw refused()
    }
    await portal.runJobs()
    expect(await read(taskId)).toMatchObject({
      state: 'failed',
      problem: { code: 'units.alreadyMember' },
      abilities: { retry: true, cancel: false },
    })
    const page = await person.client.get(`/tasks/${taskId}`)
    expect(page.text).toContain('You are a member of this unit already.')
    expect(page.text).toContain('Try again')
  })

  test('by an accident is tried again, and given up after its last try', async () => {
    const taskId = await begin()
    counting.handle = async () => {
      throw new Error('never works')
    }
    const queued = await take()
    await expect(run(queued)).rejects.toThrow('never')
    await expect(run(queued)).rejects.toThrow('never')
    expect((await read(taskId)).state).toBe('queued')
    await run(queued)
    expect(await read(taskId)).toMatchObject({ state: 'failed', problem: { code: 'tasks.unexpected' } })
  })

  test('goes on from there when it is tried again', async () => {
    const taskId = await begin()
    let works = false
    counting.handle = async ({ state, checkpoint, output }) => {
      if (!state) {
        output.write('first, ')
        await checkpoint({ done: 1 })
      }
      if (!works) throw refused()
      output.write('then the rest')
      return { fileName: 'rest.txt', mediaType: 'text/plain' }
    }
    await portal.runJobs()
    works = true
    expect((await person.client.call('POST', `/tasks/${taskId}/retry`)).status).toBe(200)
    expect(await read(taskId)).toMatchObject({ state: 'queued', problem: null })
    await portal.runJobs()
    expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('first, then the rest')
  })

  test('tasks.hasNotFailed: nothing else is tried again', async () => {
    const taskId = await begin()
    await portal.runJobs()
    const reply = await person.client.call('POST', `/tasks/${taskId}/retry`)
    expect(reply.body).toMatchObject({ status: 409, code: 'tasks.hasNotFailed' })
  })
})

describe('cancelling', () => {
  test('ends at once what waits', async () => {
    const taskId = await begin()
    expect((await person.client.call('POST', `/tasks/${taskId}/cancel`)).status).toBe(200)
    expect(await read(taskId)).toMatchObject({ state: 'cancelled', isCancelling: false })
    let runs = 0
    counting.handle = async () => {
      runs += 1
      return undefined
    }
    await portal.runJobs()
    expect(runs).toBe(0)
  })

  test('ends what runs at its next step, and hands out nothing', async () => {
    const taskId = await begin()
    counting.handle = async ({ checkpoint, output, signal }) => {
      output.write('half')
      await checkpoint({ done: 1 })
      await person.client.call('POST', `/tasks/${taskId}/cancel`)
      expect(await read(taskId)).toMatchObject({ state: 'running', isCancelling: true })
      await expect(checkpoint({ done: 2 })).rejects.toThrow('cancelled')
      expect(signal.aborted).toBe(true)
      signal.throwIfAborted()
      return { fileName: 'half.txt', mediaType: 'text/plain' }
    }
    await portal.runJobs()
    expect(await read(taskId)).toMatchObject({ state: 'cancelled', result: null })
    expect((await person.client.download(`/tasks/${taskId}/result`)).status).toBe(404)
  })

  test('leaves the file and the words of what was done, where the work says that they are of use', async () => {
    const taskId = await begin()
    counting.handle = async ({ checkpoint, output, conclude, handOutIfCancelled }) => {
      handOutIfCancelled({ fileName: 'half.txt', mediaType: 'text/plain' })
      output.write('half')
      conclude('tasks.rowActs.outcome', { done: 1, refused: 0 })
      await person.client.call('POST', `/tasks/${taskId}/cancel`)
      await checkpoint({ done: 1 })
      await checkpoint({ done: 2 })
      return undefined
    }
    await portal.runJobs()
    expect(await read(taskId)).toMatchObject({
      state: 'cancelled',
      result: { fileName: 'half.txt', size: 4 },
      summary: { message: 'tasks.rowActs.outcome', values: { done: 1, refused: 0 } },
    })
    const { text } = await person.client.get(`/tasks/${taskId}`)
    expect(text).toContain('Done for one row, none was refused.')
  })

  test('is heard within seconds by a task that keeps nothing', async () => {
    const taskId = await begin()
    counting.handle = async ({ signal, progress }) => {
      progress({ done: 1, total: 2 })
      await person.client.call('POST', `/tasks/${taskId}/cancel`)
      await until('the task is told', async () => signal.aborted, 15_000)
      progress({ done: 2, total: 2 })
      return undefined
    }
    await portal.runJobs()
    expect(await read(taskId)).toMatchObject({ state: 'cancelled', done: 2, total: 2 })
  }, 30_000)

  test('reaches a task whose worker died meanwhile', async () => {
    const taskId = await begin()
    await portal.app.database.sql(
      sql`UPDATE tasks SET state = 'running', run_id = gen_random_uuid() WHERE id = ${taskId}::uuid`,
    )
    await person.client.call('POST', `/tasks/${taskId}/cancel`)
    await portal.runJobs()
    expect((await read(taskId)).state).toBe('cancelled')
  })

  test('tasks.notCancellable: what may not be stopped half-way goes on to its end', async () => {
    const taskId = await begin({ cancellable: false })
    const reply = await person.client.call('POST', `/tasks/${taskId}/cancel`)
    expect(reply.body).toMatchObject({ status: 409, code: 'tasks.notCancellable' })
    expect((await read(taskId)).abilities.cancel).toBe(false)
    await portal.runJobs()
    expect((await read(taskId)).state).toBe('done')
  })

  test('tasks.hasEnded: what is done stays done', async () => {
    const taskId = await begin()
    await portal.runJobs()
    const reply = await person.client.call('POST', `/tasks/${taskId}/cancel`)
    expect(reply.body).toMatchObject({ status: 409, code: 'tasks.hasEnded' })
  })
})

describe('a task is nobody else’s', () => {
  test.each([
    ['GET', ''],
    ['GET', '/result'],
    ['POST', '/cancel'],
    ['POST', '/retry'],
  ])('%s /tasks/:taskId%s answers 404', async (method, path) => {
    const taskId = await begin()
    await portal.runJobs()
    for (const { client } of [other, stranger]) {
      const reply = await client.call(method, `/tasks/${taskId}${path}`)
      expect([403, 404]).toContain(reply.status)
      expect(reply.text).not.toContain('steps')
    }
    expect((await other.client.call(method, `/tasks/${taskId}${path}`)).status).toBe(404)
  })

  test('lists show one’s own, newest first, a page at a time', async () => {
    const loner = await makePerson(portal, { tenantId })
    const first = await begin({}, loner.client)
    const second = await begin({}, loner.client)
    interface Page {
      items: Array<{ id: string }>
      nextCursor: string | null
    }
    const top = await loner.client.call<Page>('GET', '/tasks?limit=1')
    expect(top.body.items.map(({ id }) => id)).toEqual([second])
    const rest = await loner.client.call<Page>('GET', `/tasks?limit=1&cursor=${top.body.nextCursor}`)
    expect(rest.body.items.map(({ id }) => id)).toEqual([first])
    expect(rest.body.nextCursor).toBeNull()
    await portal.runJobs()
  })
})

describe('the pages', () => {
  test('/tasks lists what one has started, or says what will stand there', async () => {
    const loner = await makePerson(portal, { tenantId })
    expect((await loner.client.get('/tasks')).text).toContain('No tasks yet')
    await makeTask(portal, { tenantId, startedBy: loner.personId, state: 'running', done: 2, total: 8 })
    const page = await loner.client.get('/tasks')
    expect(page.text).toContain('Export of Bay Chapter')
    expect(page.text).toContain('2 of 8')
    expect(page.text).toContain('Running')
  })

  test('/tasks says of what has no steps only whether somebody is at work', async () => {
    const loner = await makePerson(portal, { tenantId })
    await makeTask(portal, { tenantId, startedBy: loner.personId, state: 'done' })
    const ended = await loner.client.get('/tasks')
    expect(ended.text).toContain('Export of Bay Chapter')
    expect(ended.text).not.toContain('At work')
    expect(ended.text).not.toContain('so far')
    await makeTask(portal, { tenantId, startedBy: loner.personId, state: 'running' })
    expect((await loner.client.get('/tasks')).text).toContain('At work')
    await makeTask(portal, { tenantId, startedBy: loner.personId, state: 'running', done: 3 })
    expect((await loner.client.get('/tasks')).text).toContain('3 done so far')
  })

  test('/tasks/:taskId looks again by itself while it changes, without scripts as well, and not after', async () => {
    const running = await makeTask(portal, {
      tenantId,
      startedBy: person.personId,
      state: 'running',
      done: 1,
      total: 4,
    })
    const page = await person.client.get(`/tasks/${running}`)
    expect(page.text).toContain('<noscript><meta http-equiv="refresh" content="5"/></noscript>')
    expect(page.text).toContain('data-fresh="1"')
    expect(page.text).toContain('Cancel task')
    const still = await person.client.get(`/tasks/${running}?still=yes`)
    expect(still.text).not.toContain('http-equiv="refresh"')
    const done = await makeTask(portal, { tenantId, startedBy: person.personId, state: 'done' })
    const ended = await person.client.get(`/tasks/${done}`)
    expect(ended.text).not.toContain('http-equiv="refresh"')
    expect(ended.text).not.toContain('data-fresh')
  })

  test('buttons cancel and try again', async () => {
    const waiting = await begin()
    expect((await person.client.form(`/tasks/${waiting}/cancel`, {})).status).toBe(303)
    expect((await read(waiting)).state).toBe('cancelled')
    const failed = await makeTask(portal, { tenantId, startedBy: person.personId, state: 'failed' })
    expect((await person.client.form(`/tasks/${failed}/retry`, {})).status).toBe(303)
    expect((await read(failed)).state).toBe('queued')
    const refused = await person.client.form(`/tasks/${failed}/retry`, {})
    expect(refused.headers.get('location')).toBe(`/tasks/${failed}`)
  })
})

test('a task survives a restart of the whole portal', async () => {
  const taskId = await begin()
  const second = await openTaskPortal(portal.databaseUrl)
  counting.handle = async ({ checkpoint, output }) => {
    output.write('after the restart')
    await checkpoint({ done: 3 }, { done: 3, total: 3 })
    return { fileName: 'after.txt', mediaType: 'text/plain' }
  }
  await second.runJobs()
  await second.close()
  expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('after the restart')
})

describe('tasks.registerTask', () => {
  test('does not begin where the command that starts it fails', async () => {
    const before = await portal.app.database.sql(sql`SELECT 1 FROM tasks`)
    const reply = await person.client.call('POST', '/trials', { steps: 1, fails: true })
    expect(reply.status).toBe(500)
    expect(await portal.app.database.sql(sql`SELECT 1 FROM tasks`)).toHaveLength(before.length)
    expect(await portal.runJobs()).toBe(0)
  })
})

describe('tasks.endTask', () => {
  test('that another worker has taken over counts for nothing more', async () => {
    const taskId = await begin()
    const queued = await take()
    const isOvertaken = Promise.withResolvers<void>()
    const first = Promise.withResolvers<void>()
    let runs = 0
    counting.handle = async ({ checkpoint, output }) => {
      runs += 1
      const who = runs
      if (who === 1) {
        first.resolve()
        await isOvertaken.promise
      }
      output.write(`written by ${who}`)
      await checkpoint({ done: who })
      return { fileName: 'who.txt', mediaType: 'text/plain' }
    }
    const slow = run(queued)
    await first.promise
    await run(queued)
    isOvertaken.resolve()
    await expect(slow).rejects.toThrow('lost')
    expect((await person.client.download(`/tasks/${taskId}/result`)).text).toBe('written by 2')
    const [{ count } = {}] = await portal.app.database.sql<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM audit_entries WHERE operation = 'tasks.endTask' AND changes::text LIKE ${`%${taskId}%`}`,
    )
    expect(count).toBe(1)
  })
})
