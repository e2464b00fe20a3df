import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { startEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { identityOf, isRunning, type ProcessIdentity } from '../../src/platform/db/embedded/processes.ts'
import { until } from '../factories/waiting.ts'
import { Client } from '../support/client.ts'
import { cloneDatabase } from '../support/databases.ts'
import { freePort, Program } from './program.ts'

/* One data folder through its life: each test goes on where the one before has left it. */

const administrator = { address: 'admin@demo.guildhall', password: 'granite lantern harbor' }
const slow = 40_000

let folder: string
let port: number
let program: Program
let client: Client

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-start-test-'))
  port = await freePort()
  client = new Client(`http://127.0.0.1:${port}`)
})
afterAll(async () => {
  await program.stop()
  rmSync(folder, { recursive: true, force: true })
}, slow)

function start(parameters = ['dist/main.js'], more: Record<string, string> = {}): Program {
  return Program.run(parameters, { DATA_DIR: folder, PORT: String(port), ...more })
}

/** A request whose last byte is held back until it is asked for. */
async function requestUnderWay() {
  const body = JSON.stringify({ address: 'nobody@example.org' })
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.write(
    `POST /api/v1/password-resets HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`,
  )
  // Its beginning has arrived when another request, sent after it, has been answered.
  await client.get('/health/live')
  return {
    async finish(): Promise<string> {
      socket.write(body.slice(-1))
      await closed
      return answer
    },
  }
}

function databaseProcess(): ProcessIdentity {
  const file = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
  return identityOf(Number.parseInt(file, 10)) as ProcessIdentity
}

describe('the portal without any settings', () => {
  test(
    'prints its address and the demo accounts at the first start, and they work',
    async () => {
      program = start(['scripts/start.ts'])
      await program.says('Stop with Ctrl-C.')
      expect(program.output).toContain(`Guildhall is ready at http://localhost:${port}`)
      expect(program.output).toContain(administrator.address)
      expect((await client.call('POST', '/sign-in', administrator)).status).toBe(200)
      expect((await client.get('/dev/mail')).status).toBe(200)
      // Whoever looks around sees projects in each of their states, and who applied for one.
      const open = await client.call<{ items: unknown[] }>('GET', '/projects')
      expect(open.body.items).toHaveLength(2)
      const managed = await client.call<{ items: Array<{ status: string }> }>('GET', '/managed-projects')
      expect(managed.body.items.map(({ status }) => status).sort()).toEqual([
        'draft',
        'published',
        'published',
        'reviewing',
      ])
      const bids = await client.call<{ items: unknown[] }>('GET', '/applications')
      expect(bids.body.items).toHaveLength(2)
    },
    slow,
  )

  test('lets no second start into its data folder, and says who has it', async () => {
    const second = start(undefined, { PORT: String(await freePort()) })
    expect(await second.exitCode()).toBe(1)
    expect(second.output.trim()).toBe(
      `The data folder ${folder} is in use by another start of Guildhall (process ${program.child.pid}). Stop that one first, or choose another folder with DATA_DIR.`,
    )
  })

  test('has a port that another start is told is taken', async () => {
    const { url } = await cloneDatabase('taken')
    const second = start(undefined, {
      DATABASE_URL: url,
      DATABASE_ALLOW_PLAINTEXT: 'true',
      HOST: '127.0.0.1',
    })
    expect(await second.exitCode()).toBe(1)
    expect(second.output.trim()).toBe(
      `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    )
  })

  test(
    'lets a running request finish at SIGTERM, then ends well, the database with it',
    async () => {
      const running = await requestUnderWay()
      const database = databaseProcess()
      program.child.kill('SIGTERM')
      await until('nobody new gets in', () =>
        client.get('/health/live').then(
          () => false,
          () => true,
        ),
      )
      expect(await running.finish()).toContain('HTTP/1.1 202')
      expect(await program.exitCode()).toBe(0)
      expect(isRunning(database)).toBe(false)
      expect(existsSync(join(folder, 'guildhall.lock'))).toBe(false)
    },
    slow,
  )

  test(
    'is ready within five seconds at the next start, and has kept everything',
    async () => {
      const began = performance.now()
      program = start()
      await program.says('Guildhall is ready')
      expect(performance.now() - began).toBeLessThan(5_000)
      // The session of before still lives.
      expect((await client.call('GET', '/me/profile')).status).toBe(200)
    },
    slow,
  )

  test(
    'ends well when npm, which had started it, is gone',
    async () => {
      await program.stop()
      // Stands for npm, which ends at SIGTERM and passes it on to nobody.
      const npm = Program.run(
        [
          '--eval',
          `require('node:child_process').spawn(process.execPath, ['scripts/start.ts'], { stdio: 'inherit' })`,
        ],
        { npm_lifecycle_event: 'start', DATA_DIR: folder, PORT: String(port) },
      )
      await npm.says('Stop with Ctrl-C.')
      const database = databaseProcess()
      npm.child.kill('SIGTERM')
      // What both write to closes with the last of them.
      await npm.exitCode()
      expect(isRunning(database)).toBe(false)
      expect(existsSync(join(folder, 'guildhall.lock'))).toBe(false)
      program = start()
      await program.says('Guildhall is ready')
    },
    slow,
  )

  test(
    'starts again after it was killed',
    async () => {
      const database = databaseProcess()
      expect(await program.stop('SIGKILL')).toBeNull()
      program = start()
      await program.says('Guildhall is ready')
      expect(isRunning(database)).toBe(false)
      expect((await client.call('GET', '/me/profile')).status).toBe(200)
    },
    slow,
  )

  test(
    'ends well when it is asked to while it still starts',
    async () => {
      await program.stop()
      program = start()
      await until('the database runs', async () => existsSync(join(folder, 'postgres', 'postmaster.pid')))
      const database = databaseProcess()
      expect(await program.stop('SIGTERM')).toBe(0)
      expect(isRunning(database)).toBe(false)
      program = start()
      await program.says('Guildhall is ready')
    },
    slow,
  )

  test(
    'ends well at SIGINT',
    async () => {
      const database = databaseProcess()
      expect(await program.stop('SIGINT')).toBe(0)
      expect(isRunning(database)).toBe(false)
    },
    slow,
  )

  test(
    'does not touch the data of a newer version',
    async () => {
      const state = `SELECT (SELECT count(*) FROM units) || '/' || (SELECT count(*) FROM pgboss.queue) || '/' || (SELECT string_agg(migration_name, ',' ORDER BY migration_name) FROM _prisma_migrations) AS state`
      const before = await query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99990101000000_future', now())`,
        state,
      )
      program = start()
      expect(await program.exitCode()).toBe(1)
      expect(program.output.trim()).toBe(
        'This database was last used by a newer Guildhall (migration 99990101000000_future is not known here). Start that version, or choose another database.',
      )
      expect(await query(state)).toEqual(before)
    },
    slow,
  )
})

/** Asks the database of the folder while no portal runs, and gives what the last statement answers. */
async function query(...statements: string[]): Promise<unknown[]> {
  const database = await startEmbedded({ folder })
  const asked = new pg.Client({ connectionString: database.url })
  try {
    await asked.connect()
    let rows: unknown[] = []
    for (const statement of statements) rows = (await asked.query(statement)).rows
    return rows
  } finally {
    await asked.end()
    await database.stop()
  }
}
