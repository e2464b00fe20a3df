import type { CommandContext } from '../../platform/declare/operation.ts'
import { type Step, stepLeadsTo } from './project.ts'
import type { ProjectRow } from './views.ts'

type Context = Pick<CommandContext<'project', unknown, 'project'>, 'tx' | 'now' | 'record'>

interface Dates {
  publishedAt?: Date
  closedAt?: Date
  endedAt?: Date
  cancelReason?: string
  closeReason?: string
}

/** Writes down what has become of a project that is locked. */
export async function takeStep(
  { tx, now, record }: Context,
  step: Step,
  { id, slug, version, status }: ProjectRow,
  dates: Dates,
): Promise<{ projectId: string; slug: string; version: number }> {
  const written = { status: stepLeadsTo(step), ...dates }
  await tx.project.update({ where: { id }, data: { ...written, version: version + 1, updatedAt: now } })
  record({ type: 'project', id }, { status }, written)
  return { projectId: id, slug, version: version + 1 }
}
