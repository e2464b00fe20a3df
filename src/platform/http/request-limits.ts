import { randomUUID } from 'node:crypto'
import { Counter, type Registry } from 'prom-client'
import { z } from 'zod'
import type { Config } from '../config.ts'
import type { RunSql } from '../db/database.ts'
import type { Listener } from '../db/listener.ts'
import { sql } from '../db/sql.ts'
import type { Log } from '../log.ts'
import { limitHeaders, overLimit } from '../run/limit-state.ts'
import { networkOf } from '../run/network.ts'
import { Recent } from './recent.ts'

/**
 * How often anything at all may be asked. Each process counts in its own memory, so that no request waits for a
 * count, and tells the others once a second what was spent with it. Together they allow the stated limit, and at
 * most what each of the others lets through before it hears.
 */
export interface RequestLimits {
  /** Takes one from the allowance of who sends a request, or throws 429. No session needs to be loaded for it. */
  enter(method: string, token: string | null, address: string | null, now: number): Allowance
  /** A session or token that was recognised: from now on its account, or the token itself, is who asks. */
  remember(token: string, subject: string): void
  forget(token: string): void
  /** Tells the other processes what was spent here. Runs by itself each second. */
  synchronise(): Promise<void>
  close(): void
}

/** What one account, or the visitors of one network, may still ask: a bucket that fills up again steadily. */
export interface Allowance {
  /** What a call costs beyond the one that its request has taken. It may leave a debt, but refuses nothing. */
  charge(cost: number): void
  headers(): { 'RateLimit-Policy': string; RateLimit: string }
}

export const limitChannel = 'guildhall_limits'

const windowSeconds = 60
const synchronisedEachMilliseconds = 1_000
/** Buckets of one kind; each takes about 200 bytes. */
const mostBuckets = 50_000
/** Who spent less than these has not come near any limit. */
const mostTold = 1_000
/** A notification carries less than 8,000 bytes. */
const toldAtOnce = 100

const message = z.object({
  from: z.string(),
  spent: z.array(z.tuple([z.enum(['read', 'write']), z.string(), z.number().positive()])),
})

class Bucket implements Allowance {
  readonly kind: Kind
  readonly subject: string
  tokens: number
  /** When `tokens` was true. */
  at: number
  untold = 0

  constructor(kind: Kind, subject: string, now: number) {
    this.kind = kind
    this.subject = subject
    this.tokens = kind.count
    this.at = now
  }

  enter(now: number): void {
    this.#fill(now)
    if (this.tokens < 1) throw this.#refusal()
    this.charge(1)
  }

  charge(cost: number): void {
    this.tokens -= cost
    if (this.untold === 0) this.kind.spenders.push(this)
    this.untold += cost
  }

  spentElsewhere(cost: number, now: number): void {
    this.#fill(now)
    this.tokens -= cost
  }

  #fill(now: number): void {
    const { count, perMillisecond } = this.kind
    // A clock that was set back fills nothing; it must not empty anything either.
    if (now > this.at) this.tokens = Math.min(count, this.tokens + (now - this.at) * perMillisecond)
    this.at = now
  }

  headers() {
    return limitHeaders(this.#state())
  }

  #state() {
    const { name, count, perMillisecond } = this.kind
    const resetSeconds = Math.ceil((count - this.tokens) / perMillisecond / 1000)
    const remaining = Math.max(0, Math.floor(this.tokens))
    return { policy: name, count, seconds: windowSeconds, remaining, resetSeconds }
  }

  #refusal(): Error {
    this.kind.refused()
    return overLimit(this.#state(), Math.ceil((1 - this.tokens) / this.kind.perMillisecond / 1000))
  }
}

class Kind {
  readonly name: 'read' | 'write'
  readonly count: number
  readonly perMillisecond: number
  readonly refused: () => void
  readonly #buckets = new Recent<Bucket>(mostBuckets)
  spenders: Bucket[] = []

  constructor(name: 'read' | 'write', count: number, refused: () => void) {
    this.name = name
    this.count = count
    this.perMillisecond = count / windowSeconds / 1000
    this.refused = refused
  }

  bucketOf(subject: string, now: number): Bucket {
    let bucket = this.#buckets.get(subject)
    if (!bucket) {
      bucket = new Bucket(this, subject, now)
      this.#buckets.set(subject, bucket)
    }
    return bucket
  }

  /** What was spent since last asked, the greatest spenders first. */
  take(): Array<[Kind['name'], string, number]> {
    const spenders = this.spenders
    this.spenders = []
    const spent = spenders.map(({ subject, untold }): [Kind['name'], string, number] => [
      this.name,
      subject,
      untold,
    ])
    for (const bucket of spenders) bucket.untold = 0
    return spent.length > mostTold ? spent.sort((a, b) => b[2] - a[2]).slice(0, mostTold) : spent
  }
}

export async function openRequestLimits(parts: {
  config: Config
  sql: RunSql
  listener: Listener
  metrics: Registry
  log: Log
  now: () => number
}): Promise<RequestLimits> {
  const { config, listener, log } = parts
  const refusals = new Counter({
    name: 'guildhall_limited_requests_total',
    help: 'Requests that were refused because their sender asked too often, by kind',
    labelNames: ['kind'],
    registers: [parts.metrics],
  })
  const kindOf = (name: Kind['name'], count: number) =>
    new Kind(name, count, () => refusals.inc({ kind: name }))
  const kinds = {
    read: kindOf('read', config.RATE_LIMIT_READS),
    write: kindOf('write', config.RATE_LIMIT_WRITES),
  }
  const subjects = new Recent<string>(mostBuckets)
  const self = randomUUID()

  function hear(payload: string): void {
    const heard = message.safeParse(JSON.parse(payload))
    if (!heard.success || heard.data.from === self) return
    const now = parts.now()
    for (const [kind, subject, spent] of heard.data.spent)
      kinds[kind].bucketOf(subject, now).spentElsewhere(spent, now)
  }

  async function synchronise(): Promise<void> {
    const spent = [...kinds.read.take(), ...kinds.write.take()]
    if (spent.length === 0 || !listener.up) return
    const payloads: string[] = []
    for (let start = 0; start < spent.length; start += toldAtOnce)
      payloads.push(JSON.stringify({ from: self, spent: spent.slice(start, start + toldAtOnce) }))
    await parts.sql(
      sql`SELECT pg_notify(${limitChannel}, payload) FROM unnest(${payloads}::text[]) AS payload`,
    )
  }

  // What was missed while nothing could be heard is forgiven: the next second counts again.
  await listener.on(limitChannel, hear, () => {})
  const timer = setInterval(() => {
    synchronise().catch((error: Error) => log.warn({ err: error }, 'limits could not be synchronised'))
  }, synchronisedEachMilliseconds)
  timer.unref()

  return {
    enter(method, token, address, now) {
      const kind = method === 'GET' || method === 'HEAD' ? kinds.read : kinds.write
      const subject = (token && subjects.get(token)) || networkOf(address)
      const bucket = kind.bucketOf(subject, now)
      bucket.enter(now)
      return bucket
    },
    remember(token, subject) {
      if (!subjects.get(token)) subjects.set(token, subject)
    },
    forget: (token) => subjects.delete(token),
    synchronise,
    close: () => clearInterval(timer),
  }
}
