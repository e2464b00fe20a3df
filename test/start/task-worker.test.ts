import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { sql } from '../../src/platform/db/sql.ts'
import { makeMembers } from '../factories/members.ts'
import { type MadePerson, makeAssociation, makePerson, makeUnit } from '../factories/people.ts'
import { until } from '../factories/waiting.ts'
import { asApp } from '../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../support/portal.ts'
import { Program } from './program.ts'

const slow = 90_000
const units = 1_000

let folder: string
let portal: Portal
let owner: pg.Client
let tenantId: string
let manager: MadePerson
const workers: Program[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-task-worker-'))
  portal = await openPortal({ config: { DATA_DIR: folder } })
  owner = new pg.Client({ connectionString: portal.databaseUrl })
  await owner.connect()
  tenantId = await makeAssociation(portal, 'Association of Crashes', ['127.0.0.1'])
  manager = await makePerson(portal, { tenantId, roles: ['member', 'manager'] })
  await owner.query(
    `INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
   SELECT made.id, r.id, r.id, r.path || replace(made.id::text, '-', '')::ltree, 'group', 'Unit ' || n, now(), now()
   FROM units r, (SELECT n, gen_random_uuid() AS id FROM generate_series(2, ${units}) n) made WHERE r.id = $1`,
    [tenantId],
  )
  // The worker waits at its third checkpoint, for as long as the test holds this lock.
  await owner.query(`
  CREATE FUNCTION wait_at_third() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(471);
    RETURN NEW;
  END $$;
  CREATE TRIGGER tasks_wait BEFORE UPDATE ON tasks FOR EACH ROW
    WHEN (NEW.done = 600 AND NEW.attempts = 1) EXECUTE FUNCTION wait_at_third()`)
}, slow)
afterAll(async () => {
  for (const worker of workers) await worker.stop('SIGKILL')
  await owner.end()
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

/** `npm start` with ROLE=worker, as operators run it. */
async function startWorker(): Promise<Program> {
  const worker = Program.run(['dist/main.js'], {
    ROLE: 'worker',
    NODE_ENV: 'development',
    DATABASE_URL: asApp(portal.databaseUrl),
    DATA_DIR: folder,
    SECRET: testConfig().secret,
    LOG_LEVEL: 'info',
  })
  workers.push(worker)
  await worker.says('worker runs')
  return worker
}

async function stateOf(taskId: string) {
  const [task] = await portal.app.database.sql<{ state: string; done: number; attempts: number }>(
    sql`SELECT state, done, attempts FROM tasks WHERE id = ${taskId}::uuid`,
  )
  return task
}

/** An export that stands at its third step, and the worker that has it, for as long as the lock is held. */
async function stopHalfWay(): Promise<{ taskId: string; worker: Program }> {
  await owner.query('SELECT pg_advisory_lock(471)')
  await manager.client.prove()
  const reply = await manager.client.call<{ taskId: string }>('POST', `/units/${tenantId}/export`)
  expect(reply.status).toBe(202)
  const { taskId } = reply.body
  const worker = await startWorker()
  await until(
    'the worker has come to its third step',
    async () => {
      const { rowCount } = await owner.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 471 AND NOT granted`,
      )
      return rowCount === 1
    },
    30_000,
  )
  expect(await stateOf(taskId)).toMatchObject({ state: 'running', done: 400, attempts: 1 })
  return { taskId, worker }
}

const letGo = () => owner.query('SELECT pg_advisory_unlock(471)')

async function finishedElsewhere(taskId: string): Promise<void> {
  const worker = await startWorker()
  await until('another worker has finished it', async () => (await stateOf(taskId))?.state === 'done', 60_000)
  await worker.stop()
  const file = await manager.client.download(`/tasks/${taskId}/result`)
  const lines = file.text.trimEnd().split('\r\n').slice(1)
  expect(lines).toHaveLength(units)
  expect(new Set(lines).size).toBe(units)
  const ended = await portal.app.database.sql(
    sql`SELECT 1 FROM audit_entries WHERE operation = 'tasks.endTask' AND outcome = 'done' AND changes::text LIKE ${`%${taskId}%`}`,
  )
  expect(ended).toHaveLength(1)
}

test(
  'a task whose worker is killed half-way is finished by another, with everything once',
  async () => {
    const { taskId, worker } = await stopHalfWay()
    await worker.stop('SIGKILL')
    await letGo()
    await finishedElsewhere(taskId)
    expect(await stateOf(taskId)).toEqual({ state: 'done', done: units, attempts: 2 })
  },
  slow,
)

test(
  'a worker that is told to stop passes its task on, which counts as no try',
  async () => {
    const { taskId, worker } = await stopHalfWay()
    const stopped = worker.stop('SIGTERM')
    await worker.says('worker stops')
    await letGo()
    expect(await stopped).toBe(0)
    expect(await stateOf(taskId)).toMatchObject({ state: 'queued', attempts: 0 })
    await finishedElsewhere(taskId)
    expect(await stateOf(taskId)).toEqual({ state: 'done', done: units, attempts: 1 })
  },
  slow,
)

test(
  'an act on many rows whose worker is killed between two of them is done to each row once',
  async () => {
    const [from, to] = [await makeUnit(portal, tenantId), await makeUnit(portal, tenantId)]
    const count = 230
    await makeMembers(portal, { tenantId, unitIds: [from], count, family: 'Killed' })
    // The worker waits in the middle of its third step, with the row before it just committed.
    await owner.query(`
      CREATE FUNCTION wait_for_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(*) FROM memberships m WHERE m.unit_id = NEW.unit_id) = 124 THEN
          PERFORM pg_advisory_xact_lock_shared(472);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER memberships_wait BEFORE INSERT ON memberships FOR EACH ROW
        WHEN (NEW.unit_id = '${to}') EXECUTE FUNCTION wait_for_row()`)
    await owner.query('SELECT pg_advisory_lock(472)')
    const reply = await manager.client.call<{ taskId: string }>('POST', '/members/add-to-unit', {
      all: true,
      match: 'search=killed',
      unitId: to,
    })
    expect(reply.status).toBe(202)
    const { taskId } = reply.body
    const worker = await startWorker()
    await until(
      'the worker has come to the row',
      async () => {
        const { rowCount } = await owner.query(
          `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 472 AND NOT granted`,
        )
        return rowCount === 1
      },
      30_000,
    )
    await worker.stop('SIGKILL')
    await owner.query('SELECT pg_advisory_unlock(472)')
    const other = await startWorker()
    await until(
      'another worker has finished it',
      async () => (await stateOf(taskId))?.state === 'done',
      60_000,
    )
    await other.stop()
    expect(await stateOf(taskId)).toEqual({ state: 'done', done: count, attempts: 2 })
    const task = await manager.client.call<{ summary: { values: object }; result: object | null }>(
      'GET',
      `/tasks/${taskId}`,
    )
    expect([task.body.summary.values, task.body.result]).toEqual([{ done: count, refused: 0 }, null])
    const { rows } = await owner.query(
      `SELECT (SELECT count(*)::int FROM memberships WHERE unit_id = $1) AS members,
        (SELECT count(DISTINCT person_id)::int FROM memberships WHERE unit_id = $1) AS people,
        (SELECT count(*)::int FROM audit_entries WHERE operation = 'units.admitToUnit' AND outcome = 'done') AS entries`,
      [to],
    )
    expect(rows).toEqual([{ members: count, people: count, entries: count }])
  },
  slow,
)
