import { wordPatterns } from '../../../platform/db/search-words.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { notFound } from '../../../platform/errors.ts'
import { authorityFor, personOf } from '../../../platform/policy/actor.ts'
import { rolesOf } from '../../access/index.ts'
import { appoint } from '../commands/appoint.ts'
import {
  CandidateReference,
  Candidates,
  FindCandidates,
  Nothing,
  PersonReference,
  PersonTerms,
  ReadTermLetter,
  TermDetail,
  TermLetter,
  TermReference,
  type TermReply,
  UnitPositions,
  UnitReference,
} from '../contract.ts'
import { candidatesOf, placesToAppoint } from '../policy.ts'
import { isOfKind } from '../position.ts'
import { findPlace, positionsOf, toPositionReply } from '../position-row.ts'
import { query } from '../room.ts'
import { isOver } from '../term.ts'
import { findTerm, showTerms } from '../term-row.ts'

const mostFound = 20

type Asking = Pick<QueryContext<never>, 'actor' | 'now'>

/** Whether whoever asks changes terms at a place; what a position carries is asked for when they do. */
const changing =
  ({ actor, now }: Asking) =>
  (unitPath: string) =>
    actor.kind === 'system' || authorityFor(actor, 'positions.appoint', unitPath, now) !== null

export const listUnitPositions = query({
  name: 'positions.listUnitPositions',
  summary:
    'List the positions of a unit with who holds them now; who appoints there sees what is to come and what was',
  permission: 'positions.read',
  input: UnitReference,
  output: UnitPositions,
  http: { method: 'get', path: '/units/:unitId/positions' },
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now, able }, { unitId }, place) {
    const asking = { actor, now }
    const [positions, terms] = await Promise.all([
      positionsOf(db.sql, place.tenantId, { withArchived: true }),
      showTerms(db.sql, sql`t.unit_id = ${unitId}::uuid`, asking, changing(asking)),
    ])
    const inState = (state: TermReply['state']) => terms.filter((term) => term.state === state)
    const current = inState('current')
    const held = positions.map((position) => ({
      position,
      holders: current.filter((term) => term.position.id === position.id),
    }))
    const isOpen = place.status === 'open'
    return {
      unit: { id: unitId, name: place.unitName, isOpen },
      positions: held
        .filter(
          ({ position, holders }) =>
            holders.length > 0 || (position.archivedAt === null && isOfKind(position, place.kind)),
        )
        .map(({ position, holders }) => ({
          position: toPositionReply(position),
          holders,
          vacant: position.archivedAt === null ? Math.max(0, position.seats - holders.length) : 0,
        })),
      coming: inState('coming'),
      over: inState('over').sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime()),
      abilities: { appoint: isOpen && able(appoint, place) },
    }
  },
})

export const listPersonPositions = query({
  name: 'positions.listPersonPositions',
  summary: 'List the positions that a person holds, and those that they held, as far as you may see them',
  permission: 'positions.read',
  input: PersonReference,
  output: PersonTerms,
  http: { method: 'get', path: '/people/:personId/positions' },
  async run({ db, actor, now }, { personId }) {
    const asking = { actor, now }
    const [[person], items] = await Promise.all([
      db.sql<{ name: string; isSeen: boolean }>(sql`
        SELECT h.display_name AS name, EXISTS (
          SELECT FROM unit_places p LEFT JOIN unit_members m ON m.unit_id = p.unit_id AND m.person_id = h.person_id AND m.ended_at IS NULL
          WHERE ${placesToAppoint(actor, now)} AND (m.person_id IS NOT NULL OR p.unit_id = h.tenant_id)) AS "isSeen"
        FROM people h WHERE h.tenant_id = ${actor.tenantId}::uuid AND h.person_id = ${personId}::uuid`),
      showTerms(db.sql, sql`t.person_id = ${personId}::uuid`, asking, changing(asking)),
    ])
    const isOwn = actor.kind === 'account' && actor.personId === personId
    // Of somebody who holds nothing, and is nobody's here, not even the name is told.
    if (!person || !(isOwn || person.isSeen || items.length > 0)) throw notFound()
    return { personId, name: person.name, items }
  },
})

