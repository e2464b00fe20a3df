import { setTimeout as delay } from 'node:timers/promises'
import { type Load, type Outcome, runLoad } from './load.ts'
import { childrenOf, cpuOf } from './processes.ts'

/** One of those that are compared, doing one case. */
export interface Side {
  name: string
  pid: number
  load: Pick<Load, 'port' | 'next' | 'status' | 'bodyLength'>
}

export interface Round {
  requestsPerSecond: number
  p50: number
  p99: number
  /** Processor time of the server process for one request, in microseconds. */
  cpu: number
  /** The same of the database's processes. */
  databaseCpu: number
}

export interface Plan {
  connections: number
  rounds: number
  milliseconds: number
  rampMilliseconds: number
  warmUpMilliseconds: number
}

export interface Measured {
  side: string
  rounds: Round[]
  requests: number
}

/**
 * Measures all sides in turn: A-B, B-A, A-B, … Whatever else the machine does meets them alike, and what comes of a
 * round is compared within that round only.
 */
export async function measureInTurn(
  sides: readonly Side[],
  plan: Plan,
  postmaster: number,
  betweenRounds: () => Promise<void>,
): Promise<Measured[]> {
  for (const side of sides) {
    await betweenRounds()
    await measureRound(side, { ...plan, milliseconds: plan.warmUpMilliseconds }, postmaster)
  }
  const results = new Map(sides.map((side) => [side, [] as Round[]]))
  let requests = 0
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      await betweenRounds()
      const measured = await measureRound(side, plan, postmaster)
      requests += measured.outcome.requests
      results.get(side)?.push(measured.round)
    }
  }
  return sides.map((side) => ({ side: side.name, rounds: results.get(side) ?? [], requests }))
}

async function measureRound(
  side: Side,
  { connections, milliseconds, rampMilliseconds }: Plan,
  postmaster: number,
): Promise<{ round: Round; outcome: Outcome }> {
  const cpu = { server: 0, database: 0 }
  const count = (sign: 1 | -1) => {
    cpu.server += sign * cpuOf(side.pid)
    for (const pid of [postmaster, ...childrenOf(postmaster)]) cpu.database += sign * cpuOf(pid)
  }
  const outcome = await runLoad({
    ...side.load,
    connections,
    milliseconds,
    rampMilliseconds,
    atOpening: () => count(-1),
    atClosing: () => count(1),
  })
  // What was still under way ends before the next one's turn.
  await delay(30)
  const { requests, seconds, latencies } = outcome
  return {
    outcome,
    round: {
      requestsPerSecond: requests / seconds,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      cpu: cpu.server / requests,
      databaseCpu: cpu.database / requests,
    },
  }
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

export function medianOf(measured: Measured, key: keyof Round): number {
  return median(measured.rounds.map((round) => round[key]))
}

/** How two sides compare: the median over the rounds, each compared with its neighbour in time. */
export function ratio(portal: Measured, floor: Measured): number {
  return median(
    portal.rounds.map(
      ({ requestsPerSecond }, index) =>
        requestsPerSecond / (floor.rounds[index]?.requestsPerSecond ?? Number.NaN),
    ),
  )
}
