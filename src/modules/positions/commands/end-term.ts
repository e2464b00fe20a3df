import { personBehind, system } from '../../../platform/policy/actor.ts'
import { endCarriedRole, requireMayTake } from '../../access/index.ts'
import { EndTerm, TermReference } from '../contract.ts'
import { termChanged } from '../facts.ts'
import { command } from '../room.ts'
import { isOver, later, termOver } from '../term.ts'
import { findTerm } from '../term-row.ts'

/** One that was to begin later never begins. What the position carries ends in the same moment. */
export const endTerm = command({
  name: 'positions.endTerm',
  stepUp: true,
  summary: 'End the term of somebody who holds a position, at once',
  permission: 'positions.appoint',
  input: EndTerm,
  output: TermReference,
  http: { method: 'post', path: '/positions/terms/:termId/end' },
  severity: 'critical',
  target: ({ tx, actor, now }, { termId }) => findTerm(tx.sql, termId, actor, now, { locked: true }),
  async run({ tx, actor, now, roles, record, emit, call }, { reason: endReason }, term) {
    const { id: termId, tenantId, unitPath, personId, startsAt, role, grantId } = term
    if (isOver(term, now)) throw termOver()
    if (role !== null) await requireMayTake(tx.sql, roles, actor, { tenantId, unitPath, role }, now)
    const endsAt = later(startsAt, now)
    if (grantId)
      await call(
        endCarriedRole,
        { grantId, endsAt: endsAt.toISOString() },
        { as: system('the term ends', tenantId) },
      )
    const endedBy = personBehind(actor)
    await tx.term.update({ where: { id: termId }, data: { endsAt, endedAt: now, endedBy, endReason } })
    record({ type: 'term', id: termId }, { personId, endsAt: term.endsAt }, { personId, endsAt, endReason })
    emit(termChanged, { termId, personId, change: 'ended' })
    return { termId }
  },
})
