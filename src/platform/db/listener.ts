import pg from 'pg'
import type { Log } from '../log.ts'
import { poolSettings } from './database.ts'

export interface Listener {
  /** False while notifications may be missed: caches that rely on them must not be trusted. */
  readonly up: boolean
  /** `onGap` runs after every (re)connection, when notifications may have been missed. */
  on(channel: string, handle: (payload: string) => void, onGap: () => void): Promise<void>
  close(): Promise<void>
}

const retryMilliseconds = 500
const heartbeatMilliseconds = 300
const heartbeatPatienceMilliseconds = 600

/** One connection that listens, reconnects by itself, and says when it cannot be relied on. */
export async function openListener(url: string, log: Log): Promise<Listener> {
  const channels = new Map<string, { handle: (payload: string) => void; onGap: () => void }>()
  let client: pg.Client | null = null
  let closed = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const { options, connectionString, application_name } = poolSettings(url, 1)
    const next = new pg.Client({
      options,
      connectionString,
      application_name,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    next.on('error', (error) => lost(next, error))
    next.on('end', () => lost(next))
    next.on('notification', ({ channel, payload }) => channels.get(channel)?.handle(payload ?? ''))
    await next.connect()
    for (const channel of channels.keys()) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    client = next
    for (const { onGap } of channels.values()) onGap()
  }

  function lost(gone: pg.Client, error?: Error): void {
    if (closed || (client !== null && client !== gone)) return
    client = null
    if (error) log.warn({ err: error }, 'listener lost its connection')
    gone.end().catch(() => {})
    clearTimeout(timer)
    timer = setTimeout(() => connect().catch((fault: Error) => scheduleAgain(fault)), retryMilliseconds)
    timer.unref()
  }

  function scheduleAgain(error: Error): void {
    if (closed) return
    log.warn({ err: error }, 'listener cannot connect')
    clearTimeout(timer)
    timer = setTimeout(() => connect().catch((fault: Error) => scheduleAgain(fault)), retryMilliseconds)
    timer.unref()
  }

  // A connection that died without a word (a cable, a proxy) looks alive until something is sent over it.
  const heartbeat = setInterval(() => {
    const asked = client
    if (!asked) return
    const deadline = setTimeout(
      () => lost(asked, new Error('no answer to the heartbeat')),
      heartbeatPatienceMilliseconds,
    )
    asked.query('SELECT 1').then(
      () => clearTimeout(deadline),
      (error: Error) => {
        clearTimeout(deadline)
        lost(asked, error)
      },
    )
  }, heartbeatMilliseconds)
  heartbeat.unref()

  await connect()
  return {
    get up() {
      return client !== null
    },
    async on(channel, handle, onGap) {
      channels.set(channel, { handle, onGap })
      await client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    },
    async close() {
      closed = true
      clearInterval(heartbeat)
      clearTimeout(timer)
      await client?.end()
      client = null
    },
  }
}
