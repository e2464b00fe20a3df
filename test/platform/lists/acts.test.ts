import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { actOnRows } from '../../../jobs/tasks/act-on-rows.ts'
import { endGrant } from '../../../src/modules/access/commands/end-grant.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { AppError } from '../../../src/platform/errors.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { type BulkOutcome, mostAtOnce, mostByTask } from '../../../src/platform/lists/bulk.ts'
import { system } from '../../../src/platform/policy/actor.ts'
import { makeApiToken } from '../../factories/api-tokens.ts'
import { auditEntries } from '../../factories/audit.ts'
import { type MadePerson, makeAssociation, makePerson, password } from '../../factories/people.ts'
import type { Portal } from '../../support/portal.ts'
import { deed, idOf, openActsPortal } from './trial-acts.ts'

type Answer = BulkOutcome & { code?: string; issues?: Array<{ pointer: string }> }

interface Task {
  state: string
  title: string
  titleValues: { count: number }
  done: number
  total: number
  summary: { message: string; values: { done: number; refused: number } } | null
  result: { fileName: string } | null
  problem: { code: string } | null
}

let portal: Portal
let tenantId: string
let manager: MadePerson
let member: MadePerson
let touched: number[]

beforeAll(async () => {
  portal = await openActsPortal()
  tenantId = await makeAssociation(portal, 'Association of Numbers')
  manager = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
  member = await makePerson(portal, { tenantId })
})
afterAll(() => portal.close())

const taken = () => new AppError('units.alreadyMember', 409)

beforeEach(() => {
  touched = []
  deed.handle = (number) => void touched.push(number)
})

const many = mostAtOnce + 20
const upTo = (number: number) => ({ all: true, match: `numberUntil=${number}` })
const numbersTo = (number: number) => Array.from({ length: number }, (_none, index) => index + 1)

const touch = (input: object, { client } = manager, headers = {}) =>
  client.call<Answer>('POST', '/numbers/touch', input, headers)
const begin = async (input: object = upTo(many), person = manager) => {
  const { status, body } = await touch(input, person)
  expect({ status, body }).toMatchObject({ status: 202, body: { done: 0, refused: [] } })
  return body.taskId as string
}
const read = async (taskId: string, { client } = manager) =>
  (await client.call<Task>('GET', `/tasks/${taskId}`)).body
const fileOf = async (taskId: string, { client } = manager) =>
  parse((await client.download(`/tasks/${taskId}/result`)).text, { bom: true }) as string[][]

/** The job of a task as a worker takes it from its queue. */
async function take(): Promise<() => Promise<unknown>> {
  const [queued] = await portal.app.boss.fetch<JobData>(actOnRows.name)
  if (!queued) throw new Error('No task waits.')
  return () => handleOnce(portal.app, actOnRows, queued.data, new AbortController().signal)
}

describe('few rows', () => {
  test('are done at once', async () => {
    const { status, body, headers } = await touch(upTo(mostAtOnce))
    expect([status, body, headers.get('location')]).toEqual([200, { done: mostAtOnce, refused: [] }, null])
    expect(touched).toEqual(numbersTo(mostAtOnce))
  })

  test('are one act in the audit beside those of the rows', async () => {
    deed.handle = (number) => {
      if (number === 2) throw taken()
    }
    await touch({ chosen: [idOf(1), idOf(2)] })
    const [entry] = await auditEntries(portal, { operation: 'trial.touchNumbers' })
    expect(entry).toMatchObject({
      outcome: 'done',
      person_id: manager.personId,
      role: 'manager',
      changes: [{ type: 'rows', id: 'trial.listNumbers', after: { done: 1, refused: 1 } }],
    })
  })

  test('asked twice with one key are answered the same, whatever matches by then', async () => {
    const key = { 'Idempotency-Key': 'few-once' }
    deed.handle = (number) => {
      if (number === 3) throw taken()
      touched.push(number)
    }
    const first = await touch(upTo(3), manager, key)
    deed.handle = (number) => void touched.push(number)
    const again = await touch(upTo(3), manager, key)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(touched).toEqual([1, 2])
    expect((await touch(upTo(4), manager, key)).body.code).toBe('request.keyReused')
  })

  test('asked twice at once with one key are done once', async () => {
    const key = { 'Idempotency-Key': 'few-at-once' }
    const replies = await Promise.all([touch(upTo(20), manager, key), touch(upTo(20), manager, key)])
    expect(replies.map(({ body }) => body)).toEqual(replies.map(() => ({ done: 20, refused: [] })))
    expect([...new Set(touched)].sort((a, b) => a - b)).toEqual(numbersTo(20))
    const entries = await auditEntries(portal, { operation: 'trial.touchNumber' })
    const keyed = entries.filter(({ changes }) => numbersTo(20).some((each) => changes[0]?.id === idOf(each)))
    expect(keyed.length).toBeGreaterThan(0)
  })

  test('are refused to who may not act at all', async () => {
    expect((await touch(upTo(3), member)).status).toBe(403)
    expect(touched).toEqual([])
  })
})

