import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import {
  attachOrStartEmbedded,
  type EmbeddedDatabase,
  startEmbedded,
} from '../../../src/platform/db/embedded/embedded.ts'

const nobody = 65_534
const isRoot = process.getuid?.() === 0
const testAsRoot = isRoot ? test : test.skip

let folder: string
let children: ChildProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-embedded-test-'))
  chmodSync(folder, 0o755)
  children = []
})

afterEach(async () => {
  for (const child of children) await kill(child)
  // Whatever a test left running is stopped as the program itself would, by the next start.
  if (existsSync(join(folder, 'postgres', 'postmaster.pid'))) await (await start()).stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

function start(): Promise<EmbeddedDatabase> {
  return startEmbedded({ folder, ephemeral: true })
}

/** Another process that starts the database and then waits to be killed; answers what it has to say. */
async function startElsewhere({
  uid,
  ephemeral = true,
}: {
  uid?: number
  ephemeral?: boolean
} = {}): Promise<{
  child: ChildProcess
  says: string
}> {
  const module = join(import.meta.dirname, '../../../src/platform/db/embedded/embedded.ts')
  const code = `
    import { startEmbedded } from ${JSON.stringify(module)}
    try {
      const { url } = await startEmbedded(${JSON.stringify({ folder, ephemeral })})
      console.log(url)
      setInterval(() => {}, 1000)
    } catch (error) {
      console.log(error.name + ': ' + error.message)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: '/',
    uid,
    gid: uid,
    // Another user may have no right to the folder for temporary files that this run was given.
    env: uid === undefined ? process.env : { ...process.env, TMPDIR: '/tmp' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [says] = await once(createInterface(child.stdout), 'line')
  return { child, says }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

function socketFolderOf(url: string): string {
  return new URL(url).searchParams.get('host') ?? ''
}

describe('a start', () => {
  test('brings a UTF-8 database in UTC that no TCP port leads to', async () => {
    const database = await start()
    const answer = await query(
      database.url,
      `SELECT current_database(), current_setting('server_encoding'), current_setting('TimeZone'),
              current_setting('listen_addresses'), upper('é'), 'Ä' < 'b' COLLATE "de-x-icu"`,
    )
    expect(answer).toEqual(['guildhall', 'UTF8', 'UTC', '', 'É', true])
    await database.stop()
  })

  test('leaves nothing behind but data and log once stopped, and stopping twice is fine', async () => {
    const database = await start()
    await Promise.all([database.stop(), database.stop()])
    expect(existsSync(socketFolderOf(database.url))).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['postgres', 'postgres.log'])
  })

  test('finds the data of the one before', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()
    const second = await start()
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([42])
    await second.stop()
  })

  test('takes settings, but none that would open a port', async () => {
    const settings = { work_mem: '7MB', listen_addresses: '*' }
    const database = await startEmbedded({ folder, ephemeral: true, settings })
    const answer = await query(
      database.url,
      `SELECT current_setting('work_mem'), current_setting('listen_addresses'), current_setting('fsync')`,
    )
    expect(answer).toEqual(['7MB', '', 'off'])
    await database.stop()
  })
})

describe('a folder in use', () => {
  test('is refused to a second start, which names the process', async () => {
    const database = await start()
    await expect(start()).rejects.toThrow(
      `The data folder ${folder} is in use by another start of Guildhall (process ${process.pid}). ` +
        'Stop that one first, or choose another folder with DATA_DIR.',
    )
    expect(await query(database.url, 'SELECT 1')).toEqual([1])
    await database.stop()
  })

  test('is shared by a script that attaches, which does not stop it', async () => {
    const { child, says: url } = await startElsewhere()
    const attached = await attachOrStartEmbedded({ folder })
    expect(attached.url).toBe(url)
    await attached.stop()
    expect(await query(url, 'SELECT 1')).toEqual([1])
    await kill(child)
  })

  test('goes to exactly one of several that start at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => startElsewhere()))
    const winners = answers.filter(({ says }) => says.startsWith('postgresql:'))
    const losers = answers.filter(({ says }) => says.startsWith('StartupError: The data folder'))
    expect([winners.length, losers.length]).toEqual([1, 3])
  })
})

describe('after a kill', () => {
  test('the next start stops the server that was left running and goes on with its data', async () => {
    const { child, says: url } = await startElsewhere()
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await kill(child)
    expect(await query(url, 'SELECT 1')).toEqual([1])
    const database = await start()
    expect(await query(database.url, 'SELECT answer FROM kept')).toEqual([42])
    expect(existsSync(socketFolderOf(url))).toBe(false)
    await database.stop()
  })

  test('of the server as well, the next start recovers', async () => {
    const { child, says: url } = await startElsewhere({ ephemeral: false })
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const server = Number.parseInt(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
    await Promise.all([kill(child), process.kill(server, 'SIGKILL')])
    const database = await start()
    expect(await query(database.url, 'SELECT answer FROM kept')).toEqual([42])
    await database.stop()
  })

  test('in the middle of the first start, nothing looks like data', async () => {
    const starting = startElsewhere()
    starting.catch(() => {})
    while (!readdirSync(folder).some((name) => name.startsWith('postgres.unfinished-'))) await delay(2)
    for (const child of children) await kill(child)
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
    const database = await start()
    expect(await query(database.url, 'SELECT 1')).toEqual([1])
    await database.stop()
  })

  test('a lock and a pid file whose numbers now belong to others do not stand in the way', async () => {
    await (await start()).stop()
    const stranger = spawn('sleep', ['60'])
    children.push(stranger)
    writeFileSync(
      join(folder, 'guildhall.lock'),
      JSON.stringify({ pid: stranger.pid, startedAt: 'long ago', nonce: 'a', socketFolder: '' }),
    )
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${stranger.pid}\n${folder}/postgres\n`)
    const database = await start()
    expect(await query(database.url, 'SELECT 1')).toEqual([1])
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull()
    await database.stop()
  })
})

