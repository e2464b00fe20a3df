import { z } from 'zod'
import { distanceIn } from '../../platform/presentation/distance.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import type { Match, MatchPart } from './match.ts'

export const MatchReply = z
  .strictObject({
    /** 0 to 100. */
    score: z.int().min(0).max(100),
    /** Of the rule: scores of two versions are not compared. */
    version: z.int(),
    /** What the score comes from, in words of whoever asks. */
    reasons: z.array(
      z.strictObject({
        part: z.enum(['skills', 'paper', 'memberType', 'verified', 'experience', 'distance', 'works']),
        /** How much of its weight it brings, 0 to 1. */
        share: z.number().min(0).max(1),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'ProjectMatch' })

export type MatchReply = z.output<typeof MatchReply>

/** A match as whoever asks reads it, also one that was kept long ago. */
export function sayMatch({ score, version, reasons }: Match, text: Translate): MatchReply {
  return {
    score,
    version,
    reasons: reasons.parts.map((part) => ({ part: part.part, share: part.share, text: say(part, text) })),
  }
}

function say(part: MatchPart, text: Translate): string {
  switch (part.part) {
    case 'skills':
      return text(part.missing.length === 0 ? 'matching.skills' : 'matching.skillsLacking', {
        met: part.met,
        asked: part.asked,
        missing: part.missing.join(', '),
      })
    case 'paper':
      return text(`matching.papers.${part.state}`, {
        kind: part.kind,
        title: part.title,
        gate: part.isGate && part.share < 1 ? 'yes' : 'no',
      })
    case 'experience':
      return part.years === null
        ? text('matching.experienceUnknown', { asked: part.asked })
        : text('matching.experience', { years: Math.max(0, part.years), asked: part.asked })
    case 'distance': {
      const area = part.isInArea ? text('matching.inArea') : null
      if (part.kilometres === null)
        return area ?? text(part.isServed ? 'matching.served' : 'matching.distanceUnknown')
      const { unit, count } = distanceIn(part.country, part.kilometres)
      return [text(`matching.${unit}`, { count: Math.round(count) }), area].filter(Boolean).join(', ')
    }
    case 'memberType':
      return text(part.share > 0 ? 'matching.memberType' : 'matching.otherMemberType')
    case 'verified':
      return text(part.share > 0 ? 'matching.verified' : 'matching.unverified', { kind: part.kind })
    case 'works':
      return text('matching.works', { count: part.count })
  }
}
