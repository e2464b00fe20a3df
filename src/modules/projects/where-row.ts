import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { invalid } from '../../platform/errors.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import { type Position, parsePosition } from '../people/index.ts'

/** The place that somebody means: in degrees, or `me` for where they live. */
export async function positionOf(run: RunSql, actor: Actor, near: string): Promise<Position> {
  if (near !== 'me') {
    const position = parsePosition(near)
    if (position === null) throw invalid([{ pointer: '/near', code: 'people.error.position', message: '' }])
    return position
  }
  const personId = personBehind(actor)
  const [place] = await run<Position>(sql`
    SELECT latitude, longitude FROM person_positions WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ${personId}::uuid`)
  if (!place) throw invalid([{ pointer: '/near', code: 'projects.error.noPlaceOfYours', message: '' }])
  return place
}
