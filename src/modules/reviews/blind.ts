import type { BidReply } from './contract.ts'
import type { Hideable } from './review.ts'

/** A bid without what is hidden from whoever reads it. What is hidden is not there, rather than there and covered. */
export function blinded(bid: BidReply, hidden: readonly Hideable[]): BidReply {
  const hides = (part: Hideable) => hidden.includes(part)
  return {
    ...bid,
    applicant: hides('names') ? null : bid.applicant,
    hash: hides('names') ? null : bid.hash,
    team: hides('team') ? null : hides('names') ? withoutNames(bid.team) : bid.team,
    references: hides('references') ? null : bid.references,
    portfolio: hides('portfolio') ? null : bid.portfolio,
    works: hides('portfolio') ? null : bid.works,
    papers: hides('papers') ? null : bid.papers,
    files: hides('attachments') ? null : bid.files,
    match: hides('match') ? null : bid.match,
    items: hides('amount') ? null : bid.items,
    total: hides('amount') ? null : bid.total,
    currency: hides('amount') ? null : bid.currency,
    proposal: hides('proposal') ? null : bid.proposal,
    experience: hides('experience') ? null : bid.experience,
    timeline: hides('timeline') ? null : bid.timeline,
    milestones: hides('timeline') ? null : bid.milestones,
  }
}

function withoutNames(team: BidReply['team']): BidReply['team'] {
  return team === null ? null : team.map((one) => ({ ...one, name: '' }))
}
