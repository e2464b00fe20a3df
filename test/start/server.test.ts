import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { loadConfig } from '../../src/platform/config.ts'
import { createCrypto } from '../../src/platform/crypto/crypto.ts'
import { personKeyColumn } from '../../src/platform/crypto/person-keys.ts'
import { until } from '../factories/waiting.ts'
import { Client } from '../support/client.ts'
import { asApp, cloneDatabase } from '../support/databases.ts'
import { productionSettings } from '../support/production-settings.ts'
import { freePort, Program } from './program.ts'

const slow = 40_000

const counted = Buffer.from(Array.from({ length: 32 }, (_none, index) => index)).toString('base64')

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-start-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows as Row[]
  } finally {
    await client.end()
  }
}

/** A database that nothing has been done to. */
async function emptyDatabase(): Promise<string> {
  const { url } = await cloneDatabase('beside')
  const name = `empty_${Date.now()}`
  await query(url, `CREATE DATABASE ${name} TEMPLATE template0`)
  const empty = new URL(url)
  empty.pathname = `/${name}`
  return empty.href
}

describe('in production', () => {
  const refusal = (environment: Record<string, string>) => {
    try {
      loadConfig({ ...productionSettings, DATABASE_URL: 'postgresql://localhost/guildhall', ...environment })
      return 'starts'
    } catch (error) {
      return (error as Error).message
    }
  }

  test('the portal starts where all is safe', () => {
    expect(refusal({})).toBe('starts')
    expect(refusal({ ROLE: 'web', AUDIT_SIGNING_KEY: '' })).toBe('starts')
    expect(refusal({ DATABASE_URL: 'postgresql://db.example.org/guildhall?sslmode=verify-full' })).toBe(
      'starts',
    )
    expect(
      refusal({ DATABASE_URL: 'postgresql://db.example.org/guildhall', DATABASE_ALLOW_PLAINTEXT: 'true' }),
    ).toBe('starts')
  })

  test.each([
    ['a secret', { SECRET: '' }, 'SECRET is not set'],
    ['a secret of one’s own', { SECRET: 'change-me-change-me-change-me-change-me' }, 'looks like a default'],
    ['a secret that is long enough', { SECRET: 'short' }, 'SECRET'],
    ['a secret of many characters', { SECRET: 'ab'.repeat(20) }, 'looks like a default'],
    ['a key to seal with', { ENCRYPTION_KEYS: '' }, 'ENCRYPTION_KEYS is not set'],
    ['a key that is random', { ENCRYPTION_KEYS: `a:${'YWJj'.repeat(10)}YWI=` }, 'is not random'],
    ['a key that was drawn', { ENCRYPTION_KEYS: `a:${counted}` }, 'is not random'],
    ['a key that is long enough', { ENCRYPTION_KEYS: 'a:r7HcQ0mTz4u9Xk2V' }, 'is not 32 bytes in base64'],
    ['a key to sign the audit with', { AUDIT_SIGNING_KEY: '' }, 'AUDIT_SIGNING_KEY is not set'],
    ['a signing key that is random', { AUDIT_SIGNING_KEY: counted }, '32 random bytes'],
    ['ids of keys', { ENCRYPTION_KEYS: productionSettings.ENCRYPTION_KEYS.slice(8) }, 'written id:key'],
    [
      'another key under another id',
      { ENCRYPTION_KEYS: `${productionSettings.ENCRYPTION_KEYS},b${productionSettings.ENCRYPTION_KEYS}` },
      'another one’s again',
    ],
    ['a database', { DATABASE_URL: '' }, 'DATABASE_URL is not set'],
    ['TLS to a database elsewhere', { DATABASE_URL: 'postgresql://db.example.org/x' }, 'without TLS'],
    ['TLS that is asked for', { DATABASE_URL: 'postgresql://10.0.0.5/x?sslmode=prefer' }, 'without TLS'],
    ['a public address', { BASE_URL: '' }, 'BASE_URL is not set'],
    ['a mail server', { SMTP_URL: '' }, 'SMTP_URL is not set'],
    ['real words', { PSEUDO_LOCALE: 'true' }, 'PSEUDO_LOCALE is on'],
  ])('the portal does not start without %s', (_what, environment, words) => {
    expect(refusal(environment)).toContain(words)
  })

  test('what is wrong by itself and what is missing beside it are told at once, each once', () => {
    const told = refusal({
      ENCRYPTION_KEYS: 'k',
      RATE_LIMIT_READS: 'many',
      ROLE: 'boss',
      SECRET: '',
      AUDIT_SIGNING_KEY: '',
      BASE_URL: '',
      SMTP_URL: '',
      FILES_DRIVER: 's3',
    })
    expect(told.match(/[A-Z0-9_]{4,}(?=:| is )/g)).toEqual([
      'ROLE',
      'ENCRYPTION_KEYS',
      'RATE_LIMIT_READS',
      'FILES_DRIVER',
      'SECRET',
      'BASE_URL',
      'SMTP_URL',
    ])
  })

  test('there is no demo, with or without a database', () => {
    expect(loadConfig({ ...productionSettings, DATABASE_URL: 'postgresql://localhost/x' }).demo).toBe(false)
  })

  test('the process lists all that is wrong, and ends with 1', async () => {
    const program = Program.run(['dist/main.js'], { NODE_ENV: 'production', DATA_DIR: folder })
    expect(await program.exitCode()).toBe(1)
    for (const name of ['SECRET', 'ENCRYPTION_KEYS', 'AUDIT_SIGNING_KEY', 'BASE_URL', 'DATABASE_URL'])
      expect(program.output).toContain(`${name} is not set`)
    expect(program.output).not.toContain('    at ')
  })

  test('the process does not start on a database that lacks migrations, and leaves it as it is', async () => {
    const url = await emptyDatabase()
    const program = Program.run(['dist/main.js'], {
      ...productionSettings,
      DATABASE_URL: url,
      DATA_DIR: folder,
    })
    expect(await program.exitCode()).toBe(1)
    expect(program.output).toMatch(
      /^The database lacks \d+ migrations? \(\w+ and on\)\. Run npm run migrate, then start again\.$/m,
    )
    expect(await query(url, `SELECT 1 FROM pg_tables WHERE schemaname = 'public'`)).toEqual([])
  })

  test('the start warns where the audit is held by its trigger alone, and only there', async () => {
    const { url } = await cloneDatabase('rights')
    const said = async (DATABASE_URL: string) => {
      const PORT = String(await freePort())
      const program = Program.run(['dist/main.js'], {
        ...productionSettings,
        DATABASE_URL,
        DATA_DIR: folder,
        PORT,
      })
      await program.says('Guildhall is ready')
      await program.stop()
      return program.output.includes('only a trigger stands in the way')
    }
    expect([await said(url), await said(asApp(url))]).toEqual([true, false])
  })

  test('the process does not start without the keys that values are sealed under, unless they are lost for good', async () => {
    const { url } = await cloneDatabase('lostkeys')
    const sealed = createCrypto([{ id: 'gone', key: randomBytes(32) }]).seal(personKeyColumn.purpose, 'x')
    await query(
      url,
      `INSERT INTO person_keys (id, sealed_key, created_at) VALUES (gen_random_uuid(), '\\x${sealed.toString('hex')}', now())`,
    )
    const start = async (more: Record<string, string>) =>
      Program.run(['dist/main.js'], {
        ...productionSettings,
        ...more,
        DATABASE_URL: url,
        DATA_DIR: folder,
        PORT: String(await freePort()),
      })
    const refused = await start({})
    expect(await refused.exitCode()).toBe(1)
    expect(refused.output).toContain('sealed under keys that are missing or not as they were: "gone"')
    const started = await start({ ENCRYPTION_ALLOW_LOST: 'true' })
    await started.says('Guildhall is ready')
    await started.stop()
  })

  test('the process does not start on a database of a newer version', async () => {
    const { url } = await cloneDatabase('newer')
    await query(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '99990101000000_future', now())`,
    )
    const program = Program.run(['dist/main.js'], {
      ...productionSettings,
      DATABASE_URL: url,
      DATA_DIR: folder,
    })
    expect(await program.exitCode()).toBe(1)
    expect(program.output).toContain('was last used by a newer Guildhall (migration 99990101000000_future')
  })
})

test('settings that cannot be are listed all at once', async () => {
  const program = Program.run(['dist/main.js'], { PORT: 'http', ROLE: 'boss', DATA_DIR: folder })
  expect(await program.exitCode()).toBe(1)
  expect(program.output).toMatch(/PORT: has to be a number\n.*ROLE: has to be one of: web, worker, all/)
})

test(
  'two migrations at once do not get in each other’s way',
  async () => {
    const url = await emptyDatabase()
    const environment = { DATABASE_URL: url, DATA_DIR: folder }
    const programs = [1, 2].map(() => Program.run(['dist/migrate.js'], environment))
    const codes = await Promise.all(programs.map((program) => program.exitCode()))
    expect([codes, programs.map(({ output }) => output)]).toEqual([[0, 0], expect.anything()])
    const applied = await query<{ migration_name: string; count: string }>(
      url,
      'SELECT migration_name, count(*) FROM _prisma_migrations GROUP BY 1',
    )
    expect(applied.length).toBeGreaterThan(0)
    expect(applied.every(({ count }) => count === '1')).toBe(true)
  },
  slow,
)

/* One database, with a process for the web and one for the jobs: each test goes on where the one before has left it. */
describe('on a database of one’s own', () => {
  let url: string
  let port: number
  let web: Program
  let worker: Program | undefined
  let environment: Record<string, string>
  let client: Client
  let link: string

  beforeAll(async () => {
    url = (await cloneDatabase('roles')).url
    port = await freePort()
    client = new Client(`http://127.0.0.1:${port}`)
    environment = {
      DATABASE_URL: url,
      DATA_DIR: folder,
      BASE_URL: 'http://portal.example.org',
      HOST: '127.0.0.1',
    }
  })
  afterAll(async () => {
    await Promise.all([web?.stop(), worker?.stop()])
  }, slow)

  test(
    'the program for a first administrator asks for a name, then prints a link',
    async () => {
      const unnamed = Program.run(['scripts/run.ts', 'admin-first'], environment)
      expect(await unnamed.exitCode()).toBe(1)
      expect(unnamed.output).toContain('There is no association yet.')
      const named = Program.run(['scripts/run.ts', 'admin-first', '--association', 'Builders'], environment)
      expect([await named.exitCode(), named.output]).toEqual([
        0,
        expect.stringMatching(/http:\/\/portal\.example\.org\/invitation\/[\w-]{43}/),
      ])
      link = new URL(/http:\S+\/invitation\/\S+/.exec(named.output)?.[0] as string).pathname
    },
    slow,
  )

  test(
    'the web process names its address and no demo accounts',
    async () => {
      web = Program.run(['dist/main.js'], { ...environment, ROLE: 'web', PORT: String(port) })
      await web.says('Guildhall is ready at http://portal.example.org')
      expect(web.output).not.toContain('demo')
    },
    slow,
  )

  test('there are no demo pages, nor what they ask', async () => {
    expect((await client.get('/dev/mail')).status).toBe(404)
    const { body } = await client.get<{ paths: object }>('/api/openapi.json')
    expect(JSON.stringify(body.paths)).not.toContain('development')
  })

  test('the link makes an administrator, once, and then no other is made', async () => {
    const fields = {
      givenName: 'Ada',
      familyName: 'Okafor',
      email: 'ada@example.org',
      password: 'correct horse battery',
    }
    expect((await client.form(link, fields)).headers.get('location')).toBe('/')
    const visitor = new Client(`http://127.0.0.1:${port}`)
    expect((await visitor.form(link, { ...fields, email: 'eve@example.org' })).status).toBe(409)
    const again = Program.run(['scripts/run.ts', 'admin-first'], environment)
    expect(await again.exitCode()).toBe(1)
    expect(again.output).toContain('This association has an administrator already.')
  })

  test(
    'the web process leaves the jobs to the worker, which does them and serves nobody',
    async () => {
      await client.call('POST', '/password-resets', { address: 'ada@example.org' })
      const states = () =>
        query<{ state: string }>(
          url,
          `SELECT state::text FROM pgboss.job WHERE name = 'identity.sendChallenge'`,
        )
      const workerPort = await freePort()
      worker = Program.run(['dist/main.js'], { ...environment, ROLE: 'worker', PORT: String(workerPort) })
      // A process that did jobs would have been told of this urgent one at once, long before another has started.
      expect(await states()).toEqual([{ state: 'created' }])
      await worker.says('Guildhall works on its jobs.')
      await until('the mail is kept', async () => (await query(url, 'SELECT 1 FROM kept_mails')).length === 1)
      await expect(fetch(`http://127.0.0.1:${workerPort}/health/live`)).rejects.toThrow()
    },
    slow,
  )

  test(
    'both end well when they are asked to',
    async () => {
      expect(await Promise.all([web.stop('SIGTERM'), worker?.stop('SIGINT')])).toEqual([0, 0])
    },
    slow,
  )
})
