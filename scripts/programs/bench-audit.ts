// npm run bench:audit: what the chain of the audit costs 16 writers of one association, against the same writes
// without a queue and without a keeper. Both in one run, in turn, on a database of its own that goes away again.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { jobs } from '../../jobs/index.ts'
import { type App, createApp } from '../../src/app.ts'
import { createUnit, foundAssociation } from '../../src/modules/units/index.ts'
import { linkWaiting } from '../../src/platform/audit/checkpoints.ts'
import { startAuditKeeper } from '../../src/platform/audit/keeper.ts'
import { createSigner } from '../../src/platform/audit/signer.ts'
import { verifyAudit } from '../../src/platform/audit/verify.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { withClient } from '../../src/platform/db/client.ts'
import type { RunSql } from '../../src/platform/db/database.ts'
import { startEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { migrateAll } from '../../src/platform/db/migrations/migrate-all.ts'
import { Sql, sql, toStatement } from '../../src/platform/db/sql.ts'
import { createJobWriter } from '../../src/platform/jobs/job-writer.ts'
import { createLog } from '../../src/platform/log.ts'
import { type CommitRecord, createCommitRecord } from '../../src/platform/run/commit-record.ts'
import { createOperationMetrics } from '../../src/platform/run/metrics.ts'
import { createRunner, type Runner } from '../../src/platform/run/runner.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'

const { values: options } = readArguments({
  usage: 'npm run bench:audit -- [--rounds <number>] [--milliseconds <number>]',
  does: 'Says what the chain of the audit costs 16 writers of one association, against the same writes without it.',
  options: {
    rounds: { type: 'string', default: '11' },
    milliseconds: { type: 'string', default: '2000' },
  },
})
const writers = 16
const rounds = Number(options.rounds)
const milliseconds = Number(options.milliseconds)
const chapters = 100
let written = 0

const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-audit-'))
// PostgreSQL refuses to run as root, so the server may be another user who has to pass through here.
chmodSync(folder, 0o711)

await runProgram(async () => {
  const server = await startEmbedded({ folder: join(folder, 'data') })
  try {
    await migrateAll({ owner: server.url, app: server.appUrl }, jobs)
    const config = loadConfig({ ROLE: 'web', DATA_DIR: join(folder, 'data'), DATABASE_POOL: '20' })
    const app = await createApp({ config, databaseUrl: server.appUrl, jobs, log: createLog('warn') })
    try {
      await compare(app, server.url)
    } finally {
      await app.close()
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

async function compare(app: App, ownerUrl: string): Promise<void> {
  const { id: tenantId } = await app.runner.call(
    foundAssociation,
    { name: 'Association of Chains', hosts: [] },
    app.asSystem('bench'),
  )
  const parents: string[] = []
  for (let index = 0; index < chapters; index += 1)
    parents.push((await write(app.runner, app, tenantId, tenantId)).id)
  const bare = createRunner(
    { ...app, metrics: createOperationMetrics(new Registry()), checkReplies: false },
    withoutChain(createCommitRecord(await createJobWriter(app.boss, jobs))),
  )
  const measured = { chain: [] as number[], none: [] as number[] }
  let mostWaiting = 0
  await round(app.runner, app, tenantId, parents)
  for (let index = 0; index < rounds * 2; index += 1) {
    await withClient(ownerUrl, (client) => client.query('CHECKPOINT'))
    // In the order with, without, without, with: whatever drifts weighs on both alike.
    if (index % 4 === 0 || index % 4 === 3) {
      const keeper = startAuditKeeper({
        ...app,
        signer: createSigner(app.config.auditSigningKeys),
        clock: app.services.clock,
      })
      measured.chain.push(await round(app.runner, app, tenantId, parents))
      const [row] = await app.database.sql<{ count: number }>(
        sql`SELECT count(*) AS count FROM audit_unlinked`,
      )
      mostWaiting = Math.max(mostWaiting, row?.count ?? 0)
      await keeper.stop()
      await linkWaiting(app.database.sql)
    } else measured.none.push(await round(bare, app, tenantId, parents))
  }
  const [chain, none] = [median(measured.chain), median(measured.none)]
  console.log(
    `${writers} writers into one association, medians of ${rounds} rounds of ${milliseconds} ms each`,
  )
  console.log(`without a chain: ${Math.round(none)} writes/s (${spread(measured.none)})`)
  console.log(`with the chain:  ${Math.round(chain)} writes/s (${spread(measured.chain)})`)
  console.log(
    `lost: ${((1 - chain / none) * 100).toFixed(1)} %; at most ${mostWaiting} entries waited at the end of a round`,
  )
  const started = performance.now()
  const { entries } = await withClient(ownerUrl, (client) =>
    verifyAudit(client, { signer: createSigner(app.config.auditSigningKeys) }),
  )
  const seconds = (performance.now() - started) / 1000
  console.log(`${entries} entries verified in ${seconds.toFixed(1)} s`)
}

/** As many writes as fit into a round; answers how many that is in a second. */
async function round(
  runner: Runner,
  app: App,
  tenantId: string,
  parents: readonly string[],
): Promise<number> {
  const started = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: writers }, async (_none, index) => {
      for (let next = index; performance.now() - started < milliseconds; next += writers) {
        await write(runner, app, tenantId, parents[next % parents.length] as string)
        done += 1
      }
    }),
  )
  return done / ((performance.now() - started) / 1000)
}

function write(runner: Runner, app: App, tenantId: string, parentId: string): Promise<{ id: string }> {
  written += 1
  const request = { id: `bench-${written}`, ipAddress: '192.0.2.1', userAgent: 'Bench/1.0 (16 writers)' }
  return runner.call(
    createUnit,
    { parentId, kind: parentId === tenantId ? 'chapter' : 'group', name: `Unit ${written}` },
    { ...app.asSystem('bench', tenantId), request },
  )
}

/** The same statement, but for the row in the queue. */
function withoutChain(record: CommitRecord): CommitRecord {
  const strings = new Map<string, string[]>()
  const bare =
    (run: RunSql): RunSql =>
    (piece) => {
      const { text, values } = toStatement(piece)
      let known = strings.get(text)
      if (!known) {
        const less = text.replace(
          /INSERT INTO audit_unlinked \([^)]*\)\s+SELECT id, occurred_at, coalesce\(tenant_id, (\$\d+::uuid)\), hash FROM audit/,
          'SELECT $1',
        )
        if (less === text && text.includes('audit_unlinked'))
          throw new Error('The queue could not be left out.')
        known = less.split(/\$\d+/)
        strings.set(text, known)
      }
      return run(new Sql(known, values))
    }
  return {
    ...record,
    write: (tx, ...rest) => record.write({ sql: bare(tx.sql) }, ...rest),
  }
}

function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1)
  return (low + high) / 2
}

function spread(figures: readonly number[]): string {
  const sorted = [...figures].sort((a, b) => a - b).map(Math.round)
  return `${sorted[0]} to ${sorted.at(-1)}`
}
