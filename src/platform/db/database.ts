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
    // Every statement is prepared, and optional parts are other texts, so a plan made once serves all values. Left to
    // itself PostgreSQL plans lists anew each time, which costs more than to run them.
    options:
      '-c TimeZone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000 -c plan_cache_mode=force_generic_plan',
    application_name: 'guildhall',
    types,
  }
}

/**
 * One pool serves Prisma and prepared SQL alike. A transaction is ours, on one connection; Prisma joins it when a
 * model is first asked for. To open each through Prisma cost more than what most of them write.
 */
export function openDatabase(url: string, size: number, onPoolError: (error: Error) => void): Database {
  const pool = new pg.Pool(poolSettings(url, size))
  let closing = false
  pool.on('error', (error) => {
    // A server that stops right after us may still complain to a connection that has said goodbye.
    if (!closing) onPoolError(error)
  })
  const joining = new AsyncLocalStorage<pg.PoolClient>()
  const prisma = new PrismaClient({ adapter: joiningAdapter(pool, joining) })

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
      const client = await pool.connect()
      const models = new JoinedModels(prisma, client, joining)
      let broken: Error | undefined
      // A connection that is lost between two statements says so here too; unheard, it would end the process.
      const lost = (error: Error) => {
        broken = error
      }
      client.on('error', lost)
      try {
        await client.query('BEGIN')
        const result = await work(models.beside(run(client)) as Transaction<ModelName>)
        await models.leave()
        await client.query('COMMIT')
        return result
      } catch (error) {
        await models.leave()
        // A connection that cannot even roll back is not used again.
        await client.query('ROLLBACK').catch((fault: Error) => {
          broken = fault
        })
        throw error
      } finally {
        client.off('error', lost)
        client.release(broken)
      }
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

type Delegates = Record<string, Record<string, (query: unknown) => Promise<unknown>>>

/** The models of one transaction. Nothing is asked of Prisma before one of them is used. */
class JoinedModels {
  readonly #prisma: PrismaClient
  readonly #client: pg.PoolClient
  readonly #joining: AsyncLocalStorage<pg.PoolClient>
  #joined: Promise<Delegates> | null = null
  #letGo = () => {}
  #gone: Promise<unknown> = Promise.resolve()

  constructor(prisma: PrismaClient, client: pg.PoolClient, joining: AsyncLocalStorage<pg.PoolClient>) {
    this.#prisma = prisma
    this.#client = client
    this.#joining = joining
  }

  /** What a command gets as `tx`. */
  beside(runSql: RunSql): object {
    return new Proxy({ sql: runSql } as Record<string | symbol, unknown>, {
      get: (known, name) => {
        // Whatever awaits it must not take it for a promise.
        if (typeof name !== 'string' || name === 'then') return undefined
        known[name] ??= this.#model(name)
        return known[name]
      },
    })
  }

  /** Prisma lets go of the connection; whether the rows stay is decided after that. */
  async leave(): Promise<void> {
    this.#letGo()
    await this.#gone
  }

  #model(name: string): object {
    return new Proxy(
      {},
      {
        get: (_none, method: string) => async (query: unknown) =>
          (await this.#join())[name]?.[method]?.(query),
      },
    )
  }

  #join(): Promise<Delegates> {
    this.#joined ??= new Promise((resolve, reject) => {
      const open = (tx: unknown) =>
        new Promise<void>((done) => {
          this.#letGo = done
          resolve(tx as Delegates)
        })
      this.#gone = this.#joining
        .run(this.#client, () => this.#prisma.$transaction(open, { maxWait: 10_000, timeout: 60_000 }))
        .catch(reject)
    })
    return this.#joined
  }
}

/** Transactions that Prisma starts for one of ours run on its connection, and neither begin nor commit by themselves. */
function joiningAdapter(pool: pg.Pool, joining: AsyncLocalStorage<pg.PoolClient>): PrismaPg {
  const factory = new PrismaPg(pool, { statementNameGenerator: (query) => statementName(query.sql) })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    const startTransaction = adapter.startTransaction.bind(adapter)
    const nothing = async () => {}
    adapter.startTransaction = async (isolation) => {
      const client = joining.getStore()
      if (!client) return startTransaction(isolation)
      return Object.create(adapter, {
        client: { value: client },
        options: { value: { usePhantomQuery: true } },
        commit: { value: nothing },
        rollback: { value: nothing },
        createSavepoint: { value: (name: string) => client.query(`SAVEPOINT ${name}`) },
        rollbackToSavepoint: { value: (name: string) => client.query(`ROLLBACK TO SAVEPOINT ${name}`) },
        releaseSavepoint: { value: (name: string) => client.query(`RELEASE SAVEPOINT ${name}`) },
      })
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
