import { CsvError, parse } from 'csv-parse/sync'
import { undefuse } from '../../../platform/lists/csv.ts'
import { badQuotes, noRows, notUtf8, tooManyColumns, tooManyRows } from './errors.ts'

/** More are brought in by several files: whoever checks a report reads it. */
export const mostRows = 2_000
export const mostColumns = 60

export interface TableRow {
  /** As spreadsheets count: the headings are row 1. */
  row: number
  cells: string[]
}

export interface PersonTable {
  headings: string[]
  rows: TableRow[]
}

/** Reads a file as a table, whichever of the usual signs stands between its cells. */
export function readTable(bytes: Uint8Array, most = mostRows): PersonTable {
  const text = decoded(bytes)
  const [headings = [], ...rest] = recordsOf(text)
  if (headings.length > mostColumns) throw tooManyColumns({ values: { most: mostColumns } })
  const rows = rest
    .map((cells, index) => ({ row: index + 2, cells: cells.map((cell) => undefuse(cell.trim())) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (rows.length === 0) throw noRows()
  if (rows.length > most) throw tooManyRows({ values: { count: rows.length, most } })
  return { headings: headings.map((heading) => heading.trim()), rows }
}

function decoded(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // Other encodings of Unicode leave these between the letters.
    if (!text.includes('\0')) return text
  } catch {
    // Told below.
  }
  throw notUtf8()
}

function recordsOf(text: string): string[][] {
  try {
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, max_record_size: 64 * 1024 })
  } catch (error) {
    if (error instanceof CsvError) throw badQuotes({ values: { line: Number(error.lines ?? 1) } })
    throw error
  }
}

/** The sign that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replaceAll(/"[^"]*"/g, '').split(/\r|\n/, 1)
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }))
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).sign
}
