import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type Actor, personOf } from '../../platform/policy/actor.ts'
import { holdProject, offeredTo } from '../projects/index.ts'
import { type ApplicationRow, offeredNoMore, placesFault } from './application.ts'
import { findApplication } from './application-row.ts'

interface Reader {
  actor: Actor
  now: Date
  locale(): string
}

/**
 * An application with its project, both as they are until the commit. The project comes first, as for whoever decides: two who
 * want both never wait for one another. Where places are counted, one comes after the other.
 */
export async function holdForSubmission(
  run: RunSql,
  reader: Reader,
  applicationId: string,
): Promise<ApplicationRow | null> {
  const seen = await findApplication(run, reader, applicationId)
  if (!seen) return null
  const { id, maxApplications } = seen.project
  const project = await holdProject(run, reader, id, maxApplications === null ? 'shared' : 'alone')
  // They know of it: it was theirs to find when they began to write.
  if (!project) throw offeredNoMore()
  const personId = seen.mayWrite ? personOf(reader.actor) : null
  if (personId && !(await offeredTo(run, project, personId))(seen.companyId)) throw offeredNoMore()
  return findApplication(run, reader, applicationId, { locked: true })
}

/** Somebody who is in already keeps their place. The project is held alone meanwhile, so that nobody else takes the last one. */
export async function requirePlace(run: RunSql, application: ApplicationRow): Promise<void> {
  const { maxApplications } = application.project
  if (maxApplications === null) return
  const fault = placesFault(maxApplications, await placesTaken(run, application))
  if (fault) throw fault
}

/** How many places others have taken. */
export async function placesTaken(
  run: RunSql,
  { id, project }: Pick<ApplicationRow, 'id' | 'project'>,
): Promise<number> {
  const [{ taken = 0 } = {}] = await run<{ taken: number }>(sql`
    SELECT count(*)::int AS taken FROM applications
    WHERE project_id = ${project.id}::uuid AND status NOT IN ('draft', 'withdrawn') AND id <> ${id}::uuid`)
  return taken
}
