import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { invalid, signedOut } from '../../platform/errors.ts'
import { type Actor, personOf } from '../../platform/policy/actor.ts'
import { mayActFor } from '../companies/index.ts'
import {
  type Contractor,
  contractorTables,
  type Match,
  type MatchRow,
  matchDetails,
  matched,
  toMatch,
  type Wanted,
} from '../matching/index.ts'
import { placedProjects } from './project-row.ts'

/** The day on which work begins, as far as anybody knows. */
const since = sql`coalesce(j.starts_on, (j.deadline AT TIME ZONE j.time_zone)::date)`

/** What projects ask of contractors. `j` is the projects table, `u` the unit_places of their units. */
export const wanted: Wanted = {
  skills: sql`j.skills`,
  skillKeys: sql`j.skill_keys`,
  experienceYears: sql`j.experience_years`,
  latitude: sql`j.latitude`,
  longitude: sql`j.longitude`,
  area: sql`j.service_area`,
  country: sql`j.country`,
  since,
  until: sql`coalesce(j.ends_on, ${since} + j.duration_days, ${since})`,
  currency: sql`j.currency`,
  unitPath: sql`u.path`,
  types: sql`j.applicant_types`,
  verified: sql`j.applicant_verified`,
  demands: sql`(SELECT e.kind, e.title, e.title_key, e.place_key, e.amount::float8 AS amount, e.is_gate FROM project_demands e
    WHERE e.tenant_id = j.tenant_id AND e.project_id = j.id)`,
}

export const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

/** Whom whoever asks looks for: themselves, or a company that they act for. */
export async function contractorFor(run: RunSql, actor: Actor, said: string): Promise<Contractor> {
  if (actor.kind !== 'account') throw signedOut()
  const actingPersonId = personOf(actor)
  const contractor: Contractor =
    said === 'me' ? { kind: 'person', id: actingPersonId } : { kind: 'company', id: said }
  if (!(await mayActFor(run, actor.tenantId ?? '', { ...contractor, actingPersonId }, 'view')))
    throw invalid([{ pointer: '/for', code: 'projects.error.notForThem', message: '' }])
  return contractor
}

/** What a project comes to for a contractor, at this moment and in the caller's transaction. */
export async function matchProject(
  run: RunSql,
  { tenantId, projectId }: { tenantId: string; projectId: string },
  contractor: Contractor,
  now: Date,
): Promise<Match> {
  const today = dayOf(now)
  const [found] = await run<{ match: MatchRow }>(sql`
    WITH ${contractorTables(tenantId, contractor)}
    SELECT ${matchDetails(wanted, today)} AS match
    FROM ${placedProjects} CROSS JOIN c CROSS JOIN LATERAL ${matched(wanted, today)} m
    WHERE j.tenant_id = ${tenantId}::uuid AND j.id = ${projectId}::uuid`)
  if (!found) throw new Error('A project is matched that does not exist.')
  return toMatch(found.match)
}
