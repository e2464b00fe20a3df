import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { findPersonInCharge, proposalsFor, readBoundaryOf } from '../boundary-row.ts'
import { PersonProposals, PersonToPlace, Proposals, UnitBoundary, UnitReference } from '../contract.ts'
import { placesToAdmit, visibleUnits } from '../policy.ts'
import { query } from '../room.ts'
import { findUnit } from '../unit-row.ts'

const mostProposed = 5

export const readUnitBoundary = query({
  name: 'units.readUnitBoundary',
  summary: 'Read the boundary of a unit, as GeoJSON, and its centre',
  permission: 'units.read',
  input: UnitReference,
  output: UnitBoundary,
  http: { method: 'get', path: '/units/:unitId/boundary' },
  target: ({ db, actor, now }, { unitId }) => findUnit(db.sql, unitId, actor, now),
  run: ({ db }, _input, unit) => readBoundaryOf(db.sql, unit.id),
})

/** The tree as a list to choose from. */
const mostOffered = 300

export const listUnitsWithBoundary = query({
  name: 'units.listUnitsWithBoundary',
  summary: 'List the units whose boundaries may be taken for an area',
  permission: 'member',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ id: z.uuid(), name: z.string() })) }),
  run: async ({ db, actor, now }) => ({
    items: await db.sql<{ id: string; name: string }>(sql`
      SELECT u.id, u.name FROM units u WHERE u.boundary IS NOT NULL AND u.status = 'open' AND ${visibleUnits(actor, now)}
      ORDER BY u.path LIMIT ${mostOffered}`),
  }),
})

export const listMyProposals = query({
  name: 'units.listMyProposals',
  summary: 'List the units in whose boundaries you live and to which you do not belong, the smallest first',
  permission: 'member',
  input: z.strictObject({}),
  output: Proposals,
  http: { method: 'get', path: '/me/unit-proposals' },
  async run({ db, actor, now }) {
    return { items: await proposalsFor(db.sql, personOf(actor), visibleUnits(actor, now), mostProposed) }
  },
})

export const listProposalsFor = query({
  name: 'units.listProposalsFor',
  summary:
    'List the units in whose boundaries somebody in your charge lives, as far as you may add them there',
  permission: 'units.admit',
  input: PersonToPlace,
  output: PersonProposals,
  http: { method: 'get', path: '/people/:personId/unit-proposals' },
  target: ({ db, actor, now }, { personId }) => findPersonInCharge(db.sql, personId, actor, now),
  async run({ db, actor, now }, _input, { personId, name, membershipId }) {
    const [items, units, [position]] = await Promise.all([
      proposalsFor(db.sql, personId, placesToAdmit(actor, now), mostProposed),
      db.sql<{ id: string; name: string; isPrimary: boolean }>(sql`
        SELECT u.id, u.name, m.is_primary AS "isPrimary" FROM memberships m
        JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
        WHERE m.person_id = ${personId}::uuid AND m.ended_at IS NULL AND ${placesToAdmit(actor, now)}
        ORDER BY m.is_primary DESC, u.path LIMIT 100`),
      db.sql(sql`SELECT 1 FROM person_positions p WHERE p.person_id = ${personId}::uuid`),
    ])
    return { personId, name, membershipId, units, isLocated: position !== undefined, items }
  },
})
