import { z } from 'zod'
import { type VerificationKind, verificationKinds } from '../membership/index.ts'

/*
 * The rule by which contractors fit projects. docs/matching.md says it in words; whoever changes what a score comes to
 * gives it the next version, since scores of different versions are not compared.
 */
export const matchVersion = 3

/** What each part counts. A part that a project does not ask about falls out, and the others share its weight. */
export const weights = {
  skills: 40,
  papers: 20,
  cover: 10,
  experience: 10,
  distance: 15,
  works: 5,
} as const

/** Whoever lacks a paper without which nobody applies, or is no member that may apply, comes to no more than this, however well the rest fits. */
export const mostWithoutGate = 40
/** Kilometres around a place in which somebody works who says nothing of it. */
export const usualRadius = 40
/** So many radii away nothing counts any more. */
export const farthest = 5
/** So much past work counts in full. */
export const enoughWorks = 3

export const paperStates = [
  'valid',
  'expiresDuring',
  'expiresBefore',
  'expired',
  'tooLittle',
  'otherCurrency',
  'otherPlace',
  'missing',
] as const

export const paperKinds = ['licence', 'certification', 'bond', 'insurance'] as const

/** What a score is made of, as it is kept with an application. `share` is how much of its weight a part brings. */
const Share = z.number().min(0).max(1)
const MatchPart = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.literal('skills'),
    share: Share,
    met: z.int(),
    asked: z.int(),
    missing: z.array(z.string()),
  }),
  z.strictObject({
    part: z.literal('paper'),
    share: Share,
    kind: z.enum(paperKinds),
    title: z.string(),
    state: z.enum(paperStates),
    isGate: z.boolean(),
  }),
  z.strictObject({
    part: z.literal('experience'),
    share: Share,
    years: z.int().nullable(),
    asked: z.int(),
  }),
  z.strictObject({
    part: z.literal('distance'),
    share: Share,
    /** Null where one of the two says no place. */
    kilometres: z.number().nullable(),
    /** It lies where the contractor says to work. */
    isServed: z.boolean(),
    /** …by the area that one of the two says. What was kept before there were areas does not tell. */
    isInArea: z.boolean().optional(),
    /** Of the project: it says in what people there measure. */
    country: z.string().nullable(),
  }),
  z.strictObject({ part: z.literal('works'), share: Share, count: z.int() }),
  /** Of a person alone, where a project asks for a type of member, … */
  z.strictObject({ part: z.literal('memberType'), share: Share }),
  /** …and for each way in which it has to be known who applies. */
  z.strictObject({ part: z.literal('verified'), share: Share, kind: z.enum(verificationKinds) }),
])

export const MatchReasons = z.strictObject({ v: z.literal(1), parts: z.array(MatchPart) })
export type MatchReasons = z.output<typeof MatchReasons>
export type MatchPart = z.output<typeof MatchPart>

/** A score with what it comes from, as it is computed and kept. */
export interface Match {
  score: number
  version: number
  reasons: MatchReasons
}

/** Whom projects are looked at for. */
export interface Contractor {
  kind: 'person' | 'company'
  id: string
}

/** A row of `matchDetails`. */
export interface MatchRow {
  score: number
  skills: number
  skillsMet: number
  missing: string[]
  demands: Array<{
    kind: (typeof paperKinds)[number]
    title: string
    isGate: boolean
    share: number
    state: (typeof paperStates)[number]
  }>
  asksType: boolean
  isOfType: boolean
  verified: VerificationKind[]
  unverified: VerificationKind[]
  experienceYears: number
  years: number | null
  isPlaced: boolean
  kilometres: number | null
  isServed: boolean
  isInArea: boolean
  distanceShare: number
  country: string | null
  works: number
}

export function toMatch(row: MatchRow): Match {
  const parts: MatchPart[] = []
  const { skills, skillsMet, missing, demands, experienceYears, years } = row
  if (skills > 0)
    parts.push({ part: 'skills', share: skillsMet / skills, met: skillsMet, asked: skills, missing })
  for (const { kind, title, isGate, share, state } of demands)
    parts.push({ part: 'paper', share, kind, title, state, isGate })
  if (row.asksType) parts.push({ part: 'memberType', share: row.isOfType ? 1 : 0 })
  for (const kind of row.verified)
    parts.push({ part: 'verified', share: row.unverified.includes(kind) ? 0 : 1, kind })
  if (experienceYears > 0)
    parts.push({
      part: 'experience',
      share: Math.min(1, Math.max(0, years ?? 0) / experienceYears),
      years,
      asked: experienceYears,
    })
  if (row.isPlaced)
    parts.push({
      part: 'distance',
      share: row.distanceShare,
      kilometres: row.kilometres,
      isServed: row.isServed,
      isInArea: row.isInArea,
      country: row.country,
    })
  parts.push({ part: 'works', share: Math.min(1, row.works / enoughWorks), count: row.works })
  return { score: row.score, version: matchVersion, reasons: { v: 1, parts } }
}
