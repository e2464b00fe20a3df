import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { AppError } from '../../platform/errors.ts'
import { asMember } from '../../platform/policy/actor.ts'
import { askedBy, inputOf } from './asked.ts'
import { FindProjects } from './contract.ts'
import { readFound } from './find-row.ts'
import { findableProjects } from './policy.ts'
import { placedProjects } from './project-row.ts'
import { positionOf } from './where-row.ts'

/** A member in good standing, as whoever calls has made sure: the clock asks on their behalf, and they are not there. */
export interface Member {
  tenantId: string
  personId: string
}

const actorFor = ({ tenantId, personId }: Member) =>
  asMember({ accountId: personId, tenantId, personId, accessVersion: 0 })

/** Nobody reads on in a longer letter. */
const most = 100

/**
 * The open projects that a member finds by what the address of the list says, published after a moment, the newest first.
 * An address that says what cannot be, as a place of theirs that they have taken away, finds nothing.
 */
export async function findForMember(
  run: RunSql,
  member: Member,
  { query, publishedAfter }: { query: string; publishedAfter: Date },
  now: Date,
): Promise<string[]> {
  const said = askedBy([...new URLSearchParams(query)], true)
  const asked = FindProjects.safeParse({
    ...inputOf({ ...said, sort: 'newest', all: false, bookmarked: false }),
    limit: most,
  })
  if (!asked.success) return []
  const actor = actorFor(member)
  try {
    const from = asked.data.near ? await positionOf(run, actor, asked.data.near) : null
    const question = {
      actor,
      now,
      asked: { ...asked.data, publishedAfter },
      from,
      contractor: null,
      locale: '',
    }
    return (await readFound(run, question, null)).slice(0, most).map(({ id }) => id)
  } catch (error) {
    if (error instanceof AppError && error.status === 422) return []
    throw error
  }
}

export interface ToldProject {
  id: string
  slug: string
  title: string
  deadline: Date
  timeZone: string
}

/** Those of some projects that a member finds at this moment, and that are open still. */
export function readForMember(
  run: RunSql,
  member: Member,
  ids: readonly string[],
  now: Date,
): Promise<ToldProject[]> {
  return run<ToldProject>(sql`
    SELECT j.id, j.slug, j.title, j.deadline, j.time_zone AS "timeZone" FROM ${placedProjects}
    WHERE j.id = ANY(${ids}::uuid[]) AND ${findableProjects(actorFor(member), now)} AND j.status = 'published' AND j.deadline > ${now}
    ORDER BY j.published_at DESC, j.id DESC`)
}
