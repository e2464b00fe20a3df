import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { attachOrStartEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { until } from '../factories/waiting.ts'
import { Client } from '../support/client.ts'
import { productionSettings } from '../support/production-settings.ts'
import { freePort, Program } from './program.ts'

/* One installation without settings, from its first start to its second life elsewhere. */

const administrator = { address: 'admin@demo.guildhall', password: 'granite lantern harbor' }
const slow = 90_000
let place: string
let port: number
let portal: Program

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'guildhall-backup-start-'))
  port = await freePort()
})
afterAll(async () => {
  await portal.stop()
  rmSync(place, { recursive: true, force: true })
}, slow)

const run = (name: string, parameters: string[], folder = 'one', more: Record<string, string> = {}) =>
  Program.run([`dist/${name}.js`, ...parameters], { DATA_DIR: join(place, folder), ...more })

const start = (folder: string, more: Record<string, string> = {}) =>
  Program.run(['dist/main.js'], { DATA_DIR: join(place, folder), PORT: String(port), ...more })

test(
  'npm run backup works beside a running portal',
  async () => {
    portal = start('one')
    await portal.says('Stop with Ctrl-C.')
    const client = new Client(`http://127.0.0.1:${port}`)
    await client.call('POST', '/sign-in', administrator)
    const backup = run('backup', [join(place, 'running.zip')])
    expect(await backup.exitCode()).toBe(0)
    expect(backup.output).toMatch(/Wrote .*running\.zip: \d+ rows and 0 files/)
    expect((await client.get('/api/v1/me/profile')).status).toBe(200)
    expect(statSync(join(place, 'running.zip')).mode & 0o777).toBe(0o600)
  },
  slow,
)

test(
  'no backup is written over, and a file that is not there is no backup',
  async () => {
    const again = run('backup', [join(place, 'running.zip')])
    expect(await again.exitCode()).toBe(1)
    expect(again.output).toContain('is there already')
    const nothing = run('restore', [join(place, 'nothing.zip')], 'two')
    expect(await nothing.exitCode()).toBe(1)
    expect(nothing.output).toContain('There is no file')
  },
  slow,
)

test(
  'a backup that is killed has no name that looks whole, and what it left is refused',
  async () => {
    const folder = join(place, 'killed')
    const database = await attachOrStartEmbedded({ folder: join(place, 'one') })
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      // It comes as far as this table and waits there.
      await client.query('BEGIN; LOCK TABLE units IN ACCESS EXCLUSIVE MODE')
      const killed = run('backup', [`${folder}/`])
      await until('it has begun', async () => existsSync(folder) && readdirSync(folder).length > 0, 30_000)
      await killed.stop('SIGKILL')
    } finally {
      await client.end()
      await database.stop()
    }
    const [left = '', ...others] = readdirSync(folder)
    expect([left.endsWith('.unfinished'), others]).toEqual([true, []])
    const restore = run('restore', [join(folder, left)], 'three')
    expect(await restore.exitCode()).toBe(1)
    expect(restore.output).toContain('cut off')
  },
  slow,
)

test(
  'npm run backup works while the portal is stopped, into a folder',
  async () => {
    await portal.stop()
    const folder = join(place, 'backups')
    const backup = run('backup', [`${folder}/`])
    expect(await backup.exitCode()).toBe(0)
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^guildhall-[\dTZ-]+\.zip$/)])
  },
  slow,
)

test(
  'npm run restore makes the same portal elsewhere, once, with the secret beside it',
  async () => {
    // What seals and signs is kept apart from backups.
    mkdirSync(join(place, 'four'))
    copyFileSync(join(place, 'one', 'secret'), join(place, 'four', 'secret'))
    const restore = run('restore', [join(place, 'running.zip')], 'four')
    await restore.exitCode()
    expect(restore.output).toContain('The audit holds')
    expect(restore.child.exitCode).toBe(0)
    const again = run('restore', [join(place, 'running.zip')], 'four')
    expect(await again.exitCode()).toBe(1)
    expect(again.output).toContain('The database is in use')
    portal = start('four')
    await portal.says('Stop with Ctrl-C.')
    const client = new Client(`http://127.0.0.1:${port}`)
    expect((await client.call('POST', '/sign-in', administrator)).status).toBe(200)
  },
  slow,
)

test(
  'a portal that began without keys goes on under its own, and leaves the one made from the secret behind',
  async () => {
    await portal.stop()
    const { ENCRYPTION_KEYS } = productionSettings
    portal = start('four', { ENCRYPTION_KEYS })
    expect(await portal.exitCode()).toBe(1)
    expect(portal.output).toContain('ENCRYPTION_KEYS="id:key,derived"')
    const rotate = run('keys-rotate', [], 'four', { ENCRYPTION_KEYS: `${ENCRYPTION_KEYS},derived` })
    expect(await rotate.exitCode()).toBe(0)
    expect(rotate.output).toContain('Everything stands under "2026-11"')
    portal = start('four', { ENCRYPTION_KEYS })
    await portal.says('Stop with Ctrl-C.')
  },
  slow,
)
