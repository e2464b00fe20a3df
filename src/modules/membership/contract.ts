import { z } from 'zod'
import { standings } from './standing.ts'

export const Nothing = z.strictObject({})

export const PersonReference = z.strictObject({ personId: z.uuid() })

/** Whom it is about reads it. */
const Reason = z.string().trim().min(1).max(1000)

/** A day: from its first moment on where the one who decides is. Nothing, or today: at once. */
const Day = z
  .string()
  .trim()
  .refine((text) => text === '' || (z.iso.date().safeParse(text).success && text >= '1900'), {
    params: { code: 'format.date' },
  })
  .nullish()
  .transform((text) => text || null)

/** To expel somebody is an act of its own. */
const decidable = standings.filter((standing) => standing !== 'expelled')

export const ChangeStanding = z.strictObject({
  personId: z.uuid(),
  to: z.enum(decidable),
  reason: Reason,
  from: Day,
})

export const ChangeStandingOfMember = z.strictObject({
  membershipId: z.uuid(),
  to: z.enum(decidable),
  reason: Reason,
})

export const ExpelPerson = z.strictObject({ personId: z.uuid(), reason: Reason, from: Day })

export const StandingDecided = z.strictObject({
  personId: z.uuid(),
  standingId: z.uuid(),
  standing: z.enum(standings),
  from: z.date(),
})

/** Letters, digits and signs that people can say on the phone. */
const numberPrefix = z
  .string()
  .trim()
  .max(20)
  .refine((text) => !/[\p{Cc}\p{Cf}]/u.test(text), { params: { code: 'invalid' } })

export const SetNumberSeries = z.strictObject({
  prefix: numberPrefix.default(''),
  withYear: z.boolean().default(false),
  digits: z.int().min(1).max(9).default(5),
  /** Nothing: the count goes on. */
  nextNumber: z
    .union([z.literal('').transform(() => null), z.int().min(1).max(900_000_000)])
    .nullable()
    .default(null),
})

export const NumberSeriesReply = z
  .strictObject({
    series: z
      .strictObject({
        prefix: z.string(),
        withYear: z.boolean(),
        digits: z.int(),
        nextNumber: z.int(),
        version: z.int(),
      })
      .nullable(),
    /** How the next number looks; null where nobody has said it yet. */
    next: z.string().nullable(),
    /** So many members have none. */
    without: z.int(),
  })
  .meta({ id: 'NumberSeries' })

const Planned = z.strictObject({ standing: z.enum(standings), from: z.date() }).nullable()

const DecisionReply = z.strictObject({
  id: z.uuid(),
  standing: z.enum(standings),
  startsAt: z.date(),
  endsAt: z.date().nullable(),
  reason: z.string().nullable(),
  /** Null where the program did it, or nobody knows any more. */
  decidedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
  decidedAt: z.date(),
  /** It was planned and dropped, or stood at an entry that was merged into this one. */
  withdrawnAt: z.date().nullable(),
})

export const StandingReply = z
  .strictObject({
    personId: z.uuid(),
    name: z.string(),
    number: z.string().nullable(),
    standing: z.enum(standings),
    since: z.date(),
    planned: Planned,
    /** What it may become next. */
    moves: z.array(z.enum(standings)),
    history: z.array(DecisionReply),
    /** Why the reader cannot decide, though they decide about others here. */
    obstacle: z.enum(['oneself', 'moreRights']).nullable(),
    abilities: z.strictObject({ decide: z.boolean(), expel: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'Standing' })

/** Whom to ask, as the unit that somebody belongs to says it, else those who run the association. */
const Contacts = z.array(
  z.strictObject({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  }),
)

export const MyStanding = z
  .strictObject({
    number: z.string().nullable(),
    standing: z.enum(standings),
    since: z.date(),
    planned: Planned,
    /** Why, as whoever decided it wrote to you. */
    reason: z.string().nullable(),
    /** What is open to members is closed to you while this holds. */
    rests: z.boolean(),
    history: z.array(
      DecisionReply.pick({ id: true, standing: true, startsAt: true, endsAt: true, reason: true }),
    ),
    contacts: Contacts,
  })
  .meta({ id: 'MyStanding' })

export const StandingLetter = z
  .strictObject({
    personId: z.uuid(),
    standing: z.enum(standings),
    from: z.date(),
    reason: z.string().nullable(),
    timeZone: z.string(),
    contacts: Contacts,
  })
  .nullable()

export type StandingReply = z.output<typeof StandingReply>
export type NumberSeriesReply = z.output<typeof NumberSeriesReply>
export type MyStanding = z.output<typeof MyStanding>
export type Contact = z.output<typeof Contacts>[number]
