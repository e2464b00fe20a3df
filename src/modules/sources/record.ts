import { z } from 'zod'
import type { Translate } from '../../platform/presentation/view.ts'

/** What a source says of one project, in our words; what it does not say is null. */
export const SourceRecord = z.strictObject({
  externalId: z.string().min(1).max(200),
  /** Where the original is. */
  url: z.string().max(2000).nullable(),
  title: z.string().min(1).max(160),
  description: z.string().max(20_000).nullable(),
  organisation: z.string().max(200).nullable(),
  /** What clocks of the zone of the source show. */
  deadline: z.string().nullable(),
  startsOn: z.string().nullable(),
  /** Minor units of the currency of the source. */
  estimate: z.int().nullable(),
  city: z.string().max(120).nullable(),
  region: z.string().max(120).nullable(),
  country: z.string().length(2).nullable(),
  contactName: z.string().max(120).nullable(),
  contactEmail: z.string().max(254).nullable(),
  contactPhone: z.string().max(40).nullable(),
})
export type SourceRecord = z.output<typeof SourceRecord>

/** A record that could not be read, and why. */
export const RecordFault = z.strictObject({ record: z.string(), reason: z.string() })
export type RecordFault = z.output<typeof RecordFault>

export interface ReadPage {
  records: SourceRecord[]
  faults: RecordFault[]
  /** How many there are in all. */
  total: number
  /** So many are no work that one could bid for. */
  skipped?: number
}

/** An id that a table tells twice is of one project: which of the two is right nobody knows, and each run would change it again. */
export function withoutTwice<Read extends Pick<ReadPage, 'records' | 'faults'>>(page: Read): Read {
  const met = new Set<string>()
  const records: SourceRecord[] = []
  const faults = [...page.faults]
  for (const record of page.records) {
    if (met.has(record.externalId)) faults.push({ record: record.externalId, reason: toldTwice })
    else records.push(record)
    met.add(record.externalId)
  }
  return { ...page, records, faults }
}

/** A locale key among reasons: whoever asks reads it in their language. */
const toldTwice = 'sources.error.toldTwice'

export function inWords(faults: readonly RecordFault[], text: Translate): RecordFault[] {
  return faults.map(({ record, reason }) => ({
    record,
    reason: reason === toldTwice ? text(reason) : reason,
  }))
}

/** A text as a field takes it: in one piece, without what nobody sees, and no longer than it may be. */
export function asLine(text: unknown, longest: number): string | null {
  if (typeof text !== 'string' && typeof text !== 'number') return null
  const tidy = String(text)
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return tidy === '' ? null : [...tidy].slice(0, longest).join('').trim()
}

export function asText(text: unknown, longest: number): string | null {
  if (typeof text !== 'string') return null
  const tidy = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim()
  return tidy === '' ? null : tidy.slice(0, longest).trim()
}

export function asEmail(text: unknown): string | null {
  const line = asLine(text, 254)
  return line !== null && z.email().safeParse(line).success ? line : null
}

/** A link that leads somewhere by http; anything else is none. */
export function asLink(text: unknown): string | null {
  const line = asLine(text, 2000)
  if (line === null || !URL.canParse(line)) return null
  return ['http:', 'https:'].includes(new URL(line).protocol) ? line : null
}
