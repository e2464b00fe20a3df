import { z } from 'zod'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { fromPolygon, type GeoPolygon, toGeoJson, toPolygon } from './boundary.ts'
import { boundaryIn } from './boundary-row.ts'
import { visibleUnits } from './policy.ts'

/** An area as other rooms take it: drawn elsewhere and sent as GeoJSON, or that of a unit as it is now. */
export const areaParts = {
  area: z
    .union([z.string().max(512 * 1024), z.record(z.string(), z.unknown())])
    .nullable()
    .default(null)
    .transform((given) => (typeof given === 'string' && given.trim() === '' ? null : given)),
  areaOfUnitId: z.uuid().nullable().default(null),
}

export const AreaReply = z
  .strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(z.array(z.number()))) })
  .meta({ id: 'Area' })

/** What was typed, as PostgreSQL reads a polygon. Whether it crosses itself takes a while to see: nobody holds a lock meanwhile. */
export function areaTyped(area: unknown): string | null {
  return area === null ? null : toPolygon(boundaryIn(area, '/area'))
}

/** The boundary of the unit that was chosen, which counts more than what stands beside it; else what was typed. */
export async function areaChosen(
  run: RunSql,
  { actor, now }: { actor: Actor; now: Date },
  areaOfUnitId: string | null,
  typed: string | null,
): Promise<string | null> {
  if (areaOfUnitId === null) return typed
  const [unit] = await run<{ boundary: string }>(sql`
    SELECT u.boundary::text AS boundary FROM units u
    WHERE u.id = ${areaOfUnitId}::uuid AND u.tenant_id = ${actor.tenantId}::uuid AND u.boundary IS NOT NULL AND ${visibleUnits(actor, now)}`)
  if (!unit) throw invalid([{ pointer: '/areaOfUnitId', code: 'notOffered', message: '' }])
  return unit.boundary
}

/** A polygon as PostgreSQL writes it, as others read it. */
export function areaReply(polygon: string | null): GeoPolygon | null {
  return polygon === null ? null : toGeoJson(fromPolygon(polygon))
}
