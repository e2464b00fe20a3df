import { z } from 'zod'
import { auditCategories } from '../../platform/audit/resources.ts'

export const categories = auditCategories
export const severities = ['routine', 'notable', 'critical'] as const
export const outcomes = ['done', 'refused'] as const
export const actorKinds = ['account', 'visitor', 'system'] as const

export const EntryReference = z.strictObject({ entryId: z.uuid() })

const Fields = z.record(z.string(), z.unknown())

export const Change = z
  .strictObject({
    type: z.string(),
    id: z.string(),
    before: Fields.nullable(),
    after: Fields.nullable(),
    /** Fields whose values are never kept. */
    hidden: z.array(z.string()),
    /** Fields that stand under the key of a person. */
    personal: z.array(z.string()),
  })
  .meta({ id: 'AuditChange' })

export const Entry = z
  .strictObject({
    id: z.uuid(),
    occurredAt: z.date(),
    operation: z.string(),
    /** What that is, in words. */
    act: z.string(),
    category: z.enum(categories),
    severity: z.enum(severities),
    compliance: z.boolean(),
    outcome: z.enum(outcomes),
    reason: z.string().nullable(),
    /** Its words. */
    reasonText: z.string().nullable(),
    actorKind: z.enum(actorKinds),
    systemReason: z.string().nullable(),
    personId: z.uuid().nullable(),
    personName: z.string().nullable(),
    about: z
      .array(z.strictObject({ id: z.uuid(), name: z.string() }))
      .describe('Persons whom it was about, the first few, where they are still there.'),
    accountId: z.uuid().nullable(),
    sessionId: z.uuid().nullable(),
    /** The API token by which an account acted, and what its owner calls it while it is known. */
    tokenId: z.uuid().nullable(),
    tokenName: z.string().nullable(),
    grantId: z.uuid().nullable(),
    role: z.string().nullable(),
    /** What it is called. */
    roleName: z.string().nullable(),
    /** The person that this account is here. */
    onBehalfOfId: z.uuid().nullable(),
    onBehalfOf: z.string().nullable(),
    /** Of whoever it was done for, where that is a person of the association. */
    onBehalfOfName: z.string().nullable(),
    requestId: z.string(),
    changes: z.array(Change),
    suppressed: z.int(),
    hash: z.string(),
    /** Its place in the chain of the association; null until it is linked. */
    link: z.strictObject({ position: z.int(), hash: z.string() }).nullable(),
    abilities: z.strictObject({ reveal: z.boolean() }),
  })
  .meta({ id: 'AuditEntry' })

export const PersonalValues = z
  .strictObject({
    /** Where it was done from; null where nothing is known or whoever it was has been erased. */
    origin: z.strictObject({ ipAddress: z.string().nullable(), userAgent: z.string().nullable() }).nullable(),
    /** In the order of the entry's changes; null where nothing is personal, or somebody was erased. */
    changes: z.array(z.strictObject({ before: Fields.nullable(), after: Fields.nullable() }).nullable()),
  })
  .meta({ id: 'AuditPersonalValues' })

export const Checkpoints = z.strictObject({
  items: z.array(
    z
      .strictObject({
        chain: z.uuid(),
        position: z.int(),
        hash: z.string(),
        madeAt: z.string(),
        key: z.string(),
        signature: z.string(),
      })
      .meta({ id: 'AuditCheckpoint' }),
  ),
})

export const RequestExport = z.strictObject({ match: z.string().max(4000).default('') })

export const ExportStarted = z.strictObject({ taskId: z.uuid() })

export type Entry = z.output<typeof Entry>
export type PersonalValues = z.output<typeof PersonalValues>