describe('many rows', () => {
  test('become a task of whoever asked, which touches each of them once', async () => {
    const reply = await touch({ ...upTo(many), note: 'by task' })
    const { taskId } = reply.body
    expect([reply.status, reply.headers.get('location')]).toEqual([202, `/api/v1/tasks/${taskId}`])
    expect(touched).toEqual([])
    expect(await read(taskId as string)).toMatchObject({
      state: 'queued',
      title: 'members.add.title',
      titleValues: { count: many },
    })
    const notes = new Set<string>()
    deed.handle = (number, note) => {
      touched.push(number)
      notes.add(note)
    }
    await portal.runJobs()
    expect(touched).toEqual(numbersTo(many))
    expect([...notes]).toEqual(['by task'])
    expect(await read(taskId as string)).toMatchObject({
      state: 'done',
      done: many,
      total: many,
      summary: { message: 'tasks.rowActs.outcome', values: { done: many, refused: 0 } },
      result: null,
    })
    const entries = await auditEntries(portal, {
      operation: 'trial.touchNumber',
      person_id: manager.personId,
    })
    expect(entries[0]).toMatchObject({
      actor_kind: 'account',
      account_id: manager.accountId,
      session_id: null,
      role: 'manager',
    })
    const [begun] = await auditEntries(portal, { operation: 'trial.touchNumbers' })
    expect(begun).toMatchObject({
      person_id: manager.personId,
      changes: expect.arrayContaining([
        { type: 'rows', id: 'trial.listNumbers', before: null, after: { count: many, taskId } },
      ]),
    })
    // What the rows have in common with the act is the request that asked for it.
    expect(entries[0]?.request_id).toBe(begun?.request_id)
  })

  test('may be named one by one as well', async () => {
    const taskId = await begin({ chosen: numbersTo(many).map(idOf) })
    await portal.runJobs()
    expect((await read(taskId)).summary?.values).toEqual({ done: many, refused: 0 })
  })

  test('are those that matched when it was asked for', async () => {
    const taskId = await begin({ chosen: [...numbersTo(many), 200_000].map(idOf) })
    await portal.runJobs()
    expect(touched).toHaveLength(many + 1)
    expect((await read(taskId)).total).toBe(many + 1)
  })

  test('that were refused come as a file, with what the list says of them and the reason', async () => {
    const taskId = await begin()
    deed.handle = (number) => {
      if (number % 100 === 7) throw taken()
    }
    await portal.runJobs()
    expect(await read(taskId)).toMatchObject({
      state: 'done',
      summary: { values: { done: many - 3, refused: 3 } },
      result: { fileName: 'refused-rows.csv' },
    })
    const reason = 'You are a member of this unit already.'
    expect(await fileOf(taskId)).toEqual([
      ['Name', 'Kind', 'Reason', 'ID'],
      ["'=Number 7", 'odd', reason, idOf(7)],
      ["'=Number 107", 'odd', reason, idOf(107)],
      ["'=Number 207", 'odd', reason, idOf(207)],
    ])
    const { text } = await manager.client.get(`/tasks/${taskId}`)
    expect(text).toContain(`Done for ${many - 3} rows, 3 were refused. The file says why.`)
  })

  test('go on where a worker broke off: nothing twice, nothing lost', async () => {
    const taskId = await begin()
    const refused = [5, 118, 131]
    let isBroken = false
    deed.handle = (number) => {
      // Within the third step: what that had done already must not be done again, nor told twice.
      if (number === 125 && !isBroken) {
        isBroken = true
        throw new Error('the worker dies')
      }
      if (refused.includes(number)) throw taken()
      touched.push(number)
    }
    const run = await take()
    await expect(run()).rejects.toThrow('dies')
    expect(await read(taskId)).toMatchObject({ state: 'queued' })
    await run()
    expect(touched).toEqual(numbersTo(many).filter((number) => !refused.includes(number)))
    expect((await read(taskId)).summary?.values).toEqual({ done: many - 3, refused: 3 })
    expect((await fileOf(taskId)).slice(1).map((cells) => cells.at(-1))).toEqual(refused.map(idOf))
  })

  test('asked twice with one key, also at once, are one task', async () => {
    const key = { 'Idempotency-Key': 'many-once' }
    const replies = await Promise.all([touch(upTo(many), manager, key), touch(upTo(many), manager, key)])
    expect(replies.map(({ status }) => status)).toEqual([202, 202])
    expect(new Set(replies.map(({ body }) => body.taskId)).size).toBe(1)
    await portal.runJobs()
    const late = await touch(upTo(many), manager, key)
    expect([late.status, late.body, late.headers.get('idempotency-replayed')]).toEqual([
      202,
      replies[0]?.body,
      'true',
    ])
    expect(await portal.runJobs()).toBe(0)
    expect(touched).toEqual(numbersTo(many))
  })

  test('are told that cannot be: 422 for what is wrong with what was asked for all of them', async () => {
    const { status, body } = await touch({ ...upTo(many), note: 'x'.repeat(30) })
    expect([status, body.issues]).toMatchObject([422, [{ pointer: '/note' }]])
    expect(await portal.runJobs()).toBe(0)
  })
})

