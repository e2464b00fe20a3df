// node scripts/bench/tenant-isolation.ts: what it costs to let row-level security keep tenants apart, against a
// where-clause. One connection at a time per worker, prepared statements, a database of its own that goes away again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../src/platform/db/embedded/embedded.ts'

const tenants = 20
const rowsEach = 2_000
const workers = 8
const secondsEach = 2
const rounds = 5

const folder = mkdtempSync(join(tmpdir(), 'guildhall-isolation-'))
const server = await startEmbedded({ folder })
try {
  await prepare()
  const pool = new pg.Pool({ connectionString: server.url, max: workers })
  const guarded = new pg.Pool({ connectionString: server.url, max: workers, options: '-c role=visitor' })
  // The server stops right after the last query; connections that hear of it are done anyway.
  for (const each of [pool, guarded]) each.on('error', () => {})
  const ids = (await pool.query('SELECT tenant, id FROM plain ORDER BY random() LIMIT 1000')).rows as Array<{
    tenant: number
    id: number
  }>
  const pick = () => ids[Math.floor(Math.random() * ids.length)] as { tenant: number; id: number }
  const ways: Record<string, () => Promise<unknown>> = {
    'by id, where-clause': () => {
      const { tenant, id } = pick()
      return pool.query({
        name: 'p1',
        text: 'SELECT * FROM plain WHERE tenant = $1 AND id = $2',
        values: [tenant, id],
      })
    },
    'by id, row-level security': () => {
      const { tenant, id } = pick()
      return asTenant(guarded, tenant, {
        name: 'r1',
        text: 'SELECT * FROM secured WHERE id = $1',
        values: [id],
      })
    },
    'list of 20, where-clause': () =>
      pool.query({
        name: 'p2',
        text: 'SELECT * FROM plain WHERE tenant = $1 ORDER BY name LIMIT 20',
        values: [pick().tenant],
      }),
    'list of 20, row-level security': () =>
      asTenant(guarded, pick().tenant, {
        name: 'r2',
        text: 'SELECT * FROM secured ORDER BY name LIMIT 20',
        values: [],
      }),
  }
  const figures = new Map<string, number[]>()
  for (let round = 0; round < rounds; round += 1)
    for (const [name, way] of Object.entries(ways))
      figures.set(name, [...(figures.get(name) ?? []), await rate(way)])
  for (const [name, rates] of figures) console.log(`${name.padEnd(32)} ${median(rates).toFixed(0)} a second`)
  await pool.end()
  await guarded.end()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** The setting belongs to the transaction, so that a connection never carries it to the next request. */
async function asTenant(pool: pg.Pool, tenant: number, query: pg.QueryConfig): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query({
      name: 'set',
      text: `SELECT set_config('app.tenant', $1, true)`,
      values: [String(tenant)],
    })
    await client.query(query)
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

async function rate(way: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + secondsEach * 1000
  let count = 0
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (performance.now() < end) {
        await way()
        count += 1
      }
    }),
  )
  return count / secondsEach
}

async function prepare(): Promise<void> {
  const client = new pg.Client(server.url)
  await client.connect()
  for (const table of ['plain', 'secured'])
    await client.query(`
      CREATE TABLE ${table} (id int PRIMARY KEY, tenant int NOT NULL, name text NOT NULL);
      INSERT INTO ${table} SELECT i, i % ${tenants}, 'Unit ' || md5(i::text) FROM generate_series(1, ${tenants * rowsEach}) i;
      CREATE INDEX ON ${table} (tenant, name);
      ANALYZE ${table};`)
  await client.query(`
    CREATE ROLE visitor;
    GRANT SELECT ON secured TO visitor;
    ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own_tenant ON secured USING (tenant = current_setting('app.tenant')::int);`)
  await client.end()
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
