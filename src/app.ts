import { createServer as createHttpServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Express } from 'express'
import type { PgBoss } from 'pg-boss'
import { collectDefaultMetrics, Registry as MetricsRegistry } from 'prom-client'
import { modules as allModules } from './modules.ts'
import { type AuditKeeper, startAuditKeeper } from './platform/audit/keeper.ts'
import { createSigner } from './platform/audit/signer.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { createPersonKeys, type PersonKeys } from './platform/crypto/person-keys.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { openListener } from './platform/db/listener.ts'
import type { AnyJob } from './platform/declare/job.ts'
import type { Module } from './platform/declare/module.ts'
import { createActors } from './platform/http/actors.ts'
import { createAssets } from './platform/http/assets.ts'
import { operationsServer, type Readiness } from './platform/http/operations-routes.ts'
import { openRequestLimits } from './platform/http/request-limits.ts'
import { createServer } from './platform/http/server.ts'
import { startBoss } from './platform/jobs/boss.ts'
import { createDeadLetters } from './platform/jobs/dead-letters.ts'
import { measureJobs } from './platform/jobs/job-metrics.ts'
import { createJobWriter } from './platform/jobs/job-writer.ts'
import { startWorker, type Worker } from './platform/jobs/worker.ts'
import { createLog, type Log } from './platform/log.ts'
import { createMailerFor, type MailerFor } from './platform/mail/mailer.ts'
import { createMailRenderer } from './platform/mail/render.ts'
import { keptTransport, smtpTransport } from './platform/mail/transport.ts'
import { type Actor, system } from './platform/policy/actor.ts'
import { projectRoot } from './platform/project-root.ts'
import { createCommitRecord } from './platform/run/commit-record.ts'
import { createOperationMetrics } from './platform/run/metrics.ts'
import { createRegistry, type Registry } from './platform/run/registry.ts'
import { type Caller, createRunner, type Runner } from './platform/run/runner.ts'
import { createServices, type Services } from './platform/services.ts'
import { gatewayTransport } from './platform/sms/gateway.ts'
import { createTexterFor, type TexterFor } from './platform/sms/texter.ts'
import { keptSmsTransport, type SmsTransport, silentSmsTransport } from './platform/sms/transport.ts'
import { loadWords, type Words } from './platform/words.ts'

export interface AppOptions {
  config: Config
  databaseUrl: string
  /** Handed in by the front door, since the app itself knows no jobs. */
  jobs: readonly AnyJob[]
  clock?: Clock
  log?: Log
  modules?: readonly Module[]
}

export interface App {
  config: Config
  registry: Registry
  runner: Runner
  services: Services
  personKeys: PersonKeys
  database: Database
  boss: PgBoss
  words: Words
  metrics: MetricsRegistry
  mailerFor: MailerFor
  texterFor: TexterFor
  log: Log
  http: Express
  /** A call that comes from no request: a script, a preset, a test. */
  callerFor(actor: Actor): Caller
  asSystem(reason: string, tenantId?: string | null): Caller
  listen(port: number, host: string): Promise<Server>
  /** Health and metrics on a port of their own, which a proxy need not hide and a worker can have. */
  listenForOperations(port: number, host: string): Promise<Server>
  startWorker(): Promise<Worker>
  /** Requests and jobs that run finish first, as far as the grace allows. */
  close(graceMilliseconds?: number): Promise<void>
}

