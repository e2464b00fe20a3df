import { Gauge, type Registry } from 'prom-client'
import type { RunSql } from '../db/database.ts'
import { sql } from '../db/sql.ts'
import { deadLetterQueue } from './boss.ts'

interface Depth {
  queue: string
  waiting: number
  active: number
  oldest: number
}

/** How much waits in the queues, and for how long: asked of the database when somebody asks for metrics. */
export function measureJobs(registry: Registry, run: RunSql): void {
  let reading: Promise<void> | null = null
  // Four gauges are asked for at once and share one look.
  const collect = () => {
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }
  const gauge = (name: string, help: string, labelNames: string[] = ['queue']) =>
    new Gauge({ name: `guildhall_jobs_${name}`, help, labelNames, registers: [registry], collect })
  const waiting = gauge('waiting', 'Jobs that could run now and wait for a worker')
  const active = gauge('active', 'Jobs that a worker has')
  const oldest = gauge('oldest_waiting_seconds', 'For how long the first of those that wait could have run')
  const dead = gauge('dead', 'Jobs that failed at every try and wait for somebody to look at them', [])

  async function read(): Promise<void> {
    const depths = await run<Depth>(sql`
      SELECT name AS queue, count(*) FILTER (WHERE state < 'active' AND start_after <= now())::int AS waiting,
        count(*) FILTER (WHERE state = 'active')::int AS active,
        coalesce(extract(epoch FROM now() - min(start_after) FILTER (WHERE state < 'active' AND start_after <= now())), 0)::float8 AS oldest
      FROM pgboss.job WHERE state <= 'active' GROUP BY name`)
    for (const each of [waiting, active, oldest]) each.reset()
    dead.set(0)
    for (const { queue, ...depth } of depths) {
      if (queue === deadLetterQueue) dead.set(depth.waiting)
      else {
        waiting.set({ queue }, depth.waiting)
        active.set({ queue }, depth.active)
        oldest.set({ queue }, depth.oldest)
      }
    }
  }
}
