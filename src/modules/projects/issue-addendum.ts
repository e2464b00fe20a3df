import type { z } from 'zod'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { personBehind } from '../../platform/policy/actor.ts'
import type { AddendumWords, Change } from './contract.ts'
import { projectAmended } from './facts.ts'
import { extendedUntil, mostAddenda, tooManyAddenda } from './project.ts'
import type { ProjectRow } from './views.ts'
import type { toColumns } from './written-project.ts'

type Context = Pick<
  CommandContext<'project' | 'projectAddendum', unknown, 'project' | 'projectAddendum'>,
  'tx' | 'actor' | 'now' | 'record' | 'emit'
>

export interface Issued {
  projectId: string
  slug: string
  version: number
  addendumId: string
  number: number
}

interface Words extends z.output<typeof AddendumWords> {
  /** Whoever issues it by another room; else whoever acts. */
  issuedBy?: string | null
}

/**
 * Issues an addendum to a project that is locked, with what it changes of it. Where the rule of the project moves the
 * deadline, it moves on from the one that everybody knew; what was asked for stays where that is later.
 */
export async function issueAddendum(
  { tx, actor, now, record, emit }: Context,
  project: ProjectRow,
  { text, isMaterial, issuedBy = personBehind(actor) }: Words,
  asked: Change[],
  columns: Partial<ReturnType<typeof toColumns>> & { originalUrl?: string | null } = {},
): Promise<Issued> {
  const { id: projectId, tenantId, slug } = project
  if (project.addenda >= mostAddenda) throw tooManyAddenda({ values: { most: mostAddenda } })
  const wanted = columns.deadline ?? project.deadline
  const moved = extendedUntil(project, now)
  const extended = moved && (wanted === null || moved > wanted) ? moved : null
  const deadline = extended ?? wanted
  const changes = extended ? withDeadline(asked, project.deadline, extended) : asked
  const version = project.version + 1
  const number = project.addenda + 1
  await tx.project.update({
    where: { id: projectId },
    data: { ...columns, deadline, addenda: number, version, updatedAt: now },
  })
  const addendumId = newId(now.getTime())
  const written = { projectId, number, isMaterial, extendedUntil: extended }
  await tx.projectAddendum.create({
    data: {
      ...written,
      id: addendumId,
      tenantId,
      text,
      changes: { v: 1, changes },
      issuedBy,
      issuedAt: now,
    },
  })
  record({ type: 'projectAddendum', id: addendumId }, null, { ...written, text, changes })
  emit(projectAmended, { projectId, addendumId, isMaterial })
  return { projectId, slug, version, addendumId, number }
}

function withDeadline(changes: Change[], before: Date | null, after: Date): Change[] {
  const others = changes.filter((change) => change.of !== 'field' || change.field !== 'deadline')
  return [
    ...others,
    {
      of: 'field',
      field: 'deadline',
      before: before?.toISOString() ?? null,
      after: after.toISOString(),
    },
  ]
}

/** A change of something that belongs to the project. A draft takes it as it is; anything else wants an addendum. */
export async function amendIfPublished(
  context: Context,
  project: ProjectRow,
  addendum: z.output<typeof AddendumWords> | undefined,
  change: Change,
): Promise<void> {
  if (project.status === 'draft') return
  if (addendum === undefined) throw invalid([{ pointer: '/addendum/text', code: 'required', message: '' }])
  await issueAddendum(context, project, addendum, [change])
}
