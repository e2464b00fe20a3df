import { z } from 'zod'
import { nameText } from '../../platform/text.ts'
import { timeZone } from '../people/index.ts'
import { RecordFault, SourceRecord } from './record.ts'
import { dayOrders, kinds, missingColumns, type Target, targets } from './source.ts'

export const Nothing = z.strictObject({})

const Column = z.string().trim().max(300).nullable().default(null)
const columnParts = Object.fromEntries(targets.map((target) => [target, Column])) as Record<
  Target,
  typeof Column
>

const parts = {
  name: nameText(120),
  address: z.url({ protocol: /^https?$/ }).max(2000),
  /** Kept sealed, and never told again. */
  apiKey: nameText(200).nullable().default(null),
  columns: z.strictObject(columnParts).optional(),
  dayOrder: z.enum(dayOrders).default('ymd'),
  timeZone: timeZone.default('UTC'),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  contactEmail: z.email().max(254).nullable().default(null),
  visibility: z.enum(['public', 'members']).default('public'),
  publishes: z.boolean(),
  everyHours: z.int().min(1).max(720).nullable().default(null),
}

function needsColumns(said: Parameters<typeof missingColumns>[0], context: z.RefinementCtx): void {
  for (const target of missingColumns(said))
    context.addIssue({ code: 'custom', path: ['columns', target], params: { code: 'required' } })
}

export const DeclareSource = z
  .strictObject({ unitId: z.uuid(), kind: z.enum(kinds), ...parts })
  .superRefine(needsColumns)
export const SourceReference = z.strictObject({ sourceId: z.uuid() })
/** Its kind stays: what it said before was read by it. */
export const ChangeSource = SourceReference.extend(parts)

export const ChangedSource = z.strictObject({ sourceId: z.uuid(), version: z.int() })
export const StartedRun = z.strictObject({ sourceId: z.uuid(), runId: z.uuid(), taskId: z.uuid() })

export const counted = ['added', 'changed', 'same', 'passed', 'failed'] as const

const counts = {
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  /** The project is over: what the source says of it now changes nothing. */
  passed: z.int(),
  failed: z.int(),
}

export const RunReply = z
  .strictObject({
    id: z.uuid(),
    startedAt: z.date(),
    endedAt: z.date().nullable(),
    ...counts,
    vanished: z.int(),
    /** Why it ended before its end; null where it did not. */
    error: z.string().nullable(),
    /** The same in words. */
    errorText: z.string().nullable(),
    faults: z.array(RecordFault),
  })
  .meta({ id: 'SourceRun' })

export const SourceReply = z
  .strictObject({
    id: z.uuid(),
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    name: z.string(),
    kind: z.enum(kinds),
    address: z.string(),
    hasKey: z.boolean(),
    columns: z.partialRecord(z.enum(targets), z.string()),
    dayOrder: z.enum(dayOrders),
    timeZone: z.string(),
    currency: z.string().nullable(),
    contactEmail: z.string().nullable(),
    visibility: z.enum(['public', 'members']),
    publishes: z.boolean(),
    everyHours: z.int().nullable(),
    nextRunAt: z.date().nullable(),
    version: z.int(),
    /** The last ones first, ten at most. */
    runs: z.array(RunReply),
  })
  .meta({ id: 'ProjectSource' })

export const SourceList = z.strictObject({ items: z.array(SourceReply) })
export const SourcePreview = z
  .strictObject({
    sourceId: z.uuid(),
    name: z.string(),
    currency: z.string().nullable(),
    /** The first ones, as they would be brought in. */
    records: z.array(SourceRecord),
    faults: z.array(RecordFault),
    total: z.int(),
  })
  .meta({ id: 'ProjectSourcePreview' })

export const FetchPage = SourceReference.extend({ offset: z.int().min(0) })
export const FetchedPage = z.strictObject({
  records: z.array(SourceRecord),
  faults: z.array(RecordFault),
  total: z.int(),
  /** So many are no work that one could bid for. */
  skipped: z.int().default(0),
  /** Where the next one begins; null after the last. */
  next: z.int().nullable(),
})

export const TakeRecord = z.strictObject({ runId: z.uuid(), record: SourceRecord })
export const TakenRecord = z.strictObject({ became: z.enum(['added', 'changed', 'same', 'passed']) })

export const EndRun = z.strictObject({
  runId: z.uuid(),
  ...counts,
  faults: z.array(RecordFault),
  error: z.string().nullable(),
  /** So many it holds, read or not. */
  held: z.int().default(1),
})
export const EndedRun = z.strictObject({ vanished: z.int(), error: z.string().nullable() })
export const StartedRuns = z.strictObject({ started: z.int() })

/** As it is kept. */
export const KeptMapping = z.strictObject({
  v: z.literal(1),
  columns: z.partialRecord(z.enum(targets), z.string()),
  dayOrder: z.enum(dayOrders),
})
export const KeptRecord = z.strictObject({ v: z.literal(1), record: SourceRecord })
export const KeptFaults = z.strictObject({ v: z.literal(1), faults: z.array(RecordFault) })

export type SourceReply = z.output<typeof SourceReply>
export type RunReply = z.output<typeof RunReply>
export type SourcePreview = z.output<typeof SourcePreview>
