import { system } from '../../../platform/policy/actor.ts'
import { endCarriedRole, requireMayGive } from '../../access/index.ts'
import { ChangeTerm, TermReference } from '../contract.ts'
import { termChanged } from '../facts.ts'
import { holdPosition } from '../position-row.ts'
import { command } from '../room.ts'
import { endsBeforeStart, endsInThePast, firstFull, full, isOver, termOver } from '../term.ts'
import { findTerm, holdersOf, lockSeats } from '../term-row.ts'

/** Longer or shorter. To end a term at once there is `endTerm`. */
export const changeTerm = command({
  name: 'positions.changeTerm',
  stepUp: true,
  summary: 'Change until when somebody holds a position',
  permission: 'positions.appoint',
  input: ChangeTerm,
  output: TermReference,
  http: { method: 'patch', path: '/positions/terms/:termId' },
  severity: 'critical',
  target: ({ tx, actor, now }, { termId }) => findTerm(tx.sql, termId, actor, now, { locked: true }),
  async run({ tx, actor, now, roles, record, emit, call }, { endsAt }, term) {
    const { id: termId, tenantId, unitId, unitPath, personId, startsAt, role, grantId } = term
    if (isOver(term, now)) throw termOver()
    if (endsAt && endsAt <= startsAt) throw endsBeforeStart()
    if (endsAt && endsAt <= now) throw endsInThePast()
    const position = await holdPosition(tx.sql, term.positionId, tenantId)
    if (!position) throw new Error('A position with terms stays.')
    if (role !== null)
      await requireMayGive(tx.sql, roles, actor, { tenantId, unitPath, role, until: endsAt }, now)
    await lockSeats(tx.sql, position.id, unitId)
    const others = (await holdersOf(tx.sql, position, unitId)).filter(({ id }) => id !== termId)
    const from = firstFull(others, { startsAt, endsAt }, position.seats)
    if (from) throw full({ values: { seats: position.seats, from } })
    if (grantId)
      await call(
        endCarriedRole,
        { grantId, endsAt: endsAt?.toISOString() ?? null },
        { as: system('the term ends at another time', tenantId) },
      )
    await tx.term.update({ where: { id: termId }, data: { endsAt } })
    record({ type: 'term', id: termId }, { personId, endsAt: term.endsAt }, { personId, endsAt })
    emit(termChanged, { termId, personId, change: 'changed' })
    return { termId }
  },
})
