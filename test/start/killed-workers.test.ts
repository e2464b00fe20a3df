import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { requestPasswordReset } from '../../src/modules/identity/commands/request-password-reset.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { type MadePerson, makeAssociation, makePerson } from '../factories/people.ts'
import { until } from '../factories/waiting.ts'
import { asApp } from '../support/databases.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { Program } from './program.ts'

const rounds = 5
const workersAtOnce = 4
const letters = 150
const exports = 50
/** Twenty-one processes start, on a machine that may be busy with something else. */
const slow = 300_000
const queues = ['identity.sendChallenge', 'units.exportUnits']
const ours = `name IN ('${queues.join("', '")}')`

let folder: string
let portal: Portal
let owner: pg.Client
let tenantId: string
let manager: MadePerson
const workers = new Set<Program>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-killed-'))
  portal = await openPortal({ config: { DATA_DIR: folder } })
  tenantId = await makeAssociation(portal, 'Association of Kills', ['127.0.0.1'])
  manager = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  owner = new pg.Client({ connectionString: portal.databaseUrl })
  await owner.connect()
  // A mail server takes its time: most are killed with something in hand.
  await owner.query(`
    CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(random() * 0.2);
      RETURN NEW;
    END $$;
    CREATE TRIGGER kept_mails_slow BEFORE INSERT ON kept_mails FOR EACH ROW EXECUTE FUNCTION take_time();
    CREATE TRIGGER tasks_slow BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION take_time()`)
}, slow)
afterAll(async () => {
  for (const worker of workers) await worker.stop('SIGKILL')
  await owner.end()
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
}, slow)

function startWorker(): Program {
  const worker = Program.run(['dist/main.js'], {
    ROLE: 'worker',
    DATABASE_URL: asApp(portal.databaseUrl),
    DATA_DIR: folder,
    SECRET: portal.app.config.secret,
    LOG_LEVEL: 'info',
  })
  workers.add(worker)
  return worker
}

async function askForLetter(number: number): Promise<void> {
  const { app } = portal
  const visitor = app.callerFor({ kind: 'visitor', tenantId: null })
  await app.runner.call(
    requestPasswordReset,
    { address: `person-${number}@example.org` },
    { ...visitor, request: { ...visitor.request, ipAddress: `10.0.${number >> 8}.${number & 255}` } },
  )
}

async function askForExport(): Promise<void> {
  await manager.client.prove()
  const reply = await manager.client.call('POST', `/units/${tenantId}/export`)
  expect(reply.status).toBe(202)
}

async function count(text: string): Promise<number> {
  const { rows } = await owner.query(text)
  return Number(rows[0].count)
}

/** What a dead worker had comes back when it has been silent for long enough. Nobody wants to wait for that. */
async function letTimePass(): Promise<void> {
  await owner.query(`
    UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 minute' WHERE ${ours} AND state = 'active';
    UPDATE pgboss.job SET start_after = now() WHERE ${ours} AND state = 'retry' AND start_after > now();
    SELECT pg_notify('guildhall_jobs', name) FROM unnest(ARRAY['${queues.join("', '")}']) name`)
}

test(
  'of 200 jobs none is lost and none acts twice, while 20 workers are killed at random moments',
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const started = Array.from({ length: workersAtOnce }, startWorker)
      for (const worker of started) await worker.says('worker runs', 60_000)
      const share = letters / rounds
      const asked = [
        ...Array.from({ length: share }, (_none, index) => askForLetter(round * share + index)),
        ...Array.from({ length: exports / rounds }, askForExport),
      ]
      await Promise.all([
        ...asked,
        ...started.map(async (worker) => {
          await pause(50 + Math.random() * 400)
          await worker.stop('SIGKILL')
          workers.delete(worker)
        }),
      ])
      // All of this round are dead, so what is active has nobody.
      await letTimePass()
    }
    expect(
      await count(`SELECT count(*) FROM pgboss.job WHERE ${ours} AND state <> 'completed'`),
    ).toBeGreaterThan(0)

    const last = startWorker()
    await last.says('worker runs', 60_000)
    await until(
      'every job is done',
      async () => {
        await owner.query(
          `UPDATE pgboss.job SET start_after = now() WHERE ${ours} AND state = 'retry' AND start_after > now()`,
        )
        return (await count(`SELECT count(*) FROM pgboss.job WHERE ${ours} AND state < 'completed'`)) === 0
      },
      200_000,
    )
    expect(await last.stop()).toBe(0)

    const interrupted = await count(`SELECT count(*) FROM pgboss.job WHERE ${ours} AND retry_count > 0`)
    expect(interrupted).toBeGreaterThan(0)
    const mails = await portal.app.database.sql<{ recipient: string; count: number }>(
      sql`SELECT recipient, count(*)::int AS count FROM kept_mails GROUP BY recipient`,
    )
    expect(mails).toHaveLength(letters)
    expect(mails.filter((mail) => mail.count !== 1)).toEqual([])
    expect(
      await count(`SELECT count(*) FROM tasks WHERE state = 'done' AND result_file_id IS NOT NULL`),
    ).toBe(exports)
    expect(await count(`SELECT count(*) FROM stored_files WHERE purpose = 'tasks.result'`)).toBe(exports)
    expect(await count(`SELECT count(*) FROM pgboss.job WHERE name = 'dead'`)).toBe(0)
  },
  slow,
)
