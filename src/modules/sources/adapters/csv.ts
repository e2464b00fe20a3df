import { CsvError, parse } from 'csv-parse/sync'
import { minorUnits } from '../../../platform/presentation/money.ts'
import {
  asEmail,
  asLine,
  asLink,
  asText,
  type ReadPage,
  type RecordFault,
  type SourceRecord,
} from '../record.ts'
import { columnsMissing, type DayOrder, type Mapping, type Source, type Target } from '../source.ts'

const mostRows = 5000

/** Null where it is no table. Row 1 holds the headings. */
export function readCsv(
  text: string,
  { mapping, currency }: Pick<Source, 'mapping' | 'currency'>,
): ReadPage | null {
  const rows = rowsOf(text)
  const [headings, ...lines] = rows ?? []
  if (!headings || !mapping) return null
  const there = new Set(headings.map((heading) => heading.trim().toLowerCase()))
  const missing = headingsOf(mapping).filter((heading) => !there.has(heading.toLowerCase()))
  if (missing.length > 0) throw columnsMissing({ values: { columns: missing.join(', ') } })
  const records: SourceRecord[] = []
  const faults: RecordFault[] = []
  let total = 0
  for (const [index, line] of lines.entries()) {
    if (line.every((cell) => cell.trim() === '')) continue
    total += 1
    if (total > mostRows) continue
    const cells = new Map(headings.map((heading, at) => [heading.trim().toLowerCase(), line[at] ?? '']))
    const read = recordOf(cells, mapping, currency)
    if ('reason' in read) faults.push({ record: `${index + 2}`, reason: read.reason })
    else records.push(read)
  }
  return { records, faults, total }
}

function rowsOf(text: string): string[][] | null {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      max_record_size: 64 * 1024,
    })
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

function recordOf(
  cells: ReadonlyMap<string, string>,
  { columns, dayOrder }: Mapping,
  currency: string | null,
): SourceRecord | { reason: string } {
  const said = (target: Target) => filled(columns[target], cells)
  const externalId = asLine(said('externalId'), 200)
  const title = asLine(said('title'), 160)
  if (externalId === null) return { reason: `externalId: ${columns.externalId ?? ''}` }
  if (title === null) return { reason: `title: ${columns.title ?? ''}` }
  const deadline = said('deadline')
  const wall = momentOf(deadline, dayOrder)
  if (deadline.trim() !== '' && wall === null) return { reason: `deadline: ${deadline.trim().slice(0, 60)}` }
  const amount = said('estimate').replaceAll(/[^\d.,]/g, '')
  return {
    externalId,
    title,
    url: asLink(said('url')),
    description: asText(said('description'), 20_000),
    organisation: asLine(said('organisation'), 200),
    deadline: wall,
    startsOn: momentOf(said('startsOn'), dayOrder)?.slice(0, 10) ?? null,
    estimate: amount === '' || currency === null ? null : (minorUnits(amount, currency) ?? null),
    city: asLine(said('city'), 120),
    region: asLine(said('region'), 120),
    country: null,
    contactName: asLine(said('contactName'), 120),
    contactEmail: asEmail(said('contactEmail')),
    contactPhone: asLine(said('contactPhone'), 40),
  }
}

/** All headings that a mapping names. One that is not there has another name now, and all of its cells would count as empty. */
function headingsOf({ columns }: Mapping): string[] {
  const named = Object.values(columns).flatMap((template) =>
    template.includes('{')
      ? [...template.matchAll(/\{([^{}]*)\}/g)].map(([, heading = '']) => heading)
      : template,
  )
  return [...new Set(named.map((heading) => heading.trim()))]
}

/** A heading stands for its cell; in a text, headings in braces do. */
function filled(template: string | undefined, cells: ReadonlyMap<string, string>): string {
  if (!template) return ''
  const cell = (heading: string) => cells.get(heading.trim().toLowerCase()) ?? ''
  return template.includes('{')
    ? template.replaceAll(/\{([^{}]*)\}/g, (_all, heading: string) => cell(heading))
    : cell(template)
}

/** `12/31/2026 2:00 PM`, `31.12.2026 14:00`, `2026-12-31`; a day alone ends with its last minute. */
export function momentOf(text: string, order: DayOrder): string | null {
  const found =
    /^\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[T ,]+(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])?\.?m?\.?)?\s*$/i.exec(
      text,
    )
  if (!found) return null
  const [, first = '', second = '', third = '', hour, minute, half] = found
  const places = { ymd: [first, second, third], mdy: [third, first, second], dmy: [third, second, first] }
  const [year = '', month = '', day = ''] = first.length === 4 ? places.ymd : places[order]
  const full = year.length === 2 ? `20${year}` : year
  const afternoon = half?.toLowerCase()
  const hours =
    hour === undefined ? 23 : afternoon ? (Number(hour) % 12) + (afternoon === 'p' ? 12 : 0) : Number(hour)
  const two = (part: string | number) => String(part).padStart(2, '0')
  const wall = `${full}-${two(month)}-${two(day)}T${two(hours)}:${minute ?? '59'}`
  const moment = new Date(`${wall}:00Z`)
  // The 31st of February is none.
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 16) !== wall ? null : wall
}