export const listMyPositions = query({
  name: 'positions.listMyPositions',
  summary: 'List the positions that you hold, held and will hold',
  permission: 'member',
  input: Nothing,
  output: PersonTerms,
  http: { method: 'get', path: '/me/positions' },
  async run({ db, actor, now }) {
    const personId = personOf(actor)
    const asking = { actor, now }
    return {
      personId,
      name: actor.kind === 'account' ? actor.name : '',
      items: await showTerms(db.sql, sql`t.person_id = ${personId}::uuid`, asking, changing(asking)),
    }
  },
})

export const readTerm = query({
  name: 'positions.readTerm',
  summary:
    'Read who holds a position in a unit, since and until when, how they came to it and what it carries',
  permission: 'positions.read',
  input: TermReference,
  output: TermDetail,
  http: { method: 'get', path: '/positions/terms/:termId' },
  async run({ db, actor, now }, { termId }) {
    const asking = { actor, now }
    const [term] = await showTerms(db.sql, sql`t.id = ${termId}::uuid`, asking, changing(asking), 1)
    if (!term) throw notFound()
    const made = term.role === null ? [] : await rolesOf(db.sql, actor.tenantId, { withRetired: true })
    return { ...term, roleName: made.find(({ id }) => id === term.role)?.name ?? null }
  },
})

export const findCandidates = query({
  name: 'positions.findCandidates',
  summary: 'Find people by parts of their names, whom you may appoint at a unit',
  permission: 'positions.appoint',
  input: FindCandidates,
  output: Candidates,
  http: { method: 'get', path: '/units/:unitId/candidates' },
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  async run({ db, actor, now }, { search }, place) {
    const words = wordPatterns(search)
    if (words.length === 0) return { items: [] }
    return {
      items: await db.sql<{ personId: string; name: string }>(sql`
        SELECT h.person_id AS "personId", h.display_name AS name FROM people h
        WHERE h.display_name ILIKE ALL(${words}::text[]) AND ${candidatesOf(actor, place, now)}
        ORDER BY h.sort_name, h.person_id LIMIT ${mostFound}`),
    }
  },
})

/** Whom the form is about; for pages. */
export const readCandidate = query({
  name: 'positions.readCandidate',
  summary: 'Read the name of a person whom you may appoint at a unit',
  permission: 'positions.appoint',
  input: CandidateReference,
  output: Candidates,
  target: ({ db, actor, now }, { unitId }) => findPlace(db.sql, unitId, actor, now),
  run: async ({ db, actor, now }, { personId }, place) => ({
    items: await db.sql<{ personId: string; name: string }>(sql`
      SELECT h.person_id AS "personId", h.display_name AS name FROM people h
      WHERE h.person_id = ${personId}::uuid AND ${candidatesOf(actor, place, now)}`),
  }),
})

/** Null where what there was to tell is not so any more: nobody is congratulated on a term that was ended meanwhile. */
export const readTermLetter = query({
  name: 'positions.readTermLetter',
  summary: 'What there is to write to whom a term is about',
  permission: 'system',
  input: ReadTermLetter,
  output: TermLetter,
  async run({ db, actor, now }, { termId, change }) {
    const term = await findTerm(db.sql, termId, actor, now)
    if (!term || isOver(term, now) !== (change === 'ended')) return null
    const [more] = await db.sql<{ unitName: string; timeZone: string; endReason: string | null }>(sql`
      SELECT p.name AS "unitName", h.time_zone AS "timeZone", t.end_reason AS "endReason" FROM terms t
      JOIN unit_places p ON p.unit_id = t.unit_id JOIN people h ON h.tenant_id = t.tenant_id AND h.person_id = t.person_id
      WHERE t.id = ${termId}::uuid`)
    if (!more) return null
    const { positionName, startsAt, endsAt, reason } = term
    const { unitName, timeZone, endReason } = more
    return {
      positionName,
      unitName,
      startsAt,
      endsAt,
      timeZone,
      isOver: change === 'ended',
      reason: change === 'ended' ? endReason : reason,
    }
  },
})