describe('the rights of whoever started it', () => {
  test('are looked at anew for each row', async () => {
    const other = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const taskId = await begin(upTo(many), other)
    const [grant] = await portal.app.database.sql<{ id: string }>(
      sql`SELECT id FROM grants WHERE person_id = ${other.personId}::uuid AND role = 'manager'`,
    )
    deed.handle = async (number) => {
      touched.push(number)
      // Between its check and its commit: this row must not be done either.
      if (number === 120 && touched.filter((each) => each === 120).length === 1)
        await portal.app.runner.call(
          endGrant,
          { grantId: grant?.id ?? '' },
          portal.app.asSystem('test', tenantId),
        )
    }
    await portal.runJobs()
    expect(touched).toEqual(numbersTo(120))
    expect((await read(taskId, other)).summary?.values).toEqual({ done: 119, refused: many - 119 })
    const [, ...rows] = await fileOf(taskId, other)
    expect(new Set(rows.map(([, , reason]) => reason))).toEqual(new Set(['You may not do this here.']))
    const done = await portal.app.database.sql(sql`
      SELECT 1 FROM audit_entries WHERE operation = 'trial.touchNumber' AND outcome = 'done' AND person_id = ${other.personId}::uuid`)
    expect(done).toHaveLength(119)
  })

  test('outlast the session, but not the account', async () => {
    const other = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const taskId = await begin(upTo(many), other)
    await other.client.call('POST', '/sign-out')
    deed.handle = async (number) => {
      touched.push(number)
      if (number === 101)
        await portal.app.database.pool.query(`UPDATE accounts SET status = 'closed' WHERE id = $1`, [
          other.accountId,
        ])
    }
    await portal.runJobs()
    expect(touched).toEqual(numbersTo(101))
    const [task] = await portal.app.database.sql<{ state: string; problem: string; done: number }>(
      sql`SELECT state, problem, done FROM tasks WHERE id = ${taskId}::uuid`,
    )
    expect(task).toMatchObject({ state: 'failed', problem: 'request.starterGone' })
    const done = await auditEntries(portal, { operation: 'trial.touchNumber', person_id: other.personId })
    expect(done.filter(({ outcome }) => outcome === 'done')).toHaveLength(100)
  })

  test('are cut down to those of the token that a program started it with, and end with it', async () => {
    const owner = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const proven = await owner.client.call('POST', '/step-up', { password })
    expect(proven.status).toBe(200)
    const { id, program } = await makeApiToken(portal, owner, {
      unitId: tenantId,
      scopes: ['trial.touch', 'own.read', 'own.write'],
    })
    const { status, body } = await program.call<Answer>('POST', '/numbers/touch', upTo(many))
    expect(status).toBe(202)
    deed.handle = async (number) => {
      touched.push(number)
      if (number === 110) await owner.client.call('DELETE', `/account/tokens/${id}`)
    }
    await portal.runJobs()
    expect(touched).toEqual(numbersTo(110))
    expect(await read(body.taskId as string, owner)).toMatchObject({
      state: 'failed',
      problem: { code: 'request.starterGone' },
    })
    const [entry] = await auditEntries(portal, { operation: 'trial.touchNumber', token_id: id })
    expect(entry).toMatchObject({ actor_kind: 'account', person_id: owner.personId })
  })

  test('say nothing of rows to who may no longer see them', async () => {
    const other = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const taskId = await begin(upTo(many), other)
    await portal.app.database.pool.query(
      `UPDATE grants SET ends_at = $2 WHERE person_id = $1 AND role = 'manager'`,
      [other.personId, new Date(portal.clock.now().getTime() + 60_000)],
    )
    portal.clock.advance({ minutes: 2 })
    await portal.runJobs()
    expect(touched).toEqual([])
    const [task] = await portal.app.database.sql<{ state: string; file: string }>(
      sql`SELECT state, result_file_id AS file FROM tasks WHERE id = ${taskId}::uuid`,
    )
    expect(task?.state).toBe('done')
    const file = await portal.app.services.storage.read(task?.file ?? '')
    let text = ''
    for await (const piece of file) text += piece
    expect(text).not.toContain('Number')
    expect(text).toContain(idOf(1))
  })
})

