import { cpus } from 'node:os'
import type { Case } from './cases.ts'
import { type Measured, medianOf, ratio } from './measure.ts'

export interface CaseResult {
  case: Case
  portal: Measured
  floor: Measured
  /** Comparing a password alone; only beside the sign-in with real parameters. */
  argon2: Measured | null
}

export interface Memory {
  idle: number
  loaded: number
}

export const memoryTarget = 180

type Row = string[]

const heads: Row = [
  'case',
  'req/s',
  'p50 ms',
  'p99 ms',
  'CPU µs',
  'DB CPU µs',
  'floor req/s',
  'floor p50',
  'floor p99',
  'floor CPU µs',
  'floor DB µs',
  'ratio',
  'target',
]

export function textReport(results: readonly CaseResult[], memory: Memory): string {
  const rows = [heads, ...results.map(rowOf)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  )
  return [...lines, '', ...remarks(results, memory)].join('\n')
}

export function markdownReport(results: readonly CaseResult[], memory: Memory): string {
  const line = (row: Row) => `| ${row.join(' | ')} |`
  const rule = `|${heads.map((_, column) => (column === 0 ? ' --- ' : ' ---: ')).join('|')}|`
  return [
    line(heads),
    rule,
    ...results.map((result) => line(rowOf(result))),
    '',
    ...remarks(results, memory).map((remark) => `- ${remark}`),
  ].join('\n')
}

function rowOf({ case: { title, target }, portal, floor }: CaseResult): Row {
  const reached = ratio(portal, floor)
  return [
    title,
    whole(medianOf(portal, 'requestsPerSecond')),
    tenths(medianOf(portal, 'p50')),
    tenths(medianOf(portal, 'p99')),
    whole(medianOf(portal, 'cpu')),
    whole(medianOf(portal, 'databaseCpu')),
    whole(medianOf(floor, 'requestsPerSecond')),
    tenths(medianOf(floor, 'p50')),
    tenths(medianOf(floor, 'p99')),
    whole(medianOf(floor, 'cpu')),
    whole(medianOf(floor, 'databaseCpu')),
    reached.toFixed(2),
    target === null ? '–' : `${target} ${reached >= target ? 'reached' : 'missed'}`,
  ]
}

function remarks(results: readonly CaseResult[], memory: Memory): string[] {
  const remarks = [
    `Memory of the web process: ${whole(memory.idle)} MB at rest, ${whole(memory.loaded)} MB after the load ` +
      `(target ${memoryTarget} MB ${memory.loaded <= memoryTarget ? 'reached' : 'missed'}).`,
  ]
  for (const { portal, floor, argon2 } of results) {
    if (!argon2) continue
    const apart = (side: Measured) => whole(medianOf(side, 'cpu') - medianOf(argon2, 'cpu'))
    remarks.push(
      `Comparing one password takes ${whole(medianOf(argon2, 'cpu'))} µs of CPU (${whole(medianOf(argon2, 'requestsPerSecond'))} a second); ` +
        `a sign-in takes ${apart(portal)} µs more than that in the portal and ${apart(floor)} µs more on the floor.`,
    )
  }
  return remarks
}

/** What the figures belong to. */
export function circumstances(date: Date): string {
  const [cpu] = cpus()
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${date.toISOString().slice(0, 10)}`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function tenths(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0)
}
