import type { RunSql } from '../../platform/db/database.ts'
import { wallTimeOf } from '../../platform/presentation/dates.ts'
import type { Issue } from '../../platform/presentation/view.ts'
import { demandsOf } from '../projects/index.ts'
import type { ApplicationRow, AppliedFor, FileRow } from './application.ts'
import { filesOf } from './application-row.ts'
import { type Contents, lacking } from './contents.ts'
import { hashOf, writeDocument } from './document.ts'
import { type Answered, answers, type Paper, type WhenItIs } from './paper.ts'
import { papersOf, type Work, worksOf } from './profile-row.ts'

export interface Assembled {
  files: FileRow[]
  papers: Paper[]
  works: Work[]
  document: string
  hash: Buffer
  /** What it lacks before it can be handed in, but for papers that are a gate. */
  missing: Issue[]
  demands: Answered[]
  when: WhenItIs
}

/** What would be handed in now, of what is written: null where nothing is. Whoever has its files already brings them. */
export async function assemble(
  run: RunSql,
  application: ApplicationRow,
  now: Date,
  brought?: readonly FileRow[],
): Promise<Assembled | null> {
  const { tenantId, project, draft: contents, draftSalt: salt } = application
  if (contents === null || salt === null) return null
  const [all, papers, works, asked] = await inTurn([
    async () => brought ?? filesOf(run, application),
    () => papersOf(run, application),
    () => worksOf(run, application),
    () => demandsOf(run, { tenantId, id: project.id }),
  ])
  const files = all.filter(({ inDraft }) => inDraft)
  const when = whenItIs(project, now)
  const document = writeDocument({ application, contents, salt, papers, works, files })
  const shown = papers.filter(({ id }) => contents.papers.includes(id))
  const gone = (['papers', 'works'] as const).filter((name) => {
    const there: ReadonlyArray<{ id: string }> = name === 'papers' ? papers : works
    return contents[name].some((id) => !there.some((row) => row.id === id))
  })
  return {
    files,
    papers,
    works,
    document,
    hash: hashOf(document),
    missing: [
      ...lacking(contents),
      ...inOtherMoney(contents, project),
      ...gone.map((name) => ({ pointer: `/${name}`, code: 'applications.error.gone', message: '' })),
    ],
    demands: answers(asked, shown, project.currency, when),
    when,
  }
}

/** Bids are weighed against each other, so all of them are in the currency of the project where it has one. */
function inOtherMoney(
  { currency, items }: Pick<Contents, 'currency' | 'items'>,
  project: Pick<ApplicationRow['project'], 'currency'>,
): Issue[] {
  return project.currency === null || currency === null || currency === project.currency || items.length === 0
    ? []
    : [{ pointer: '/currency', code: 'applications.error.otherCurrency', message: '' }]
}

/** Days are those where the project is. Work of which nobody says when it begins does not begin before the deadline. */
function whenItIs({ timeZone, deadline, startsOn, endsOn }: AppliedFor, now: Date): WhenItIs {
  const dayThere = (moment: Date) => wallTimeOf(moment, timeZone).slice(0, 10)
  return { today: dayThere(now), startsOn: startsOn ?? (deadline && dayThere(deadline)), endsOn }
}

/** One statement after the other: in a transaction they share a connection. */
async function inTurn<const Steps extends ReadonlyArray<() => Promise<unknown>>>(
  steps: Steps,
): Promise<{ -readonly [Index in keyof Steps]: Awaited<ReturnType<Steps[Index]>> }> {
  const results: unknown[] = []
  for (const step of steps) results.push(await step())
  return results as { -readonly [Index in keyof Steps]: Awaited<ReturnType<Steps[Index]>> }
}
