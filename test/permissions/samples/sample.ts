import { randomUUID } from 'node:crypto'
import { type Asking, type Place, png, type Spot, type World } from '../world.ts'

/**
 * How to make the input of a declaration. For a page it holds the parts of its path and the fields of its form.
 * `unit`: what it is about lies at a place in the tree. `tenant`: it is about a whole association, or about people,
 * who are the same to everyone of it. `nothing`: it is about whoever asks, or about everybody.
 */
export interface Sample {
  about: 'unit' | 'tenant' | 'nothing'
  input(context: SampleContext): Record<string, unknown>
  /** Makes the state that it is about; undone after the call. */
  prepare?(context: SampleContext): Promise<void>
}

export interface SampleContext {
  world: World
  spot: Spot
  place: Place
  asking: Asking
}

/** What preparations made, by where. Until one has run there is only the id of nothing: a fuzzer asks for that, too. */
export class MadeIds extends Map<string, string> {
  override get(place: string): string {
    return super.get(place) ?? idOfNothing
  }
}

export const idOfNothing = randomUUID()

export const nothing: Sample = { about: 'nothing', input: () => ({}) }

export const atUnit: Sample = { about: 'unit', input: ({ spot }) => ({ unitId: spot.unitId }) }

/** Whoever belongs to the place and nowhere else. */
export const inCharge: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id <> $2',
      [spot.personId, spot.unitId],
    )
  },
}

export const photo: Sample = { about: 'nothing', input: () => ({ file: png }) }

export const person: Sample = { about: 'tenant', input: ({ spot }) => ({ personId: spot.personId }) }

export const membershipIds = new MadeIds()

/** A second membership of somebody who is not asking, so that ending it is possible. */
export const ofNewcomer: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ membershipId: membershipIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    const membershipId = randomUUID()
    membershipIds.set(spot.unitId, membershipId)
    await pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id = $2',
      [spot.newcomerId, spot.unitId],
    )
    for (const [id, unitId] of [
      [membershipId, spot.unitId],
      [randomUUID(), spot.tenantId],
    ])
      await pool.query(
        `INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
         VALUES ($1, $2, $3, $4, false, now()) ON CONFLICT DO NOTHING`,
        [id, spot.tenantId, unitId, spot.newcomerId],
      )
  },
}

/** By the name of the declaration. */
export type Samples = Readonly<Record<string, Sample>>
