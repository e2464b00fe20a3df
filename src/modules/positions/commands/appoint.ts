import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind, system } from '../../../platform/policy/actor.ts'
import { requireEligible } from '../../../platform/slots/eligibility.ts'
import { carryRole, requireMayGive } from '../../access/index.ts'
import { Appoint, TermReference } from '../contract.ts'
import { termChanged } from '../facts.ts'
import { candidatesOf, onlyWhileOpen } from '../policy.ts'
import { archived, isOfKind, notForKind } from '../position.ts'
import { findPlace, holdPosition } from '../position-row.ts'
import { command } from '../room.ts'
import {
  afterMonths,
  alreadyHolds,
  endsBeforeStart,
  firstFull,
  full,
  later,
  overlap,
  personRests,
  stateOf,
  unknownPerson,
} from '../term.ts'
import { holdersOf, lockSeats } from '../term-row.ts'

/**
 * What the position carries begins and ends with the term, to the moment; of a term that began earlier it begins now, since
 * nothing is ever allowed backwards.
 */
export const appoint = command({
  name: 'positions.appoint',
  stepUp: true,
  summary: 'Appoint a person to a position in a unit, with the role that it carries for the term',
  permission: 'positions.appoint',
  input: Appoint,
  output: TermReference,
  http: { method: 'post', path: '/units/:unitId/terms', status: 201 },
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now, { held: true }),
  rule: onlyWhileOpen,
  async run(context, { positionId, personId, reason, ...wish }, place) {
    const { tx, actor, now, roles, record, emit, call } = context
    const { tenantId, unitId, unitPath } = place
    const position = await holdPosition(tx.sql, positionId, tenantId)
    if (!position) throw notFound()
    if (position.archivedAt) throw archived()
    if (!isOfKind(position, place.kind)) throw notForKind()
    const startsAt = wish.startsAt ?? now
    const usualEnd = position.termMonths === null ? null : afterMonths(startsAt, position.termMonths)
    const endsAt = wish.endsAt === undefined ? usualEnd : wish.endsAt
    if (endsAt && endsAt <= startsAt) throw endsBeforeStart()
    const term = { startsAt, endsAt }
    const state = stateOf(term, now)
    const { role } = position
    if (role !== null && state !== 'over')
      await requireMayGive(tx.sql, roles, actor, { tenantId, unitPath, role, until: endsAt }, now)
    await lockSeats(tx.sql, positionId, unitId)
    const others = await holdersOf(tx.sql, position, unitId)
    if (others.some((other) => other.personId === personId && overlap(other, term))) throw alreadyHolds()
    const from = firstFull(others, term, position.seats)
    if (from) throw full({ values: { seats: position.seats, from } })
    // Held until the commit: nobody is appointed in the moment in which they are erased or merged.
    const [person] = await tx.sql<{ rests: boolean }>(sql`
      SELECT EXISTS (SELECT FROM person_standings s WHERE s.tenant_id = h.tenant_id AND s.person_id = h.person_id AND s.standing <> 'active'
        AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now})) AS rests
      FROM people h WHERE h.person_id = ${personId}::uuid AND ${candidatesOf(actor, place, now)} FOR KEY SHARE OF h`)
    if (!person) throw unknownPerson()
    if (person.rests && state !== 'over') throw personRests()
    // What was is written down as it was.
    if (state !== 'over')
      await requireEligible(context, { tenantId, personId, aim: { kind: 'position', positionId } })
    const appointedBy = personBehind(actor)
    const carried =
      role === null || state === 'over'
        ? null
        : await call(
            carryRole,
            {
              personId,
              unitId,
              unitPath,
              role,
              startsAt: later(startsAt, now).toISOString(),
              endsAt: endsAt?.toISOString() ?? null,
              reason,
              grantedBy: appointedBy,
            },
            { as: system('a position carries the role', tenantId) },
          )
    const id = newId(now.getTime())
    const way = wish.way ?? position.way
    await tx.term.create({
      data: {
        id,
        tenantId,
        positionId,
        unitId,
        personId,
        startsAt,
        endsAt,
        way,
        reason,
        appointedBy,
        appointedAt: now,
        grantId: carried?.id ?? null,
      },
    })
    record({ type: 'term', id }, null, { positionId, unitId, personId, startsAt, endsAt, way, reason })
    if (state !== 'over') emit(termChanged, { termId: id, personId, change: 'appointed' })
    return { termId: id }
  },
})
