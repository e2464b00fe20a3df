import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../../../prisma/generated/client.ts'
import { type Sql, toStatement } from './sql.ts'

export type ModelName = Exclude<
  {
    [Key in keyof PrismaClient]: PrismaClient[Key] extends { findMany: unknown } ? Key : never
  }[keyof PrismaClient],
  symbol | number
>

type Reading =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'aggregate'
  | 'groupBy'

/** Runs prepared SQL and gives its rows. */
export type RunSql = <Row>(piece: Sql) => Promise<Row[]>

/** An open transaction: the models that a room owns, and SQL on the same connection. */
export type Transaction<Models extends ModelName = never> = Pick<PrismaClient, Models> & { sql: RunSql }

/** What a question may use: reading methods of the room's own models, and SQL. */
export type Reader<Models extends ModelName = never> = {
  [Model in Models]: Pick<PrismaClient[Model], Reading & keyof PrismaClient[Model]>
} & { sql: RunSql }

export interface Database {
  read: Reader<ModelName>
  sql: RunSql
  /** Everything in `work` commits together or not at all. */
  transaction<Result>(work: (tx: Transaction<ModelName>) => Promise<Result>): Promise<Result>
  pool: pg.Pool
  /** Connections in use and waiting, for the metrics. */
  usage(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (format === 'text') {
      // Counts come as bigint; none of ours passes 2^53.
      if (oid === pg.types.builtins.INT8) return Number
      // A date has no zone: as a JavaScript Date it would be a day off for half the world.
      if (oid === pg.types.builtins.DATE) return (value: string) => value
    }
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export function poolSettings(url: string, size: number): pg.PoolConfig {
  return {
    connectionString: url,
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    // Prisma's adapter drops offsets when it reads timestamps, so every connection must speak UTC.
    options: '-c TimeZone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
    application_name: 'guildhall',
    types,
  }
}

/**
 * One pool serves Prisma and prepared SQL alike. A transaction is Prisma's; the connection it runs on is caught
 * as it starts, so that SQL inside it goes straight to the driver: the query compiler costs more than the query.
 */
export function openDatabase(url: string, size: number, onPoolError: (error: Error) => void): Database {
  const pool = new pg.Pool(poolSettings(url, size))
  let closing = false
  pool.on('error', (error) => {
    // A server that stops right after us may still complain to a connection that has said goodbye.
    if (!closing) onPoolError(error)
  })
  const opening = new AsyncLocalStorage<{ client?: pg.PoolClient }>()
  const prisma = new PrismaClient({ adapter: catchingAdapter(pool, opening) })

  const run =
    (target: pg.Pool | pg.PoolClient): RunSql =>
    async <Row>(piece: Sql) =>
      (await target.query(toStatement(piece))).rows as Row[]

  const poolSql = run(pool)
  return {
    read: withSql(prisma, poolSql) as Reader<ModelName>,
    sql: poolSql,
    pool,
    usage: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async transaction(work) {
      const caught: { client?: pg.PoolClient } = {}
      return opening.run(caught, () =>
        prisma.$transaction(
          (tx) => {
            if (!caught.client) throw new Error('The transaction started on an unknown connection.')
            return work(withSql(tx, run(caught.client)) as Transaction<ModelName>)
          },
          { maxWait: 10_000, timeout: 20_000 },
        ),
      )
    },
    async close() {
      closing = true
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/**
 * Defined, not assigned: Prisma's clients are proxies, and an assignment would go through to the one client that all
 * transactions share, so that one would speak on another's connection.
 */
function withSql(client: object, runSql: RunSql): object {
  return Object.create(client, { sql: { value: runSql } })
}

function catchingAdapter(pool: pg.Pool, opening: AsyncLocalStorage<{ client?: pg.PoolClient }>): PrismaPg {
  const factory = new PrismaPg(pool, { statementNameGenerator: (query) => statementName(query.sql) })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const startTransaction = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolation) => {
      const transaction = await startTransaction(isolation)
      const holder = opening.getStore()
      if (holder) holder.client = (transaction as unknown as { client: pg.PoolClient }).client
      return transaction
    }
    return adapter
  }
  return factory
}

const prismaNames = new Map<string, string>()

function statementName(text: string): string {
  let name = prismaNames.get(text)
  if (!name) {
    // Prisma writes one text for each length of an IN list: past this, preparing would only fill memory.
    if (prismaNames.size >= 500) return ''
    name = `p${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
    prismaNames.set(text, name)
  }
  return name
}