describe('cancelling', () => {
  test('stops between two rows; what was done stays, and the refused until then come as a file', async () => {
    const person = await makePerson(portal, { tenantId, at: [{ unitId: tenantId, role: 'manager' }] })
    const taskId = await begin(upTo(many), person)
    deed.handle = async (number) => {
      touched.push(number)
      if (number === 20) throw taken()
      if (number === 60) await person.client.call('POST', `/tasks/${taskId}/cancel`)
    }
    await portal.runJobs()
    const task = await read(taskId, person)
    expect(task).toMatchObject({ state: 'cancelled', result: { fileName: 'refused-rows.csv' } })
    expect(touched.length).toBeLessThan(many)
    expect(task.done).toBe(touched.length)
    expect(task.summary?.values).toEqual({ done: touched.length - 1, refused: 1 })
    expect((await fileOf(taskId, person)).slice(1)).toMatchObject([
      ["'=Number 20", 'even', expect.any(String), idOf(20)],
    ])
    expect(await portal.runJobs()).toBeGreaterThanOrEqual(0)
    expect(touched).toEqual(numbersTo(touched.length))
  })
})

describe('more rows than were meant', () => {
  test('request.moreRowsNow: what came to match since one looked is not done', async () => {
    const { body } = await touch({ ...upTo(30), atMost: 29 })
    expect(body).toMatchObject({ status: 409, code: 'request.moreRowsNow' })
    expect(touched).toEqual([])
    const [entry] = await auditEntries(portal, { operation: 'trial.touchNumbers', outcome: 'refused' })
    expect(entry).toMatchObject({ reason: 'request.moreRowsNow', person_id: manager.personId })
    expect((await touch({ ...upTo(30), atMost: 30 })).body).toMatchObject({ done: 30 })
  })

  test('request.tooManyRows: nobody acts on more than a task should hold', async () => {
    expect((await touch({ all: true })).body).toMatchObject({ status: 409, code: 'request.tooManyRows' })
    expect(await portal.runJobs()).toBe(0)
  })

  test('a script, which has no page to follow a task on, is told to go on in parts', async () => {
    const { runner, registry } = portal.app
    const command = registry.operations.get('trial.touchNumbers')
    if (command?.kind !== 'command') throw new Error('The act is gone.')
    const caller = portal.app.callerFor(system('test', tenantId))
    await expect(runner.call(command, upTo(many), caller)).rejects.toMatchObject({
      code: 'request.tooManyRows',
      values: { most: mostAtOnce },
    })
  })
})