describe('what a machine can do to us is told in a sentence', () => {
  test('data of another PostgreSQL, which stays untouched', async () => {
    const data = join(folder, 'postgres')
    mkdirSync(data)
    writeFileSync(join(data, 'PG_VERSION'), '17\n')
    await expect(start()).rejects.toThrow(
      /was written by PostgreSQL 17, and this Guildhall brings PostgreSQL 18/,
    )
    expect(readdirSync(data)).toEqual(['PG_VERSION'])
    expect(readdirSync(folder)).toEqual(['postgres'])
  })

  test('a file in the place of the folder', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    await expect(startEmbedded({ folder: file })).rejects.toThrow(/needed as a folder/)
  })

  test('a setting that PostgreSQL does not take, in its own words', async () => {
    const refused = startEmbedded({ folder, ephemeral: true, settings: { work_mem: 'plenty' } })
    await expect(refused).rejects.toThrow(/did not start. It said: .*work_mem.*plenty/s)
    expect(readdirSync(folder)).not.toContain('guildhall.lock')
  })

  testAsRoot('a folder that this user may not write', async () => {
    const { says } = await startElsewhere({ uid: nobody })
    expect(says).toContain(`StartupError: ${folder} cannot be written by this user.`)
    expect(says).toContain(`sudo chown -R ${nobody}:${nobody} ${folder}`)
  })

  testAsRoot('data that another user owns', async () => {
    await (await start()).stop()
    chmodSync(folder, 0o777)
    const { says } = await startElsewhere({ uid: nobody })
    expect(says).toMatch(/^StartupError: The data in .* belongs to user "?\w+"?, and this is user "nobody"/)
    expect(says).toContain(`sudo chown -R ${nobody}:${nobody} ${folder}`)
  })
})

describe('whoever starts it', () => {
  testAsRoot('an ordinary user can, and root after that leaves the data theirs', async () => {
    chownSync(folder, nobody, nobody)
    const first = await startElsewhere({ uid: nobody })
    await kill(first.child)
    await (await start()).stop()
    const { says } = await startElsewhere({ uid: nobody })
    expect(says).toMatch(/^postgresql:/)
  })

  testAsRoot('root can, below a folder that only root may enter', async () => {
    chmodSync(folder, 0o700)
    const database = await start()
    expect(await query(database.url, 'SELECT 1')).toEqual([1])
    await database.stop()
  })
})
