import type { BidReply } from './contract.ts'
import type { Hideable } from './review.ts'

/** A bid without what is hidden from whoever reads it. What is hidden is not there, rather than there and covered. */
export function blinded(bid: BidReply, hidden: readonly Hideable[]): BidReply {
  const hides = (part: Hideable) => hidden.includes(part)
  return {
    ...bid,
    applicant: hides('names') ? null : bid.applicant,
    hash: hides('names') ? null : bid.hash,
    team: hides('team')
      ? null
      : hides('names')
        ? bid.team && bid.team.map((one) => ({ ...one, name: '' }))
        : bid.team,
    references: hides('references') ? null : bid.references,
    portfolio: hides('portfolio') ? null : bid.portfolio,
    works: hides('portfolio') ? null : bid.works,
    papers: hides('papers') ? null : bid.papers,
    files: hides('attachments') ? null : bid.files,
    match: hides('match') ? null : bid.match,
  }
}