describe('by forms', () => {
  const open = async (query: string) => (await manager.client.get<string>(`/numbers/touch?${query}`)).text

  test('the page names the first rows, and says how many more there are', async () => {
    const few = await open(
      numbersTo(3)
        .map((number) => `chosen=${idOf(number)}`)
        .join('&'),
    )
    expect(few).toContain('Add 3 members to a unit')
    for (const words of ['=Number 1</b><span> odd', '=Number 2</b><span> even', '=Number 3</b>'])
      expect(few).toContain(words)
    expect(few).not.toContain('more</li>')
    const more = await open('all=true&match=numberUntil%3D42')
    expect(more).toContain('=Number 5</b>')
    expect(more).not.toContain('=Number 6</b>')
    expect(more).toContain('and 37 more')
    expect(more).not.toContain('A task does it')
  })

  test('what is chosen and gone is neither named nor acted upon', async () => {
    const text = await open(`chosen=${idOf(1)}&chosen=${idOf(500_000)}&chosen=nonsense`)
    expect(text).toContain('Add 1 member to a unit')
    expect(text).not.toContain(idOf(500_000))
    expect(await open(`chosen=${idOf(500_000)}`)).toContain('Nothing is chosen')
  })

  test('many rows are announced as a task; a hasty second click starts no second one', async () => {
    const text = await open(`all=true&match=numberUntil%3D${many}`)
    expect(text).toContain(`Add ${many} members to a unit`)
    expect(text).toContain('A task does it')
    expect(text).toContain(`name="atMost" value="${many}"`)
    const form = {
      all: 'true',
      match: `numberUntil=${many}`,
      atMost: String(many),
      note: 'form',
      _key: 'a-form-sent-twice',
    }
    const replies = await Promise.all([
      manager.client.form('/numbers/touch', form),
      manager.client.form('/numbers/touch', form),
    ])
    const places = new Set(replies.map(({ headers }) => headers.get('location')))
    expect([replies.map(({ status }) => status), places.size]).toEqual([[303, 303], 1])
    const [place = ''] = places
    expect(place).toMatch(/^\/tasks\//)
    expect((await manager.client.get(place ?? '')).text).toContain(`Add ${many} members to a unit`)
    await portal.runJobs()
    expect(touched).toEqual(numbersTo(many))
  })

  test('where more match by now the page says so, with the new number', async () => {
    const reply = await manager.client.form('/numbers/touch', {
      all: 'true',
      match: 'numberUntil=9',
      atMost: '8',
    })
    expect(reply.status).toBe(409)
    expect(reply.text).toContain('By now 9 rows match, and not 8.')
    expect(reply.text).toContain('name="atMost" value="9"')
    expect(touched).toEqual([])
  })

  test('more than a task should hold have no button', async () => {
    const text = await open('all=true')
    expect(text).toContain(`and more than ${(mostByTask + 1 - 5).toLocaleString('en')} more`)
    expect(text).toContain('too many for one act')
    expect(text).not.toContain('type="submit" class="button button-primary"')
  })
})

test('the description says that it may have only begun', async () => {
  const { body } = await manager.client.get<{ paths: Record<string, { post: { responses: object } }> }>(
    '/api/openapi.json',
  )
  const responses = body.paths['/numbers/touch']?.post.responses
  expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(['200', '202']))
})
