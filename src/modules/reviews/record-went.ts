import type { QueryContext } from '../../platform/declare/operation.ts'
import { AppError } from '../../platform/errors.ts'
import { readSealing } from '../applications/index.ts'
import { listAddenda, readProject } from '../projects/index.ts'
import type { RecordContents } from './contract.ts'

type Went = RecordContents['went'][number]

/** What became of a project until it was weighed, and whom that names. */
export async function howItWent(
  ask: QueryContext<'decision'>['ask'],
  projectId: string,
): Promise<{ went: Went[]; mentions: string[] }> {
  const [project, { items: addenda }, sealing] = await Promise.all([
    ask(readProject, { projectId }),
    ask(listAddenda, { projectId }),
    ask(readSealing, { projectId }).catch(nothingThere),
  ])
  const { publishedAt, closedAt, closeReason, deadline } = project
  const bare = { number: null, names: [], text: null }
  const opening = sealing?.witnesses.filter(({ givenAt }) => givenAt !== null) ?? []
  const ended = closedAt ?? deadline
  const went: Went[] = [
    ...(publishedAt ? [{ ...bare, at: publishedAt, what: 'published' as const }] : []),
    ...addenda.map(({ number, isMaterial, issuedAt, issuedBy, text }) => ({
      at: issuedAt,
      what: isMaterial ? ('materialAddendum' as const) : ('addendum' as const),
      number,
      names: issuedBy ? [issuedBy.name] : [],
      text,
    })),
    ...(ended
      ? [
          {
            ...bare,
            at: ended,
            what: closeReason === null ? ('closed' as const) : ('closedEarly' as const),
            text: closeReason,
          },
        ]
      : []),
    ...(sealing?.openedAt
      ? [{ ...bare, at: sealing.openedAt, what: 'opened' as const, names: opening.map(({ name }) => name) }]
      : []),
  ]
  return {
    went: went.sort((one, other) => one.at.getTime() - other.at.getTime()),
    mentions: [
      ...addenda.flatMap(({ issuedBy }) => issuedBy?.id ?? []),
      ...opening.map(({ personId }) => personId),
    ],
  }
}

/** Bids that are not sealed, or whose sealing is not for whoever asks. */
function nothingThere(error: unknown): null {
  if (error instanceof AppError && (error.status === 403 || error.status === 404)) return null
  throw error
}