export async function createApp(options: AppOptions): Promise<App> {
  const { config, databaseUrl, jobs, clock = systemClock } = options
  const log = options.log ?? createLog(config.LOG_LEVEL)
  const modules = options.modules ?? allModules(config)
  const registry = createRegistry(modules, jobs)
  const words = loadWords(join(projectRoot, 'templates', 'locales'), { pseudo: config.PSEUDO_LOCALE })
  const metrics = new MetricsRegistry()
  collectDefaultMetrics({ register: metrics })

  const database = openDatabase(databaseUrl, config.DATABASE_POOL, (error) =>
    log.warn({ err: error }, 'database connection lost'),
  )
  const listener = await openListener(databaseUrl, log)
  const boss = await startBoss({ pool: database.pool, log, worker: config.ROLE !== 'web' })
  const services = createServices(config, clock, createDeadLetters(boss), words)
  measureJobs(metrics, database.sql)
  const personKeys = await createPersonKeys(services.crypto, listener)
  const runner = createRunner(
    {
      database,
      registry,
      services,
      metrics: createOperationMetrics(metrics),
      personKeys,
      checkReplies: config.NODE_ENV === 'test',
    },
    createCommitRecord(await createJobWriter(boss, jobs)),
  )
  const actors = await createActors({
    database,
    listener,
    registry,
    clock,
    log,
    idleMilliseconds: config.SESSION_IDLE_SECONDS * 1000,
  })
  const limits = await openRequestLimits({
    config,
    sql: database.sql,
    listener,
    metrics,
    log,
    now: () => clock.now().getTime(),
  })
  const transport =
    config.SMTP_URL && config.MAIL_ENABLED
      ? smtpTransport({ url: config.SMTP_URL, requireTls: config.SMTP_ALLOW_PLAINTEXT ? false : undefined })
      : keptTransport((mail) => registry.keepMail(database.sql, mail, clock.now()))
  const mailerFor = createMailerFor({
    config,
    renderer: createMailRenderer({ root: projectRoot }),
    transport,
    storage: services.storage,
    link: services.link,
    words,
    log,
  })
  const texterFor = createTexterFor(
    smsTransportOf(config, (sms) => registry.keepSms(database.sql, sms, clock.now())),
    words,
  )

  let closing = false
  const servers: Server[] = []
  let worker: Worker | null = null
  let auditKeeper: AuditKeeper | null = null
  const readiness: Readiness = {
    async check() {
      if (closing) return 'shutting down'
      try {
        await database.pool.query('SELECT 1')
        return null
      } catch {
        return 'the database does not answer'
      }
    },
  }
  const http = createServer({
    config,
    clock,
    log,
    words,
    assets: createAssets(join(projectRoot, 'dist', 'assets')),
    actors,
    limits,
    registry,
    runner,
    metrics,
    services,
    sql: database.sql,
    readiness,
  })

  async function serve(handler: Express, port: number, host: string): Promise<Server> {
    const server = createHttpServer(
      // Longer than proxies keep idle connections: whoever ends one first does so while the other may be sending.
      { headersTimeout: 20_000, requestTimeout: 120_000, keepAliveTimeout: 75_000 },
      handler,
    )
    servers.push(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
    return server
  }

  const callerFor = (actor: Actor): Caller => ({
    actor,
    now: clock.now(),
    request: { id: 'inside', ipAddress: null, userAgent: null },
    locale: () => 'en',
    log,
  })

  return {
    config,
    registry,
    runner,
    services,
    personKeys,
    database,
    boss,
    words,
    metrics,
    mailerFor,
    texterFor,
    log,
    http,
    callerFor,
    asSystem: (reason, tenantId = null) => callerFor(system(reason, tenantId)),
    async listen(port, host) {
      await services.incoming.sweep()
      return serve(http, port, host)
    },
    listenForOperations: (port, host) => serve(operationsServer(config, metrics, readiness), port, host),
    async startWorker() {
      // Its queues would not be tended, and no clock would tick for them.
      if (config.ROLE === 'web') throw new Error('A web process runs no jobs: set ROLE to worker or all')
      auditKeeper = startAuditKeeper({ database, signer: createSigner(config.auditSigningKeys), clock, log })
      worker = await startWorker({
        boss,
        jobs,
        database,
        listener,
        runner,
        services,
        mailerFor,
        texterFor,
        registry,
        words,
        log,
      })
      return worker
    },
    async close(graceMilliseconds = 10_000) {
      closing = true
      await Promise.all([
        ...servers.map((server) => closeServer(server, graceMilliseconds)),
        worker?.stop(graceMilliseconds),
      ])
      // After the jobs, so that what they wrote is linked as well.
      await auditKeeper?.stop()
      limits.close()
      await actors.close()
      if (!worker) await boss.stop({ graceful: false, close: false })
      await transport.close()
      await listener.close()
      await database.close()
      log.flush()
    },
  }
}

function smsTransportOf(config: Config, keep: Parameters<typeof keptSmsTransport>[0]): SmsTransport {
  if (config.sms === 'kept') return keptSmsTransport(keep)
  if (config.sms === 'off' || !config.SMS_GATEWAY_URL) return silentSmsTransport
  return gatewayTransport({
    url: config.SMS_GATEWAY_URL,
    token: config.SMS_GATEWAY_TOKEN,
    authorization: config.SMS_GATEWAY_AUTHORIZATION,
    from: config.SMS_FROM,
    body: config.SMS_GATEWAY_BODY,
  })
}

function closeServer(server: Server, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
    // A browser keeps its connection for the next request; one that has just been answered would hold us up.
    const sweep = setInterval(() => server.closeIdleConnections(), 50)
    server.close(() => {
      clearTimeout(deadline)
      clearInterval(sweep)
      resolve()
    })
  })
}
