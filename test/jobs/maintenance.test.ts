import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { purgeExpired } from '../../jobs/maintenance/purge-expired.ts'
import { giveUpAbandoned } from '../../jobs/tasks/give-up-abandoned.ts'
import { registerFile } from '../../src/modules/files/index.ts'
import { purgeTasks } from '../../src/modules/tasks/commands/purge-tasks.ts'
import { areBytesHeld, holdBytes } from '../../src/platform/backup/backup-lock.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { type Sql, sql, trusted } from '../../src/platform/db/sql.ts'
import type { ScheduledJob } from '../../src/platform/declare/job.ts'
import { newId } from '../../src/platform/ids.ts'
import { handleOnce } from '../../src/platform/jobs/handle-once.ts'
import { scheduledData } from '../../src/platform/jobs/worker.ts'
import { type MadePerson, makeAssociation, makePerson } from '../factories/people.ts'
import { makeTask } from '../factories/tasks.ts'
import { until } from '../factories/waiting.ts'
import { openPortal, type Portal } from '../support/portal.ts'

let folder: string
let portal: Portal
let tenantId: string
let person: MadePerson

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-purge-'))
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'The Association', ['127.0.0.1'])
})
beforeEach(async () => {
  person = await makePerson(portal, { tenantId })
})
afterAll(async () => {
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As the clock would start it, one time after the other. */
async function run(job: ScheduledJob): Promise<void> {
  const { app } = portal
  await handleOnce(app, job, scheduledData(app, job, randomUUID()), new AbortController().signal)
}

function minutesFromNow(minutes: number): Date {
  return new Date(portal.clock.now().getTime() + minutes * 60_000)
}

const exists = async (from: Sql) => (await portal.app.database.sql(sql`SELECT 1 FROM ${from}`)).length > 0

interface Kept {
  /** The rows that stand for it. */
  rows: Sql
  insert: () => Sql
  /** For how long it stays. */
  minutes: number
}

const key = randomUUID()
const day = 24 * 60
const soon = 60

const kinds: Record<string, Kept> = {
  sessions: {
    rows: sql`sessions WHERE user_agent = ${key}`,
    insert: () => sql`
      INSERT INTO sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at, user_agent)
      VALUES (${newId()}::uuid, ${Buffer.from(randomUUID())}, ${person.accountId}::uuid, ${minutesFromNow(0)}, ${minutesFromNow(0)},
              ${minutesFromNow(soon)}, ${key})`,
    minutes: soon,
  },
  'sessions that ended': {
    rows: sql`sessions WHERE user_agent = ${`${key} ended`}`,
    insert: () => sql`
      INSERT INTO sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at, ended_at, user_agent)
      VALUES (${newId()}::uuid, ${Buffer.from(randomUUID())}, ${person.accountId}::uuid, ${minutesFromNow(0)}, ${minutesFromNow(0)},
              ${minutesFromNow(90 * day)}, ${minutesFromNow(0)}, ${`${key} ended`})`,
    minutes: day,
  },
  challenges: {
    rows: sql`challenges WHERE address = ${`${key}@example.org`}`,
    insert: () => sql`
      INSERT INTO challenges (id, purpose, channel, address, locale, created_at, expires_at)
      VALUES (${newId()}::uuid, 'resetPassword', 'email', ${`${key}@example.org`}, 'en', ${minutesFromNow(0)}, ${minutesFromNow(soon)})`,
    minutes: soon,
  },
  invitations: {
    rows: sql`invitations WHERE role = ${key}`,
    insert: () => sql`
      INSERT INTO invitations (id, tenant_id, role, token_hash, created_at, expires_at)
      VALUES (${newId()}::uuid, ${tenantId}::uuid, ${key}, ${Buffer.from(key)}, ${minutesFromNow(0)}, ${minutesFromNow(soon)})`,
    minutes: soon,
  },
  second_step_resets: {
    rows: sql`second_step_resets WHERE reason = ${key}`,
    insert: () => sql`
      INSERT INTO second_step_resets (id, tenant_id, person_id, account_id, status, reason, opened_at, expires_at, stop_hash)
      VALUES (${newId()}::uuid, ${tenantId}::uuid, ${person.personId}::uuid, ${person.accountId}::uuid, 'stopped', ${key}, ${minutesFromNow(0)},
              ${minutesFromNow(soon)}, ${Buffer.from(key)})`,
    minutes: 180 * day,
  },
  sign_in_failures: {
    rows: sql`sign_in_failures WHERE subject_hash = ${Buffer.from(key)}`,
    insert: () => sql`
      INSERT INTO sign_in_failures (subject_hash, count, last_failed_at) VALUES (${Buffer.from(key)}, 3, ${minutesFromNow(0)})`,
    minutes: 7 * day,
  },
  idempotency_records: {
    rows: sql`idempotency_records WHERE key = ${key}`,
    insert: () => sql`
      INSERT INTO idempotency_records (operation, caller, key, fingerprint, status, created_at, expires_at)
      VALUES ('units.createUnit', 'somebody', ${key}, ''::bytea, 200, ${minutesFromNow(0)}, ${minutesFromNow(soon)})`,
    minutes: soon,
  },
  rate_counters: {
    rows: sql`rate_counters WHERE key = ${key}`,
    insert: () =>
      sql`INSERT INTO rate_counters (key, window_start, count) VALUES (${key}, ${minutesFromNow(0)}, 1)`,
    minutes: day,
  },
  ...Object.fromEntries(
    ['kept_mails', 'kept_sms'].map((table) => [
      table,
      {
        rows: sql`${trusted(table)} WHERE message_id = ${key}`,
        insert: () =>
          table === 'kept_sms'
            ? sql`INSERT INTO kept_sms (id, recipient, text, message_id, created_at)
                VALUES (${newId()}::uuid, '+1', 'Text', ${key}, ${minutesFromNow(0)})`
            : sql`INSERT INTO kept_mails (id, recipient, subject, html, text, message_id, created_at)
                VALUES (${newId()}::uuid, 'a@example.org', 'Subject', '', 'Text', ${key}, ${minutesFromNow(0)})`,
        minutes: 14 * day,
      },
    ]),
  ),
}

describe('maintenance.purgeExpired', () => {
  test.each(Object.keys(kinds))('%s stay until they are due, and go then', async (name) => {
    const { rows, insert, minutes } = kinds[name] as Kept
    await portal.app.database.sql(insert())
    portal.clock.advance({ minutes: minutes - 1 })
    await run(purgeExpired)
    expect(await exists(rows)).toBe(true)
    portal.clock.advance({ minutes: 2 })
    await run(purgeExpired)
    expect(await exists(rows)).toBe(false)
  })

  test('clears away more than one batch', async () => {
    await portal.app.database.sql(sql`
      INSERT INTO rate_counters (key, window_start, count)
      SELECT 'many ' || n, ${minutesFromNow(-2 * day)}, 1 FROM generate_series(1, 1201) n`)
    await run(purgeExpired)
    expect(await exists(sql`rate_counters WHERE key LIKE 'many %'`)).toBe(false)
  })

  test('tasks.purgeTasks: tasks and their files go thirty days after the end, and those under way stay', async () => {
    const { app, clock } = portal
    const fileId = newId()
    await app.services.storage.put(fileId, Buffer.from('result'))
    await app.runner.call(
      registerFile,
      {
        fileId,
        purpose: 'tasks.result',
        name: 'a.csv',
        mediaType: 'text/csv',
        size: 6,
        sha256: '0'.repeat(64),
        renditions: [],
      },
      app.asSystem('test', tenantId),
    )
    const startedBy = person.personId
    const done = await makeTask(portal, { tenantId, startedBy, state: 'done', resultFileId: fileId })
    const running = await makeTask(portal, { tenantId, startedBy, state: 'running' })
    clock.advance({ days: 29 })
    await run(purgeExpired)
    expect(await exists(sql`tasks WHERE id = ${done}::uuid`)).toBe(true)
    expect(await app.services.storage.size(fileId)).toBe(6)
    clock.advance({ days: 2 })
    await run(purgeExpired)
    await portal.runJobs()
    expect(await exists(sql`tasks WHERE id = ${done}::uuid`)).toBe(false)
    expect(await exists(sql`stored_files WHERE id = ${fileId}::uuid`)).toBe(false)
    expect(await app.services.storage.size(fileId)).toBeNull()
    expect(await exists(sql`tasks WHERE id = ${running}::uuid`)).toBe(true)
    expect(await app.runner.call(purgeTasks, { limit: 5 }, app.asSystem('test'))).toEqual({ count: 0 })
  })

  test('bytes that no row speaks of go after a day and after a backup, and those of a task under way stay', async () => {
    const { services, database } = portal.app
    const [lost, part] = [newId(), newId()]
    await services.storage.put(lost, Buffer.from('lost'))
    await services.storage.put(part, Buffer.from('part'))
    const failed = await makeTask(portal, { tenantId, startedBy: person.personId, state: 'failed' })
    await database.sql(sql`UPDATE tasks SET parts = ARRAY[${part}::uuid] WHERE id = ${failed}::uuid`)
    // The disk knows the real time, not that of the test.
    const ahead = portal.clock.now().getTime() - Date.now()
    portal.clock.advance({ seconds: -ahead / 1000 })
    await run(purgeExpired)
    expect(await services.storage.size(lost)).toBe(4)
    portal.clock.advance({ hours: 25 })
    await withClient(portal.databaseUrl, async (backup) => {
      await holdBytes(backup)
      await run(purgeExpired)
      expect(await services.storage.size(lost)).toBe(4)
    })
    await until('the backup is gone', async () => !(await areBytesHeld(database.sql)))
    await run(purgeExpired)
    expect(await services.storage.size(lost)).toBeNull()
    expect(await services.storage.size(part)).toBe(4)
  })
})

describe('tasks.giveUpAbandoned', () => {
  test('tells of a task that no worker has touched for a quarter of an hour, and of no other', async () => {
    const startedBy = person.personId
    const abandoned = await makeTask(portal, { tenantId, startedBy, state: 'running' })
    const waiting = await makeTask(portal, { tenantId, startedBy, state: 'queued' })
    portal.clock.advance({ minutes: 14 })
    await run(giveUpAbandoned)
    const stateOf = async (id: string) =>
      (await person.client.call<{ state: string; problem: object | null }>('GET', `/tasks/${id}`)).body
    expect((await stateOf(abandoned)).state).toBe('running')
    portal.clock.advance({ minutes: 2 })
    const alive = await makeTask(portal, { tenantId, startedBy, state: 'running' })
    await run(giveUpAbandoned)
    expect(await stateOf(abandoned)).toMatchObject({ state: 'failed', problem: { code: 'tasks.abandoned' } })
    expect((await stateOf(waiting)).state).toBe('queued')
    expect((await stateOf(alive)).state).toBe('running')
  })
})
