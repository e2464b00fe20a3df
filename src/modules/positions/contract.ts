import { z } from 'zod'
import { writtenText } from '../../platform/text.ts'
import { TranslatedReply, translatedText } from '../../platform/translated-text.ts'
import { termChanges } from './facts.ts'
import { ways } from './position.ts'
import { termStates } from './term.ts'

export const Nothing = z.strictObject({})

/** Nobody holds a position before or after these years; a usual term added to them is still a date. */
const Moment = z.iso
  .datetime({ offset: true })
  .refine((text) => text >= '1800' && text < '2400', { params: { code: 'invalid' } })
  .transform((text) => new Date(text))

const positionWords = {
  name: translatedText(80),
  /** Without a word in any language there is none. */
  description: translatedText(1000, { required: false })
    .transform((texts) => (Object.keys(texts).length > 1 ? texts : null))
    .nullable()
    .default(null),
}

const positionParts = {
  ...positionWords,
  level: z.int().min(1).max(99).default(1),
  kinds: z.array(z.string().max(40)).max(50).default([]),
  way: z.enum(ways),
  seats: z.int().min(1).max(10_000).default(1),
  termMonths: z.int().min(1).max(1200).nullable().default(null),
  role: z.string().trim().max(36).nullable().default(null),
}

export const DeclarePosition = z.strictObject(positionParts)

export const PositionReference = z.strictObject({ positionId: z.uuid() })

export const ChangePosition = PositionReference.extend(positionParts)

export const PositionReply = z
  .strictObject({
    id: z.uuid(),
    name: TranslatedReply,
    description: TranslatedReply.nullable(),
    level: z.int(),
    kinds: z.array(z.string()),
    way: z.enum(ways),
    seats: z.int(),
    termMonths: z.int().nullable(),
    /** The key of a built-in role, or the id of one that staff made. */
    role: z.string().nullable(),
    version: z.int(),
    archivedAt: z.date().nullable(),
  })
  .meta({ id: 'Position' })

export const PositionList = z.strictObject({ items: z.array(PositionReply) })

/** For the pages on which positions are declared. */
export const PositionChoices = z.strictObject({
  kinds: z.array(z.strictObject({ key: z.string(), name: TranslatedReply })),
  roles: z.array(z.strictObject({ role: z.string(), name: TranslatedReply.nullable() })),
})

export const UnitReference = z.strictObject({ unitId: z.uuid() })
export const PersonReference = z.strictObject({ personId: z.uuid() })
export const TermReference = z.strictObject({ termId: z.uuid() })

const Reason = writtenText(1000).nullable().default(null)

export const Appoint = UnitReference.extend({
  positionId: z.uuid({ error: ({ input }) => (input === undefined ? 'notChosen' : undefined) }),
  personId: z.uuid(),
  /** As people usually come to the position, where nothing is said. */
  way: z.enum(ways).optional(),
  startsAt: Moment.nullish(),
  /** Left out: after as long as a term usually lasts. */
  endsAt: Moment.nullable().optional(),
  reason: Reason,
})

export const ChangeTerm = TermReference.extend({ endsAt: Moment.nullable() })

export const EndTerm = TermReference.extend({ reason: Reason })

const Named = z.strictObject({ id: z.uuid(), name: z.string() })

export const TermReply = z
  .strictObject({
    id: z.uuid(),
    position: z.strictObject({ id: z.uuid(), name: TranslatedReply, level: z.int() }),
    unit: Named,
    person: Named,
    startsAt: z.date(),
    endsAt: z.date().nullable(),
    state: z.enum(termStates),
    way: z.enum(ways),
    /** The membership of the person rests: what the position carries waits. */
    rests: z.boolean(),
    /** What it carries. */
    role: z.string().nullable(),
    /** Told to whoever appoints there, and to whom it is about. */
    reason: z.string().nullable(),
    appointedBy: Named.nullable(),
    appointedAt: z.date(),
    /** Where somebody ended it early. */
    endedAt: z.date().nullable(),
    endedBy: Named.nullable(),
    endReason: z.string().nullable(),
    abilities: z.strictObject({ change: z.boolean(), end: z.boolean() }),
  })
  .meta({ id: 'Term' })

export const TermDetail = TermReply.extend({ roleName: TranslatedReply.nullable() }).meta({
  id: 'TermDetail',
})

export const Terms = z.strictObject({ items: z.array(TermReply) })

/** Each position that a unit has, with who holds it. */
export const UnitPositions = z
  .strictObject({
    unit: z.strictObject({ id: z.uuid(), name: z.string(), isOpen: z.boolean() }),
    positions: z.array(
      z.strictObject({
        position: PositionReply,
        holders: z.array(TermReply),
        /** Seats that nobody holds now. */
        vacant: z.int(),
      }),
    ),
    coming: z.array(TermReply),
    over: z.array(TermReply),
    abilities: z.strictObject({ appoint: z.boolean() }),
  })
  .meta({ id: 'UnitPositions' })

export const PersonTerms = z
  .strictObject({ personId: z.uuid(), name: z.string(), items: z.array(TermReply) })
  .meta({ id: 'PersonTerms' })

export const FindCandidates = UnitReference.extend({ search: z.string().trim().max(120).default('') })

export const Candidates = z.strictObject({
  items: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })),
})

export const CandidateReference = UnitReference.extend({ personId: z.uuid() })

/** What a letter about a term says; null where there is nobody to write to any more. */
export const TermLetter = z
  .strictObject({
    positionName: TranslatedReply,
    unitName: z.string(),
    startsAt: z.date(),
    endsAt: z.date().nullable(),
    reason: z.string().nullable(),
    timeZone: z.string(),
    isOver: z.boolean(),
  })
  .nullable()

export const ReadTermLetter = TermReference.extend({ change: z.enum(termChanges) })

export type PositionReply = z.output<typeof PositionReply>
export type PositionChoices = z.output<typeof PositionChoices>
export type TermReply = z.output<typeof TermReply>
export type TermDetail = z.output<typeof TermDetail>
export type UnitPositions = z.output<typeof UnitPositions>
export type PersonTerms = z.output<typeof PersonTerms>

export const TermsOfThoseWhoLeft = z.strictObject({
  items: z.array(z.strictObject({ termId: z.uuid(), tenantId: z.uuid() })),
})

export type TermsOfThoseWhoLeft = z.output<typeof TermsOfThoseWhoLeft>
